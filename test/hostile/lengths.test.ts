import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStdioExposure } from "../../src/exposure/stdio.js";
import type { Message } from "../../src/model/message.js";
import { LOCAL } from "../../src/model/principal.js";
import type { View } from "../../src/model/view.js";
import { createEchoView } from "../fixtures/echo-view.js";
import {
  type Exposed,
  eventsOf,
  exposed,
  inSession,
  JSON_HEADERS,
  MODERN_META,
  openSession,
  openStream,
  send,
} from "../fixtures/http-exposure.js";
import { testWorld } from "../fixtures/test-world.js";

const NAME = 8192;
const DECLARATION = 16_384;
const META = "io.modelcontextprotocol";

interface Asked {
  readonly id: unknown;
  readonly method: string;
  readonly params: Record<string, unknown>;
}
interface Answer {
  readonly id: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: { readonly reason?: string } };
}

/** What reached the view, whatever for. */
const seen: Message[] = [];
const echo = createEchoView();
const view: View = {
  ...echo,
  handle: (call) => {
    seen.push(call.message);
    return echo.handle(call);
  },
  notify: (caller, message) => {
    seen.push(message);
    echo.notify(caller, message);
  },
};

let http: Exposed;
const stdio = { input: new PassThrough(), output: new PassThrough(), lines: [] as string[] };

beforeAll(async () => {
  http = await exposed(new Map([["/mcp", view]]), {
    settings: { limits: { body: 1e6, headers: 64 * 1024, sessionsPerPrincipal: 1000, sessionIdleMs: 1e9 } },
  });
  stdio.output.on("data", (chunk: Buffer) => {
    for (const line of chunk.toString().split("\n")) if (line !== "") stdio.lines.push(line);
  });
  createStdioExposure({ ...stdio, view, principal: LOCAL, world: testWorld(), maxBytes: 1e6 });
  await overStdio({ id: "init", method: "initialize", params: initialize() });
});

afterAll(() => http.exposure.close({ graceMs: 0 }));

const initialize = (more: object = {}, revision = "2025-11-25"): Record<string, unknown> => ({
  protocolVersion: revision,
  capabilities: {},
  clientInfo: { name: "t", version: "0" },
  ...more,
});

async function overStdio(asked: Asked): Promise<Answer> {
  const before = stdio.lines.length;
  stdio.input.write(`${JSON.stringify({ jsonrpc: "2.0", ...asked })}\n`);
  const found = await until(() =>
    stdio.lines.slice(before).find((line) => JSON.parse(line).result !== undefined || JSON.parse(line).error),
  );
  return JSON.parse(found);
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let i = 0; i < 500; i++) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("it never came");
}

const isModern = (params: Record<string, unknown>): Record<string, unknown> => ({
  ...params,
  _meta: { ...MODERN_META, ...(params._meta as object | undefined) },
});

/** Every way a message of a client comes in; each answers what its client is told. */
const WAYS: Record<string, (asked: Asked) => Promise<Answer>> = {
  async "Streamable HTTP with a session"(asked) {
    const session = asked.method === "initialize" ? undefined : await openSession(http);
    const headers = session === undefined ? {} : { "mcp-session-id": session };
    const body = JSON.stringify({ jsonrpc: "2.0", ...asked });
    const reply = await send(http, { headers: { ...JSON_HEADERS, ...headers }, body });
    expect(reply.status).toBe(200);
    return reply.json;
  },
  async "a batch"(asked) {
    const session = await openSession(http, { revision: "2025-03-26" });
    const ping = { jsonrpc: "2.0", id: "other", method: "ping" };
    const reply = await inSession(http, session, [{ jsonrpc: "2.0", ...asked }, ping]);
    const answers = eventsOf(reply.body).flatMap(({ data }) => (data.length === 0 ? [] : [JSON.parse(String(data))]));
    expect(answers.map(({ id }) => id)).toContain("other");
    return answers.find(({ id }) => id !== "other");
  },
  async "HTTP+SSE"(asked) {
    const stream = await openStream(http, { accept: "text/event-stream" }, { path: "/sse" });
    const path = String((await until(() => stream.events()[0])).data);
    const post = (message: object) =>
      send(http, { path, headers: JSON_HEADERS, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
    const answer = async (at: number): Promise<Answer> =>
      JSON.parse(String((await until(() => stream.events()[at])).data));
    if (asked.method !== "initialize") {
      await post({ id: "init", method: "initialize", params: initialize() });
      await answer(1);
    }
    expect((await post(asked)).status).toBe(202);
    const found = await answer(asked.method === "initialize" ? 1 : 2);
    stream.close();
    return found;
  },
  stdio: overStdio,
  async "Streamable HTTP of 2026-07-28"({ id, method, params }) {
    const headers = { ...JSON_HEADERS, "mcp-protocol-version": "2026-07-28", "mcp-method": method.slice(0, 100) };
    const body = JSON.stringify({ jsonrpc: "2.0", id, method, params: isModern(params) });
    const reply = await send(http, { headers, body });
    expect(reply.status).toBe(400);
    return reply.json;
  },
  "stdio of 2026-07-28": (asked) => overStdio({ ...asked, params: isModern(asked.params) }),
};

function by(way: string, asked: Asked): Promise<Answer> {
  const send = WAYS[way];
  if (send === undefined) throw new Error(`no way ${way}`);
  return send(asked);
}

const LONG = "x".repeat(NAME + 1);
const deep = (bytes: number): object => ({ experimental: { x: { text: "x".repeat(bytes) } } });
let ids = 0;
const a = (method: string, params: Record<string, unknown> = {}, id: unknown = `n${ids++}`): Asked => ({
  id,
  method,
  params,
});

/** What a client may name, each longer than it may be. */
const TOO_LONG: Record<string, () => Asked> = {
  id: () => a("tools/call", { name: "echo" }, LONG),
  "a number as id": () => a("tools/call", { name: "echo" }, "9".repeat(NAME + 1)),
  method: () => a(LONG),
  "the name of a tool": () => a("tools/call", { name: LONG }),
  "the name of a tool in two-byte characters": () => a("tools/call", { name: "é".repeat(NAME / 2 + 1) }),
  "the name of a prompt": () => a("prompts/get", { name: LONG }),
  "the name of an argument of a prompt": () => a("prompts/get", { name: "p", arguments: { [LONG]: "x" } }),
  "the URI of a resource": () => a("resources/read", { uri: `file:///${LONG}` }),
  "the URI of a resource, most of it a query": () => a("resources/read", { uri: `file:///a?${LONG}` }),
  "a cursor": () => a("tools/list", { cursor: LONG }),
  "a task": () => a("tasks/get", { taskId: LONG }),
  "a task beside": () => a("tools/call", { name: "echo", _meta: { [`${META}/related-task`]: { taskId: LONG } } }),
  "a task within": () => a("tools/call", { name: "echo", task: { taskId: LONG } }),
  "a prompt to complete for": () => a("completion/complete", { ref: { type: "ref/prompt", name: LONG } }),
  "a resource to complete for": () => a("completion/complete", { ref: { type: "ref/resource", uri: LONG } }),
  "an argument to complete": () =>
    a("completion/complete", { ref: { type: "ref/prompt", name: "p" }, argument: { name: LONG, value: "" } }),
  "an argument known already": () =>
    a("completion/complete", { ref: { type: "ref/prompt", name: "p" }, context: { arguments: { [LONG]: "" } } }),
  "a progress token": () => a("tools/call", { name: "echo", _meta: { progressToken: LONG } }),
  "a key of _meta": () => a("tools/call", { name: "echo", _meta: { [LONG]: 1 } }),
  "a key of params": () => a("tools/call", { name: "echo", [LONG]: 1 }),
};
/** Those of one era alone. */
const LEGACY: Record<string, () => Asked> = {
  "a URI to subscribe to": () => a("resources/subscribe", { uri: LONG }),
  "a log level": () => a("logging/setLevel", { level: LONG }),
};
const INITIALIZE: Record<string, () => Asked> = {
  capabilities: () => a("initialize", initialize({ capabilities: deep(DECLARATION) })),
  clientInfo: () => a("initialize", initialize({ clientInfo: { name: "x".repeat(DECLARATION), version: "0" } })),
  "a revision": () => a("initialize", initialize({}, LONG)),
};
const MODERN: Record<string, () => Asked> = {
  capabilities: () => a("tools/list", { _meta: { [`${META}/clientCapabilities`]: deep(DECLARATION) } }),
  clientInfo: () => a("tools/list", { _meta: { [`${META}/clientInfo`]: { name: "x".repeat(DECLARATION) } } }),
  "a log level": () => a("tools/list", { _meta: { [`${META}/logLevel`]: LONG } }),
  "a URI to listen to": () => a("subscriptions/listen", { notifications: { resourceSubscriptions: [LONG] } }),
  "a task to listen to": () => a("subscriptions/listen", { notifications: { taskIds: [LONG] } }),
  "more to listen to than is kept": () =>
    a("subscriptions/listen", {
      notifications: { resourceSubscriptions: Array.from({ length: 100 }, (_, i) => `${i}${LONG.slice(10)}`) },
    }),
};

const modernWays = Object.keys(WAYS).filter((way) => way.includes("2026-07-28"));
const legacyWays = Object.keys(WAYS).filter((way) => !way.includes("2026-07-28"));
const pairs = (ways: readonly string[], cases: Record<string, () => Asked>) =>
  ways.flatMap((way) => Object.keys(cases).map((what) => [way, what, cases] as const));

describe("T-108: a name that is longer than 8 KiB, and a declaration that is longer than 16 KiB", () => {
  test.each([
    ...pairs(Object.keys(WAYS), TOO_LONG),
    ...pairs(legacyWays, LEGACY),
    ...pairs(
      legacyWays.filter((way) => way !== "a batch" && way !== "stdio"),
      INITIALIZE,
    ),
    ...pairs(modernWays, MODERN),
  ])("over %s, %s: is refused with invalid_params before anything looks at it", async (way, what, cases) => {
    const asked = cases[what]?.() as Asked;
    seen.length = 0;
    const { id, error } = await by(way, asked);
    expect(error?.code).toBe(-32602);
    expect(error?.data?.reason).toBe("invalid_params");
    expect(error?.message.length).toBeLessThan(200);
    expect(id).toBe(what.endsWith("id") ? null : asked.id);
    // A session that was opened for it has introduced itself.
    expect(seen.filter(({ method }) => method !== "server/discover" && method !== "ping")).toEqual([]);
  });

  test.each(Object.keys(WAYS))("over %s, exactly as long as it may be: is passed on", async (way) => {
    const name = "x".repeat(NAME);
    const modern = modernWays.includes(way);
    const asked = modern
      ? a("tools/call", {
          name: "echo",
          arguments: { text: "y".repeat(50_000) },
          _meta: { progressToken: name.slice(2) },
        })
      : a("tools/call", { name }, name.slice(2));
    seen.length = 0;
    const headers = {
      ...JSON_HEADERS,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": asked.method,
      "mcp-name": "echo",
    };
    const body = JSON.stringify({ jsonrpc: "2.0", ...asked, params: isModern(asked.params) });
    if (way === "Streamable HTTP of 2026-07-28") await send(http, { headers, body });
    else await by(way, asked);
    expect(seen.map(({ method }) => method)).toContain("tools/call");
  });

  test("a name in escapes counts as what it means", async () => {
    const session = await openSession(http);
    const name = "\\u3042".repeat(2700);
    seen.length = 0;
    await inSession(http, session, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}"}}`);
    expect(seen.map(({ method }) => method)).toContain("tools/call");
    seen.length = 0;
    const long = await inSession(
      http,
      session,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}${name}"}}`,
    );
    expect(long.json.error.code).toBe(-32602);
    expect(seen).toEqual([]);
  });

  test.each([
    ["notifications/vendor", { uri: LONG }],
    ["notifications/cancelled", { requestId: LONG }],
    ["notifications/progress", { progressToken: LONG, progress: 1 }],
    [`notifications/${LONG}`, {}],
  ])("in a notification (%#): reaches nothing, and HTTP says 400", async (method, params) => {
    const session = await openSession(http);
    seen.length = 0;
    const notification = { jsonrpc: "2.0", method, params };
    expect((await inSession(http, session, notification)).status).toBe(400);
    const batch = await openSession(http, { revision: "2025-03-26" });
    expect((await inSession(http, batch, [notification])).status).toBe(400);
    const headers = { ...JSON_HEADERS, "mcp-protocol-version": "2026-07-28", "mcp-method": method.slice(0, 100) };
    expect((await send(http, { headers, body: JSON.stringify(notification) })).status).toBe(400);
    stdio.input.write(`${JSON.stringify(notification)}\n`);
    await overStdio(a("ping"));
    expect(seen.filter(({ method: name }) => name !== "server/discover")).toEqual([]);
  });

  test("in the id of a response: is refused, and the session goes on", async () => {
    const session = await openSession(http);
    const response = { jsonrpc: "2.0", id: LONG, result: {} };
    expect((await inSession(http, session, response)).status).toBe(400);
    expect((await inSession(http, session, { jsonrpc: "2.0", id: 1, method: "ping" })).status).toBe(200);
  });

  test.each(["mcp-session-id", "mcp-protocol-version", "last-event-id", "mcp-method", "mcp-name"])(
    "in the header %s: is answered 431",
    async (name) => {
      const session = await openSession(http);
      const headers = { ...JSON_HEADERS, "mcp-session-id": session, [name]: "x".repeat(2 * NAME + 1) };
      const modern = name === "mcp-method" || name === "mcp-name";
      if (modern) Object.assign(headers, { "mcp-protocol-version": "2026-07-28" });
      if (name === "mcp-name") Object.assign(headers, { "mcp-method": "tools/call" });
      const body = JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: modern ? isModern({ name: "echo" }) : {},
      });
      const get = name === "last-event-id";
      const reply = await send(
        http,
        get ? { method: "GET", headers: { ...headers, accept: "text/event-stream" } } : { headers, body },
      );
      expect(reply.status).toBe(431);
    },
  );
});
