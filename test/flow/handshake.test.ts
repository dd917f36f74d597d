import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { json, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

const HELLO = { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "raw", version: "1" } };

describe("the handshake with a session-based upstream that is slow to take notifications", () => {
  it("is over before anything else is sent: over Streamable HTTP", async () => {
    const order: string[] = [];
    const raw = await rawHttp((request, response) => {
      const { id, method } = request.message ?? {};
      if (request.method === "GET") {
        order.push("GET");
        response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      } else if (method === "server/discover")
        json(response, { jsonrpc: "2.0", id, error: { code: -32601, message: "no" } });
      else if (method === "initialize")
        json(response, { jsonrpc: "2.0", id, result: HELLO }, 200, { "mcp-session-id": "s" });
      else if (method === "notifications/initialized") {
        void delay(150).then(() => {
          order.push("initialized");
          response.writeHead(202).end();
        });
      } else if (method === "tools/call") {
        order.push("call");
        json(response, { jsonrpc: "2.0", id, result: { content: [] } });
      } else response.writeHead(202).end();
    });
    const proxy = await assembled(`upstreams: { one: { url: "${raw.url}" } }`);
    open.push(raw, proxy);
    // The stream is waited for half a second, which does not pass here, however slow the machine is.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldClearNativeTimers: true });
    await ask(proxy.view, caller("legacy"), "tools/call", { name: "t", arguments: {} }).answer;
    expect(order).toEqual(["initialized", "GET", "call"]);
  });

  it("is over before anything else is sent: over HTTP+SSE", async () => {
    const order: string[] = [];
    let stream: ServerResponse | undefined;
    const raw = await rawHttp((request, response) => {
      const { id, method } = request.message ?? {};
      const say = (result: unknown): void => {
        response.writeHead(202).end();
        stream?.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id, result })}\n\n`);
      };
      if (request.method === "GET") {
        stream = response;
        response.writeHead(200, { "content-type": "text/event-stream" }).write("event: endpoint\ndata: /message\n\n");
      } else if (method === "initialize") say(HELLO);
      else if (method === "notifications/initialized") {
        void delay(150).then(() => {
          order.push("initialized");
          response.writeHead(202).end();
        });
      } else {
        order.push("call");
        say({ content: [] });
      }
    }, "/sse");
    const proxy = await assembled(`upstreams: { one: { url: "${raw.url}" } }`);
    open.push(raw, proxy);
    await ask(proxy.view, caller("legacy"), "tools/call", { name: "t", arguments: {} }).answer;
    expect(order).toEqual(["initialized", "call"]);
  });
});
