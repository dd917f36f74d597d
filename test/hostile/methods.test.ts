/** What the table of methods lets cross, seen by an upstream that writes down whatever reaches it, behind the built program. */
import { mkdtempSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CLIENT_REQUESTS, UPSTREAM_NOTIFICATIONS, UPSTREAM_REQUESTS } from "../../src/model/methods.js";
import type { Running } from "../fixtures/launch.js";
import { json, legacyHello, type RawHttp, type RawRequest, rawHttp } from "../fixtures/raw-http.js";
import { startProxy } from "../peers/proxy.js";

const KEY = "a-key-of-somebody-with-small-rights-0123456789";
const SKILLS = ["skill://open/SKILL.md", "skill://hidden/SKILL.md"].map((uri) => ({
  uri,
  frontmatter: { name: uri.split("/")[2], description: "x" },
  resources: [{ uri, digest: `sha256:${"0".repeat(64)}`, size: 1 }],
}));
const CAPABILITIES = { tools: {}, prompts: {}, resources: {}, extensions: { "io.modelcontextprotocol/skills": {} } };

/** What the upstream answers to the methods it has. */
const RESULTS: Readonly<Record<string, (params: Record<string, unknown>) => unknown>> = {
  "tools/list": () => ({ tools: ["allowed", "forbidden"].map((name) => ({ name, inputSchema: { type: "object" } })) }),
  "tools/call": ({ name }) => ({ content: [{ type: "text", text: `ran ${String(name)}` }] }),
  "resources/list": () => ({ resources: SKILLS.map(({ uri }) => ({ uri, name: uri })) }),
  "resources/templates/list": () => ({ resourceTemplates: [] }),
  "prompts/list": () => ({ prompts: [] }),
  "skills/list": () => ({ skills: SKILLS }),
  "skills/get": ({ uri }) => ({ skill: SKILLS.find((one) => one.uri === uri) }),
  "resources/directory/read": () => ({ resources: SKILLS.map(({ uri }) => ({ uri, name: uri })) }),
  "vendor/ask": () => ({ vendor: true }),
};

let upstream: RawHttp;
const running: Running[] = [];

beforeAll(async () => {
  upstream = await rawHttp((request, response) => {
    const { message } = request;
    if (legacyHello(request, response, "s1", CAPABILITIES)) return;
    if (message?.method === undefined) response.writeHead(202).end();
    else {
      const result = RESULTS[message.method]?.(message.params ?? {});
      const missing = { error: { code: -32601, message: "Method not found" } };
      json(response, { jsonrpc: "2.0", id: message.id, ...(result === undefined ? missing : { result }) });
    }
  });
});

/**
 * A tool that asks its caller: a vendor's question, an elicitation with a progress token, a notification of its own and one with the name
 * of a request. Answers once both questions were answered.
 */
async function askingUpstream(): Promise<{ upstream: RawHttp; heard: () => { method?: string; params?: object }[] }> {
  let open: ServerResponse | undefined;
  let answers = 0;
  const asking = await rawHttp((request, response) => {
    const { message } = request;
    if (message?.method === undefined && message?.id !== undefined) {
      response.writeHead(202).end();
      answers++;
      if (answers < 2) return;
      const result = { content: [{ type: "text", text: "done" }] };
      open?.end(`data: ${JSON.stringify({ jsonrpc: "2.0", id: callId, result })}\n\n`);
      return;
    }
    if (legacyHello(request, response)) return;
    if (message?.method !== "tools/call") {
      json(response, { jsonrpc: "2.0", id: message?.id, result: RESULTS["tools/list"]?.({}) });
      return;
    }
    callId = message.id;
    open = response.writeHead(200, { "content-type": "text/event-stream" });
    const elicitation = {
      message: "?",
      requestedSchema: { type: "object", properties: {} },
      _meta: { progressToken: 7 },
    };
    for (const one of [
      { method: "tools/call", params: { name: "forbidden" } },
      { method: "notifications/vendor/done" },
      { id: 98, method: "vendor/ask" },
      { id: 99, method: "elicitation/create", params: elicitation },
    ]) {
      open.write(`data: ${JSON.stringify({ jsonrpc: "2.0", ...one })}\n\n`);
    }
  });
  let callId: unknown;
  return {
    upstream: asking,
    heard: () => asking.seen.flatMap(({ message }) => (message === undefined ? [] : [message])),
  };
}

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
afterAll(() => upstream.close());

/** Serves the upstream to somebody with a key and these rights; undefined: to anybody on this machine. */
async function served(
  rights: object | undefined,
  more: object = {},
  top: object = {},
  url = upstream.url,
): Promise<string> {
  const access = {
    mode: "api-key",
    keys: { small: { env: "SMALL" } },
    users: { small: rights },
  };
  const proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { raw: { url, ...more } },
      expose: { http: { listen: "127.0.0.1:0", endpoints: { "/mcp": {} }, legacySse: true } },
      ...(rights === undefined ? {} : { access }),
      store: { type: "memory" },
      ...top,
    }),
    { SMALL: KEY },
  );
  running.push(proxy);
  return proxy.url.replace(/\/mcp$/, "");
}

const JSON_HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  authorization: `Bearer ${KEY}`,
};

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly message: { result?: unknown; error?: { code: number } } | undefined;
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...JSON_HEADERS, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const data = text.startsWith("{")
    ? text
    : text
        .split("\n")
        .find((line) => line.startsWith("data: {"))
        ?.slice(6);
  return {
    status: response.status,
    headers: response.headers,
    message: data === undefined ? undefined : JSON.parse(data),
  };
}

/** Opens a session and answers how to speak in it. */
async function session(base: string, revision = "2025-11-25", capabilities: object = {}) {
  const params = { protocolVersion: revision, capabilities, clientInfo: { name: "t", version: "1" } };
  const hello = await post(`${base}/mcp`, { jsonrpc: "2.0", id: "hello", method: "initialize", params });
  const headers = { "mcp-session-id": String(hello.headers.get("mcp-session-id")), "mcp-protocol-version": revision };
  await post(`${base}/mcp`, { jsonrpc: "2.0", method: "notifications/initialized" }, headers);
  let id = 0;
  return {
    headers,
    send: (body: unknown) => post(`${base}/mcp`, body, headers),
    ask: (method: string, params: object = {}) =>
      post(`${base}/mcp`, { jsonrpc: "2.0", id: ++id, method, params }, headers),
    tell: (method: string, params: object = {}) => post(`${base}/mcp`, { jsonrpc: "2.0", method, params }, headers),
  };
}

/** The HTTP+SSE transport: where to post to. */
async function sseTarget(base: string): Promise<{ url: string; close(): void }> {
  const gone = new AbortController();
  const response = await fetch(`${base}/sse`, {
    headers: { ...JSON_HEADERS, accept: "text/event-stream" },
    signal: gone.signal,
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let seen = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The stream ended with status ${response.status}: ${seen}`);
    seen += Buffer.from(value ?? []).toString();
    const target = /data: (\S+)/.exec(seen)?.[1];
    if (target === undefined) continue;
    return { url: base + target, close: () => gone.abort() };
  }
}

const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

function stateless(base: string, message: Record<string, unknown>, params: object = {}): Promise<Reply> {
  return post(
    `${base}/mcp`,
    { jsonrpc: "2.0", ...message, params: { ...params, _meta: META } },
    { "mcp-protocol-version": "2026-07-28", "mcp-method": String(message.method) },
  );
}

/** The methods of what reached the upstream since, without what the proxy says on its own. */
function since(from: number): (string | undefined)[] {
  const own = [
    "server/discover",
    "initialize",
    "notifications/initialized",
    "tools/list",
    "prompts/list",
    "resources/list",
  ];
  return upstream.seen
    .slice(from)
    .filter((one): one is RawRequest & { message: object } => one.message !== undefined)
    .map(({ message }) => message.method)
    .filter((method) => !own.includes(String(method)));
}

describe("T-110: a notification with the name of a request", () => {
  const NAMES = [
    ...Object.keys(CLIENT_REQUESTS).filter((method) => method !== "initialize"),
    ...Object.keys(UPSTREAM_REQUESTS),
    "exit",
    "shutdown",
    "$/cancelRequest",
    "vendor/ask",
  ];
  const params = { name: "forbidden", uri: "skill://hidden/SKILL.md", arguments: {} };

  it.each([
    ["a caller with rules", { tools: ["raw:allowed"] }],
    ["a local user without rules", undefined],
  ])("of %s reaches no upstream, and each carrier that can say so refuses it", async (_who, rights) => {
    const base = await served(rights, { methods: { allow: ["vendor/*", "tools/*"] } });
    const newest = await session(base);
    const batches = await session(base, "2025-03-26");
    const sse = await sseTarget(base);
    const hello = { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "t", version: "1" } };
    await post(sse.url, { jsonrpc: "2.0", id: 1, method: "initialize", params: hello });
    await newest.ask("tools/call", { name: "allowed" });
    const from = upstream.seen.length;
    for (const method of NAMES) {
      const refused = { status: 400, message: { error: { code: -32600 } } };
      expect([method, await newest.tell(method, params)]).toMatchObject([method, refused]);
      expect([method, await stateless(base, { method }, params)]).toMatchObject([method, refused]);
      expect([method, await post(sse.url, { jsonrpc: "2.0", method, params })]).toMatchObject([method, refused]);
      expect((await batches.send([{ jsonrpc: "2.0", method, params }])).status).toBe(202);
    }
    await newest.ask("tools/call", { name: "allowed" });
    expect(since(from)).toEqual(["tools/call"]);
    sse.close();
  });

  it("is in the audit, the metrics and the log", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-methods-"));
    const path = join(folder, "audit.jsonl");
    const base = await served(
      { tools: ["raw:allowed"] },
      {},
      {
        audit: { path },
        telemetry: { metrics: { listen: "127.0.0.1:0" } },
      },
    );
    const { tell } = await session(base);
    for (let i = 0; i < 3; i++) await tell("tools/call", { name: "forbidden" });
    const lines = (): unknown[] =>
      readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as unknown);
    const line = {
      method: "tools/call",
      user: "small",
      notification: true,
      outcome: "refused",
      reason: "invalid_request",
    };
    await expect
      .poll(lines)
      .toMatchObject(expect.arrayContaining([line, line, line].map((one) => expect.objectContaining(one))));
    const proxy = running[0] as Running;
    await expect.poll(proxy.stderr).toMatch(/call\.message_refused/);
    const metrics = /http:\/\/127\.0\.0\.1:\d+\/metrics/.exec(proxy.stderr())?.[0] as string;
    expect(await (await fetch(metrics)).text()).toContain(
      'mcp_proxy_refused_messages_total{endpoint="/mcp",kind="notification",method="tools/call"} 3',
    );
  });
});

describe("T-111: a method that the protocol does not have", () => {
  const NOT_FOUND = { message: { error: { code: -32601 } } };
  const ANSWERED = { status: 200, message: { result: { vendor: true } } };

  it("is closed as soon as there are rules, and open without", async () => {
    const ruled = await served({ tools: ["*"], resources: ["*"], prompts: ["*"] });
    const open = await served(undefined);
    for (const [base, answer] of [
      [ruled, NOT_FOUND],
      [open, ANSWERED],
    ] as const) {
      const { ask, tell } = await session(base);
      await ask("tools/call", { name: "allowed" });
      const from = upstream.seen.length;
      expect(await ask("vendor/ask")).toMatchObject(answer);
      expect(await stateless(base, { id: 1, method: "vendor/ask" })).toMatchObject(answer);
      expect((await tell("notifications/vendor/ready")).status).toBe(202);
      await ask("tools/call", { name: "allowed" });
      const vendors = ["vendor/ask", "vendor/ask", "notifications/vendor/ready"];
      expect(since(from)).toEqual([...(answer === ANSWERED ? vendors : []), "tools/call"]);
    }
  });

  it("crosses where the file opens it, and no other does", async () => {
    for (const rights of [{ tools: ["raw:allowed"] }, undefined]) {
      const base = await served(rights, { methods: { allow: ["vendor/*", "notifications/vendor/*"] } });
      const { ask, tell } = await session(base);
      await ask("tools/call", { name: "allowed" });
      const from = upstream.seen.length;
      expect(await ask("vendor/ask")).toMatchObject(ANSWERED);
      expect(await ask("other/ask")).toMatchObject(NOT_FOUND);
      expect(await ask("Vendor/ask")).toMatchObject(NOT_FOUND);
      await tell("notifications/vendor/ready");
      await tell("notifications/other");
      await ask("tools/call", { name: "allowed" });
      expect(since(from)).toEqual(["vendor/ask", "notifications/vendor/ready", "tools/call"]);
    }
  });

  it("stays closed to a caller who may use nothing of the upstream", async () => {
    const base = await served({ tools: [] }, { methods: { allow: ["*"] } });
    const { ask } = await session(base);
    expect(await ask("vendor/ask")).toMatchObject(NOT_FOUND);
  });
});

describe("T-110, T-111: a message of the other direction or another revision", () => {
  it("is answered as an unknown method, or dropped", async () => {
    const base = await served(undefined);
    const { ask, tell } = await session(base);
    await ask("tools/call", { name: "allowed" });
    const from = upstream.seen.length;
    const asked = [
      ...Object.keys(UPSTREAM_REQUESTS),
      ...Object.keys(UPSTREAM_NOTIFICATIONS),
      "Tools/Call",
      "tools//call",
    ];
    for (const method of asked.filter((one) => one !== "ping")) {
      expect([method, await ask(method, { name: "forbidden" })]).toMatchObject([
        method,
        { message: { error: { code: -32601 } } },
      ]);
    }
    const told = Object.keys(UPSTREAM_NOTIFICATIONS).filter((method) => method !== "notifications/tasks/status");
    for (const method of told) expect((await tell(method)).status).toBe(202);
    for (const method of ["notifications/Initialized", "notifications/progress", "notifications/tasks/status"]) {
      expect((await tell(method, { progressToken: 1, taskId: "t" })).status).toBe(202);
    }
    await tell("notifications/roots/list_changed");
    await ask("tools/call", { name: "allowed" });
    expect(since(from)).toEqual(["notifications/tasks/status", "notifications/roots/list_changed", "tools/call"]);
  });
});

describe("T-117: skills and directories", () => {
  const hidden = "skill://hidden/SKILL.md";

  it.each([
    ["access rules", { tools: ["raw:allowed"], resources: ["raw:skill://open/*"] }, {}],
    ["the upstream's rules", undefined, { resources: { ignore: ["skill://hidden/*"] } }],
  ])("show what %s of resources let the caller read, and nothing else", async (_what, rights, more) => {
    const { ask } = await session(await served(rights, more));
    const unknown = { message: { error: { code: -32602 } } };
    expect(await ask("skills/list")).toMatchObject({
      message: { result: { skills: [{ uri: "skill://open/SKILL.md" }] } },
    });
    expect(await ask("skills/get", { uri: "skill://open/SKILL.md" })).toMatchObject({
      status: 200,
      message: { result: {} },
    });
    expect(await ask("skills/get", { uri: hidden })).toMatchObject(unknown);
    const children = await ask("resources/directory/read", { uri: "skill://open" });
    expect(JSON.stringify(children.message)).not.toContain("hidden");
    expect(children).toMatchObject({ message: { result: { resources: [{ uri: "skill://open/SKILL.md" }] } } });
    const from = upstream.seen.length;
    await ask("skills/get", { uri: hidden });
    expect(since(from)).toEqual([]);
  });

  it("are not there for a caller without rights to resources", async () => {
    const { ask } = await session(await served({ tools: ["raw:allowed"] }));
    expect(await ask("skills/list")).toMatchObject({ message: { result: { skills: [] } } });
    for (const [method, uri] of [
      ["skills/get", "skill://open/SKILL.md"],
      ["resources/directory/read", "skill://open"],
    ] as const) {
      const from = upstream.seen.length;
      expect(await ask(method, { uri })).toMatchObject({ message: { error: { code: -32602 } } });
      expect(since(from)).toEqual([]);
    }
  });
});

describe("what an upstream asks and tells", () => {
  it.each([
    ["rules", { tools: ["raw:allowed"] }, {}, false],
    [
      "rules and a method that is opened",
      { tools: ["raw:allowed"] },
      { methods: { allow: ["vendor/*", "*vendor/*"] } },
      true,
    ],
    ["no rules", undefined, {}, true],
  ])("reaches the caller under %s as the table says", async (_what, rights, more, vendors) => {
    const asking = await askingUpstream();
    const base = await served(rights, more, {}, asking.upstream.url);
    const { send, headers } = await session(base, "2025-11-25", { elicitation: {} });
    const call = { jsonrpc: "2.0", id: "c", method: "tools/call", params: { name: "allowed", arguments: {} } };
    const response = await fetch(`${base}/mcp`, {
      method: "POST",
      headers: { ...JSON_HEADERS, ...headers },
      body: JSON.stringify(call),
    });
    const told: (string | undefined)[] = [];
    let seen = "";
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      seen += Buffer.from(chunk).toString();
      const events = seen.split("\n\n");
      seen = events.pop() ?? "";
      for (const event of events) {
        const data = event.split("\n").find((line) => line.startsWith("data: {"));
        if (data === undefined) continue;
        const message = JSON.parse(data.slice(6)) as {
          id?: unknown;
          method?: string;
          params?: { _meta?: { progressToken?: unknown } };
        };
        told.push(message.method);
        if (message.method === undefined || message.id === undefined) continue;
        const token = message.params?._meta?.progressToken;
        const progress = (progressToken: unknown) =>
          send({ jsonrpc: "2.0", method: "notifications/progress", params: { progressToken, progress: 1 } });
        if (message.method === "elicitation/create") {
          expect(token).not.toBe(7);
          for (const one of [7, "7", 1, token]) await progress(one);
        }
        await send({
          jsonrpc: "2.0",
          id: message.id,
          result: message.method === "vendor/ask" ? {} : { action: "decline" },
        });
      }
    }
    const vendor = vendors ? ["notifications/vendor/done", "vendor/ask"] : [];
    expect(told.toSorted()).toEqual([undefined, "elicitation/create", ...vendor].toSorted());
    const heard = asking.heard();
    expect(heard.filter(({ method }) => method === "notifications/progress")).toMatchObject([
      { params: { progressToken: 7 } },
    ]);
    expect(heard).toContainEqual(
      expect.objectContaining(
        vendors ? { id: 98, result: {} } : { id: 98, error: expect.objectContaining({ code: -32601 }) },
      ),
    );
    await asking.upstream.close();
  });
});
