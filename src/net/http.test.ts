import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Server as NetServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { ProxyError } from "../model/errors.js";
import { HttpOrigin, type HttpOriginOptions } from "./http.js";
import type { HttpExchange } from "./http-exchange.js";
import { headerValue, headerValues } from "./http-headers.js";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listening(peer: Server | NetServer): Promise<number> {
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    if ("closeAllConnections" in peer) peer.closeAllConnections();
    return new Promise((resolve) => peer.close(resolve));
  });
  return (peer.address() as AddressInfo).port;
}

const upstream = async (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  `http://127.0.0.1:${await listening(createServer({ keepAliveTimeout: 120_000 }, answer))}`;

function client(origin: string, options: Partial<HttpOriginOptions> = {}): HttpOrigin {
  const made = new HttpOrigin({ origin, ...options });
  closers.push(() => made.close());
  return made;
}

interface Heard {
  status: number;
  headers: readonly Buffer[];
  body: string;
  chunks: number;
  error: ProxyError | undefined;
}

/** Sends a request and hears it out. `each` may answer false to a chunk, or abort. */
function hear(
  origin: HttpOrigin,
  options: { method?: "GET" | "POST" | "DELETE"; body?: Buffer; headers?: string[] } = {},
  each: (exchange: HttpExchange, chunk: Buffer) => boolean = () => true,
): Promise<Heard> {
  return new Promise((resolve) => {
    const heard: Heard = { status: 0, headers: [], body: "", chunks: 0, error: undefined };
    const exchange = origin.request({
      method: options.method ?? "POST",
      path: "/mcp?x=1",
      headers: options.headers ?? ["content-type", "application/json"],
      body: options.body,
      onResponse(status, headers) {
        heard.status = status;
        heard.headers = headers;
      },
      onData(chunk) {
        heard.body += chunk.toString("latin1");
        heard.chunks++;
        return each(exchange, chunk);
      },
      onEnd: () => resolve(heard),
      onError(error) {
        heard.error = error as ProxyError;
        resolve(heard);
      },
    });
  });
}

describe("HttpOrigin", () => {
  it("sends a request as given and hears status, headers and body", async () => {
    const origin = await upstream((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        response.setHeader("X-Two", ["a", "b"]);
        response.end(JSON.stringify({ url: request.url, method: request.method, headers: request.headers, body }));
      });
    });
    const heard = await hear(client(origin), { body: Buffer.from("{}"), headers: ["x-a", "1"] });
    const seen = JSON.parse(heard.body);
    expect(seen).toMatchObject({ url: "/mcp?x=1", method: "POST", body: "{}" });
    expect(seen.headers).toMatchObject({
      "x-a": "1",
      "content-length": "2",
      "accept-encoding": "identity",
      host: new URL(origin).host,
    });
    expect(heard.status).toBe(200);
    expect(headerValue(heard.headers, "x-two")).toBe("a");
    expect(headerValues(heard.headers, "x-two")).toEqual(["a", "b"]);
    expect(headerValue(heard.headers, "x-three")).toBeUndefined();
  });

  it("reuses a connection and does not follow redirects", async () => {
    const ports = new Set<number | undefined>();
    const origin = await upstream((request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
    });
    const made = client(origin);
    for (let i = 0; i < 5; i++) {
      expect((await hear(made)).status).toBe(307);
      // A connection is free again one turn of the event loop after its answer.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ports.size).toBe(1);
  });

  it("holds the upstream back while the receiver is behind, and goes on", async () => {
    const origin = await upstream((_request, response) => response.end(Buffer.alloc(4_000_000, "x")));
    let pauses = 0;
    const heard = await hear(client(origin), {}, (exchange) => {
      pauses++;
      if (pauses % 2 === 0) exchange.resume();
      else setTimeout(() => exchange.resume(), 1);
      return false;
    });
    expect(heard.body.length).toBe(4_000_000);
    expect(pauses).toBeGreaterThan(10);
  });

  it("says nothing more after abort, and closes the connection", async () => {
    const closed = new Promise<void>((resolve) => {
      closers.push(async () => {});
      upstreamClosed = resolve;
    });
    const origin = await upstream((_request, response) => {
      response.on("close", () => upstreamClosed());
      response.write("a");
    });
    const calls: string[] = [];
    const exchange = client(origin).request({
      method: "GET",
      path: "/",
      headers: [],
      body: undefined,
      onResponse: () => calls.push("response"),
      onData: () => {
        calls.push("data");
        exchange.abort();
        return true;
      },
      onEnd: () => calls.push("end"),
      onError: () => calls.push("error"),
    });
    await closed;
    exchange.abort();
    expect(calls).toEqual(["response", "data"]);
  });

  it("lets urgent requests through while calls hold every connection", async () => {
    const origin = await upstream((request, response) => {
      if (request.method === "DELETE") response.end("gone");
    });
    const made = client(origin, { connections: 1 });
    const waiting = [hear(made), hear(made)];
    expect((await hear(made, { method: "DELETE" })).body).toBe("gone");
    await made.close();
    for (const heard of await Promise.all(waiting)) expect(heard.error?.code).toBe("UPSTREAM_UNAVAILABLE");
  });

  it.each([
    ["http://127.0.0.1:1", "UPSTREAM_UNAVAILABLE", "TCP: connection refused", { sent: false, stage: "tcp" }],
    ["http://no-such-host.invalid", "UPSTREAM_UNAVAILABLE", "DNS", { sent: false, stage: "dns" }],
  ])("names the stage that failed: %s", async (origin, code, text, data) => {
    const { error } = await hear(client(origin));
    expect(error).toBeInstanceOf(ProxyError);
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(text);
    expect(error?.message).toContain(origin);
    expect(error?.data).toEqual(data);
    expect(error?.cause).toBeInstanceOf(Error);
  });

  it.each([
    ["closes without an answer", "", "UPSTREAM_UNAVAILABLE", "closed the connection without an answer"],
    [
      "breaks off",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc",
      "UPSTREAM_UNAVAILABLE",
      "closed the connection within its answer",
    ],
    ["is no HTTP", "SSH-2.0-OpenSSH\r\n", "UPSTREAM_PROTOCOL", "does not speak valid HTTP"],
    ["has endless headers", `HTTP/1.1 200 OK\r\nx: ${"a".repeat(70_000)}`, "UPSTREAM_PROTOCOL", "more headers"],
  ])("tells of an upstream that %s", async (_what, bytes, code, text) => {
    const port = await listening(
      createNetServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.end(bytes));
      }),
    );
    const { error } = await hear(client(`http://127.0.0.1:${port}`), { body: Buffer.from("{}") });
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(text);
    expect(error?.data).toMatchObject({ sent: true });
  });

  it("blames the upstream for bytes its receiver refuses, and the proxy for a receiver that fails", async () => {
    const origin = client(await upstream((_request, response) => response.end("x")));
    const refused = await hear(origin, {}, () => {
      throw new ProxyError("PARSE_ERROR", "Not valid JSON at byte 0");
    });
    expect(refused.error?.code).toBe("UPSTREAM_PROTOCOL");
    const failed = await hear(origin, {}, () => {
      throw new TypeError("a defect");
    });
    expect(failed.error?.code).toBe("INTERNAL");
    expect(failed.error?.message).not.toContain("a defect");
  });

  it("T-86: an unrequested compression is decoded in bounded pieces", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, " "));
    const origin = await upstream((_request, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(bomb);
    });
    let largest = 0;
    let seen = 0;
    let ends = 0;
    const whole = await hear(client(origin), {}, (exchange, chunk) => {
      largest = Math.max(largest, chunk.length);
      seen += chunk.length;
      if (++ends % 100 === 0) setTimeout(() => exchange.resume(), 1);
      return ends % 100 !== 0;
    });
    expect(whole.error).toBeUndefined();
    expect(seen).toBe(50_000_000);
    expect(largest).toBeLessThanOrEqual(65_536);
  });

  it("T-86: stacked and broken encodings are refused", async () => {
    const origin = await upstream((request, response) => {
      response.setHeader("content-encoding", request.headers["x-encoding"] as string);
      response.end("not compressed");
    });
    for (const encoding of ["gzip, gzip, gzip", "zstd", "gzip", "br", "deflate"]) {
      const { error } = await hear(client(origin), { headers: ["x-encoding", encoding] });
      expect(error?.code).toBe("UPSTREAM_PROTOCOL");
    }
  });
});

let upstreamClosed: () => void = () => {};
