import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, start } from "../fixtures/launch.js";
import { childrenOf } from "../fixtures/processes.js";
import { configFile, EVERYTHING, PROGRAM } from "../peers/proxy.js";

const KEYS = {
  STAYS: "stays-key-0123456789abcdef0123456789",
  GOES: "goes-key-0123456789abcdef01234567890",
  LISTED: "listed-key-0123456789abcdef012345678",
};
let file: string;
let proxy: Running;

const all = { tools: ["*"], prompts: ["*"], resources: ["*"] };
const config = (keys: readonly string[], users: readonly string[]): string =>
  JSON.stringify({
    version: 1,
    upstreams: {
      everything: EVERYTHING,
    },
    expose: { http: { listen: "127.0.0.1:0" } },
    access: {
      mode: "api-key",
      keys: Object.fromEntries(keys.map((name) => [name.toLowerCase(), { env: name }])),
      users: Object.fromEntries(users.map((name) => [name, all])),
      usersFile: "users.yaml",
    },
    store: { type: "memory" },
  });

beforeAll(async () => {
  file = configFile(config(["STAYS", "GOES", "LISTED"], ["stays", "goes"]));
  writeFileSync(join(file, "..", "users.yaml"), JSON.stringify({ listed: all }));
  proxy = await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", file], { env: KEYS });
});
afterAll(() => proxy.stop());

const servers = (): number[] =>
  [...childrenOf(proxy.pid)].filter(([, line]) => line.includes("server-everything")).map(([pid]) => pid);

interface Connected {
  readonly client: Client;
  /** The process that was started for this caller. */
  readonly pid: number;
  ended(): boolean;
}

async function connect(key: string): Promise<Connected> {
  const before = servers();
  const headers = { authorization: `Bearer ${key}` };
  const transport = new StreamableHTTPClientTransport(new URL(proxy.url), { requestInit: { headers } });
  const client = new Client({ name: "dismissal", version: "1" });
  await client.connect(transport);
  await expect.poll(async () => (await client.listTools()).tools.length).toBeGreaterThan(5);
  const fresh = servers().filter((pid) => !before.includes(pid));
  expect(fresh).toHaveLength(1);
  const session = { "mcp-session-id": transport.sessionId ?? "", "mcp-protocol-version": "2025-11-25" };
  // The client has the stream of the session for itself; a second one of the same caller says when it ends.
  const other = await fetch(proxy.url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
    }),
  });
  const stream = await fetch(proxy.url, {
    headers: {
      ...headers,
      ...session,
      accept: "text/event-stream",
      "mcp-session-id": other.headers.get("mcp-session-id") ?? "",
    },
  });
  expect(stream.status).toBe(200);
  let over = false;
  void (async () => {
    for await (const _ of stream.body ?? []);
  })()
    .catch(() => undefined) // Cut off is how it ends.
    .finally(() => {
      over = true;
    });
  return { client, pid: fresh[0] as number, ended: () => over };
}

test("T-61, T-62: a caller removed from the file loses streams and processes at once, and others keep theirs", async () => {
  // The operator's own process is there before anybody calls.
  await expect.poll(() => servers().length).toBe(1);
  const stays = await connect(KEYS.STAYS);
  const goes = await connect(KEYS.GOES);
  const listed = await connect(KEYS.LISTED);
  const alive = () => ({
    stays: servers().includes(stays.pid),
    goes: servers().includes(goes.pid),
    listed: servers().includes(listed.pid),
  });
  expect(alive()).toEqual({ stays: true, goes: true, listed: true });

  writeFileSync(file, config(["STAYS", "LISTED"], ["stays"]));
  process.kill(proxy.pid, "SIGHUP");
  await expect.poll(goes.ended).toBe(true);
  await expect.poll(alive).toEqual({ stays: true, goes: false, listed: true });
  await expect(goes.client.listTools()).rejects.toThrow(/Unknown credential/);

  writeFileSync(join(file, "..", "users.yaml"), "{}\n");
  await expect.poll(listed.ended).toBe(true);
  await expect.poll(alive).toEqual({ stays: true, goes: false, listed: false });
  await expect(listed.client.listTools()).rejects.toThrow(/no rule grants/);

  expect(stays.ended()).toBe(false);
  expect((await stays.client.listTools()).tools.length).toBeGreaterThan(5);
  await stays.client.close();
});
