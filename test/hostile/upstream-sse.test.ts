import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller, failure } from "../fixtures/assembled.js";
import { type RawHttp, type RawRequest, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** What a test changes of an HTTP+SSE upstream. */
interface Oddities {
  /** The first event; `event: endpoint` unless told. */
  readonly hello?: string;
  /** Answers a call on the stream; in the POST's body when it returns text. */
  readonly answer?: (id: unknown, stream: ServerResponse, post: ServerResponse) => void;
}

/** A 2024-11-05 upstream on /sse and /message. */
async function sse(odd: Oddities, config = ""): Promise<{ raw: RawHttp; proxy: Assembled; streams: ServerResponse[] }> {
  const streams: ServerResponse[] = [];
  const raw = await rawHttp((request: RawRequest, response) => {
    const { message } = request;
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(odd.hello ?? "event: endpoint\ndata: /message?sessionId=7\n\n");
      streams.push(response);
      return;
    }
    if (!request.url.startsWith("/message")) {
      response.writeHead(405).end();
      return;
    }
    const stream = streams.at(-1);
    const say = (body: unknown): void => void stream?.write(`data: ${JSON.stringify(body)}\n\n`);
    if (message?.method === "initialize") {
      response.writeHead(202).end();
      const result = {
        protocolVersion: "2024-11-05",
        capabilities: { tools: {} },
        serverInfo: { name: "old", version: "1" },
      };
      say({ jsonrpc: "2.0", id: message.id, result });
    } else if (message?.id === undefined || stream === undefined) response.writeHead(202).end();
    else if (odd.answer !== undefined) odd.answer(message.id, stream, response);
    else {
      response.writeHead(202).end();
      say({ jsonrpc: "2.0", id: message.id, result: { url: request.url, streams: streams.length } });
    }
  }, "/sse");
  const proxy = await assembled(`upstreams:\n  old:\n    url: ${raw.url}\n${config}`);
  open.push(raw, proxy);
  return { raw, proxy, streams };
}

const who = caller("legacy");
const tool = { name: "t", arguments: {} };

describe("T-87: an HTTP+SSE upstream", () => {
  it("a path that ends in /sse needs no `transport`; the announced query is kept", async () => {
    const { proxy } = await sse({});
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({
      url: "/message?sessionId=7",
      streams: 1,
    });
  });

  it("a `transport` that is said is all that is tried, whatever the path ends in", async () => {
    const { raw, proxy } = await sse({}, "    transport: streamable-http\n");
    const error = await failure(ask(proxy.view, who, "tools/call", tool).answer);
    expect(error.data?.status).toBe(405);
    expect(raw.seen.every(({ method }) => method === "POST")).toBe(true);
  });

  it("an endpoint without an event name is taken, an absolute one of the same origin too", async () => {
    const { proxy } = await sse({ hello: "data: /message?untyped\n\n" });
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toMatchObject({ url: "/message?untyped" });
  });

  it.each([
    ["another origin", "http://127.0.0.1:9/message", "another origin"],
    ["no URL", "http://[", "no URL"],
  ])("an endpoint of %s ends the attempt at once, and nothing is sent there", async (_, endpoint, words) => {
    const { raw, proxy } = await sse({ hello: `event: endpoint\ndata: ${endpoint}\n\n` }, "    transport: sse\n");
    const error = await failure(ask(proxy.view, who, "tools/call", tool).answer);
    expect(error.code).toBe("UPSTREAM_PROTOCOL");
    expect(error.message).toContain(words);
    expect(raw.seen.every(({ method }) => method === "GET")).toBe(true);
  });

  it("an endpoint that never comes is a timeout with that name", async () => {
    const { proxy } = await sse({ hello: ": hello\n\n" }, "    transport: sse\n    timeouts: { connect: 300ms }\n");
    const error = await failure(ask(proxy.view, who, "tools/call", tool).answer);
    expect(error.code).toBe("UPSTREAM_TIMEOUT");
    expect(error.data?.timeout ?? "connect").toBe("connect");
  });

  it("an answer in the body of the POST counts, and is not given twice when it comes on the stream as well", async () => {
    const { proxy } = await sse({
      answer: (id, stream, post) => {
        const text = JSON.stringify({ jsonrpc: "2.0", id, result: { from: "body" } });
        post.writeHead(200, { "content-type": "application/json" }).end(text);
        setTimeout(() => stream.write(`data: ${text}\n\n`), 20);
      },
    });
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ from: "body" });
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ from: "body" });
  });

  it.each([
    ["a JSON object of its own", "application/json", '{"ok":true}'],
    ["text that is called JSON", "application/json", "Accepted"],
    ["an event stream", "text/event-stream", "data: {}\n\n"],
    ["an error page with status 200", "text/html", "<html>"],
  ])("a receipt in the body of the POST is no answer: %s", async (_, type, body) => {
    const { proxy } = await sse({
      answer: (id, stream, post) => {
        post.writeHead(200, { "content-type": type }).end(body);
        setTimeout(
          () => stream.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id, result: { from: "stream" } })}\n\n`),
          20,
        );
      },
    });
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ from: "stream" });
  });

  it("a refusal with a JSON-RPC error in its body is answered with that error, as over Streamable HTTP", async () => {
    const { proxy } = await sse({
      answer: (id, _, post) => {
        const error = { code: -32050, message: "out of paper" };
        post.writeHead(422, { "content-type": "application/json" });
        post.end(JSON.stringify({ jsonrpc: "2.0", id, error }));
      },
    });
    const answer = await ask(proxy.view, who, "tools/call", tool).answer;
    expect([answer.kind, answer.value]).toMatchObject(["error", { code: -32050, message: "out of paper" }]);
  });

  it.each([
    [404, "Could not find session"],
    [400, "No transport found for sessionId"],
  ])("a session that is refused as unknown (%i) is opened anew, and the call is sent again", async (status, text) => {
    const { proxy, streams } = await sse({
      answer: (id, stream, post) => {
        if (streams.length === 1) return void post.writeHead(status, { "content-type": "text/plain" }).end(text);
        post.writeHead(202).end();
        stream.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id, result: { streams: streams.length } })}\n\n`);
      },
    });
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ streams: 2 });
  });

  it("a stream that ends fails what waits on it, and the next call opens another", async () => {
    let cut = true;
    const { proxy, streams } = await sse({
      answer: (id, stream, post) => {
        post.writeHead(202).end();
        if (cut) stream.end();
        else stream.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id, result: { streams: streams.length } })}\n\n`);
      },
    });
    const error = await failure(ask(proxy.view, who, "tools/call", tool).answer);
    expect(error.code).toBe("UPSTREAM_RESTARTED");
    expect(error.data?.executed).toBe("unknown");
    cut = false;
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toMatchObject({ streams: 2 });
  });
});
