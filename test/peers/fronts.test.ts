import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { find } from "../../scripts/machine.mjs";
import { freePort } from "../fixtures/free-port.js";
import type { Running } from "../fixtures/launch.js";
import { json, legacyHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { startProxy } from "./proxy.js";

/** Real reverse proxies, configured with the very lines of the how-to, in front of the built program. */
const PAGE = readFileSync("docs/how-to/forwarded-user.md", "utf8");

const TOOLS = ["allowed", "forbidden"].map((name) => ({ name, inputSchema: { type: "object" } }));

/** The configuration blocks of the how-to in one language, in order. */
const blocks = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);

/** Each front: its program, and what makes of the how-to's lines a configuration for this machine. */
const FRONTS = [
  { name: "nginx that asks for a password", program: "nginx", block: 0, signsIn: "password" },
  { name: "nginx that asks oauth2-proxy", program: "nginx", block: 1, signsIn: "cookie" },
  { name: "Caddy that asks for a password", program: "caddy", block: 0, signsIn: "password" },
  { name: "Caddy that asks oauth2-proxy", program: "caddy", block: 1, signsIn: "cookie" },
] as const;

/** What a client might write to be somebody else. */
const FORGED: readonly Record<string, string>[] = [
  { "x-forwarded-user": "admin" },
  { "x-forwarded-email": "admin@corp.example" },
  { "X-FORWARDED-EMAIL": "admin@corp.example" },
  { x_forwarded_email: "admin@corp.example" },
  { x_forwarded_user: "admin" },
  { "x-forwarded-preferred-username": "admin", "x-forwarded-groups": "admins", "x-forwarded-access-token": "t" },
  { "x-auth-request-user": "admin", "x-auth-request-email": "admin@corp.example" },
  { "remote-user": "admin", "remote-email": "admin@corp.example", "x-remote-user": "admin" },
  { "x-goog-authenticated-user-email": "accounts.google.com:admin@corp.example" },
  { "cf-access-authenticated-user-email": "admin@corp.example", "x-amzn-oidc-identity": "admin" },
  { "x-ms-client-principal-name": "admin", "tailscale-user-login": "admin@corp.example" },
  { connection: "close, X-Forwarded-User, X-Forwarded-Email" },
];

let upstream: RawHttp;
let signOn: Server;
let signOnPort: number;

beforeAll(async () => {
  upstream = await rawHttp((request, response) => {
    if (legacyHello(request, response)) return;
    const { id, method, params } = request.message ?? {};
    const text = `ran ${params?.name}`;
    const result = method === "tools/list" ? { tools: TOOLS } : { content: [{ type: "text", text }] };
    json(response, { jsonrpc: "2.0", id, result });
  });
  // The sign-on beside the front: knows alice by her cookie, and has no address of bob.
  signOn = createServer((request, response) => {
    const who = /session=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
    if (who === undefined) return response.writeHead(401).end();
    response.setHeader("X-Auth-Request-User", who);
    if (who === "alice") response.setHeader("X-Auth-Request-Email", "alice@corp.example");
    return response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => signOn.listen(0, "127.0.0.1", resolve));
  signOnPort = (signOn.address() as AddressInfo).port;
});

afterAll(async () => {
  await upstream.close();
  signOn.closeAllConnections();
  signOn.close();
});

function startBehind(emailHeader: string | undefined): Promise<Running> {
  return startProxy(
    JSON.stringify({
      upstreams: { files: { url: upstream.url, transport: "streamable-http" } },
      expose: { http: { listen: "127.0.0.1:0", allowedHosts: ["tools.example.com"] } },
      access: {
        mode: "forwarded-user",
        trustedProxies: ["127.0.0.1"],
        ...(emailHeader === undefined ? {} : { emailHeader }),
        users: {
          alice: { tools: ["files:allowed"] },
          bob: { tools: ["files:allowed"] },
          admin: { tools: ["*"] },
          "admin@corp.example": { tools: ["*"] },
        },
      },
      store: { type: "memory" },
    }),
  );
}

for (const { name, program } of FRONTS)
  if (find(program) === undefined) console.log(`skipped: ${name} in test/peers/fronts.test.ts needs ${program}`);

describe.each(FRONTS)("$name", ({ program, block, signsIn }) => {
  const path = find(program);

  test.skipIf(path === undefined).each([undefined, "X-Forwarded-Email"])(
    "T-107: with emailHeader %s, a client is who the front says, whatever headers it forges",
    async (emailHeader) => {
      const proxy = await startBehind(emailHeader);
      const front = await startFront(program, path as string, block, Number(new URL(proxy.url).port));
      try {
        const before = upstream.seen.length;
        expect(await call(front.url, as("alice", signsIn), "allowed")).toContain("ran allowed");
        for (const who of ["alice", "bob"]) {
          for (const forged of FORGED) {
            const answer = await call(front.url, { ...as(who, signsIn), ...forged }, "forbidden");
            // Refused as a tool that does not exist, as an identity nobody could have meant, or as none (`Connection` removes headers).
            expect(answer, JSON.stringify({ who, forged })).toMatch(
              /unknown_item|Headers that resemble|plain user name|unauthenticated/,
            );
          }
        }
        expect(await call(front.url, { "x-forwarded-user": "admin" }, "forbidden")).not.toContain("ran");
        const names = upstream.seen.slice(before).flatMap(({ headers }) => Object.keys(headers));
        expect(names.filter((one) => /forwarded|remote|auth|cf-|amzn|goog|ms-|tailscale/.test(one))).toEqual([]);
      } finally {
        await front.stop();
        await proxy.stop();
      }
    },
  );
});

test("T-107: a client's identity header that its front passes on is not believed", async () => {
  const proxy = await startBehind(undefined);
  try {
    const headers = { "x-forwarded-user": "alice", "x-forwarded-email": "admin@corp.example" };
    expect(await call(new URL(proxy.url).origin, headers, "allowed")).toContain("ran allowed");
    expect(await call(new URL(proxy.url).origin, headers, "forbidden")).toContain("unknown_item");
  } finally {
    await proxy.stop();
  }
});

/** How a person shows the front who they are. */
function as(who: string, signsIn: "password" | "cookie"): Record<string, string> {
  if (signsIn === "cookie") return { cookie: `session=${who}` };
  return { authorization: `Basic ${Buffer.from(`${who}:pw`).toString("base64")}` };
}

async function call(origin: string, headers: Record<string, string>, tool: string): Promise<string> {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const port = Number(new URL(origin).port);
  const body = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: tool, arguments: {}, _meta: meta },
  });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path: "/mcp",
        method: "POST",
        agent: false,
        headers: {
          host: "tools.example.com",
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-protocol-version": "2026-07-28",
          "mcp-method": "tools/call",
          "mcp-name": tool,
          ...headers,
        },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve(text));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Runs a front with the how-to's block; only addresses, files and certificates are this machine's. */
async function startFront(program: "nginx" | "caddy", path: string, block: number, proxyPort: number) {
  const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-front-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const here = (text: string): string =>
    text.replaceAll("127.0.0.1:8000", `127.0.0.1:${proxyPort}`).replaceAll("127.0.0.1:4180", `127.0.0.1:${signOnPort}`);
  const args = program === "nginx" ? nginxArgs() : caddyArgs();
  const child = spawn(path, args, {
    stdio: "ignore",
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder },
  });
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  return {
    url,
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };

  function nginxArgs(): string[] {
    writeFileSync(join(folder, "people"), "alice:{PLAIN}pw\nbob:{PLAIN}pw\n", { mode: 0o644 });
    const server = here(blocks("nginx")[block] ?? "")
      .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
      .replace(/ *ssl_certificate.*\n/g, "")
      .replace("/etc/nginx/people", join(folder, "people"));
    const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    for (const kind of kinds) mkdirSync(join(folder, kind));
    for (const kind of kinds) chmodSync(join(folder, kind), 0o777);
    const places = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(" ");
    const file = join(folder, "nginx.conf");
    writeFileSync(
      file,
      `daemon off; error_log ${folder}/error.log; pid ${folder}/pid; events {} http { access_log off; ${places} ${server} }`,
    );
    return ["-c", file, "-p", folder];
  }

  function caddyArgs(): string[] {
    const { stdout } = spawnSync(path, ["hash-password", "--plaintext", "pw"], { encoding: "utf8" });
    const site = here(blocks("caddy")[block] ?? "")
      .replace("tools.example.com {", `http://tools.example.com:${port} {`)
      .replace(/alice \$2a\$\S+/, `alice ${stdout.trim()}\n    bob ${stdout.trim()}`);
    const file = join(folder, "Caddyfile");
    writeFileSync(file, `{\n  admin off\n  auto_https off\n}\n${site}`);
    return ["run", "--config", file, "--adapter", "caddyfile"];
  }
}
