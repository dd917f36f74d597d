import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ElicitRequestSchema, ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, describe, expect, test } from "vitest";
import { type Running, runHttp } from "../../test/fixtures/http-exposure.js";

let running: Running;
const clients: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await running.exposure.close({ graceMs: 0 });
});

const overLegacyTransports: [string, () => Transport][] = [
  ["Streamable HTTP", () => new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)) as Transport],
  ["HTTP+SSE", () => new SSEClientTransport(new URL(`${running.url}/sse`))],
];

describe.each(overLegacyTransports)("an SDK 1.x client over %s", (_name, transport) => {
  async function connect(capabilities = {}): Promise<Client> {
    const client = new Client({ name: "test", version: "0" }, { capabilities });
    clients.push(client);
    return client;
  }

  test("initializes, lists, calls, pings and reads errors", async () => {
    running = await runHttp();
    const client = await connect();
    await client.connect(transport());
    expect(client.getServerVersion()).toEqual({ name: "echo", version: "1.0.0", title: "Echo" });
    expect(client.getInstructions()).toBe("Echo ü");
    expect(client.getServerCapabilities()).toMatchObject({ tools: { listChanged: true } });
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain("echo");
    const said = await client.callTool({ name: "echo", arguments: { text: "hällo\r\ndata: x" } });
    expect(said.content).toEqual([{ type: "text", text: "hällo\r\ndata: x" }]);
    await client.ping();
    await expect(client.callTool({ name: "nobody" })).rejects.toMatchObject({ code: -32602 });
    await expect(client.callTool({ name: "fail", arguments: { code: -32050 } })).rejects.toMatchObject({
      code: -32050,
      data: { kept: true },
    });
  });

  test("gets progress on its call and a long result whole", async () => {
    running = await runHttp();
    const client = await connect();
    await client.connect(transport());
    const seen: number[] = [];
    const onprogress = ({ progress }: { progress: number }): void => {
      seen.push(progress);
      if (progress === 3) void client.callTool({ name: "go" });
    };
    await client.callTool({ name: "progress", arguments: { held: true } }, undefined, { onprogress });
    expect(seen).toEqual([1, 2, 3]);
    const big = await client.callTool({ name: "big", arguments: { bytes: 3_000_000 } });
    expect((big.content as { text: string }[])[0]?.text.length).toBe(3_000_000);
  });

  test("answers a question of the upstream, which gets its exact state back", async () => {
    running = await runHttp();
    const client = await connect({ elicitation: {} });
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      expect(params.message).toBe("Your name?");
      return { action: "accept", content: { name: "Ada" } };
    });
    await client.connect(transport());
    const { content } = await client.callTool({ name: "ask" });
    expect(content).toEqual([{ type: "text", text: 'answered {"action":"accept","content":{"name":"Ada"}}' }]);
    expect(running.view.resumed).toEqual([
      { state: "stäte/1", responses: { q: { action: "accept", content: { name: "Ada" } } } },
    ]);
  });

  test("is told that a question cannot be asked when it declared nothing", async () => {
    running = await runHttp();
    const client = await connect();
    await client.connect(transport());
    const answer = await client.callTool({ name: "ask" });
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain("elicitation.form");
  });

  test("hears of changes outside any call, and subscribes", async () => {
    running = await runHttp();
    const client = await connect();
    const heard = new Promise<void>((resolve) => {
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => resolve());
    });
    await client.connect(transport());
    await client.subscribeResource({ uri: "echo://a" });
    await expect.poll(() => [...running.view.listeners][0]?.wants.resourceSubscriptions).toEqual(["echo://a"]);
    running.view.changed("notifications/tools/list_changed");
    await heard;
    await client.setLoggingLevel("warning");
    expect(running.view.levels).toEqual(["warning"]);
  });

  test("cancels a call", async () => {
    running = await runHttp();
    const client = await connect();
    await client.connect(transport());
    const abort = new AbortController();
    const call = client.callTool({ name: "wait" }, undefined, { signal: abort.signal });
    await expect.poll(() => running.view.waiting.size).toBe(1);
    abort.abort("enough");
    await expect(call).rejects.toThrow("enough");
    await expect.poll(() => running.view.cancelled).toEqual(["enough"]);
  });
});

describe("an SDK 2.x client", () => {
  async function connect(mode: "legacy" | { pin: string }, capabilities = {}): Promise<ModernClient> {
    const client = new ModernClient({ name: "test", version: "0" }, { capabilities, versionNegotiation: { mode } });
    clients.push(client);
    await client.connect(new ModernTransport(new URL(`${running.url}/mcp`)));
    return client;
  }

  test.each([["legacy" as const], [{ pin: "2026-07-28" }]])("lists and calls, mode %o", async (mode) => {
    running = await runHttp();
    const client = await connect(mode);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain("echo");
    const said = await client.callTool({ name: "echo", arguments: { text: "hi" } });
    expect(said.content).toEqual([{ type: "text", text: "hi" }]);
    const seen: number[] = [];
    const onprogress = ({ progress }: { progress: number }): void => {
      seen.push(progress);
      if (progress === 3) void client.callTool({ name: "go" });
    };
    await client.callTool({ name: "progress", arguments: { held: true } }, { onprogress });
    expect(seen).toEqual([1, 2, 3]);
    await expect(client.callTool({ name: "nobody" })).rejects.toMatchObject({ code: -32602 });
  });

  test("answers input_required of the modern era itself", async () => {
    running = await runHttp();
    const client = await connect({ pin: "2026-07-28" }, { elicitation: { form: {} } });
    client.setRequestHandler("elicitation/create", async () => ({ action: "accept", content: { name: "Bob" } }));
    const { content } = await client.callTool({ name: "ask" });
    expect(content).toEqual([{ type: "text", text: 'answered {"action":"accept","content":{"name":"Bob"}}' }]);
    expect(running.view.resumed[0]?.state).toBe("stäte/1");
  });

  test("closing the stream of a call cancels it", async () => {
    running = await runHttp();
    const client = await connect({ pin: "2026-07-28" });
    const abort = new AbortController();
    const call = client.callTool({ name: "wait" }, { signal: abort.signal });
    await expect.poll(() => running.view.waiting.size).toBe(1);
    abort.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(() => running.view.cancelled.length).toBe(1);
  });
});
