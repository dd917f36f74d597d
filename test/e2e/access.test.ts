import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditLine } from "../../src/filter/audit.js";
import type { Running } from "../fixtures/launch.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

const KEYS = {
  ADMIN: "admin-key-0123456789abcdef0123456789",
  READER: "reader-key-0123456789abcdef0123456789",
  STRANGER: "stranger-key-0123456789abcdef0123456",
  /** As long as tokens with many groups are. */
  LONG: "long-key-0123456789abcdef".repeat(150),
};
const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-access-"));
const users = join(folder, "users.yaml");
const auditPath = join(folder, "audit.jsonl");
let proxy: Running;
let base: string;

beforeAll(async () => {
  writeFileSync(users, "reader: { tools: ['everything:echo'], resources: ['everything:demo://resource/static/*'] }\n");
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: {
        everything: EVERYTHING,
      },
      expose: { http: { listen: "127.0.0.1:0", endpoints: { "/mcp": {}, "/other": {} } } },
      access: {
        mode: "api-key",
        keys: {
          admin: { env: "ADMIN" },
          reader: { env: "READER" },
          stranger: { env: "STRANGER" },
          long: { env: "LONG" },
        },
        users: { admin: { roles: ["all"] }, long: { roles: ["all"] } },
        usersFile: users,
        roles: { all: { tools: ["*"], prompts: ["*"], resources: ["*"] } },
      },
      audit: { path: auditPath },
      store: { type: "memory" },
    }),
    KEYS,
  );
  base = proxy.url.replace(/\/mcp$/, "");
});
afterAll(() => proxy.stop());

async function connect(key: string): Promise<{ client: Client; transport: StreamableHTTPClientTransport }> {
  const transport = new StreamableHTTPClientTransport(new URL(`${base}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  const client = new Client({ name: "access", version: "1" });
  await client.connect(transport);
  return { client, transport };
}

function post(
  key: string | undefined,
  body: unknown,
  headers: Record<string, string> = {},
  path = "/mcp",
): Promise<Response> {
  return fetch(base + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

const names = async (client: Client): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name);

test("who is not listed is refused with 403 and a reason, who shows nothing with 401", async () => {
  const ping = { jsonrpc: "2.0", id: 1, method: "initialize", params: {} };
  const stranger = await post(KEYS.STRANGER, ping);
  expect(stranger.status).toBe(403);
  expect(await stranger.text()).toContain("stranger is signed in, but no rule grants this account access here");
  expect((await post(undefined, ping)).status).toBe(401);
});

test("T-69: a hidden tool, prompt or resource answers exactly like one that does not exist", async () => {
  const { client, transport } = await connect(KEYS.READER);
  await expect.poll(() => names(client)).toEqual(["echo"]);
  expect((await client.listPrompts()).prompts).toEqual([]);
  const session = { "mcp-session-id": transport.sessionId ?? "", "mcp-protocol-version": "2025-06-18" };
  const answer = async (method: string, params: unknown) => {
    const response = await post(KEYS.READER, { jsonrpc: "2.0", id: 7, method, params }, session);
    return response.text();
  };
  const pairs: [string, Record<string, unknown>, Record<string, unknown>, string, string][] = [
    [
      "tools/call",
      { name: "get-sum", arguments: { a: 1, b: 2 } },
      { name: "get-nil", arguments: { a: 1, b: 2 } },
      "get-sum",
      "get-nil",
    ],
    ["tools/call", { name: "everything__get-sum" }, { name: "everything__get-nil" }, "get-sum", "get-nil"],
    ["tools/call", { name: "ECHO" }, { name: "ECKO" }, "ECHO", "ECKO"],
    ["prompts/get", { name: "simple-prompt" }, { name: "simple-nothing" }, "simple-prompt", "simple-nothing"],
    [
      "resources/read",
      { uri: "demo://resource/dynamic/text/1" },
      { uri: "demo://resource/dynamyc/text/1" },
      "dynamic",
      "dynamyc",
    ],
    [
      "completion/complete",
      { ref: { type: "ref/prompt", name: "completable-prompt" }, argument: { name: "department", value: "E" } },
      { ref: { type: "ref/prompt", name: "completable-nothing" }, argument: { name: "department", value: "E" } },
      "completable-prompt",
      "completable-nothing",
    ],
  ];
  for (const [method, hidden, unknown, is, as] of pairs) {
    const [one, two] = [await answer(method, hidden), await answer(method, unknown)];
    expect(one).toContain("error");
    expect(one.replaceAll(is, as)).toBe(two);
  }
  await client.close();
});

test("T-73: a session is unknown to other principals and at other endpoints", async () => {
  const { client, transport } = await connect(KEYS.ADMIN);
  const session = { "mcp-session-id": transport.sessionId ?? "", "mcp-protocol-version": "2025-06-18" };
  const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  expect((await post(KEYS.ADMIN, list, session)).status).toBe(200);
  const foreign = await post(KEYS.READER, list, session);
  const unknown = await post(KEYS.READER, list, {
    ...session,
    "mcp-session-id": "00000000-0000-4000-8000-000000000000",
  });
  expect([foreign.status, await foreign.text()]).toEqual([unknown.status, await unknown.text()]);
  expect(foreign.status).toBe(404);
  expect((await post(KEYS.ADMIN, list, session, "/other")).status).toBe(404);
  const gone = await fetch(`${base}/mcp`, {
    method: "DELETE",
    headers: { ...session, authorization: `Bearer ${KEYS.READER}` },
  });
  expect(gone.status).toBe(404);
  expect((await post(KEYS.ADMIN, list, session)).status).toBe(200);
  await client.close();
});

test("T-71: a change of the users file applies to the next call of an open session, and the client is notified", async () => {
  const { client } = await connect(KEYS.READER);
  let told = 0;
  client.fallbackNotificationHandler = async ({ method }) => {
    if (method === "notifications/tools/list_changed") told++;
  };
  await expect.poll(() => names(client)).toEqual(["echo"]);
  writeFileSync(users, "reader: { tools: ['everything:get-sum'] }\n");
  await expect.poll(() => names(client)).toEqual(["get-sum"]);
  await expect(client.callTool({ name: "echo", arguments: { message: "x" } })).rejects.toThrow(/Unknown tool: echo/);
  await expect.poll(() => told).toBeGreaterThan(0);
  // A file that is not good changes nothing.
  writeFileSync(users, "reader: { tolls: [x] }\n");
  await expect.poll(() => proxy.stderr()).toMatch(/users\.reload_rejected.*tolls/);
  writeFileSync(users, "reader: { tools: ['everything:get-[es]*'] }\n");
  await expect.poll(() => proxy.stderr()).toMatch(/users\.reload_rejected.*is not a valid pattern/);
  writeFileSync(users, "reader: { tools: [x }\n");
  await expect
    .poll(() => proxy.stderr())
    .toMatch(/users\.reload_rejected.*Cannot read the users file .*line 1, column/);
  expect(await names(client)).toEqual(["get-sum"]);
  // As Kubernetes does it: what the link leads to is exchanged.
  renameSync(users, join(folder, "one.yaml"));
  writeFileSync(join(folder, "one.yaml"), "reader: { tools: ['everything:get-env', 'nowhere:x'] }\n");
  symlinkSync("one.yaml", users);
  await expect.poll(() => names(client)).toEqual(["get-env"]);
  expect(proxy.stderr()).toMatch(/users\.unknown_upstream.*nowhere:x/);
  writeFileSync(join(folder, "two.yaml"), "reader: { tools: ['everything:echo'] }\n");
  symlinkSync("two.yaml", join(folder, "next"));
  renameSync(join(folder, "next"), users);
  await expect.poll(() => names(client)).toEqual(["echo"]);
  rmSync(users);
  writeFileSync(users, "{}\n");
  await expect.poll(() => names(client).catch((error: unknown) => String(error))).toMatch(/403|grants/);
  writeFileSync(users, "reader: { tools: ['everything:echo'] }\n");
  await expect.poll(() => names(client).catch(String)).toEqual(["echo"]);
  await client.close();
});

test("T-61, T-62: a caller whose grants ended loses its open streams, and no other caller does", async () => {
  const stream = async (key: string) => {
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } };
    const begun = await post(key, { jsonrpc: "2.0", id: 1, method: "initialize", params });
    const session = begun.headers.get("mcp-session-id");
    const response = await fetch(`${base}/mcp`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${key}`, "mcp-session-id": session ?? "" },
    });
    const state = { status: response.status, ended: false };
    void (async () => {
      for await (const _ of response.body ?? []);
    })()
      .catch(() => undefined) // Cut off is how it ends.
      .finally(() => {
        state.ended = true;
      });
    return state;
  };
  const [one, two] = [await stream(KEYS.READER), await stream(KEYS.ADMIN)];
  expect([one.status, two.status]).toEqual([200, 200]);
  writeFileSync(users, "{}\n");
  await expect.poll(() => one.ended).toBe(true);
  expect(two.ended).toBe(false);
  writeFileSync(users, "reader: { tools: ['everything:echo'] }\n");
  const status = async () => (await post(KEYS.READER, { jsonrpc: "2.0", id: 1, method: "ping" })).status;
  await expect.poll(status).not.toBe(403);
});

test("every call is one line of the audit log, without what was in it", async () => {
  const { client } = await connect(KEYS.ADMIN);
  await expect.poll(() => names(client)).toContain("echo");
  await expect.poll(async () => (await client.listResources()).resources.length).toBeGreaterThan(0);
  await client.callTool({ name: "echo", arguments: { message: "canary-argument-7431" } });
  await client.readResource({ uri: "demo://resource/dynamic/text/1" });
  await client.complete({
    ref: { type: "ref/prompt", name: "completable-prompt" },
    argument: { name: "department", value: "canary-argument-E" },
  });
  await expect(client.callTool({ name: "nothing", arguments: {} })).rejects.toThrow();
  const read = () =>
    readFileSync(auditPath, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as AuditLine);
  await expect.poll(() => read().some(({ target }) => target === "nothing")).toBe(true);
  const about = (target: string) =>
    read()
      .filter((line) => line.target === target && line.subject === "admin")
      .at(-1);
  expect(about("echo")).toMatchObject({
    issuer: "api-key",
    endpoint: "/mcp",
    method: "tools/call",
    upstream: "everything",
    outcome: "ok",
    ms: expect.any(Number),
    bytesIn: expect.any(Number),
    bytesOut: expect.any(Number),
  });
  expect(about("demo://resource/dynamic/text/1")).toMatchObject({ method: "resources/read", outcome: "ok" });
  expect(about("completable-prompt")).toMatchObject({ method: "completion/complete", upstream: "everything" });
  expect(about("nothing")).toMatchObject({ outcome: "refused", reason: "unknown_item" });
  const text = readFileSync(auditPath, "utf8");
  expect(text).not.toContain("canary-argument");
  for (const key of Object.values(KEYS)) expect(text).not.toContain(key.slice(0, 20));
  expect(statSync(auditPath).mode & 0o077).toBe(0);
  await client.close();
});

test("T-26, T-75: the API shows a person's own rows only, and changes need the page's token", async () => {
  const api = (path: string, key: string | undefined, init: RequestInit = {}) =>
    fetch(`${base}/api${path}`, {
      ...init,
      headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...init.headers },
    });
  expect((await api("/status", undefined)).status).toBe(401);
  expect((await api("/status", KEYS.STRANGER)).status).toBe(403);
  expect(await (await api("/status", KEYS.READER)).json()).toMatchObject({
    principal: { subject: "reader" },
    upstreams: [{ name: "everything" }],
  });
  expect((await api("/upstreams/nothing/items", KEYS.READER)).status).toBe(404);
  expect((await api("/upstreams/everything/connect", KEYS.READER, { method: "POST" })).status).toBe(404);
  expect((await api("/upstreams/everything/disconnect", undefined, { method: "POST" })).status).toBe(401);
  const page = await fetch(`${base}/`);
  expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
  const signedIn = await fetch(`${base}/signin`, {
    method: "POST",
    body: new URLSearchParams({ credential: KEYS.READER, to: "//evil.example/" }),
    redirect: "manual",
  });
  expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, "/"]);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  expect(cookie).not.toContain("reader-key");
  const status = await api("/status", undefined, { headers: { cookie } });
  expect(await status.json()).toMatchObject({ principal: { subject: "reader" }, csrf: expect.any(String) });
  const forged = await fetch(`${base}/signout`, {
    method: "POST",
    body: new URLSearchParams({ csrf: "x" }),
    headers: { cookie },
  });
  expect(forged.status).toBe(403);
  const pasted = (credential: string): Promise<Response> =>
    fetch(`${base}/signin`, { method: "POST", body: new URLSearchParams({ credential }), redirect: "manual" });
  expect((await pasted(` ${KEYS.READER}\n`)).status).toBe(303);
  expect((await pasted(`${KEYS.READER}x`)).status).toBe(401);
  const long = await pasted(KEYS.LONG);
  expect([long.status, long.headers.getSetCookie()]).toEqual([400, []]);
  expect(await long.text()).toContain("too long for a browser cookie");
  const foreign = await fetch(`${base}/signin`, {
    method: "POST",
    body: new URLSearchParams({ credential: KEYS.READER }),
    headers: { origin: "https://evil.example" },
  });
  expect(foreign.status).toBe(403);
});

test("somebody who is granted nothing is told so on the page, and can sign in with another key there", async () => {
  const page = await fetch(`${base}/`, { headers: { authorization: `Bearer ${KEYS.STRANGER}`, accept: "text/html" } });
  expect(page.status).toBe(403);
  const href = /href="([^"]*signin[^"]*)"/.exec(await page.text())?.[1] ?? "";
  const form = await fetch(new URL(href, base), { redirect: "manual" });
  expect(form.status).toBe(200);
  expect(await form.text()).toContain('name="credential"');
});

test("T-28: only public paths answer without a credential", async () => {
  const open = ["/health", "/ready", "/", "/signin"];
  for (const path of open) expect((await fetch(base + path, { redirect: "manual" })).status).toBeLessThan(400);
  for (const path of ["/mcp", "/health/../mcp", "/mcp/", "/other"]) {
    expect((await post(undefined, { jsonrpc: "2.0", id: 1, method: "ping" }, {}, path)).status).toBe(401);
  }
  for (const path of ["/MCP", "//mcp", "/mcp%2f", "/mcp;x", "/api/nothing", "/connect", "/authorize", "/register"]) {
    expect([path, (await post(undefined, {}, {}, path)).status]).toEqual([path, 404]);
  }
});
