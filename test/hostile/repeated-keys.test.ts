import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStdioExposure } from "../../src/exposure/stdio.js";
import { LOCAL } from "../../src/model/principal.js";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { type Exposed, exposed, JSON_HEADERS, MODERN_META, openSession, send } from "../fixtures/http-exposure.js";
import { json, legacyHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { testWorld } from "../fixtures/test-world.js";

/** Every place of a request where some rule looks, with the key that is written twice, and another value for it. */
const PLACES: readonly [method: string, params: Record<string, unknown>, path: readonly string[], other: unknown][] = [
  ["tools/call", { name: "allowed", arguments: {} }, ["name"], "forbidden"],
  ["tools/call", { name: "allowed", arguments: { path: "/a" } }, ["arguments"], { path: "/b" }],
  ["tools/call", { name: "allowed", arguments: { path: "/a" } }, ["arguments", "path"], "/b"],
  ["tools/call", { name: "allowed", arguments: { in: { path: "/a" } } }, ["arguments", "in", "path"], "/b"],
  ["tools/call", { name: "allowed", arguments: { a: [[{ b: { c: 1 } }]] } }, ["arguments", "a", "0", "0", "b", "c"], 2],
  ["tools/call", { name: "call_tool", arguments: { name: "allowed" } }, ["arguments", "name"], "forbidden"],
  [
    "tools/call",
    { name: "call_tool", arguments: { name: "allowed", arguments: { path: "/a" } } },
    ["arguments", "arguments", "path"],
    "/b",
  ],
  ["tools/call", { name: "allowed", _meta: { progressToken: 1 } }, ["_meta", "progressToken"], 2],
  [
    "tools/call",
    { name: "allowed", _meta: { "io.modelcontextprotocol/related-task": { taskId: "a" } } },
    ["_meta", "io.modelcontextprotocol/related-task", "taskId"],
    "b",
  ],
  ["tools/call", { name: "allowed", task: { ttl: 1 } }, ["task", "ttl"], 2],
  ["tools/call", { name: "allowed", inputResponses: { q: { action: "accept" } } }, ["inputResponses", "q"], {}],
  [
    "tools/call",
    { name: "allowed", inputResponses: { q: { action: "accept" } } },
    ["inputResponses", "q", "action"],
    "decline",
  ],
  ["prompts/get", { name: "allowed", arguments: { x: "1" } }, ["arguments", "x"], "2"],
  ["resources/read", { uri: "file:///public" }, ["uri"], "file:///secret"],
  [
    "completion/complete",
    { ref: { type: "ref/prompt", name: "allowed" }, argument: { name: "x", value: "" } },
    ["ref", "name"],
    "forbidden",
  ],
  [
    "completion/complete",
    { ref: { type: "ref/prompt", name: "allowed" }, argument: { name: "x", value: "" } },
    ["ref", "type"],
    "ref/resource",
  ],
  [
    "completion/complete",
    { ref: { type: "ref/resource", uri: "file:///{a}" }, argument: { name: "a", value: "" } },
    ["ref", "uri"],
    "file:///secret/{a}",
  ],
  [
    "completion/complete",
    { ref: { type: "ref/prompt", name: "allowed" }, argument: { name: "x", value: "" } },
    ["argument", "name"],
    "y",
  ],
  [
    "completion/complete",
    {
      ref: { type: "ref/prompt", name: "allowed" },
      argument: { name: "x", value: "" },
      context: { arguments: { y: "1" } },
    },
    ["context", "arguments", "y"],
    "2",
  ],
  ["tasks/get", { taskId: "a" }, ["taskId"], "b"],
  ["skills/get", { uri: "skill://a/SKILL.md" }, ["uri"], "skill://b/SKILL.md"],
];

/** JSON with the member at a path written twice, the second time as `key`. */
function twice(value: unknown, path: readonly string[], other: unknown, key: string): string {
  const [first, ...rest] = path;
  if (Array.isArray(value)) {
    return `[${value.map((one, at) => (String(at) === first ? twice(one, rest, other, key) : JSON.stringify(one))).join(",")}]`;
  }
  const members = Object.entries(value as object).map(([name, inner]) => {
    if (name !== first) return `${JSON.stringify(name)}:${JSON.stringify(inner)}`;
    if (rest.length > 0) return `${JSON.stringify(name)}:${twice(inner, rest, other, key)}`;
    return `${JSON.stringify(name)}:${JSON.stringify(inner)},${key}:${JSON.stringify(other)}`;
  });
  return `{${members.join(",")}}`;
}

const plain = (key: string): string => JSON.stringify(key);
const written = (key: string): string => `"\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}"`;

let upstream: RawHttp;
let proxy: Assembled;
let http: Exposed;

const LISTS: Record<string, unknown> = {
  "tools/list": { tools: [{ name: "allowed", inputSchema: { type: "object" } }] },
  "prompts/list": { prompts: [{ name: "allowed" }] },
  "resources/list": { resources: [{ uri: "file:///public", name: "p" }] },
  "resources/templates/list": { resourceTemplates: [{ uriTemplate: "file:///{a}", name: "t" }] },
};

beforeAll(async () => {
  upstream = await rawHttp((request, response) => {
    if (request.message !== undefined && legacyHello(request, response)) return;
    const { id, method } = request.message ?? {};
    json(response, { jsonrpc: "2.0", id, result: LISTS[method ?? ""] ?? { content: [], messages: [], contents: [] } });
  });
  proxy = await assembled(
    `upstreams: { one: { url: "${upstream.url}", tools: { arguments: { allowed: { fixed: { fix: 1 } } } } } }\nexpose: { http: { endpoints: { /mcp: { metaTools: true } } } }`,
  );
  http = await exposed(new Map([["/mcp", proxy.view]]));
  await ask(proxy.view, caller("legacy"), "prompts/list").answer;
});

afterAll(async () => {
  await http.exposure.close({ graceMs: 0 });
  await proxy.close();
  await upstream.close();
});

/** How many requests by a method reached the upstream. */
const heard = (method: string): number => upstream.seen.filter(({ message }) => message?.method === method).length;

/** Sends a request over stdio; answers what came back for it. */
async function overStdio(body: string, hello: boolean): Promise<{ error?: { code: number } }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const exposure = createStdioExposure({
    input,
    output,
    view: proxy.view,
    principal: LOCAL,
    world: testWorld(),
    maxBytes: 1e6,
  });
  const lines: string[] = [];
  output.on("data", (chunk: Buffer) => lines.push(...chunk.toString().split("\n").filter(Boolean)));
  const until = async (id: number): Promise<{ error?: { code: number } }> => {
    await expect.poll(() => lines.some((line) => JSON.parse(line).id === id)).toBe(true);
    return JSON.parse(lines.find((line) => JSON.parse(line).id === id) as string) as { error?: { code: number } };
  };
  if (hello) {
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "0" } };
    input.write(`${JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params })}\n`);
    await until(0);
  }
  input.write(`${body}\n`);
  const answer = await until(7);
  await exposure.close({ graceMs: 0 });
  return answer;
}

describe.each(PLACES)("T-113: %s with %j", (method, params, path, other) => {
  const last = path.at(-1) as string;
  const body = (key: string, more: object = {}): string => {
    const all = { ...params, ...more };
    // What the era adds to `_meta` must not take the place of what is written twice.
    const meta = { ...(params._meta as object), ...((more as { _meta?: object })._meta ?? {}) };
    const full = "_meta" in all ? { ...all, _meta: meta } : all;
    return `{"jsonrpc":"2.0","id":7,"method":"${method}","params":${twice(full, path, other, key)}}`;
  };

  it.each([
    ["as it is", plain(last)],
    ["as an escape", written(last)],
  ])(`${path.join(".")} twice, %s, is refused on every way and reaches no upstream`, async (_, key) => {
    const before = heard(method);
    const session = await openSession(http);
    const legacy = { ...JSON_HEADERS, "mcp-session-id": session };
    expect((await send(http, { headers: legacy, body: body(key) })).json).toMatchObject({
      id: 7,
      error: { code: -32600 },
    });
    const older = await openSession(http, { revision: "2025-03-26" });
    const batch = `[${body(key)},{"jsonrpc":"2.0","id":8,"method":"tools/list"}]`;
    const batched = { ...JSON_HEADERS, "mcp-session-id": older };
    expect((await send(http, { headers: batched, body: batch })).status).toBe(400);
    const named = params.name ?? params.uri ?? params.taskId;
    const headers = {
      ...JSON_HEADERS,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(typeof named === "string" ? { "mcp-name": named } : {}),
    };
    const modern = body(key, { _meta: MODERN_META });
    expect((await send(http, { headers, body: modern })).json).toMatchObject({ id: 7, error: { code: -32600 } });
    expect((await overStdio(body(key), true)).error?.code).toBe(-32600);
    expect((await overStdio(modern, false)).error?.code).toBe(-32600);
    expect(heard(method)).toBe(before);
  });
});

it("T-113: a duplicate key in the text arguments of call_tool is refused", async () => {
  const session = await openSession(http);
  const text = JSON.stringify('{"path":"/a","p\\u0061th":"/b"}');
  const body = `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"call_tool","arguments":{"name":"allowed","arguments":${text}}}}`;
  const reply = await send(http, { headers: { ...JSON_HEADERS, "mcp-session-id": session }, body });
  expect(reply.json).toMatchObject({ id: 7, error: { code: -32600 } });
});

it.each([
  ["completion/complete", { ref: { type: "ref/prompt", name: "allowed", Name: "forbidden" }, argument: {} }],
  ["completion/complete", { ref: { type: "ref/prompt", name: "allowed" }, argument: { name: "x", Value: "" } }],
  ["tools/call", { name: "allowed", _meta: { ProgressToken: 5 } }],
  ["tools/call", { name: "allowed", _meta: { "io.modelcontextprotocol/related-task": { TaskId: "a" } } }],
])("T-113: %s with a key of the protocol in other letters is refused: %j", async (method, params) => {
  const session = await openSession(http);
  const body = JSON.stringify({ jsonrpc: "2.0", id: 7, method, params });
  const reply = await send(http, { headers: { ...JSON_HEADERS, "mcp-session-id": session }, body });
  expect(reply.json).toMatchObject({ id: 7, error: { code: -32600 } });
});
