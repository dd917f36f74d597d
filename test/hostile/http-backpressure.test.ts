import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { SseReader } from "../../src/wire/sse.js";
import { MODERN_META } from "../fixtures/http-exposure.js";
import type { Running } from "../fixtures/launch.js";
import { oneUpstream, startProxy } from "../peers/proxy.js";

const EVENTS = 1200;
const SIZE = 65_536;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A modern upstream whose one tool says more than any buffer holds, as fast as it is read. */
async function floodingUpstream(): Promise<{ url: string; written: () => number }> {
  let written = 0;
  async function flood(response: ServerResponse, id: unknown): Promise<void> {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const text = "x".repeat(SIZE);
    for (let progress = 1; progress <= EVENTS && !response.destroyed; progress++) {
      const params = { progressToken: id, progress, message: text };
      const room = response.write(
        `data: ${JSON.stringify({ jsonrpc: "2.0", method: "notifications/progress", params })}\n\n`,
      );
      written++;
      if (room) continue;
      await new Promise<void>((resolve) => response.once("drain", resolve));
    }
    response.end(
      `data: {"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"resultType":"complete","content":[]}}\n\n`,
    );
  }
  const server = createServer((asked, response) => {
    let body = "";
    asked.on("data", (chunk) => {
      body += chunk;
    });
    asked.on("end", () => {
      const { id, method, params } = JSON.parse(body);
      if (method === "tools/call") {
        void flood(response, params._meta.progressToken).then(() => undefined);
        return;
      }
      const kept = { resultType: "complete", ttlMs: 60_000, cacheScope: "private" };
      const result =
        method === "server/discover"
          ? { ...kept, supportedVersions: ["2026-07-28"], capabilities: { tools: {} } }
          : { ...kept, tools: [{ name: "flood", inputSchema: { type: "object" } }] };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, written: () => written };
}

test("T-104: a slow reader slows its own upstream down, and gets every event once and in order", async () => {
  const upstream = await floodingUpstream();
  const proxy: Running = await startProxy(oneUpstream({ url: upstream.url }));
  closers.push(() => proxy.stop());
  const url = new URL(proxy.url);
  const params = { name: "flood", arguments: {}, _meta: { ...MODERN_META, progressToken: "mine" } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
  const headers = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": "tools/call",
    "mcp-name": "flood",
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(url, { method: "POST", headers, agent: false }, resolve);
    asked.on("error", reject);
    asked.end(body);
  });
  // The upstream stands still once the buffers on the way are full, far from its end.
  let before = -1;
  await expect
    .poll(
      () => {
        const still = upstream.written() > 0 && upstream.written() === before;
        before = upstream.written();
        return still;
      },
      { interval: 1000, timeout: 30_000 },
    )
    .toBe(true);
  expect(upstream.written()).toBeLessThan(EVENTS / 2);
  const progress: number[] = [];
  let last: unknown;
  const reader = new SseReader({
    maxBytes: 1_000_000,
    onEvent: ({ data }) => {
      const message = JSON.parse(data.toString());
      if (message.method === undefined) last = message;
      else if (message.params.progressToken === "mine") progress.push(message.params.progress);
    },
    onOversize: () => expect.unreachable(),
  });
  for await (const chunk of response) reader.push(chunk as Buffer);
  expect(last).toMatchObject({ id: 1, result: { resultType: "complete" } });
  expect(progress).toEqual(Array.from({ length: EVENTS }, (_, at) => at + 1));
});
