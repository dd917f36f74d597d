/** Upstreams that do what no specification asks for, and that clients of the SDKs get along with. */
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { behind } from "../fixtures/behind.js";
import { exposed, modern } from "../fixtures/http-exposure.js";
import { json, legacyHello, type RawHandler, rawHttp } from "../fixtures/raw-http.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const who = caller("legacy");
const call = { name: "t", arguments: {} };
const PINGS = ["2026-11-21T08:00:00Z", "{}", '{"type":"ping"}']
  .map((data) => `event: ping\ndata: ${data}\n\n`)
  .join("");

describe("T-87: events of other types than message", () => {
  it("cost no call over Streamable HTTP, nor one that is a message", async () => {
    for (const name of ["message", "result"]) {
      const { proxy } = await behind(open, (request, response) => {
        if (legacyHello(request, response)) return;
        const answer = JSON.stringify({ jsonrpc: "2.0", id: request.message?.id, result: { fine: true } });
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(`${PINGS}event: ${name}\ndata: ${answer}\n\n`);
      });
      expect((await ask(proxy.view, who, "tools/call", call).answer).value).toEqual({ fine: true });
    }
  });

  it("fill no log over HTTP+SSE", async () => {
    let events: ServerResponse | undefined;
    const raw = await rawHttp((request, response) => {
      const { method, message } = request;
      if (method === "GET") {
        events = response.writeHead(200, { "content-type": "text/event-stream" });
        events.write("event: endpoint\ndata: /messages\n\n");
        return;
      }
      response.writeHead(202).end();
      const result = { protocolVersion: "2024-11-05", capabilities: {}, serverInfo: { name: "raw", version: "1" } };
      if (message?.id !== undefined)
        events?.write(`${PINGS}data: ${JSON.stringify({ jsonrpc: "2.0", id: message.id, result })}\n\n`);
    }, "/sse");
    const log = recordingLog();
    const proxy = await assembled(`upstreams: { raw: { url: "${raw.url}" } }\n`, testWorld({ env: process.env, log }));
    open.push(raw, proxy);
    expect((await ask(proxy.view, who, "tools/call", call).answer).kind).toBe("result");
    expect(log.lines.filter(({ event }) => event === "upstream.invalid_event")).toEqual([]);
  });
});

it("codes that 2026-07-28 gave a meaning are not taken from an older upstream: clients would act on them", async () => {
  for (const code of [-32020, -32021, -32022, -32099]) {
    const { proxy } = await behind(open, (request, response) => {
      const error = { code, message: "Quota used up", data: { until: 5 } };
      if (legacyHello(request, response)) return;
      const said = request.message?.method === "ping" ? { result: {} } : { error };
      json(response, { jsonrpc: "2.0", id: request.message?.id, ...said });
    });
    const down = await exposed(proxy.assembly.views);
    open.push({ close: () => down.exposure.close({ graceMs: 0 }) });
    const { json: said, status } = await modern(down, "tools/call", call);
    expect(said.error).toEqual({ code: -32603, message: "Quota used up", data: { until: 5 } });
    expect(status).toBe(200);
    const session = await ask(proxy.view, who, "tools/call", call).answer;
    expect(session.value).toMatchObject({ code });
  }
});

describe("cursors that say there is no more with null or nothing in them", () => {
  const listing = (nextCursor: unknown) => {
    const asked: unknown[] = [];
    const handle: RawHandler = (request, response) => {
      if (legacyHello(request, response)) return;
      const { id, method, params } = request.message as { id: unknown; method: string; params?: { cursor?: unknown } };
      if (method === "tools/list") asked.push(params?.cursor);
      const tools = [{ name: "t", inputSchema: { type: "object" } }];
      json(response, { jsonrpc: "2.0", id, result: method === "tools/list" ? { tools, nextCursor } : {} });
    };
    return { asked, handle };
  };

  it.each([null, "", "same"])(
    "%j of an upstream: the first call of a stateless client reads no list for ever",
    async (next) => {
      const { asked, handle } = listing(next);
      const { proxy } = await behind(open, handle);
      const down = await exposed(proxy.assembly.views);
      open.push({ close: () => down.exposure.close({ graceMs: 0 }) });
      expect((await modern(down, "tools/call", call)).status).toBe(200);
      expect(asked.length).toBeLessThanOrEqual(2);
    },
  );

  it.each([null, ""])("%j of an upstream ends its list without complaint, and of a client begins it", async (none) => {
    const { handle } = listing(none);
    const raw = await rawHttp(handle);
    const log = recordingLog();
    const two = JSON.stringify({ one: { url: raw.url }, two: { url: raw.url } });
    const proxy = await assembled(`upstreams: ${two}\n`, testWorld({ env: process.env, log }));
    open.push(raw, proxy);
    const { value } = await ask(proxy.view, who, "tools/list", { cursor: none }).answer;
    expect(value).toMatchObject({ tools: [{ name: "one__t" }, { name: "two__t" }] });
    expect(log.lines.filter(({ event }) => event === "upstream.list_truncated")).toEqual([]);
  });
});

it("a byte order mark before an answer is none of it", async () => {
  const { proxy } = await behind(open, (request, response) => {
    if (legacyHello(request, response)) return;
    const answer = JSON.stringify({ jsonrpc: "2.0", id: request.message?.id, result: { fine: true } });
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(`\uFEFF${answer}`);
  });
  expect((await ask(proxy.view, who, "tools/call", call).answer).value).toEqual({ fine: true });
});
