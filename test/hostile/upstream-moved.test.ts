/** Upstreams that redirect, as web frameworks do that want a slash at the end of a path. */
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller, failure } from "../fixtures/assembled.js";
import {
  json,
  legacyHello,
  modernHello,
  type RawHandler,
  type RawHttp,
  type RawRequest,
  rawHttp,
} from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function behind(handle: RawHandler, path = "/mcp"): Promise<{ raw: RawHttp; proxy: Assembled }> {
  const raw = await rawHttp(handle, path);
  const proxy = await assembled(`upstreams: { raw: { url: "${raw.url}" } }\n`);
  open.push(raw, proxy);
  return { raw, proxy };
}

const who = caller("legacy");
const call = { name: "t", arguments: {} };
const led = (response: ServerResponse, status: number, location: string): void =>
  void response.writeHead(status, { location }).end();

describe("T-88: a redirect within the upstream's own origin", () => {
  it.each([307, 308])("with status %i is followed, once for all that comes behind it", async (status) => {
    for (const hello of [legacyHello, modernHello]) {
      const { raw, proxy } = await behind((request, response) => {
        if (request.url === "/mcp") led(response, status, "/mcp/?tenant=1");
        else if (!hello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
      });
      for (let round = 0; round < 3; round++) {
        expect((await ask(proxy.view, who, "tools/call", call).answer).kind).toBe("result");
      }
      expect(raw.seen.filter(({ url }) => url === "/mcp").length).toBeLessThanOrEqual(2);
      expect(raw.seen.filter(({ url, message }) => url !== "/mcp" && message?.method === "tools/call")).toHaveLength(3);
    }
  });

  it("is followed on HTTP+SSE: the stream, the address it announces, and where messages go", async () => {
    let events: ServerResponse | undefined;
    const { raw, proxy } = await behind((request, response) => {
      const { method, url, message } = request;
      if (url === "/sse") led(response, 301, "/api/sse");
      else if (url === "/api/sse") {
        events = response.writeHead(200, { "content-type": "Text/Event-Stream; charset=UTF-8" });
        events.write("event: endpoint\ndata: messages?s=1\n\n");
      } else if (url === "/api/messages?s=1") led(response, 307, "/api/messages/?s=1");
      else if (method === "POST" && url === "/api/messages/?s=1") {
        response.writeHead(202).end();
        const result = { protocolVersion: "2024-11-05", capabilities: {}, serverInfo: { name: "raw", version: "1" } };
        if (message?.id !== undefined)
          events?.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id: message.id, result })}\n\n`);
      } else response.writeHead(404).end();
    }, "/sse");
    expect((await ask(proxy.view, who, "tools/call", call).answer).kind).toBe("result");
    expect(raw.seen.filter(({ url }) => url === "/api/messages?s=1")).toHaveLength(1);
  });

  it("in a circle ends", async () => {
    const { raw, proxy } = await behind((request, response) =>
      led(response, 307, request.url === "/mcp" ? "/other" : "/mcp"),
    );
    const error = await failure(ask(proxy.view, who, "tools/call", call).answer);
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    expect(raw.seen.length).toBeLessThan(20);
  });
});

describe("T-88: a redirect that is not followed is reported with its target", () => {
  it.each([
    [301, "https://elsewhere.example/mcp?token=hidden"],
    [307, "https://elsewhere.example/mcp?token=hidden"],
    [302, "/mcp/"],
  ])("%i to %s", async (status, location) => {
    const { proxy } = await behind((_, response) => led(response, status, location));
    const { code, message } = await failure(ask(proxy.view, who, "tools/call", call).answer);
    expect(code).toBe("UPSTREAM_UNAVAILABLE");
    expect(message).toContain(`redirects to ${location.split("?")[0]} (status ${status})`);
    expect(message).not.toContain("hidden");
  });
});

describe("T-38: a redirect to another origin", () => {
  it.each(["/mcp", "/sse"])("is not followed from %s, neither there nor to its path at the upstream", async (path) => {
    const other = await rawHttp(answering);
    open.push(other);
    const target = `${new URL(other.url).origin}/elsewhere`;
    const { raw, proxy } = await behind((request, response) => {
      if (request.url === path) led(response, 307, target);
      else answering(request, response);
    }, path);
    const { code, message } = await failure(ask(proxy.view, who, "tools/call", call).answer);
    expect(code).toBe("UPSTREAM_UNAVAILABLE");
    expect(message).toContain(`redirects to ${target}`);
    expect(other.seen).toEqual([]);
    expect(raw.seen.filter(({ url }) => url !== path)).toEqual([]);
  });

  it("in the middle of a conversation ends the call, and no message goes to its path at the upstream", async () => {
    const other = await rawHttp(answering);
    open.push(other);
    const { raw, proxy } = await behind((request, response) => {
      if (request.url === "/mcp" && request.message?.method === "tools/call")
        led(response, 308, `${new URL(other.url).origin}/elsewhere`);
      else answering(request, response);
    });
    expect((await failure(ask(proxy.view, who, "tools/call", call).answer)).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(other.seen).toEqual([]);
    expect(raw.seen.filter(({ url }) => url !== "/mcp")).toEqual([]);
  });
});

/** An upstream that answers whatever it is asked, at every path. */
function answering(request: RawRequest, response: ServerResponse): void {
  if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
}
