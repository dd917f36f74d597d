import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Caller } from "../../src/model/call.js";
import type { Message } from "../../src/model/message.js";
import { type Assembled, ask, assembled, caller, listed } from "../fixtures/assembled.js";
import { json, legacyHello, modernHello, type RawRequest, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const LONG = "x".repeat(400_000);
const EXTENSION = "io.modelcontextprotocol/tasks";

/** What an upstream answers; its lists are one tool and one resource that others have too. */
type Answers = (request: NonNullable<RawRequest["message"]>) => unknown;

async function two(who: Caller, era: "legacy" | "modern", answers: Answers, events: boolean): Promise<Assembled> {
  const start = async (): Promise<string> => {
    const raw = await rawHttp((request, response) => {
      const capabilities = { tools: {}, resources: {}, prompts: {} };
      const said =
        era === "modern"
          ? modernHello(request, response, capabilities)
          : legacyHello(request, response, "s1", capabilities);
      const { message } = request;
      if (said || message === undefined) return;
      const listed: Record<string, unknown> = {
        "tools/list": { tools: [{ name: "work", inputSchema: { type: "object" } }] },
        "prompts/list": { prompts: [{ name: "ask" }] },
        "resources/list": { resources: [{ uri: "shared://doc", name: "doc" }] },
        "resources/templates/list": { resourceTemplates: [] },
      };
      const complete = era === "modern" ? { resultType: "complete" } : {};
      const result = { ...complete, ...(listed[message.method ?? ""] ?? (answers(message) as object)) };
      const answer = { result, jsonrpc: "2.0", id: message.id };
      if (!events) json(response, answer);
      else response.writeHead(200, { "content-type": "text/event-stream" }).end(`data: ${JSON.stringify(answer)}\n\n`);
    });
    open.push(raw);
    return raw.url;
  };
  const proxy = await assembled(`upstreams: { one: { url: "${await start()}" }, other: { url: "${await start()}" } }`);
  open.push(proxy);
  for (const kind of ["tools", "prompts"]) await listed(proxy.view, who, `${kind}/list`, 2);
  return proxy;
}

/** A message with all of it, parsed. */
async function whole(answer: Message): Promise<Record<string, unknown>> {
  const chunks = [answer.bytes];
  for await (const chunk of answer.tail ?? []) chunks.push(chunk as Buffer);
  return (JSON.parse(Buffer.concat(chunks).toString("utf8")) as { result: Record<string, unknown> }).result;
}

describe.each([
  ["legacy", "legacy", false],
  ["legacy", "modern", true],
  ["modern", "modern", false],
  ["modern", "legacy", true],
] as const)("long results of one of several upstreams (%s client, %s upstream, events: %s)", (mine, theirs, events) => {
  const who = caller(mine);
  const link = { type: "resource_link", uri: "shared://doc", name: "doc" };
  const parts: Record<string, unknown> = {
    "resources/read": { contents: [{ uri: "shared://doc", text: LONG }, { uri: "shared://doc" }] },
    "tools/call": {
      content: [{ type: "text", text: LONG }, link, { type: "resource", resource: { uri: "shared://doc" } }],
    },
    "prompts/get": {
      messages: [
        { role: "user", content: { type: "text", text: LONG } },
        { role: "user", content: link },
      ],
    },
  };

  it.each([
    ["resources/read", { uri: "other+shared://doc" }],
    ["tools/call", { name: "other__work", arguments: {} }],
    ["prompts/get", { name: "other__ask" }],
  ])("name resources as their client knows them: %s", async (method, params) => {
    const { view } = await two(who, theirs, ({ method: asked }) => parts[asked ?? ""], events);
    await listed(view, who, "resources/list", 2);
    const text = JSON.stringify(await whole(await ask(view, who, method, params).answer));
    expect(text).toContain(LONG);
    const uris = [...text.matchAll(/"uri":"([^"]*)"/g)].map(([, uri]) => uri);
    expect(new Set(uris)).toEqual(new Set(["other+shared://doc"]));
  });
});

describe.each(["legacy", "modern"] as const)("the long result of a task of one of several %s upstreams", (era) => {
  const base = caller(era);
  const who: Caller =
    era === "legacy"
      ? base
      : {
          ...base,
          capabilities: {
            ...base.capabilities,
            raw: Buffer.from(JSON.stringify({ extensions: { [EXTENSION]: {} } })),
            extensions: new Set([EXTENSION]),
          },
        };

  it("has the id its client knows", async () => {
    const related = { "io.modelcontextprotocol/related-task": { taskId: "own" } };
    const { view } = await two(
      who,
      era,
      ({ method }) => {
        if (method === "tools/call")
          return era === "modern"
            ? { resultType: "task", taskId: "own", status: "working" }
            : { task: { taskId: "own" } };
        const result = { content: [{ type: "text", text: LONG }] };
        return era === "modern" ? { result, taskId: "own", status: "completed" } : { ...result, _meta: related };
      },
      false,
    );
    const task = era === "legacy" ? { task: { ttl: 1000 } } : {};
    const made = await whole(await ask(view, who, "tools/call", { name: "one__work", arguments: {}, ...task }).answer);
    const { taskId } = (era === "legacy" ? made.task : made) as { taskId: string };
    expect(taskId).not.toBe("own");
    const method = era === "legacy" ? "tasks/result" : "tasks/get";
    const text = JSON.stringify(await whole(await ask(view, who, method, { taskId }).answer));
    expect([...text.matchAll(/"taskId":"([^"]*)"/g)].map(([, id]) => id)).toEqual([taskId]);
    expect(text).toContain(LONG);
  });

  it("passes as it arrives when the call made no task", async () => {
    const { view } = await two(who, era, () => ({ content: [{ type: "text", text: LONG }] }), false);
    const answer = await ask(view, who, "tools/call", { name: "one__work", arguments: {} }).answer;
    expect(answer.tail).toBeDefined();
    expect(JSON.stringify(await whole(answer))).toContain(LONG);
  });
});

describe.each([false, true])("a long result whose reader takes its time (events: %s)", (events) => {
  /** Ten megabytes: more than sockets and the proxy hold. */
  const text = "x".repeat(10_000_000);

  async function behind(silent: boolean): Promise<Assembled> {
    const raw = await rawHttp((request, response) => {
      if (legacyHello(request, response)) return;
      const answer = JSON.stringify({
        result: { content: [{ type: "text", text }] },
        jsonrpc: "2.0",
        id: request.message?.id,
      });
      const type = events ? "text/event-stream" : "application/json";
      const body = events ? `data: ${answer}\n\n` : answer;
      response.writeHead(200, { "content-type": type });
      if (silent) response.write(body.slice(0, 200_000));
      else response.end(body);
    });
    const proxy = await assembled(`upstreams: { one: { url: "${raw.url}", timeouts: { idle: 200ms } } }`);
    open.push(raw, proxy);
    return proxy;
  }

  it("T-104: is not taken for the silence of its upstream", async () => {
    const { view } = await behind(false);
    const answer = await ask(view, caller("legacy"), "tools/call", { name: "work", arguments: {} }).answer;
    expect(answer.tail).toBeDefined();
    // Timers run in their order: by now the one of the silence ran several times.
    await delay(1500);
    expect(JSON.stringify(await whole(answer))).toContain(text);
  });

  it("T-82: ends when the upstream is silent and its reader waits", async () => {
    const { view } = await behind(true);
    const answer = await ask(view, caller("legacy"), "tools/call", { name: "work", arguments: {} }).answer;
    await expect(whole(answer)).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT", data: { timeout: "idle" } });
  });
});
