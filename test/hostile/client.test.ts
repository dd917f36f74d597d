import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Access } from "../../src/model/access.js";
import { principalOf } from "../../src/model/principal.js";
import { encodeHeaderValue } from "../../src/wire/headers.js";
import {
  eventsOf,
  inSession,
  JSON_HEADERS,
  MODERN_META,
  modern,
  openSession,
  openStream,
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

describe("T-97: headers of the modern era and the body", () => {
  const echo = { name: "echo", arguments: { text: "x" } };

  test.each<[string, Record<string, string | string[] | undefined>]>([
    ["Mcp-Method missing", { "mcp-method": undefined }],
    ["Mcp-Method wrong", { "mcp-method": "tools/list" }],
    ["Mcp-Method in other case", { "mcp-method": "Tools/Call" }],
    ["Mcp-Method twice", { "mcp-method": ["tools/call", "tools/call"] }],
    ["Mcp-Name missing", { "mcp-name": undefined }],
    ["Mcp-Name wrong", { "mcp-name": "wait" }],
    ["Mcp-Name twice", { "mcp-name": ["echo", "echo"] }],
    ["Mcp-Name in broken Base64", { "mcp-name": "=?base64?ZWNobw?=" }],
    ["Mcp-Name in Base64 that is no UTF-8", { "mcp-name": "=?base64?/w==?=" }],
    ["Mcp-Name nested", { "mcp-name": encodeHeaderValue(encodeHeaderValue("échō")) }],
    ["MCP-Protocol-Version missing", { "mcp-protocol-version": undefined }],
    ["MCP-Protocol-Version wrong", { "mcp-protocol-version": "2025-11-25" }],
    ["MCP-Protocol-Version twice", { "mcp-protocol-version": ["2026-07-28", "2026-07-28"] }],
  ])("%s: 400, -32020, the id", async (_name, headers) => {
    const reply = await modern(running, "tools/call", echo, headers, "x");
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ id: "x", error: { code: -32020 } });
  });

  test("any name, encoded as the specification says, is accepted (property)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (name) => {
        const reply = await modern(running, "tools/call", { name }, { "mcp-name": encodeHeaderValue(name) });
        expect(reply.json.error?.code ?? -32602).toBe(-32602);
        expect(reply.status).toBe(200);
      }),
      { numRuns: 100 },
    );
  });

  test("a name that looks like the sentinel must be wrapped", async () => {
    const name = "=?base64?ZWNobw==?=";
    expect((await modern(running, "tools/call", { name }, { "mcp-name": name })).status).toBe(400);
    const wrapped = await modern(running, "tools/call", { name }, { "mcp-name": encodeHeaderValue(name) });
    expect(wrapped.json.error).toMatchObject({ code: -32602, message: `Unknown tool: ${name}` });
  });

  test("two keys of one name in params or _meta are refused, whichever would have been read", async () => {
    const twice = `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"echo","name":"wait","_meta":${JSON.stringify(MODERN_META)}}}`;
    const headers = {
      ...JSON_HEADERS,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": "echo",
    };
    expect((await send(running, { headers, body: twice })).json).toMatchObject({ id: 3, error: { code: -32600 } });
    const version = `"io.modelcontextprotocol/protocolVersion":"2026-07-28"`;
    const meta = `{${version},"io.modelcontextprotocol/protocolVersi\\u006fn":"x","io.modelcontextprotocol/clientCapabilities":{}}`;
    const body = `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"echo","_meta":${meta}}}`;
    expect((await send(running, { headers, body })).status).toBe(400);
  });
});

describe("T-97: versions", () => {
  test.each([
    ["_meta of 2026 with a header of 2025", "2025-06-18", "2026-07-28", -32020],
    ["_meta of 2026 without header", undefined, "2026-07-28", -32020],
    ["a revision nobody knows", "2099-01-01", "2099-01-01", -32022],
    ["an older revision in _meta", "2025-11-25", "2025-11-25", -32022],
    ["the header of 2026 without _meta version", "2026-07-28", undefined, -32602],
  ])("%s", async (_name, version, revision, code) => {
    const meta = { ...MODERN_META, "io.modelcontextprotocol/protocolVersion": revision };
    const reply = await modern(running, "tools/list", { _meta: meta }, { "mcp-protocol-version": version });
    expect(reply.status).toBe(400);
    expect(reply.json.error.code).toBe(code);
    if (code === -32022) {
      expect(reply.json.error.data.supported).toContain("2026-07-28");
      expect(reply.json.error.data.requested).toBe(revision);
    }
  });

  test("capabilities missing: 400, -32602", async () => {
    const meta = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };
    const reply = await modern(running, "tools/list", { _meta: meta });
    expect([reply.status, reply.json.error.code]).toEqual([400, -32602]);
  });

  test("a session is refused under a revision it cannot have", async () => {
    const session = await openSession(running);
    const reply = await inSession(running, session, PING, { "mcp-protocol-version": "2099-01-01" });
    expect([reply.status, reply.json.error.code]).toEqual([400, -32022]);
    expect((await inSession(running, session, PING, { "mcp-protocol-version": "2025-11-25" })).status).toBe(200);
  });

  test("initialize with an unknown revision is answered with the newest legacy one", async () => {
    for (const [asked, got] of [
      ["2024-11-05", "2024-11-05"],
      ["2099-01-01", "2025-11-25"],
      ["2026-07-28", "2025-11-25"],
    ]) {
      const params = { protocolVersion: asked, capabilities: {}, clientInfo: { name: "t", version: "0" } };
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
      const reply = await send(running, { headers: JSON_HEADERS, body });
      expect(reply.json.result.protocolVersion).toBe(got);
    }
  });

  test("initialize is what discover said, byte for byte, without what legacy cannot use", async () => {
    const params = { protocolVersion: "2025-11-25", capabilities: {} };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    const reply = await send(running, { headers: JSON_HEADERS, body });
    expect(reply.body).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true},' +
        '"resources":{"subscribe":true,"listChanged":true},"logging":{},"x-unknown":{"a":1e2},' +
        '"extensions":{"io.modelcontextprotocol/ui":{}}},"serverInfo":{"name":"echo","version":"1.0.0","title":"\\u0045cho"},' +
        '"instructions":"Echo \\u00fc"}}',
    );
  });
});

describe("T-98: batches", () => {
  test.each(["2025-11-25", "2025-06-18", "2024-11-05"])("refused in a session of %s", async (revision) => {
    const session = await openSession(running, { revision });
    const reply = await inSession(running, session, [PING, call("wait", {}, 2)]);
    expect([reply.status, reply.json.error.code]).toEqual([400, -32600]);
    expect(running.view.waiting.size).toBe(0);
  });

  test("refused without a session and in the modern era", async () => {
    expect((await send(running, { headers: JSON_HEADERS, body: "[]" })).status).toBe(400);
    const headers = { ...JSON_HEADERS, "mcp-protocol-version": "2026-07-28", "mcp-method": "ping" };
    const reply = await send(running, { headers, body: JSON.stringify([PING]) });
    expect([reply.status, reply.json.error.code]).toEqual([400, -32600]);
  });

  test.each([
    ["empty", "[]"],
    ["nested", "[[]]"],
    ["with one that is no message", JSON.stringify([call("wait"), 1])],
    ["with initialize", JSON.stringify([call("wait"), { ...PING, id: 2, method: "initialize" }])],
    ["with one id twice", JSON.stringify([call("wait"), call("wait")])],
    ["cut off", '[{"jsonrpc":"2.0","id":1,"method":"ping"}'],
    ["overlong", JSON.stringify(Array.from({ length: 101 }, (_, id) => ({ ...PING, id })))],
    ["breaking out", '[]},"x":{"a":[]'],
  ])("in a session of 2025-03-26, %s: refused whole", async (_name, body) => {
    const session = await openSession(running, { revision: "2025-03-26" });
    const reply = await inSession(running, session, body);
    expect(reply.status).toBe(400);
    expect(running.view.waiting.size).toBe(0);
  });

  test("in a session of 2025-03-26 every request is answered", async () => {
    const session = await openSession(running, { revision: "2025-03-26" });
    const notification = { jsonrpc: "2.0", method: "notifications/vendor" };
    const reply = await inSession(running, session, [PING, notification, call("echo", { text: "a" }, "two")]);
    const answers = eventsOf(reply.body).map(({ data }) => JSON.parse(data.toString()));
    expect(answers.map((one) => one.id).sort()).toEqual([1, "two"]);
    expect((await inSession(running, session, [notification])).status).toBe(202);
  });
});

describe("T-98: ids", () => {
  test.each(["null", "1.5", "{}", "1e400", "[]", "true", "-"])("%s is refused", async (id) => {
    const session = await openSession(running);
    const reply = await inSession(running, session, `{"jsonrpc":"2.0","id":${id},"method":"ping"}`);
    expect(reply.status).toBe(400);
    expect(reply.json.id).toBeNull();
  });

  test("integers of any size and strings of any kind come back as they were written (property)", async () => {
    const session = await openSession(running);
    const ids = fc.oneof(
      fc.bigInt().map(String),
      fc.string({ unit: "binary", maxLength: 200 }).map((text) => JSON.stringify(text)),
      fc.constantFrom('"\\u0061"', `"${"x".repeat(8000)}"`, "9007199254740993", "-0"),
    );
    await fc.assert(
      fc.asyncProperty(ids, async (id) => {
        const reply = await inSession(running, session, `{"jsonrpc":"2.0","id":${id},"method":"tools/list"}`);
        expect(reply.body.startsWith(`{"jsonrpc":"2.0","id":${id},"result":`)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("one id in use twice is answered on each stream", async () => {
    const session = await openSession(running);
    const first = inSession(running, session, call("wait"));
    await expect.poll(() => running.view.waiting.size).toBe(1);
    const second = await inSession(running, session, call("echo", { text: "b" }));
    expect(second.json.result.content[0].text).toBe("b");
    running.view.release();
    expect((await first).json.result.content[0].text).toBe("released");
  });
});

describe("T-98: out of order", () => {
  test("requests without a session: 400; with an unknown one: 404", async () => {
    expect((await send(running, { headers: JSON_HEADERS, body: JSON.stringify(PING) })).status).toBe(400);
    expect((await inSession(running, "nonsense", PING)).status).toBe(404);
  });

  test("initialize twice: -32600, and the session lives on", async () => {
    const session = await openSession(running);
    const params = { protocolVersion: "2025-11-25", capabilities: {} };
    const again = await inSession(running, session, { jsonrpc: "2.0", id: 5, method: "initialize", params });
    expect(again.json).toMatchObject({ id: 5, error: { code: -32600 } });
    expect((await inSession(running, session, PING)).json.result).toEqual({});
  });

  test("initialize that fails leaves no session", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 5, method: "initialize", params: {} });
    const reply = await send(running, { headers: JSON_HEADERS, body });
    expect(reply.json.error.code).toBe(-32602);
    const id = String(reply.headers["mcp-session-id"]);
    await expect.poll(async () => (await inSession(running, id, PING)).status).toBe(404);
  });

  test("initialize as a notification: 400", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", method: "initialize", params: { protocolVersion: "2025-11-25" } });
    expect((await send(running, { headers: JSON_HEADERS, body })).status).toBe(400);
  });

  test("responses to nothing, cancellations of nothing and unknown notifications are taken and change nothing", async () => {
    const session = await openSession(running);
    for (const message of [
      { jsonrpc: "2.0", id: 99, result: {} },
      { jsonrpc: "2.0", id: "mcp-proxy-1", error: { code: 1, message: "x" } },
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 12345 } },
      { jsonrpc: "2.0", method: "notifications/cancelled" },
      { jsonrpc: "2.0", method: "notifications/nobody/knows" },
      { jsonrpc: "2.0", method: "notifications/initialized" },
    ]) {
      expect((await inSession(running, session, message)).status).toBe(202);
    }
    expect([...running.view.listeners].filter(({ listener }) => listener.caller.session === session)).toHaveLength(1);
  });

  test("after DELETE everything is 404 and what was kept is forgotten", async () => {
    const session = await openSession(running);
    const open = await openStream(running, { ...STREAM, "mcp-session-id": session });
    const gone = await send(running, { method: "DELETE", headers: { "mcp-session-id": session } });
    expect(gone.status).toBe(204);
    await open.ended;
    expect((await inSession(running, session, PING)).status).toBe(404);
    expect((await send(running, { method: "DELETE", headers: { "mcp-session-id": session } })).status).toBe(404);
    expect(running.view.forgotten.some((caller) => caller.session === session)).toBe(true);
    expect([...running.view.listeners].some(({ listener }) => listener.caller.session === session)).toBe(false);
  });

  test("modern requests with methods of the past: 404, -32601", async () => {
    for (const method of ["initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such"]) {
      const reply = await modern(running, method, {}, {}, "m");
      expect([reply.status, reply.json.error.code, reply.json.id]).toEqual([404, -32601, "m"]);
    }
  });

  test("a modern client that sends a response: 400", async () => {
    const headers = { ...JSON_HEADERS, "mcp-protocol-version": "2026-07-28" };
    const reply = await send(running, { headers, body: '{"jsonrpc":"2.0","id":1,"result":{}}' });
    expect(reply.status).toBe(400);
  });
});
