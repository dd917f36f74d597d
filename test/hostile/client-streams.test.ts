import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Access } from "../../src/model/access.js";
import { principalOf } from "../../src/model/principal.js";
import {
  eventsOf,
  inSession,
  JSON_HEADERS,
  modern,
  openSession,
  openStream,
  type Reply,
  type Running,
  runHttp,
  send,
} from "../fixtures/http-exposure.js";

/** Whoever the header `x-caller` names: no header in which a reverse proxy names a person, since those are removed. */
const BY_HEADER: Access = {
  authenticate: ({ headers }) => principalOf("test", String(headers["x-caller"] ?? "nobody")),
  close: async () => undefined,
};

let running: Running;

beforeAll(async () => {
  running = await runHttp({ access: BY_HEADER });
});

afterAll(() => running.exposure.close({ graceMs: 0 }));

const PING = { jsonrpc: "2.0", id: 1, method: "ping" };

function call(name: string, args: unknown = {}, id: unknown = 1) {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } };
}

const STREAM = { accept: "text/event-stream" };

describe("T-73: sessions of others", () => {
  test("a session is unknown to another principal and on another endpoint, exactly like a wrong guess", async () => {
    const session = await openSession(running, { headers: { "x-caller": "ada" } });
    const guess = await inSession(running, "a".repeat(session.length), PING, { "x-caller": "ada" });
    const tries: Promise<Reply>[] = [
      inSession(running, session, PING, { "x-caller": "bob" }),
      inSession(running, session, PING, { "x-caller": "ada" }, "/other"),
      inSession(running, `${session}&owner=ada`, PING, { "x-caller": "ada" }),
      send(running, { method: "DELETE", headers: { "mcp-session-id": session, "x-caller": "bob" } }),
      send(running, { method: "GET", headers: { ...STREAM, "mcp-session-id": session, "x-caller": "bob" } }),
    ];
    for (const reply of await Promise.all(tries)) {
      expect([reply.status, reply.json.error]).toEqual([404, guess.json.error]);
    }
    expect((await inSession(running, session, PING, { "x-caller": "ada" })).status).toBe(200);
  });

  test("200 guesses find nothing (property)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.base64String({ minLength: 1, maxLength: 64 }), async (guess) => {
        expect((await inSession(running, guess, PING)).status).toBe(404);
      }),
      { numRuns: 200 },
    );
  });
});

describe("T-99: streams", () => {
  test("every event stream says how it wants to be treated", async () => {
    const session = await openSession(running);
    const reply = await inSession(running, session, call("progress"));
    expect(reply.headers["content-type"]).toBe("text/event-stream");
    expect(reply.headers["x-accel-buffering"]).toBe("no");
    expect(reply.headers["cache-control"]).toContain("no-cache");
  });

  test("a lost stream is resumed from where it was, with nothing of other streams", async () => {
    const session = await openSession(running);
    const headers = { ...JSON_HEADERS, "mcp-session-id": session };
    const other = await inSession(running, session, call("progress", {}, "other"));
    expect(eventsOf(other.body).length).toBeGreaterThan(3);
    const lost = await openStream(running, headers, { body: call("flood", { count: 3, size: 10 }, "lost") });
    await lost.ended;
    const all = lost.events();
    const middle = all[2]?.id as string;
    const resumed = await openStream(running, { ...STREAM, "mcp-session-id": session, "last-event-id": middle });
    await resumed.ended;
    expect(resumed.events()).toEqual(all.slice(3));
    expect(JSON.parse(String(resumed.events().at(-1)?.data))).toMatchObject({ id: "lost", result: {} });
  });

  test("an answer that came while nobody listened is there for who comes back", async () => {
    const session = await openSession(running, { capabilities: { elicitation: {} } });
    const headers = { ...JSON_HEADERS, "mcp-session-id": session };
    const lost = await openStream(running, headers, { body: call("ask", {}, "asked") });
    await expect.poll(() => lost.events().length).toBe(2);
    const [primer, question] = lost.events();
    expect(primer?.data.length).toBe(0);
    lost.close();
    await lost.ended;
    const { id } = JSON.parse(String(question?.data));
    await inSession(running, session, { jsonrpc: "2.0", id, result: { action: "decline" } });
    const resumed = await openStream(running, {
      ...STREAM,
      "mcp-session-id": session,
      "last-event-id": String(question?.id),
    });
    await resumed.ended;
    expect(resumed.events().map(({ data }) => JSON.parse(String(data)).id)).toEqual(["asked"]);
  });

  test.each(["0-999999999", "77-1", "x", "1-1-1", "-1-0", "9".repeat(5000), "1e3-0"])(
    "a forged Last-Event-ID replays nothing: %#",
    async (forged) => {
      const owner = await openSession(running);
      await inSession(running, owner, call("progress"));
      const session = await openSession(running);
      const stream = await openStream(running, { ...STREAM, "mcp-session-id": session, "last-event-id": forged });
      if (stream.status === 200) expect(stream.events()).toEqual([]);
      else expect(stream.status).toBe(400);
      stream.close();
    },
  );

  test("100 GET streams of one session: the newest has it, the others are ended", async () => {
    const session = await openSession(running);
    const headers = { ...STREAM, "mcp-session-id": session };
    const streams = [];
    for (let count = 0; count < 100; count++) streams.push(await openStream(running, headers));
    await Promise.all(streams.slice(0, -1).map((stream) => stream.ended));
    running.view.changed("notifications/tools/list_changed");
    const newest = streams.at(-1);
    await expect.poll(() => newest?.events().length).toBe(1);
    expect(streams.slice(0, -1).every((stream) => stream.events().length === 0)).toBe(true);
    newest?.close();
  });

  test("what happens before a GET stream is opened waits for it, once", async () => {
    const session = await openSession(running);
    running.view.changed("notifications/tools/list_changed");
    const headers = { ...STREAM, "mcp-session-id": session };
    const first = await openStream(running, headers);
    await expect.poll(() => first.events().length).toBe(1);
    const second = await openStream(running, headers);
    running.view.changed("notifications/prompts/list_changed");
    await expect.poll(() => second.events().length).toBe(1);
    expect(String(second.events()[0]?.data)).toContain("prompts");
    second.close();
  });

  test("GET and DELETE of the modern era: 405", async () => {
    for (const method of ["GET", "DELETE"]) {
      const reply = await send(running, { method, headers: { ...STREAM, "mcp-protocol-version": "2026-07-28" } });
      expect([reply.status, reply.headers.allow]).toEqual([405, "POST"]);
    }
  });

  test("Mcp-Session-Id and Last-Event-ID mean nothing in the modern era", async () => {
    const reply = await modern(running, "tools/list", {}, { "mcp-session-id": "x", "last-event-id": "1-1" });
    expect(reply.status).toBe(200);
    expect(reply.headers["mcp-session-id"]).toBeUndefined();
  });
});

describe("T-70: required members and cache scope of a modern result", () => {
  test.each([
    ["tools/list", {}],
    ["resources/read", { uri: "echo://a" }],
    ["server/discover", {}],
  ])("%s", async (method, params) => {
    const { json } = await modern(running, method, params);
    expect(json.result).toMatchObject({ resultType: "complete", ttlMs: 0, cacheScope: "private" });
  });

  test("errors of upstreams keep code, message and data, but -32002 is -32602 and -32601 is 404", async () => {
    const failing = async (code: number) => modern(running, "tools/call", { name: "fail", arguments: { code } });
    expect((await failing(-32050)).json.error).toEqual({ code: -32050, message: "as asked", data: { kept: true } });
    expect((await failing(-32002)).json.error.code).toBe(-32602);
    const unknown = await failing(-32601);
    expect([unknown.status, unknown.json.error.code]).toEqual([404, -32601]);
  });
});

describe("T-101: prototype keys", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is data", async (key) => {
    const session = await openSession(running, {
      capabilities: JSON.parse(`{"${key}":{},"elicitation":{"${key}":1}}`),
    });
    const body = `{"jsonrpc":"2.0","id":1,"method":"vendor/raw","params":{"${key}":{"polluted":1},"_meta":{"${key}":1}}}`;
    expect((await inSession(running, session, body)).body).toBe(`{"jsonrpc":"2.0","id":1,"result":${body}}`);
    const named = await modern(running, "tools/call", { name: key });
    expect(named.json.error).toMatchObject({ code: -32602, message: `Unknown tool: ${key}` });
    expect((await modern(running, key)).status).toBe(404);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("T-102: cancelling", () => {
  test("before, while and after the answer: at most one answer, nothing left behind", async () => {
    const session = await openSession(running);
    const cancel = (requestId: unknown) =>
      inSession(running, session, { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } });
    await cancel(1);
    const waiting = inSession(running, session, call("wait", {}, 1));
    await expect.poll(() => running.view.waiting.size).toBe(1);
    await Promise.all(Array.from({ length: 50 }, () => cancel(1)));
    expect((await waiting).json.error.data.reason).toBe("cancelled");
    expect((await inSession(running, session, call("echo", { text: "x" }, 1))).json.result.content[0].text).toBe("x");
    await cancel(1);
    expect(running.view.waiting.size).toBe(0);
  });

  test("1,000 calls with a cancellation each: every reply ends", async () => {
    const session = await openSession(running);
    const replies: Promise<Reply>[] = [];
    for (let id = 0; id < 1000; id++) {
      replies.push(inSession(running, session, call(id % 2 === 0 ? "wait" : "echo", { text: "x" }, id)));
      if (id % 100 === 99) {
        await expect.poll(() => running.view.waiting.size).toBe(50);
        for (let one = id - 99; one <= id; one++) {
          const params = { requestId: one };
          await inSession(running, session, { jsonrpc: "2.0", method: "notifications/cancelled", params });
        }
        await Promise.all(replies);
      }
    }
    // A reply that took long came as an event stream; its last event is the answer.
    const answers = (await Promise.all(replies)).map(({ json, body }) => json ?? lastEvent(body));
    expect(answers.map(({ id }) => id)).toEqual(Array.from({ length: 1000 }, (_, id) => id));
    expect(answers.filter(({ error }) => error !== undefined)).toHaveLength(500);
    expect(running.view.waiting.size).toBe(0);
  });
});

describe("T-103: numbers and text", () => {
  test("a message arrives with every byte as it was written (property)", async () => {
    const session = await openSession(running);
    const tokens = fc.constantFrom(
      "1e21",
      "0.30000000000000004",
      "-0",
      "9223372036854775808",
      "1.0",
      "1E+2",
      '"\\u00e9é"',
    );
    const value = fc.oneof(tokens, fc.json({ depthSize: "small" }));
    const params = fc.dictionary(fc.string({ maxLength: 8 }), value, { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(params, fc.constantFrom("", " ", "\n\t"), async (given, space) => {
        fc.pre(!("_meta" in given));
        const body = Object.entries(given)
          .map(([key, text]) => `${space}${JSON.stringify(key)}:${space}${text}`)
          .join(",");
        const message = `{"jsonrpc":"2.0","id":1,"method":"vendor/raw","params":{${body}}}`;
        const reply = await inSession(running, session, message);
        expect(reply.body).toBe(`{"jsonrpc":"2.0","id":1,"result":${message}}`);
      }),
      { numRuns: 100 },
    );
  });

  test("duplicate keys are refused before anybody reads one of them", async () => {
    const session = await openSession(running);
    for (const body of [
      '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}',
      '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","n\\u0061me":"b"}}',
    ]) {
      expect((await inSession(running, session, body)).status).toBe(400);
    }
  });
});

/** The last message of an event stream. */
function lastEvent(body: string): Reply["json"] {
  const data = body.split("\n").filter((line) => line.startsWith("data: {"));
  return JSON.parse(data.at(-1)?.slice("data: ".length) ?? "{}");
}
