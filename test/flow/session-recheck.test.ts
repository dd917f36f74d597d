import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it, test } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { json, type RawRequest, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

type Refuse = (request: RawRequest, response: ServerResponse) => void;

const text =
  (status: number, words: string, headers: Record<string, string> = {}): Refuse =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": "text/plain", ...headers }).end(words);
const error =
  (status: number, code: number, message: string, own = false, headers: Record<string, string> = {}): Refuse =>
  (request, response) =>
    json(
      response,
      { jsonrpc: "2.0", id: own ? (request.message?.id ?? null) : null, error: { code, message } },
      status,
      headers,
    );

const REFUSALS: [string, Refuse][] = [
  ["404", text(404, "Not Found")],
  ["400 in prose", text(400, "Missing or invalid header")],
  ["400 with an error without id", error(400, -32000, "Bad Request: Server not initialized")],
  ["400 with an error of the request's id", error(400, -32000, "Bad Request: No valid session ID provided", true)],
  [
    "400 with an event in its body",
    text(400, 'event: message\ndata: {"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"no"}}\n\n', {
      "content-type": "application/json",
    }),
  ],
  ["401 without a challenge", text(401, "Unauthorized: Session not found")],
  [
    "401 with a challenge",
    error(401, -32000, "Unauthorized", false, { "www-authenticate": 'Bearer error="invalid_token"' }),
  ],
  ["403", text(403, "Forbidden")],
  ["409", text(409, "Conflict")],
  ["410", text(410, "session expired")],
  ["412", error(412, -32001, "unknown session", true)],
  ["422", text(422, "Unexpected message, expect initialize request")],
  ["440", text(440, "Login Timeout")],
  ["500 in prose", text(500, "Session not found")],
  ["500 with an error", error(500, -32603, "Invalid session", true)],
  ["503 with an error", error(503, -32001, "Service Unavailable: Unknown session; initialize again")],
  [
    "500 that names the request",
    (request, response) => text(500, `Request ${request.message?.id}: no session`)(request, response),
  ],
  ["200 with -32001", error(200, -32001, "Session not found", true)],
  ["200 with -32602", error(200, -32602, "Invalid request parameters", true)],
  ["200 with -32600", error(200, -32600, "Server not initialized", true)],
  ["200 with -32000 without id", error(200, -32000, "Server not initialized")],
  ["200 with prose", text(200, "Session expired")],
];

/** An upstream with sessions that refuses what it does not know as told, and calls of the tool `bad` as told. */
async function upstream(refuse: Refuse, bad: Refuse = refuse, unknown: Refuse = refuse) {
  const sessions = new Set<string>();
  const counts = { initialize: 0, calls: [] as string[], probes: 0 };
  let accepting = true;
  const raw = await rawHttp((request, response) => {
    const { message, headers } = request;
    const session = headers["mcp-session-id"];
    if (request.method === "GET") return void response.writeHead(405).end();
    if (message?.method === "server/discover") return error(400, -32601, "Method not found", true)(request, response);
    if (message?.method === "initialize") {
      counts.initialize += 1;
      if (!accepting) return unknown(request, response);
      const id = `s${counts.initialize}`;
      sessions.add(id);
      const result = {
        protocolVersion: "2025-11-25",
        capabilities: { tools: {} },
        serverInfo: { name: "raw", version: "1" },
      };
      return json(response, { jsonrpc: "2.0", id: message.id, result }, 200, { "mcp-session-id": id });
    }
    if (request.method === "DELETE") {
      sessions.delete(String(session));
      return void response.writeHead(204).end();
    }
    if (!sessions.has(String(session))) {
      counts.probes += 1;
      return refuse(request, response);
    }
    if (message?.id === undefined) return void response.writeHead(202).end();
    if (message.method === "tools/call") {
      counts.calls.push(String(session));
      if (message.params?.name === "bad") return bad(request, response);
    }
    json(response, {
      jsonrpc: "2.0",
      id: message.id,
      result: message.method === "tools/list" ? { tools: [] } : { session },
    });
  });
  const proxy = await assembled(`upstreams:\n  raw: { url: "${raw.url}", transport: streamable-http }\n`);
  open.push(raw, proxy);
  const who = caller("legacy");
  return {
    counts,
    forget: () => sessions.clear(),
    accept: (value: boolean) => {
      accepting = value;
    },
    call: (name = "good") => ask(proxy.view, who, "tools/call", { name, arguments: {} }).answer,
  };
}

describe("a session that the upstream has forgotten", () => {
  test.each(REFUSALS)("is opened anew when the refusal is %s, and the call runs once", async (_name, refuse) => {
    const { call, forget, counts } = await upstream(refuse);
    expect((await call()).kind).toBe("result");
    forget();
    const answer = await call();
    expect(answer.kind).toBe("result");
    expect(counts.calls).toHaveLength(2);
    expect(counts.calls[1]).not.toBe(counts.calls[0]);
  });

  it("is opened anew once for all calls that are refused at the same time", async () => {
    const { call, forget, counts } = await upstream(text(410, "gone"));
    await call();
    forget();
    const before = counts.initialize;
    const answers = await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(answers.every(({ kind }) => kind === "result")).toBe(true);
    expect(counts.initialize - before).toBe(2);
    expect(counts.calls).toHaveLength(21);
  });
});

describe("a session that the upstream knows", () => {
  test.each(REFUSALS.filter(([name]) => name !== "404" && !name.startsWith("401")))(
    "is kept when a call is refused with %s, and the call runs once",
    async (_name, refuse) => {
      const { call, counts } = await upstream(refuse);
      await call();
      const refused = await call("bad").then(
        ({ kind }) => kind,
        () => "failed",
      );
      expect(refused).not.toBe("result");
      await call();
      expect(new Set(counts.calls).size).toBe(1);
      expect(counts.calls).toHaveLength(3);
      expect(counts.initialize).toBe(1);
    },
  );
});

describe("a refusal that no new session ends", () => {
  test.each([
    ["410", text(410, "gone")],
    ["500", text(500, "broken")],
    ["200 with an error", error(200, -32001, "broken", true)],
  ])("%s is the answer, and many calls ask about it once in a second", async (_name, refuse) => {
    const { call, forget, accept, counts } = await upstream(refuse);
    await call();
    forget();
    accept(false);
    const before = counts.initialize;
    for (let i = 0; i < 10; i++) await call().catch(() => undefined);
    expect(counts.initialize - before).toBeLessThanOrEqual(2);
    expect(counts.calls).toHaveLength(1);
  });

  it("is not asked about again where the new session refuses everything, too", async () => {
    const { call, forget, counts } = await upstream(text(410, "gone"));
    await call();
    forget();
    const timer = setInterval(forget, 1);
    for (let i = 0; i < 10; i++) await call().catch(() => undefined);
    clearInterval(timer);
    expect(counts.initialize).toBeLessThanOrEqual(6);
  });
});

it("a call that may have run is not sent again when its session is gone afterwards", async () => {
  let lose = (): void => undefined;
  const { call, forget, counts } = await upstream(text(410, "gone"), (request, response) => {
    lose();
    text(500, "The tool failed half-way")(request, response);
  });
  lose = forget;
  await call();
  await expect(call("bad")).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  expect(counts.calls).toHaveLength(2);
  expect((await call()).kind).toBe("result");
});
