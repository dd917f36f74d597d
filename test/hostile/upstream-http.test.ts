import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { principalOf } from "../../src/model/principal.js";
import { type Assembled, ask, askWhole, caller, failure } from "../fixtures/assembled.js";
import { behind as bed } from "../fixtures/behind.js";
import { json, legacyHello, modernHello, type RawHandler } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const behind = (handle: RawHandler, extra = ""): ReturnType<typeof bed> => bed(open, handle, extra);

const who = caller("legacy");
const call = { name: "t", arguments: {} };

describe("T-86: HTTP bodies that are no answers", () => {
  const cases: [string, RawHandler, string][] = [
    [
      "a login page with status 200",
      (_, r) => r.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      "UPSTREAM_PROTOCOL",
    ],
    ["no body", (_, r) => r.writeHead(200, { "content-type": "application/json" }).end(), "UPSTREAM_PROTOCOL"],
    [
      "text that is not JSON",
      (_, r) => r.writeHead(200, { "content-type": "application/json" }).end("nope"),
      "UPSTREAM_PROTOCOL",
    ],
    ["202 to a request", (_, r) => r.writeHead(202).end(), "UPSTREAM_PROTOCOL"],
    ["204 to a request", (_, r) => r.writeHead(204).end(), "UPSTREAM_PROTOCOL"],
    [
      "an event stream that ends without an answer",
      (_, r) => r.writeHead(200, { "content-type": "text/event-stream" }).end(": hello\n\n"),
      "UPSTREAM_PROTOCOL",
    ],
    ["a connection cut before the reply", (_, r) => void r.destroy(), "UPSTREAM_RESTARTED"],
    [
      "a connection cut within the reply",
      (_, r) => {
        r.writeHead(200, { "content-type": "application/json", "content-length": "999" }).write('{"jsonrpc"');
        setTimeout(() => r.destroy(), 20);
      },
      "UPSTREAM_RESTARTED",
    ],
  ];
  it.each(cases)("%s", async (_, handle, code) => {
    const { proxy } = await behind((request, response) => {
      if (!legacyHello(request, response)) handle(request, response);
    });
    const error = await failure(ask(proxy.view, who, "tools/call", call).answer);
    expect(error.code).toBe(code);
    expect(error.message).toContain("raw");
  });

  it("a page that asks to sign in is called that", async () => {
    const { proxy } = await behind((request, response) => {
      if (!legacyHello(request, response)) response.writeHead(200, { "content-type": "text/html" }).end("<html>");
    });
    expect((await failure(ask(proxy.view, who, "tools/call", call).answer)).message).toContain("sign-in");
  });

  it("more than the file allows, plain and compressed", async () => {
    for (const compressed of [false, true]) {
      const { proxy } = await behind((request, response) => {
        if (legacyHello(request, response)) return;
        const body = Buffer.from(
          JSON.stringify({ jsonrpc: "2.0", id: request.message?.id, x: "a".repeat(3_000_000), result: {} }),
        );
        const coding = compressed ? { "content-encoding": "gzip" } : {};
        response
          .writeHead(200, { "content-type": "application/json", ...coding })
          .end(compressed ? gzipSync(body) : body);
      }, "    limits: { message: 1MiB }\n");
      expect((await failure(ask(proxy.view, who, "tools/call", call).answer)).code).toBe("RESPONSE_TOO_LARGE");
    }
  });
});

describe("T-80: answers of the wrong shape", () => {
  const shapes: [string, (id: unknown) => unknown][] = [
    ["result and error", (id) => ({ jsonrpc: "2.0", id, result: {}, error: { code: 1, message: "x" } })],
    ["neither", (id) => ({ jsonrpc: "2.0", id })],
    ["no jsonrpc", (id) => ({ id, result: {} })],
    ["a batch", (id) => [{ jsonrpc: "2.0", id, result: {} }]],
    ["the id as other text", (id) => ({ jsonrpc: "2.0", id: `x${String(id)}`, result: {} })],
    ["another id", () => ({ jsonrpc: "2.0", id: 777_777, result: {} })],
  ];
  it.each(shapes)("%s fails the call at once", async (_, shape) => {
    const { proxy } = await behind((request, response) => {
      if (!legacyHello(request, response)) json(response, shape(request.message?.id));
    });
    expect((await failure(ask(proxy.view, who, "tools/call", call).answer)).code).toBe("UPSTREAM_PROTOCOL");
  });

  it("the answer twice: the first counts", async () => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      const one = (text: string): string =>
        `data: ${JSON.stringify({ jsonrpc: "2.0", id: request.message?.id, result: { text } })}\n\n`;
      response.writeHead(200, { "content-type": "text/event-stream" }).end(one("first") + one("second"));
    });
    expect((await ask(proxy.view, who, "tools/call", call).answer).value).toEqual({ text: "first" });
  });
});

describe("T-88: statuses", () => {
  const statuses: [number, Record<string, string>, string, unknown][] = [
    [401, { "www-authenticate": 'Bearer realm="x\ty", , =broken' }, "AUTH_FAILED", undefined],
    [403, {}, "AUTH_FAILED", undefined],
    [429, { "retry-after": "1000000000" }, "UPSTREAM_UNAVAILABLE", 300],
    [503, { "retry-after": "Fri, 01 Jan 1999 00:00:00 GMT" }, "UPSTREAM_UNAVAILABLE", 0],
    [500, {}, "UPSTREAM_UNAVAILABLE", undefined],
    [409, {}, "UPSTREAM_UNAVAILABLE", undefined],
  ];
  it.each(statuses)("%i", async (status, headers, code, retryAfter) => {
    const { proxy } = await behind((request, response) => {
      if (!legacyHello(request, response)) response.writeHead(status, headers).end("no");
    }, "    auth: { mode: none }\n");
    const error = await failure(ask(proxy.view, who, "tools/call", call).answer);
    expect(error.code).toBe(code);
    expect(error.data?.retryAfter).toBe(retryAfter);
  });

  it("an error in the body of a refusal is the upstream's answer", async () => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      json(response, { jsonrpc: "2.0", id: request.message?.id, error: { code: -32602, message: "mine" } }, 400);
    });
    const answer = await ask(proxy.view, who, "tools/call", call).answer;
    expect(answer.value).toEqual({ code: -32602, message: "mine" });
  });
});

describe("T-88: a forgotten session", () => {
  it("is opened anew once, and the call is sent again, because it never ran", async () => {
    let generation = 1;
    let initialised = 0;
    const { raw, proxy } = await behind((request, response) => {
      if (request.message?.method === "initialize") initialised++;
      const session = `s${generation}`;
      if (legacyHello(request, response, session)) return;
      if (request.headers["mcp-session-id"] === session)
        json(response, { jsonrpc: "2.0", id: request.message?.id, result: { session } });
      else json(response, { jsonrpc: "2.0", id: null, error: { code: -32001, message: "Session not found" } }, 404);
    });
    expect((await ask(proxy.view, who, "tools/call", call).answer).value).toEqual({ session: "s1" });
    generation = 2;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(proxy.view, who, "tools/call", call).answer),
    );
    expect(answers.map((answer) => answer.value)).toEqual(Array(20).fill({ session: "s2" }));
    expect(initialised).toBe(2);
    expect(raw.seen.filter(({ message }) => message?.method === "tools/call").length).toBeLessThanOrEqual(41);
  });

  it("of two hundred people at once: one handshake each, a few at a time, and every call is answered", async () => {
    let [generation, under, most] = [1, 0, 0];
    const hellos = new Map<number, number>();
    const { proxy } = await behind((request, response) => {
      const session = `s${generation}`;
      if (request.message?.method === "initialize") {
        hellos.set(generation, (hellos.get(generation) ?? 0) + 1);
        most = Math.max(most, ++under);
        setTimeout(() => {
          under -= 1;
          legacyHello(request, response, session);
        }, 5);
        return;
      }
      if (legacyHello(request, response, session)) return;
      if (request.headers["mcp-session-id"] === session)
        json(response, { jsonrpc: "2.0", id: request.message?.id, result: { session } });
      else json(response, { jsonrpc: "2.0", id: null, error: { code: -32001, message: "Session not found" } }, 404);
    });
    const people = Array.from({ length: 200 }, (_, at) =>
      caller("legacy", { principal: principalOf("test", `${at}`) }),
    );
    for (const wanted of [1, 2]) {
      generation = wanted;
      const answers = await Promise.all(people.map((one) => ask(proxy.view, one, "tools/call", call).answer));
      expect(answers.map((answer) => answer.value)).toEqual(Array(200).fill({ session: `s${wanted}` }));
      expect(hellos.get(wanted)).toBe(200);
    }
    expect(most).toBeLessThanOrEqual(32);
  });

  it("is not opened anew for ever", async () => {
    let initialised = 0;
    const { proxy } = await behind((request, response) => {
      if (request.message?.method === "initialize") initialised++;
      if (!legacyHello(request, response)) response.writeHead(404).end();
    });
    expect((await failure(ask(proxy.view, who, "tools/call", call).answer)).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(initialised).toBe(2);
  });
});

describe("T-89: an upstream that becomes another era", () => {
  it("is asked anew and the call goes on", async () => {
    let modern = true;
    const { proxy } = await behind((request, response) => {
      if (modern) {
        if (!modernHello(request, response))
          json(response, {
            jsonrpc: "2.0",
            id: request.message?.id,
            result: { resultType: "complete", era: "modern" },
          });
        return;
      }
      const { message } = request;
      if (message?.params?._meta !== undefined && message.method !== "server/discover") {
        const error = { code: -32022, message: "Unsupported protocol version", data: { supported: ["2025-11-25"] } };
        json(response, { jsonrpc: "2.0", id: message.id, error }, 400);
      } else if (!legacyHello(request, response))
        json(response, { jsonrpc: "2.0", id: message?.id, result: { era: "legacy" } });
    });
    expect((await ask(proxy.view, who, "tools/call", call).answer).value).toMatchObject({ era: "modern" });
    modern = false;
    expect((await ask(proxy.view, who, "tools/call", call).answer).value).toMatchObject({ era: "legacy" });
  });
});

describe("T-87: event streams", () => {
  it("whatever its lines and chunks, the answer arrives", async () => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      const body = JSON.stringify({ jsonrpc: "2.0", id: request.message?.id, result: { text: "grün \u{1F600}" } });
      const bytes = Buffer.from(`retry: 0\rid: a\u0000b\r: comment\r\revent: message\rdata: ${body}\r\r`);
      response.writeHead(200, { "content-type": "text/event-stream" });
      let at = 0;
      const next = (): void => {
        if (at >= bytes.length) response.end();
        else response.write(bytes.subarray(at, ++at), next);
      };
      next();
    });
    expect((await ask(proxy.view, who, "tools/call", call).answer).value).toEqual({ text: "grün \u{1F600}" });
  });

  it("a stream that breaks without an answer is resumed where it left off, in the session-based era", async () => {
    const { raw, proxy } = await behind((request, response) => {
      if (request.method === "GET" && request.headers["last-event-id"] !== undefined) {
        const id = raw.seen.find(({ message }) => message?.method === "tools/call")?.message?.id;
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(
          `data: ${JSON.stringify({ jsonrpc: "2.0", id, result: { resumed: request.headers["last-event-id"] } })}\n\n`,
        );
        return;
      }
      if (legacyHello(request, response)) return;
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("retry: 100\nid: e1\ndata: \n\n");
      setTimeout(() => response.destroy(), 30);
    });
    expect((await ask(proxy.view, who, "tools/call", call).answer).value).toEqual({ resumed: "e1" });
  });

  it("a broken stream of the stateless era loses the call, which is not sent twice", async () => {
    let calls = 0;
    const { proxy } = await behind((request, response) => {
      if (modernHello(request, response)) return;
      calls++;
      response.writeHead(200, { "content-type": "text/event-stream" }).write("id: e1\ndata: \n\n");
      setTimeout(() => response.destroy(), 20);
    });
    const error = await failure(ask(proxy.view, who, "tools/call", call).answer);
    expect(error.code).toBe("UPSTREAM_RESTARTED");
    expect(error.data?.executed).toBe("unknown");
    expect(calls).toBe(1);
  });
});

describe("T-82: silence", () => {
  it("first byte, idle and total each end the call with their name, and the upstream is told", async () => {
    const cases: [string, string, (response: import("node:http").ServerResponse) => void][] = [
      ["firstByte", "firstByte: 300ms", () => undefined],
      [
        "idle",
        "idle: 300ms",
        (response) => void response.writeHead(200, { "content-type": "text/event-stream" }).write(": hi\n\n"),
      ],
      [
        "total",
        "total: 300ms, idle: 10s",
        (response) => {
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.write(": hi\n\n");
        },
      ],
    ];
    for (const [name, timeouts, reply] of cases) {
      const { raw, proxy } = await behind((request, response) => {
        if (!legacyHello(request, response)) reply(response);
      }, `    timeouts: { ${timeouts} }\n`);
      const error = await failure(ask(proxy.view, who, "tools/call", call).answer);
      expect(error.code).toBe("UPSTREAM_TIMEOUT");
      expect(error.data?.timeout).toBe(name);
      expect(error.message).toContain("Request timeout");
      await expect.poll(() => raw.seen.some(({ message }) => message?.method === "notifications/cancelled")).toBe(true);
    }
  });
});

describe("T-90: lists without end", () => {
  const tools = (from: number, count: number): unknown[] =>
    Array.from({ length: count }, (_, at) => ({ name: `t${from + at}`, inputSchema: { type: "object" } }));

  async function merged(handle: (cursor: string | undefined) => unknown, limits: string): Promise<Assembled> {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      json(response, {
        jsonrpc: "2.0",
        id: request.message?.id,
        result: handle(request.message?.params?.cursor as string | undefined),
      });
    }, `    limits: { ${limits} }\n    tools: { ignore: [nothing] }\n`);
    return proxy;
  }

  const listed = async (proxy: Assembled): Promise<string[]> => {
    const answer = await askWhole(proxy.view, who, "tools/list");
    return (answer.value as { tools: { name: string }[] }).tools.map(({ name }) => name);
  };

  it("a cursor that comes again ends the list", async () => {
    const proxy = await merged(() => ({ tools: tools(0, 2), nextCursor: "again" }), "items: 100");
    expect(await listed(proxy)).toEqual(["t0", "t1"]);
  });

  it("more items and more pages than allowed are cut", async () => {
    let page = 0;
    const proxy = await merged(() => ({ tools: tools(++page * 10, 10), nextCursor: `c${page}` }), "items: 25");
    expect(await listed(proxy)).toHaveLength(25);
    const pages = await merged(() => ({ tools: tools(++page * 10, 10), nextCursor: `c${page}` }), "pages: 3");
    expect(await listed(pages)).toHaveLength(30);
  });

  it("names twice and names that are none are left out", async () => {
    const proxy = await merged(
      () => ({ tools: [...tools(0, 1), ...tools(0, 1), { inputSchema: {} }, { name: "" }, "text", { name: "x\ny" }] }),
      "items: 100",
    );
    const names = await listed(proxy);
    expect(names).toHaveLength(2);
    expect(names[0]).toBe("t0");
    expect(names[1]).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });
});
