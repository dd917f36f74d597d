import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client as ClientTwo, StreamableHTTPClientTransport as TransportTwo } from "@modelcontextprotocol/client";
import { Client as ClientOne } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as TransportOne } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../fixtures/free-port.js";
import type { Running } from "../fixtures/launch.js";
import { MemoryOAuth, walk } from "../fixtures/oauth-client.js";
import { PEOPLE, redeem, registerClient, signIn } from "../fixtures/oauth-front.js";
import { parseMetrics } from "../fixtures/prometheus.js";
import { node22, sideFolder } from "../fixtures/side-folder.js";
import { startTeamIdp, type TeamIdp } from "../fixtures/team-idp.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

let idp: TeamIdp;
let proxy: Running;
let base: string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  idp = await startTeamIdp(PEOPLE, () => [`${base}/auth/callback`]);
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: {
        everything: EVERYTHING,
      },
      expose: { http: { listen: `127.0.0.1:${port}`, legacySse: true } },
      access: {
        mode: "oauth",
        issuer: idp.issuer,
        clientId: idp.clientId,
        clientSecret: { env: "IDP_SECRET" },
        users: {
          "alice@example.com": { roles: ["all"] },
          "bob@example.com": { tools: ["everything:echo"] },
        },
        roles: { all: { tools: ["*"], prompts: ["*"], resources: ["*"] } },
      },
      telemetry: { metrics: { listen: "127.0.0.1:0" } },
      store: { type: "memory" },
    }),
    { IDP_SECRET: idp.clientSecret },
  );
});
afterAll(async () => {
  await proxy.stop();
  await idp.close();
});

const toolNames = (list: { tools: { name: string }[] }): string[] => list.tools.map((tool) => tool.name);

test("an SDK 1.x client signs in and sees what its person may see", async () => {
  const auth = new MemoryOAuth();
  const connect = () => new TransportOne(new URL(`${base}/mcp`), { authProvider: auth });
  const first = connect();
  await expect(new ClientOne({ name: "one", version: "1" }).connect(first)).rejects.toThrow(/Unauthorized/);
  const back = await walk(auth.opened?.href ?? "", "bob", auth.redirectUrl);
  await first.finishAuth(back.searchParams.get("code") ?? "");
  const client = new ClientOne({ name: "one", version: "1" });
  await client.connect(connect());
  await expect.poll(async () => toolNames(await client.listTools())).toEqual(["echo"]);
  const answer = await client.callTool({ name: "echo", arguments: { message: "hello" } });
  expect(JSON.stringify(answer)).toContain("hello");
  await expect(client.callTool({ name: "get-sum", arguments: { a: 1, b: 2 } })).rejects.toThrow(
    /Unknown tool: get-sum/,
  );
  await client.close();
});

test("an SDK 1.x client signs in over HTTP+SSE", async () => {
  const auth = new MemoryOAuth();
  const connect = () => new SSEClientTransport(new URL(`${base}/sse`), { authProvider: auth });
  const first = connect();
  await expect(new ClientOne({ name: "sse", version: "1" }).connect(first)).rejects.toThrow(/Unauthorized/);
  const back = await walk(auth.opened?.href ?? "", "bob", auth.redirectUrl);
  await first.finishAuth(back.searchParams.get("code") ?? "");
  const client = new ClientOne({ name: "sse", version: "1" });
  await client.connect(connect());
  await expect.poll(async () => toolNames(await client.listTools())).toEqual(["echo"]);
  await client.close();
});

test.each([undefined, { mode: "auto" as const }])(
  "an SDK 2.x client signs in, negotiation %j",
  async (versionNegotiation) => {
    const auth = new MemoryOAuth();
    const options = versionNegotiation === undefined ? {} : { versionNegotiation };
    const connect = () => new TransportTwo(new URL(`${base}/mcp`), { authProvider: auth as never });
    const first = connect();
    await expect(new ClientTwo({ name: "two", version: "1" }, options).connect(first)).rejects.toThrow();
    const back = await walk(auth.opened?.href ?? "", "alice", auth.redirectUrl);
    await first.finishAuth(back.searchParams);
    const client = new ClientTwo({ name: "two", version: "1" }, options);
    await client.connect(connect());
    await expect.poll(async () => toolNames(await client.listTools())).toContain("get-sum");
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    await client.close();
  },
);

test("a person the file does not name is turned away in their client, with the reason", async () => {
  const auth = new MemoryOAuth();
  const first = new TransportOne(new URL(`${base}/mcp`), { authProvider: auth });
  await expect(new ClientOne({ name: "one", version: "1" }).connect(first)).rejects.toThrow(/Unauthorized/);
  const back = await walk(auth.opened?.href ?? "", "mallory", auth.redirectUrl);
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect(back.searchParams.get("error_description")).toContain("mallory@example.com is signed in, but no rule grants");
});

test.each([
  ["Claude", ["https://claude.ai/api/mcp/auth_callback"]],
  ["Claude Code", ["http://localhost:54212/callback"]],
  ["ChatGPT", ["https://chatgpt.com/connector_platform_oauth_redirect"]],
  [
    "Cursor",
    [
      "cursor://anysphere.cursor-mcp/oauth/callback",
      "https://www.cursor.com/agents/mcp/oauth/callback",
      "http://localhost:8787/callback",
    ],
  ],
  [
    "Visual Studio Code",
    [
      "https://insiders.vscode.dev/redirect",
      "https://vscode.dev/redirect",
      "http://127.0.0.1/",
      "http://localhost/",
      "http://127.0.0.1:33418/",
      "http://localhost:33418/",
    ],
  ],
])("%s registers with what it registers everywhere", async (client_name, redirect_uris) => {
  const response = await fetch(`${base}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name, redirect_uris, grant_types: ["authorization_code", "refresh_token"] }),
  });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ redirect_uris });
});

test("a client that cannot register is told of in the log, with what to add to the file", async () => {
  await expect(registerClient(base, "https://agents.example/callback")).rejects.toThrow(/400/);
  await expect
    .poll(() => proxy.stderr())
    .toMatch(/oauth\.request_refused error=invalid_redirect_uri cause="[^"]*agents\.example[^"]*access\.redirectHosts/);
});

test("sign-ins are counted, and told by the log, by how they ended", async () => {
  const metrics = /metrics on (\S+)/.exec(proxy.stderr())?.[1] as string;
  const count = async (outcome: string): Promise<number> => {
    const family = parseMetrics(await (await fetch(metrics)).text()).get("mcp_proxy_caller_sign_ins_total");
    return family?.samples.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
  };
  const before = { done: await count("done"), failed: await count("failed") };
  const client = await registerClient(base);
  await signIn(base, client, "alice");
  await signIn(base, client, "mallory");
  expect({ done: await count("done"), failed: await count("failed") }).toEqual({
    done: before.done + 1,
    failed: before.failed + 1,
  });
  await expect.poll(() => proxy.stderr()).toMatch(/oauth\.sign_in_done principal=alice@example\.com client=/);
  await expect.poll(() => proxy.stderr()).toMatch(/oauth\.sign_in_failed principal=\S+ client=\S+ error=forbidden/);
});

test("mcp-remote signs in", async () => {
  const folder = await sideFolder("mcp-remote", { "mcp-remote": "0.15.1" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(folder, "node_modules/.bin/mcp-remote"), `${base}/mcp`],
    env: { PATH: process.env.PATH ?? "", HOME: mkdtempSync(join(tmpdir(), "mcp-remote-")), BROWSER: "true" },
    stderr: "pipe",
  });
  let said = "";
  const link = new Promise<string>((resolve) => {
    transport.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+)\n/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const client = new ClientOne({ name: "behind mcp-remote", version: "1" });
  const connected = client.connect(transport);
  const opened = await link;
  const back = await walk(opened, "bob", new URL(opened).searchParams.get("redirect_uri") ?? "");
  expect((await fetch(back)).status).toBe(200);
  await connected;
  await expect.poll(async () => toolNames(await client.listTools())).toEqual(["echo"]);
  await client.close();
});

describe("the Inspector's CLI", () => {
  let inspector: string;
  let node: string;
  let home: string;
  beforeAll(async () => {
    const folder = await sideFolder("inspector", { "@modelcontextprotocol/inspector": "2.12.0" });
    inspector = join(folder, "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js");
    node = await node22();
    // The first time a package index is asked, which takes as long as it takes.
  }, 600_000);

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "inspector-"));
  });

  /** Runs it in a home of its own; `sees` is told of what it says as it says it. */
  async function inspect(args: readonly string[], sees: (said: string) => void = () => undefined) {
    const env = {
      PATH: process.env.PATH ?? "",
      HOME: home,
      MCP_AUTO_OPEN_ENABLED: "true",
      MCP_INSPECTOR_SECRET_STORE: "file",
    };
    const child = spawn(node, [inspector, "--cli", `${base}/mcp`, "--transport", "http", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env,
    });
    let stdout = "";
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      said += chunk.toString();
      sees(said);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      sees(said);
    });
    const [code] = (await once(child, "close")) as [number];
    return { code, stdout, said };
  }
  const list = ["--method", "tools/list", "--format", "json"];
  const namesIn = (json: string): string[] =>
    [...json.matchAll(/"name": ?"([^"]+)"/g)].map(([, name]) => name as string);
  const call = (name: string, ...more: string[]) => ["--method", "tools/call", "--tool-name", name, ...more];

  test("registers, opens the sign-in, comes back with a code, and keeps what it was given", async () => {
    const callback = `http://127.0.0.1:${await freePort()}/oauth/callback`;
    let walked: Promise<unknown> | undefined;
    const first = await inspect([...list, "--callback-url", callback], (said) => {
      const link = /(http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+)\s/.exec(said)?.[1];
      if (link !== undefined) walked ??= walk(link, "bob", callback).then((back) => fetch(back));
    });
    await walked;
    expect(first.said).toContain("/authorize?");
    expect(first.code).toBe(0);
    // The next run has what the first was given, and nobody is asked. An upstream that starts slowly is listed later.
    const listed = async () => namesIn((await inspect([...list, "--stored-auth-only"])).stdout);
    await expect.poll(listed).toEqual(["echo"]);
    const again = await inspect([...call("echo", "--tool-arg", "message=hello"), "--stored-auth-only"]);
    expect(again.said).toContain("hello");
    expect(again.said).not.toContain("/authorize?");
    const hidden = await inspect([...call("get-sum", "--tool-arg", "a=1"), "--stored-auth-only"]);
    expect(hidden.said).toContain("get-sum");
    expect(hidden.code).not.toBe(0);
  });

  test("takes a token of a sign-in that was made elsewhere, by a header", async () => {
    const client = await registerClient(base, "http://127.0.0.1:33418/callback");
    const { access_token } = await redeem(base, client, await signIn(base, client, "bob"));
    const header = ["--header", `Authorization: Bearer ${access_token}`];
    const listed = async () => {
      const { code, stdout } = await inspect([...list, ...header]);
      return [code, namesIn(stdout)];
    };
    await expect.poll(listed).toEqual([0, ["echo"]]);
    const wrong = await inspect([...list, "--stored-auth-only", "--header", `Authorization: Bearer ${access_token}x`]);
    expect(wrong.code).not.toBe(0);
  });
});

test("the official conformance suite's authorization scenarios pass, all of them", async () => {
  const folder = await sideFolder("conformance", { "@modelcontextprotocol/conformance": "0.2.0-alpha.12" });
  const bin = join(folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
  const port = await freePort();
  const client = await registerClient(base, `http://127.0.0.1:${port}/callback`);
  const args = [
    "authorization",
    "--url",
    base,
    "--client-id",
    client.id,
    "--resource",
    `${base}/mcp`,
    "-p",
    String(port),
  ];
  const child = spawn(await node22(), [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let walked: Promise<unknown> | undefined;
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
    const link = /(http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+)\s/.exec(said)?.[1];
    if (link !== undefined) walked ??= walk(link, "alice", client.redirectUri).then((back) => fetch(back));
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const [code] = (await once(child, "close")) as [number];
  await walked;
  expect(said).toContain("✓ authorization-server-metadata-endpoint: 2 passed, 0 failed");
  expect(said).toContain("✓ authorization-code-grant: 1 passed, 0 failed");
  expect(code).toBe(0);
});
