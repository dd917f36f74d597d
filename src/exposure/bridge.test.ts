import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, describe, expect, test } from "vitest";
import {
  inSession,
  JSON_HEADERS,
  MODERN_META,
  modern,
  openSession,
  openStream,
  type Running,
  runHttp,
  send,
} from "../../test/fixtures/http-exposure.js";
import { recordingLog } from "../../test/fixtures/recording-log.js";
import { testClock, testWorld } from "../../test/fixtures/test-world.js";
import type { Message } from "../model/message.js";
import type { Listener } from "../model/view.js";
import { notification, request } from "../wire/build.js";

let running: Running;

afterEach(() => running.exposure.close({ graceMs: 0 }));

function call(name: string, id: unknown = 1) {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name } };
}

const URL_CAPABLE = { elicitation: { form: {}, url: {} } };
const MODERN_URL = { ...MODERN_META, "io.modelcontextprotocol/clientCapabilities": URL_CAPABLE };

describe("questions of an upstream to a legacy client", () => {
  test("a URL to open is asked with an elicitationId where the revision has one", async () => {
    running = await runHttp();
    const client = new Client({ name: "t", version: "0" }, { capabilities: URL_CAPABLE });
    const asked: unknown[] = [];
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      asked.push(params);
      return { action: "accept" };
    });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)) as Transport);
    await client.callTool({ name: "url" });
    expect(asked).toEqual([
      {
        mode: "url",
        message: "Open this",
        url: "https://example.com/x",
        elicitationId: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    await client.close();
  });

  test.each([
    ["2025-06-18", URL_CAPABLE, "url", "elicitation.url"],
    ["2025-11-25", { elicitation: {} }, "url", "elicitation.url"],
    ["2025-11-25", { elicitation: { url: {} } }, "ask", "elicitation.form"],
    ["2025-03-26", { elicitation: {} }, "ask", "elicitation.form"],
    ["2024-11-05", {}, "ask", "elicitation.form"],
  ])("%s with %j cannot be asked by %s", async (revision, capabilities, tool, missing) => {
    running = await runHttp();
    const session = await openSession(running, { revision, capabilities });
    const { json } = await inSession(running, session, call(tool));
    expect(json.result.isError).toBe(true);
    expect(json.result.content[0].text).toContain(missing);
    expect(running.view.resumed).toEqual([]);
  });

  test("a client's error to a question reaches the upstream as one", async () => {
    running = await runHttp();
    const client = new Client({ name: "t", version: "0" }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, async () => {
      throw new Error("no screen");
    });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)) as Transport);
    await client.callTool({ name: "ask" });
    const responses = running.view.resumed[0]?.responses;
    expect(responses).toEqual({ q: { "mcp-proxy/error": { code: -32603, message: "no screen" } } });
    await client.close();
  });

  test("a question nobody answers ends the call, and the client is told that it is off", async () => {
    running = await runHttp({ settings: { questionMs: 50 } });
    const session = await openSession(running, { capabilities: { elicitation: {} } });
    const { body } = await inSession(running, session, call("ask"));
    const messages = [...body.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] as string));
    expect(messages.map((one) => one.method)).toEqual(["elicitation/create", "notifications/cancelled", undefined]);
    expect(messages[1].params.requestId).toBe(messages[0].id);
    expect(messages[2]).toMatchObject({ id: 1, result: { isError: true } });
  });

  test("a question outside any call goes to the session's stream, or is refused in its place", async () => {
    running = await runHttp();
    const client = new Client({ name: "t", version: "0" }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, async () => ({ action: "decline" }));
    await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)) as Transport);
    await expect.poll(() => running.view.listeners.size).toBe(1);
    const [entry] = running.view.listeners;
    const listener = entry?.listener as Required<Listener>;
    const { signal } = new AbortController();
    const ask = (message: Message): Promise<Message> => listener.ask(message, signal);
    const requestedSchema = { type: "object", properties: {} };
    const question = request(Buffer.from("7"), "elicitation/create", { message: "?", requestedSchema });
    expect((await ask(question)).value).toEqual({ action: "decline" });
    const refused = await ask(request(Buffer.from("8"), "roots/list"));
    expect(refused).toMatchObject({ kind: "error", value: { code: -32601 } });
    await client.close();
  });

  test("what is kept for a client that is away is bounded: notifications go, a question stays, and the log tells", async () => {
    const log = recordingLog();
    running = await runHttp({ world: testWorld({ log }) });
    const session = await openSession(running, { capabilities: { roots: {} } });
    const headers = { accept: "text/event-stream", "mcp-session-id": session };
    const stream = await openStream(running, headers);
    await expect.poll(() => running.view.listeners.size).toBe(1);
    stream.close();
    await expect.poll(() => running.exposure.load().streams).toBe(0);
    const [entry] = running.view.listeners;
    const listener = entry?.listener as Required<Listener>;
    const asked = listener.ask(request(Buffer.from("7"), "roots/list"), new AbortController().signal);
    await new Promise((resolve) => setImmediate(resolve));
    const said = notification("notifications/message", { level: "info", data: "x".repeat(10_000) });
    for (let count = 0; count < 500; count++) listener.notify(said);
    const back = await openStream(running, { ...headers, "last-event-id": "0-0" });
    const numbers = (): number[] => back.events().map(({ id }) => Number(id?.slice(2)));
    await expect.poll(() => numbers().includes(501)).toBe(true);
    const [question] = back.events();
    const { id, method } = JSON.parse(String(question?.data));
    expect([question?.id, method]).toEqual(["0-1", "roots/list"]);
    await inSession(running, session, { jsonrpc: "2.0", id, result: { roots: [] } });
    expect((await asked).value).toEqual({ roots: [] });
    const kept = numbers().filter((one) => one <= 501).length;
    expect(kept).toBeLessThan(120);
    const missed = log.lines.filter(({ event }) => event === "client.messages_lost");
    expect(missed.map(({ fields }) => fields.messages)).toEqual([501 - kept]);
    back.close();
  });
});

describe("a sign-in that is needed", () => {
  const link = "https://example.com/login";

  test("2026-07-28 with URL elicitation: a question, whose response reaches nobody", async () => {
    running = await runHttp();
    const first = await modern(running, "tools/call", { name: "login", _meta: MODERN_URL });
    expect(first.json.result).toEqual({
      resultType: "input_required",
      inputRequests: {
        "mcp-proxy/login": {
          method: "elicitation/create",
          params: { mode: "url", message: "Sign in to echo", url: link },
        },
      },
    });
    const inputResponses = { "mcp-proxy/login": { action: "accept" } };
    const again = await modern(running, "tools/call", { name: "ask", inputResponses, _meta: MODERN_URL });
    expect(again.json.result.resultType).toBe("input_required");
    expect(running.view.resumed).toEqual([]);
    const both = { ...inputResponses, q: { action: "decline" } };
    await modern(running, "tools/call", { name: "ask", inputResponses: both, _meta: MODERN_URL });
    expect(running.view.resumed).toEqual([{ state: undefined, responses: { q: { action: "decline" } } }]);
  });

  test("2025-11-25 with URL elicitation: -32042", async () => {
    running = await runHttp();
    const session = await openSession(running, { capabilities: URL_CAPABLE });
    const { json } = await inSession(running, session, call("login"));
    expect(json.error).toMatchObject({ code: -32042, data: { elicitations: [{ mode: "url", url: link }] } });
  });

  test.each(["2025-11-25", "2025-06-18", "2024-11-05"])(
    "%s without: a tool's error with the link",
    async (revision) => {
      running = await runHttp();
      const session = await openSession(running, { revision });
      const { json, status } = await inSession(running, session, call("login"));
      expect([status, json.result.isError]).toEqual([200, true]);
      expect(json.result.content[0].text).toContain(link);
    },
  );

  test("2026-07-28 without: a complete tool's error with the link", async () => {
    running = await runHttp();
    const { json } = await modern(running, "tools/call", { name: "login" });
    expect(json.result).toMatchObject({ resultType: "complete", isError: true });
  });
});

test.each([
  ["ask", {}, { elicitation: { form: {} } }],
  ["ask", { elicitation: { url: {} } }, { elicitation: { form: {} } }],
  ["url", { elicitation: {} }, { elicitation: { url: {} } }],
])("a modern client is not asked what it did not declare: %s with %j", async (name, capabilities, required) => {
  running = await runHttp();
  const meta = { ...MODERN_META, "io.modelcontextprotocol/clientCapabilities": capabilities };
  const { status, json } = await modern(running, "tools/call", { name, _meta: meta });
  expect([status, json.error.code]).toEqual([400, -32021]);
  expect(json.error.data.requiredCapabilities).toEqual(required);
});

describe("subscriptions/listen", () => {
  test("acknowledges first, stamps the request's id, ends with a result when the proxy drains", async () => {
    running = await runHttp();
    const notifications = { toolsListChanged: true, promptsListChanged: true, resourceSubscriptions: ["a", "a"] };
    const open = modern(running, "subscriptions/listen", { notifications }, {}, 'e"1');
    await expect.poll(() => running.view.listeners.size).toBe(1);
    running.view.changed("notifications/tools/list_changed");
    running.view.changed("notifications/resources/updated", { uri: "a", _meta: { kept: 1 } });
    await new Promise((resolve) => setImmediate(resolve));
    await running.exposure.close({ graceMs: 10_000 });
    const { body, headers } = await open;
    expect(headers["x-accel-buffering"]).toBe("no");
    const messages = [...body.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] as string));
    const stamp = { "io.modelcontextprotocol/subscriptionId": 'e"1' };
    expect(messages).toEqual([
      {
        jsonrpc: "2.0",
        method: "notifications/subscriptions/acknowledged",
        params: { notifications: { toolsListChanged: true, resourceSubscriptions: ["a"] }, _meta: stamp },
      },
      { jsonrpc: "2.0", method: "notifications/tools/list_changed", params: { _meta: stamp } },
      {
        jsonrpc: "2.0",
        method: "notifications/resources/updated",
        params: { uri: "a", _meta: { ...stamp, kept: 1 } },
      },
      { jsonrpc: "2.0", id: 'e"1', result: { resultType: "complete", _meta: stamp } },
    ]);
  });

  test.each([[undefined], [[]], [{ resourceSubscriptions: "a" }], [{ taskIds: [1] }]])(
    "a filter %j is refused with 400",
    async (notifications) => {
      running = await runHttp();
      const reply = await modern(running, "subscriptions/listen", { notifications });
      expect([reply.status, reply.json.error.code]).toEqual([400, -32602]);
    },
  );
});

describe("how a reply is given", () => {
  test("as an event stream once it takes its time, kept open by comments", async () => {
    running = await runHttp({ settings: { upgradeAfterMs: 20, keepAliveMs: 20 } });
    const session = await openSession(running);
    const legacy = { ...JSON_HEADERS, "mcp-session-id": session };
    const stateless = {
      ...JSON_HEADERS,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": "wait",
    };
    const asked = { ...call("wait"), params: { name: "wait", _meta: MODERN_META } };
    for (const [headers, body] of [
      [legacy, call("wait")],
      [stateless, asked],
    ] as const) {
      const stream = await openStream(running, headers, { body });
      await expect.poll(() => stream.text().match(/^: keep-alive$/gm)?.length).toBeGreaterThan(2);
      running.view.release();
      await stream.ended;
      expect(JSON.parse(String(stream.events().at(-1)?.data))).toMatchObject({ id: 1, result: {} });
    }
  });

  test("an empty event with an id comes first in 2025-11-25 and in no older revision", async () => {
    running = await runHttp();
    for (const [revision, primes] of [
      ["2025-11-25", true],
      ["2025-06-18", false],
    ] as const) {
      const session = await openSession(running, { revision });
      const { body } = await inSession(running, session, call("progress"));
      expect(/^id: \d+-0\ndata: \n\n/.test(body)).toBe(primes);
    }
  });

  test("a long result is a body as it is, and one event on a stream", async () => {
    running = await runHttp();
    const session = await openSession(running);
    const params = { name: "big", arguments: { bytes: 5_000_000 } };
    const plain = await inSession(running, session, { jsonrpc: "2.0", id: "b", method: "tools/call", params });
    expect(plain.headers["content-type"]).toBe("application/json");
    expect(plain.json.result.content[0].text.length).toBe(5_000_000);
    expect(plain.json.id).toBe("b");
    const stream = await modern(running, "tools/call", params);
    expect(stream.json.result.content[0].text.length).toBe(5_000_000);
  });

  test("calls in flight are answered while it drains, new ones are refused with 503", async () => {
    running = await runHttp();
    const session = await openSession(running);
    const waiting = inSession(running, session, call("wait"));
    await expect.poll(() => running.view.waiting.size).toBe(1);
    running.exposure.drain();
    const notification = { jsonrpc: "2.0", method: "notifications/vendor" };
    expect((await inSession(running, session, notification)).status).toBe(202);
    const refused = await inSession(running, session, call("echo"));
    expect([refused.status, refused.json.error.data.reason]).toEqual([503, "draining"]);
    expect((await send(running, { method: "GET", path: "/ready" })).status).toBe(503);
    const closed = running.exposure.close({ graceMs: 10_000 });
    running.view.release();
    expect((await waiting).json.result.content[0].text).toBe("released");
    await closed;
    expect(running.view.forgotten).toHaveLength(1);
  });
});

describe("sessions", () => {
  test("T-105: an idle session ends, and one with an open stream does not", async () => {
    const clock = testClock();
    running = await runHttp({ world: testWorld({ clock }) });
    const idle = await openSession(running);
    const listening = await openSession(running);
    const stream = await openStream(running, { accept: "text/event-stream", "mcp-session-id": listening });
    clock.advance(3_600_001);
    await expect.poll(() => running.view.forgotten.map(({ session }) => session)).toEqual([idle]);
    const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
    expect((await inSession(running, idle, ping)).status).toBe(404);
    expect((await inSession(running, listening, ping)).status).toBe(200);
    stream.close();
  });

  test("T-105: a principal has at most its limit of sessions, and an ended session frees a place", async () => {
    running = await runHttp({
      settings: { limits: { body: 1e6, headers: 16_384, sessionsPerPrincipal: 3, sessionIdleMs: 1e9 } },
    });
    const sessions = [];
    for (let count = 0; count < 3; count++) sessions.push(await openSession(running));
    const params = { protocolVersion: "2025-11-25", capabilities: {} };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    const refused = await send(running, { headers: JSON_HEADERS, body });
    expect([refused.status, refused.json.error.data.reason]).toEqual([429, "too_many_sessions"]);
    await send(running, { method: "DELETE", headers: { "mcp-session-id": sessions[0] as string } });
    expect((await send(running, { headers: JSON_HEADERS, body })).status).toBe(200);
  });

  test("the one left alone the longest gives up its place, unless it listens", async () => {
    const clock = testClock();
    running = await runHttp({
      world: testWorld({ clock }),
      settings: { limits: { body: 1e6, headers: 16_384, sessionsPerPrincipal: 3, sessionIdleMs: 1e9 } },
    });
    const listening = await openSession(running);
    const stream = await openStream(running, { accept: "text/event-stream", "mcp-session-id": listening });
    const left = await openSession(running);
    clock.advance(30_000);
    const later = await openSession(running);
    clock.advance(31_000);
    const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
    expect((await inSession(running, later, ping)).status).toBe(200);
    const params = { protocolVersion: "2025-11-25", capabilities: {} };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    // The exposure looks at the clock twice a second.
    const opened = async () => (await send(running, { headers: JSON_HEADERS, body })).status;
    await expect.poll(opened).toBe(200);
    expect((await inSession(running, left, ping)).status).toBe(404);
    for (const kept of [listening, later]) expect((await inSession(running, kept, ping)).status).toBe(200);
    stream.close();
  });
});

describe("HTTP+SSE", () => {
  /** Opens a stream and answers the data of its first event. */
  async function endpointOf(path: string): Promise<string> {
    const stream = await openStream(running, { accept: "text/event-stream" }, { path });
    await expect.poll(() => stream.events().length).toBe(1);
    const [first] = stream.events();
    expect(first?.event).toBe("endpoint");
    stream.close();
    return String(first?.data);
  }

  test.each([
    ["/tools/sse", /^\/tools\/message\?sessionId=[0-9a-f]{48}$/],
    ["/tools/sse?a=1&sessionId=mine&b=%20x", /^\/tools\/message\?sessionId=[0-9a-f]{48}&a=1&b=\+x$/],
    ["/tools/v1/sse", /^\/tools\/v1\/message\?/],
    ["/tools/v27/sse/", /^\/tools\/v27\/message\?/],
    ["/tools/other/sse", /^\/tools\/other\/message\?/],
    ["/tools/other/v2/sse", /^\/tools\/other\/v2\/message\?/],
  ])("%s names where to post", async (path, expected) => {
    running = await runHttp({ settings: { pathPrefix: "/tools" } });
    expect(await endpointOf(path)).toMatch(expected);
  });

  test("is not there unless the file says so, nor outside the prefix", async () => {
    running = await runHttp({ settings: { legacySse: false } });
    for (const path of ["/sse", "/v1/sse/?a=b", "/mcp/sse"]) {
      const { status, json } = await send(running, { method: "GET", path });
      expect([status, json.error.message]).toEqual([404, expect.stringContaining("expose.http.legacySse")]);
    }
    expect((await send(running, { method: "GET", path: "/missing" })).json.error.message).toBe("Unknown path");
    await running.exposure.close({ graceMs: 0 });
    running = await runHttp({ settings: { pathPrefix: "/tools" } });
    expect((await send(running, { method: "GET", path: "/sse" })).status).toBe(404);
    expect((await send(running, { method: "GET", path: "/tools/health" })).json.path_prefix).toBe("/tools");
  });

  test("a message without session, or to one that is gone", async () => {
    running = await runHttp();
    const ping = { headers: JSON_HEADERS, body: '{"jsonrpc":"2.0","id":1,"method":"ping"}' };
    expect((await send(running, { ...ping, path: "/message" })).status).toBe(400);
    const target = await endpointOf("/sse");
    await expect.poll(async () => (await send(running, { ...ping, path: target })).status).toBe(404);
    const session = await openSession(running);
    expect((await send(running, { ...ping, path: `/message?sessionId=${session}` })).status).toBe(404);
  });
});
