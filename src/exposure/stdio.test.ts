import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Client as ModernClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernStdioTransport } from "@modelcontextprotocol/client/stdio";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema, ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, expect, test } from "vitest";
import { MODERN_META } from "../../test/fixtures/http-exposure.js";
import { compile } from "../../test/fixtures/launch.js";

const ARGS = [await compile("test/fixtures/stdio-echo.ts")];
const COMMAND = { command: process.execPath, args: ARGS, stderr: "ignore" as const };

const clients: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

/** A process spoken to line by line. */
function raw() {
  const child = spawn(process.execPath, ARGS, { stdio: ["pipe", "pipe", "pipe"] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  clients.push({
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  });
  return {
    child,
    lines,
    stderr: () => stderr,
    say: (message: unknown) =>
      child.stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`),
    parsed: () => lines.map((line) => JSON.parse(line)),
  };
}

const INITIALIZE = {
  jsonrpc: "2.0",
  id: "init",
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "0" } },
};

test("an SDK 1.x client does everything over stdio", async () => {
  const client = new Client({ name: "test", version: "0" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, async () => ({ action: "accept", content: { name: "Ada" } }));
  const heard: string[] = [];
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => void heard.push("tools"));
  clients.push(client);
  await client.connect(new StdioClientTransport(COMMAND));
  expect(client.getServerVersion()?.name).toBe("echo");
  expect((await client.listTools()).tools.length).toBeGreaterThan(5);
  const seen: number[] = [];
  const onprogress = ({ progress }: { progress: number }): void => {
    seen.push(progress);
    if (progress === 3) void client.callTool({ name: "go" });
  };
  await client.callTool({ name: "progress", arguments: { held: true } }, undefined, { onprogress });
  expect(seen).toEqual([1, 2, 3]);
  const { content } = await client.callTool({ name: "ask" });
  expect(content).toEqual([{ type: "text", text: 'answered {"action":"accept","content":{"name":"Ada"}}' }]);
  const big = await client.callTool({ name: "big", arguments: { bytes: 2_000_000 } });
  expect((big.content as { text: string }[])[0]?.text.length).toBe(2_000_000);
});

test.each([["legacy" as const], [{ pin: "2026-07-28" }]])("an SDK 2.x client over stdio, mode %o", async (mode) => {
  const client = new ModernClient({ name: "test", version: "0" }, { versionNegotiation: { mode } });
  clients.push(client);
  await client.connect(new ModernStdioTransport(COMMAND));
  expect((await client.listTools()).tools.length).toBeGreaterThan(5);
  const said = await client.callTool({ name: "echo", arguments: { text: "hi" } });
  expect(said.content).toEqual([{ type: "text", text: "hi" }]);
});

test("T-96: a client that closes its end gets the answers under way, and the process exits 0", async () => {
  const peer = raw();
  peer.say(INITIALIZE);
  peer.say({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "wait" } });
  peer.say({ jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "echo", arguments: { text: "last" } } });
  peer.child.stdin.end();
  // Not only gone, but heard out.
  const [code] = await once(peer.child, "close");
  expect(code).toBe(0);
  expect(peer.parsed().map((one) => one.id)).toEqual(["init", 2]);
  expect(peer.stderr()).toBe("ended: 1 forgotten, 1 cancelled\n");
});

test("T-96: stdout closed by the client (EPIPE) ends the process without a crash", async () => {
  const peer = raw();
  peer.say(INITIALIZE);
  await expect.poll(() => peer.lines.length).toBe(1);
  peer.child.stdout.destroy();
  peer.say({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "big", arguments: { bytes: 5_000_000 } } });
  // Not only gone, but heard out.
  const [code] = await once(peer.child, "close");
  expect(code).toBe(0);
  expect(peer.stderr()).toBe("ended: 1 forgotten, 0 cancelled\n");
});

test("stdout carries nothing but protocol, whatever is sent", async () => {
  const peer = raw();
  peer.say("{not json");
  peer.say("[]");
  peer.say(`{"jsonrpc":"2.0","id":9,"method":"x","params":{"a":"${"y".repeat(1024 * 1024)}"}}`);
  peer.say({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  peer.say(INITIALIZE);
  peer.say({ jsonrpc: "2.0", id: 1, method: "server/discover", params: { _meta: MODERN_META } });
  await expect.poll(() => peer.lines.length).toBe(6);
  const answers = peer.parsed();
  expect(answers.slice(0, 4).map((one) => [one.id, one.error?.code])).toEqual([
    [null, -32700],
    [null, -32600],
    [9, -32600],
    [1, -32600],
  ]);
  const results = new Map(answers.slice(4).map((one) => [one.id, one.result]));
  expect(results.get("init").protocolVersion).toBe("2025-11-25");
  expect(results.get(1).resultType).toBe("complete");
});

test("T-98: an id in use is refused, and the call that has it is answered once", async () => {
  const peer = raw();
  peer.say(INITIALIZE);
  peer.say({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "wait" } });
  peer.say({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "echo" } });
  peer.say({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } });
  peer.say({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 77 } });
  peer.say({ jsonrpc: "2.0", id: 2, method: "ping" });
  await expect.poll(() => peer.lines.length).toBe(3);
  const answers = new Map(peer.parsed().map((one) => [one.id, one]));
  expect(answers.get(1)).toMatchObject({ error: { code: -32600 } });
  expect(answers.get(2)).toEqual({ jsonrpc: "2.0", id: 2, result: {} });
});

test.each([
  ["a session", undefined],
  ["the stateless era", MODERN_META],
])("T-98: in %s, an id in use is refused, and only 2000 requests may wait", async (_era, _meta) => {
  const peer = raw();
  if (_meta === undefined) {
    peer.say(INITIALIZE);
    await expect.poll(() => peer.lines.length).toBe(1);
  }
  const call = (id: number) => ({ jsonrpc: "2.0", id, method: "tools/call", params: { _meta, name: "wait" } });
  for (const id of [1, 1, ...Array.from({ length: 2000 }, (_, at) => at + 2)]) peer.say(call(id));
  const refused = () => peer.parsed().filter(({ error }) => error !== undefined);
  await expect.poll(() => refused().length, { timeout: 10_000 }).toBe(2);
  expect(refused().map(({ id, error }) => [id, error.data.reason])).toEqual([
    [1, "invalid_request"],
    [2001, "rate_limited"],
  ]);
});

test("subscriptions/listen over stdio: acknowledged first, stamped, ended by cancelling", async () => {
  const peer = raw();
  const params = { _meta: MODERN_META, notifications: { toolsListChanged: true, promptsListChanged: true } };
  peer.say({ jsonrpc: "2.0", id: "ear", method: "subscriptions/listen", params });
  await expect.poll(() => peer.lines.length).toBe(1);
  expect(peer.parsed()[0]).toEqual({
    jsonrpc: "2.0",
    method: "notifications/subscriptions/acknowledged",
    params: {
      notifications: { toolsListChanged: true },
      _meta: { "io.modelcontextprotocol/subscriptionId": "ear" },
    },
  });
  peer.say({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: "ear" } });
  peer.say({ jsonrpc: "2.0", id: 2, method: "server/discover", params: { _meta: MODERN_META } });
  await expect.poll(() => peer.lines.length).toBe(2);
  expect(peer.parsed()[1].id).toBe(2);
});

test("a batch runs in a session of 2025-03-26 and is refused in any other", async () => {
  for (const [revision, ids] of [
    ["2025-03-26", ["init", 1, 2]],
    ["2025-06-18", ["init", null]],
  ] as const) {
    const peer = raw();
    peer.say({ ...INITIALIZE, params: { ...INITIALIZE.params, protocolVersion: revision } });
    await expect.poll(() => peer.lines.length).toBe(1);
    peer.say([
      { jsonrpc: "2.0", id: 1, method: "ping" },
      { jsonrpc: "2.0", id: 2, method: "ping" },
    ]);
    await expect.poll(() => peer.parsed().map((one) => one.id)).toEqual(ids);
  }
});
