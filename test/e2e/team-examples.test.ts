import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { freePort } from "../fixtures/free-port.js";
import { field, newJar } from "../fixtures/jar.js";
import { type Running, start } from "../fixtures/launch.js";
import { MemoryOAuth, walk } from "../fixtures/oauth-client.js";
import { startOidc } from "../fixtures/oidc.js";
import { startTeamIdp } from "../fixtures/team-idp.js";
import { EVERYTHING, PROGRAM, startProxy } from "../peers/proxy.js";

/** The examples for teams, as they are but for the port, the store and who the identity provider is. */
const files = readdirSync("examples/teams").filter((name) => name.endsWith(".yaml"));
let folder: string;

beforeAll(() => {
  mkdirSync(".cache", { recursive: true });
  folder = mkdtempSync(resolve(".cache", "team-examples-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  name: string,
  env: (base: string) => Record<string, string>,
  change: (document: ReturnType<typeof parseDocument>) => void = () => {},
  port?: number,
): Promise<{ proxy: Running; base: string }> {
  const free = port ?? (await freePort());
  const base = `http://127.0.0.1:${free}`;
  const document = parseDocument(readFileSync(`examples/teams/${name}`, "utf8"));
  document.setIn(["expose", "http", "listen"], `127.0.0.1:${free}`);
  document.setIn(["store"], { type: "memory" });
  change(document);
  const file = join(folder, name);
  writeFileSync(file, document.toString());
  return { proxy: await start(process.execPath, [PROGRAM, "serve", "-c", file], { env: env(base) }), base };
}

/** The tools a client sees once there is one of each `kind`: an upstream that starts slowly is listed as soon as it is there. */
const toolsOf = async (transport: StreamableHTTPClientTransport, ...kinds: RegExp[]): Promise<string[]> => {
  const client = new Client({ name: "examples", version: "1" });
  await client.connect(transport);
  let found: string[] = [];
  await expect
    .poll(
      async () => {
        found = (await client.listTools()).tools.map(({ name }) => name);
        return kinds.filter((kind) => !found.some((name) => kind.test(name)));
      },
      { timeout: 120_000 },
    )
    .toEqual([]);
  await client.close();
  return found;
};

test.each(files)("%s is valid", (name) => {
  const done = spawnSync(process.execPath, [PROGRAM, "validate", "--strict", `examples/teams/${name}`], {
    encoding: "utf8",
  });
  expect(done.stdout + done.stderr).not.toMatch(/error\[|warning\[/);
  expect(done.status).toBe(0);
});

test("auth0.yaml: clients sign in by themselves, people see what the file grants them", async () => {
  const port = await freePort();
  const people = [
    { sub: "auth0|1", email: "you@example.com" },
    { sub: "auth0|2", email: "friend@example.com" },
  ];
  const idp = await startTeamIdp(people, () => [`http://127.0.0.1:${port}/auth/callback`]);
  const { proxy, base } = await run(
    "auth0.yaml",
    (own) => ({
      PUBLIC_URL: own,
      AUTH0_ISSUER: idp.issuer,
      AUTH0_CLIENT_ID: idp.clientId,
      AUTH0_CLIENT_SECRET: idp.clientSecret,
    }),
    undefined,
    port,
  );
  const seenBy = async (person: string): Promise<string[]> => {
    const auth = new MemoryOAuth();
    const connect = () => new StreamableHTTPClientTransport(new URL(`${base}/mcp`), { authProvider: auth });
    const first = connect();
    await expect(new Client({ name: "x", version: "1" }).connect(first)).rejects.toThrow(/Unauthorized/);
    const back = await walk(auth.opened?.href ?? "", encodeURIComponent(person), auth.redirectUrl);
    await first.finishAuth(back.searchParams.get("code") ?? "");
    return toolsOf(connect(), /^everything__/, /^filesystem__/);
  };
  expect((await seenBy("auth0|1")).length).toBeGreaterThan(20);
  const friend = await seenBy("auth0|2");
  expect(friend).toContain("everything__echo");
  expect(friend.every((name) => name === "everything__echo" || name.startsWith("filesystem__read_"))).toBe(true);
  await proxy.stop();
  await idp.close();
});

test("forwarded-user.yaml: each person signs in to the upstream on the page, and nobody uses another's login", async () => {
  const issuer = await startOidc({ interaction: "auto" });
  const vendorPort = await freePort();
  const vendor = await startProxy(
    JSON.stringify({
      upstreams: {
        everything: EVERYTHING,
      },
      expose: { http: { listen: `127.0.0.1:${vendorPort}`, publicUrl: `http://127.0.0.1:${vendorPort}` } },
      access: { mode: "jwt", issuer: issuer.issuer },
      store: { type: "memory" },
    }),
  );
  const { proxy, base } = await run("forwarded-user.yaml", (own) => ({
    UPSTREAM_MCP_URL: `http://127.0.0.1:${vendorPort}/mcp`,
    APP_URL: own,
  }));
  const as = (user: string) => ({ "x-forwarded-user": user, "x-forwarded-email": `${user}@example.com` });
  const transport = (user: string) =>
    new StreamableHTTPClientTransport(new URL(`${base}/mcp`), { requestInit: { headers: as(user) } });

  // Nobody has signed in yet: a call answers with a link of the caller's own.
  const client = new Client({ name: "x", version: "1" });
  await client.connect(transport("alice"));
  let link: string | undefined;
  await expect
    .poll(async () => {
      const call = client.callTool({ name: "echo", arguments: { message: "hi" } });
      const refused = await call.catch((error: unknown) => error);
      const said = JSON.stringify(refused) + String(refused);
      link = /http:\/\/127\.0\.0\.1:\d+\/connect\/company\?for=\w+/.exec(said)?.[0];
      return link;
    })
    .toBeDefined();
  await client.close();

  // T-74: the link is alice's.
  const bob = await newJar().fetch(link ?? "", { headers: as("bob") });
  expect([bob.status, await bob.text()]).toEqual([
    403,
    expect.stringContaining("This link belongs to another account"),
  ]);

  const jar = newJar();
  const page = await jar.fetch(link ?? "", { headers: as("alice") });
  const csrf = field(await page.text(), "csrf");
  const end = await jar.post(`${base}/connect/company`, { csrf }, () => false, as("alice"));
  expect(end.body).toContain("is connected");

  await toolsOf(transport("alice"), /^echo$/);
  const bobs = new Client({ name: "x", version: "1" });
  await bobs.connect(transport("bob"));
  const other = await bobs.callTool({ name: "echo", arguments: { message: "hi" } }).catch((error: unknown) => error);
  expect(JSON.stringify(other) + String(other)).not.toContain("hi");
  await bobs.close();
  // From anywhere but a trusted proxy the header is nothing; and the platform's header never reaches the upstream.
  const status = await fetch(`${base}/api/status`);
  expect(status.status).toBe(401);
  await proxy.stop();
  await vendor.stop();
  await issuer.close();
});

test("api-keys.yaml and jwt.yaml: keys and tokens open what the file says", async () => {
  const env = { CI_KEY: "0123456789abcdef0123456789abcdef" };
  const withKey = (base: string, key: string) =>
    new StreamableHTTPClientTransport(new URL(`${base}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
    });
  const keys = await run("api-keys.yaml", () => env);
  expect(await toolsOf(withKey(keys.base, env.CI_KEY), /^echo$/)).toEqual(["echo"]);
  await keys.proxy.stop();

  const issuer = await startOidc();
  const jwt = await run("jwt.yaml", () => ({ ...env, ISSUER: issuer.issuer }));
  expect(await toolsOf(withKey(jwt.base, env.CI_KEY), /^echo$/)).toEqual(["echo"]);
  const refused = await fetch(`${jwt.base}/mcp`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: "{}",
  });
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toContain("/.well-known/oauth-protected-resource/mcp");
  await jwt.proxy.stop();
  await issuer.close();
});
