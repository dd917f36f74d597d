import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SseReader } from "../../src/wire/sse.js";
import {
  inSession,
  JSON_HEADERS,
  modern,
  openSession,
  type Running,
  rawExchange,
  runHttp,
  send,
} from "../fixtures/http-exposure.js";

let running: Running;
let session: string;
const SETTINGS = {
  publicUrl: "https://mcp.example.com",
  allowedHosts: ["inside.example"],
  allowedOrigins: ["https://inspector.example.com"],
};

beforeAll(async () => {
  running = await runHttp({ settings: { ...SETTINGS, requestTimeoutMs: 120_000 } });
  session = await openSession(running);
});

afterAll(() => running.exposure.close({ graceMs: 0 }));

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

function withHeaders(headers: Record<string, string | string[]>, path = "/mcp") {
  return send(running, { path, headers: { ...JSON_HEADERS, "mcp-session-id": session, ...headers }, body: PING });
}

/** A request written by hand; `lines` are its header lines besides the usual ones. */
function byHand(lines: string[], given: { start?: string; body?: string; length?: boolean } = {}): Promise<string> {
  const body = given.body ?? PING;
  const all = [
    given.start ?? "POST /mcp HTTP/1.1",
    ...lines,
    "Content-Type: application/json",
    "Accept: */*",
    `Mcp-Session-Id: ${session}`,
    ...(given.length === false ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    "Connection: close",
  ];
  return rawExchange(running.port, `${all.join("\r\n")}\r\n\r\n${body}`);
}

const HOST = (): string => `Host: 127.0.0.1:${running.port}`;

describe("T-14: framing of requests", () => {
  test.each([
    ["Content-Length and Transfer-Encoding", ["Transfer-Encoding: chunked"], true],
    ["an unknown Transfer-Encoding", ["Transfer-Encoding: xchunked"], false],
    ["two Content-Lengths", ["Content-Length: 4"], true],
    ["a negative Content-Length", ["Content-Length: -1"], false],
    ["a folded header", ["X-Folded: a\r\n b"], true],
    ["a bare line feed", ["X-Bare: a\nX-Other: b"], true],
  ])("%s: 400, and the connection is closed", async (_name, lines, length) => {
    const answer = await byHand([HOST(), ...lines], { length });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test("a chunk extension of 1 MB", async () => {
    const head = ["POST /mcp HTTP/1.1", HOST(), "Content-Type: application/json", "Transfer-Encoding: chunked", "", ""];
    const answer = await rawExchange(
      running.port,
      `${head.join("\r\n")}5;${"a".repeat(1024 * 1024)}\r\nhello\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|13) /);
  });
});

describe("T-17: media", () => {
  test.each([
    "text/plain",
    "application/json\ta",
    "application/json; charset=utf-16",
    "application/jsonx",
    "application/json, text/plain",
    "application/json; charset=utf-8; x=y",
    "garbage",
    "",
  ])("Content-Type %j: 415", async (type) => {
    const reply = await withHeaders({ "content-type": type });
    expect(reply.status).toBe(415);
    expect(reply.json.error.data.reason).toBe("unsupported_media");
  });

  test("a missing Content-Type: 415; twice: 400", async () => {
    const { "content-type": _, ...others } = JSON_HEADERS;
    expect((await send(running, { headers: others, body: PING })).status).toBe(415);
    expect(await byHand([HOST(), "Content-Type: text/plain"])).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each(["application/json", "application/json; charset=utf-8", 'Application/JSON ;charset="UTF-8"'])(
    "Content-Type %j is accepted",
    async (type) => {
      expect((await withHeaders({ "content-type": type })).status).toBe(200);
    },
  );

  test.each(["gzip", "br", "deflate", "x"])("T-17: Content-Encoding %s: 415", async (encoding) => {
    expect((await withHeaders({ "content-encoding": encoding })).status).toBe(415);
  });
});

describe("Accept", () => {
  test.each(["text/html", "application/json", "text/event-stream", "*/*;q=0"])("%s: 406", async (accept) => {
    const reply = await withHeaders({ accept });
    expect(reply.status).toBe(406);
    expect(reply.json.error.code).toBe(-32600);
  });

  test.each([
    "*/*",
    "text/event-stream, application/json;q=0.9",
    "application/*, text/*",
    "APPLICATION/JSON,text/event-stream",
  ])("%s is accepted", async (accept) => {
    expect((await withHeaders({ accept })).status).toBe(200);
  });

  test("none at all is taken as both", async () => {
    const { accept: _, ...others } = JSON_HEADERS;
    const reply = await send(running, { headers: { ...others, "mcp-session-id": session }, body: PING });
    expect(reply.status).toBe(200);
  });
});

describe("T-18: bodies over the limit", () => {
  const LIMIT = 1024 * 1024;

  test("at the limit is read, one byte over is 413", async () => {
    const padded = (bytes: number): string => PING + " ".repeat(bytes - PING.length);
    expect((await inSession(running, session, padded(LIMIT))).status).toBe(200);
    const over = await inSession(running, session, padded(LIMIT + 1));
    expect(over.status).toBe(413);
    expect(over.headers.connection).toBe("close");
  });

  test("an announced 10 GB is refused before it is sent", async () => {
    const lines = [HOST(), "Content-Length: 10000000000"];
    expect(await byHand(lines, { length: false, body: "{" })).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("endless chunks are cut off", async () => {
    const head = ["POST /mcp HTTP/1.1", HOST(), "Content-Type: application/json", "Transfer-Encoding: chunked", "", ""];
    const socket = connect(running.port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write(head.join("\r\n"));
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    const pump = (): void => {
      if (!socket.destroyed && socket.writable) socket.write(chunk, () => setImmediate(pump));
    };
    pump();
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("T-20: text", () => {
  test("invalid UTF-8 is 400", async () => {
    for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
      const body = Buffer.concat([
        Buffer.from('{"jsonrpc":"2.0","id":1,"method":"vendor/raw","params":{"a":"'),
        Buffer.from(bytes),
        Buffer.from('"}}'),
      ]);
      const reply = await send(running, { headers: { ...JSON_HEADERS, "mcp-session-id": session }, body });
      expect(reply.status).toBe(400);
      expect(reply.json.error.code).toBe(-32700);
    }
  });

  test("lone surrogates and U+0000 arrive as they were written", async () => {
    const body = '{"jsonrpc":"2.0","id":"\\ud800","method":"vendor/raw","params":{"a":"\\udfff\\u0000"}}';
    const reply = await inSession(running, session, body);
    expect(reply.body).toBe(`{"jsonrpc":"2.0","id":"\\ud800","result":${body}}`);
  });
});

describe("T-18: headers", () => {
  test("20 KB in one header", async () => {
    expect((await withHeaders({ "x-big": "a".repeat(20_000) })).status).toBe(431);
  });

  test("2,000 headers", async () => {
    const lines = Array.from({ length: 2000 }, (_, at) => `X${at}:1`);
    expect(await byHand([HOST(), ...lines])).toMatch(/^HTTP\/1\.1 431 /);
  });

  test("300 short headers, below the size limit", async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `X${at}:1`);
    expect(await byHand([HOST(), ...lines])).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe("T-19: shape of JSON", () => {
  test.each([100, 5_000, 450_000])("depth %i", async (depth) => {
    for (const at of ["arguments", "_meta"]) {
      const nested = `${"[".repeat(depth)}${"]".repeat(depth)}`;
      const body = `{"jsonrpc":"2.0","id":7,"method":"vendor/raw","params":{"${at}":{"a":${nested}}}}`;
      const reply = await inSession(running, session, body);
      if (depth === 100) expect(reply.status).toBe(200);
      else {
        expect(reply.status).toBe(400);
        expect(reply.json).toMatchObject({ id: 7, error: { code: -32600 } });
      }
    }
  });

  test("T-19: as many keys as a body can hold are relayed", async () => {
    const keys = Array.from({ length: 80_000 }, (_, at) => `"k${at}":1`).join(",");
    const reply = await inSession(running, session, `{"jsonrpc":"2.0","id":1,"method":"x","params":{${keys}}}`);
    expect(reply.json.error.code).toBe(-32601);
  });

  test("T-19: a key of 1 MB is over the limit", async () => {
    const body = `{"jsonrpc":"2.0","id":1,"method":"x","params":{"${"k".repeat(1024 * 1024)}":1}}`;
    expect((await inSession(running, session, body)).status).toBe(413);
  });
});

describe("T-22: slow clients", () => {
  let impatient: Running;
  beforeAll(async () => {
    impatient = await runHttp({ settings: { ...SETTINGS, requestTimeoutMs: 3000 } });
  });
  afterAll(() => impatient.exposure.close({ graceMs: 0 }));

  function closes(socket: Socket): Promise<string> {
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    return new Promise((resolve) => {
      socket.on("error", () => resolve(answer));
      socket.on("close", () => resolve(answer));
    });
  }

  test("slow headers and slow bodies are closed, others are served meanwhile", async () => {
    const sockets: Promise<string>[] = [];
    const open = await openSession(impatient);
    for (let count = 0; count < 100; count++) {
      const slowHead = connect(impatient.port, "127.0.0.1", () => slowHead.write("POST /mcp HTTP/1.1\r\nX-"));
      const slowBody = connect(impatient.port, "127.0.0.1", () =>
        slowBody.write(
          `POST /mcp HTTP/1.1\r\n${HOST()}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
        ),
      );
      sockets.push(closes(slowHead), closes(slowBody));
    }
    for (let count = 0; count < 20; count++) expect((await inSession(impatient, open, PING)).status).toBe(200);
    for (const answer of await Promise.all(sockets)) expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  test("T-23: Expect: 100-continue that is never followed is closed", async () => {
    const head = `POST /mcp HTTP/1.1\r\n${HOST()}\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n`;
    expect(await rawExchange(impatient.port, head)).toMatch(/^HTTP\/1\.1 (100 Continue\r\n\r\nHTTP\/1\.1 )?408/);
  });
});

describe("T-23: connections", () => {
  test("1,000 pipelined requests are answered in order", async () => {
    const one = (id: number): string => {
      const body = `{"jsonrpc":"2.0","id":${id},"method":"ping"}`;
      const last = id === 1000 ? "Connection: close\r\n" : "";
      return `POST /mcp HTTP/1.1\r\n${HOST()}\r\nContent-Type: application/json\r\nAccept: */*\r\nMcp-Session-Id: ${session}\r\n${last}Content-Length: ${body.length}\r\n\r\n${body}`;
    };
    const answer = await rawExchange(running.port, Array.from({ length: 1000 }, (_, at) => one(at + 1)).join(""));
    const ids = [...answer.matchAll(/"id":(\d+)/g)].map((match) => Number(match[1]));
    expect(ids).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1));
  });

  test("a connection that goes away cancels a modern call and leaves a legacy one", async () => {
    const before = running.view.cancelled.length;
    for (const era of ["legacy", "modern"]) {
      const params = {
        name: "wait",
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": {},
        },
      };
      const body = JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: era === "modern" ? params : { name: "wait" },
      });
      const own =
        era === "modern"
          ? "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: wait\r\n"
          : `Mcp-Session-Id: ${session}\r\n`;
      const socket = connect(running.port, "127.0.0.1", () =>
        socket.write(
          `POST /mcp HTTP/1.1\r\n${HOST()}\r\nContent-Type: application/json\r\nAccept: */*\r\n${own}Content-Length: ${body.length}\r\n\r\n${body}`,
        ),
      );
      const waiting = running.view.waiting.size;
      await expect.poll(() => running.view.waiting.size).toBe(waiting + 1);
      socket.resetAndDestroy();
    }
    await expect.poll(() => running.view.cancelled.length).toBe(before + 1);
    expect(running.view.waiting.size).toBe(1);
    running.view.release();
  });
});

describe("T-24: text within event streams", () => {
  async function progress(text: string): Promise<unknown[]> {
    const reply = await inSession(running, session, {
      jsonrpc: "2.0",
      id: text,
      method: "tools/call",
      params: { name: "flood", arguments: { count: 1, size: 1 }, text },
    });
    const events: unknown[] = [];
    const reader = new SseReader({
      maxBytes: 1e6,
      onEvent: ({ data }) => {
        if (data.length > 0) events.push(JSON.parse(data.toString()));
      },
      onOversize: () => expect.unreachable(),
    });
    reader.push(Buffer.from(reply.body));
    reader.end();
    return events;
  }

  test.each(["\n", "\r", "\r\n", "\u2028", '\n\ndata: {"jsonrpc":"2.0"}', "event: x", "id: 9\n", "data:"])(
    "%j as an id comes back in exactly one event",
    async (text) => {
      const events = await progress(text);
      expect(events).toHaveLength(2);
      expect(events[1]).toMatchObject({ id: text });
    },
  );

  test("any text (property)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect((await progress(text))[1]).toMatchObject({ id: text });
      }),
      { numRuns: 50 },
    );
  });
});

test("a defect is told to the client as such and nothing more", async () => {
  for (const reply of [
    await modern(running, "tools/call", { name: "crash" }),
    await inSession(running, session, { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "crash" } }),
  ]) {
    expect(reply.json.error).toEqual({ code: -32603, message: "Internal error", data: { reason: "internal" } });
  }
});
