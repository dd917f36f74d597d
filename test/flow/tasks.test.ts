import { afterEach, describe, expect, it } from "vitest";
import type { Caller } from "../../src/model/call.js";
import type { Message } from "../../src/model/message.js";
import { principalOf } from "../../src/model/principal.js";
import { type Assembled, ask, assembled, caller, failure, listed } from "../fixtures/assembled.js";
import { json, legacyHello, modernHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** An upstream of one tool that answers with a task, whose id is the upstream's own name and a number. */
async function tasking(era: "legacy" | "modern", name: string): Promise<RawHttp> {
  let made = 0;
  const raw = await rawHttp((request, response) => {
    const hello = era === "legacy" ? legacyHello : modernHello;
    if (request.message !== undefined && hello(request, response)) return;
    const { id, method, params } = request.message ?? {};
    const complete = era === "modern" ? { resultType: "complete" } : {};
    const say = (result: unknown): void => json(response, { jsonrpc: "2.0", id, result });
    if (method === "tools/list") say({ ...complete, tools: [{ name: "work", inputSchema: { type: "object" } }] });
    else if (method === "tools/call") {
      const taskId = `${name}-${++made}`;
      if (era === "modern") say({ resultType: "task", taskId, status: "working" });
      else say({ task: { taskId, status: "working" }, _meta: { "io.modelcontextprotocol/related-task": { taskId } } });
    } else if (method === "tasks/list") say({ tasks: [{ taskId: `${name}-1`, status: "working" }] });
    else if (method?.startsWith("tasks/"))
      say({ ...complete, taskId: params?.taskId, heard: params?.taskId, status: "completed" });
    else json(response, { jsonrpc: "2.0", id, error: { code: -32601, message: "no" } });
  });
  open.push(raw);
  return raw;
}

async function two(era: "legacy" | "modern", who: Caller): Promise<Assembled> {
  const [one, other] = [await tasking(era, "one"), await tasking(era, "other")];
  const proxy = await assembled(`upstreams:\n  one: { url: "${one.url}" }\n  other: { url: "${other.url}" }\n`);
  open.push(proxy);
  await listed(proxy.view, who, "tools/list", 2);
  return proxy;
}

const withTasks = (who: Caller): Caller =>
  who.era === "legacy"
    ? who
    : {
        ...who,
        capabilities: {
          ...who.capabilities,
          raw: Buffer.from('{"extensions":{"io.modelcontextprotocol/tasks":{}}}'),
          extensions: new Set(["io.modelcontextprotocol/tasks"]),
        },
      };

describe.each(["legacy", "modern"] as const)("tasks of several %s upstreams", (era) => {
  const alice = withTasks(caller(era, { principal: principalOf("test", "alice") }));
  const bob = withTasks(caller(era, { principal: principalOf("test", "bob") }));
  const params = { name: "other__work", arguments: {}, ...(era === "legacy" ? { task: { ttl: 1000 } } : {}) };

  it("T-78: are followed by an id that names their upstream, by the principal that started them alone", async () => {
    const { view } = await two(era, alice);
    const made = (await ask(view, alice, "tools/call", params).answer).value as {
      taskId?: string;
      task?: { taskId: string };
    };
    const id = made.taskId ?? made.task?.taskId ?? "";
    expect(id).not.toContain("other");
    const got = (await ask(view, alice, "tasks/get", { taskId: id }).answer).value;
    expect(got).toMatchObject({ taskId: id, heard: "other-1", status: "completed" });
    const refused = async (who: Caller, taskId: string): Promise<string> =>
      ask(view, who, "tasks/get", { taskId }).answer.then(
        () => "answered",
        (error: Error) => error.message,
      );
    expect(await refused(bob, id)).toBe(`Unknown task: ${id}`);
    expect(await refused(alice, "other-1")).toBe("Unknown task: other-1");
    expect(await refused(alice, `${id.slice(0, -2)}AA`)).toContain("Unknown task");
  });
});

describe("tasks of the session-based era", () => {
  const alice = caller("legacy", { principal: principalOf("test", "alice") });

  it("are listed together", async () => {
    const { view } = await two("legacy", alice);
    const { tasks } = (await ask(view, alice, "tasks/list").answer).value as { tasks: { taskId: string }[] };
    const heard = await Promise.all(
      tasks.map(
        async ({ taskId }) =>
          ((await ask(view, alice, "tasks/get", { taskId }).answer).value as { heard: string }).heard,
      ),
    );
    expect(heard).toEqual(["one-1", "other-1"]);
  });

  it("have one id, wherever they are named, and another for everybody else", async () => {
    const { view } = await two("legacy", alice);
    const params = { name: "other__work", arguments: {}, task: { ttl: 1000 } };
    const made = (await ask(view, alice, "tools/call", params).answer).value as { task: { taskId: string } };
    const list = async (who: Caller): Promise<string[]> => {
      const { tasks } = (await ask(view, who, "tasks/list").answer).value as { tasks: { taskId: string }[] };
      return tasks.map(({ taskId }) => taskId);
    };
    expect(await list(alice)).toContain(made.task.taskId);
    const bob = caller("legacy", { principal: principalOf("test", "bob") });
    expect(await list(bob)).not.toContain(made.task.taskId);
  });
});

describe.each([
  ["legacy", "modern"],
  ["modern", "legacy"],
] as const)("requests of a %s client about tasks of a %s upstream", (mine, theirs) => {
  it("never reach it: the eras share nothing but names", async () => {
    const upstream = await tasking(theirs, "one");
    const proxy = await assembled(`upstreams: { one: { url: "${upstream.url}" } }`);
    open.push(proxy);
    const who = withTasks(caller(mine));
    for (const method of ["tasks/get", "tasks/cancel", "tasks/update", "tasks/result", "tasks/list"]) {
      expect((await failure(ask(proxy.view, who, method, { taskId: "one-1" }).answer)).code).toBe("METHOD_NOT_FOUND");
    }
    expect(upstream.seen.filter(({ message }) => message?.method?.startsWith("tasks/"))).toEqual([]);
  });
});

/** A program that makes a task of every call and reports its progress before and after it answers. */
const REPORTING = `
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  const say = (message) => console.log(JSON.stringify({ jsonrpc: "2.0", ...message }));
  if (id === undefined) return;
  if (method === "initialize") {
    const capabilities = { tools: {}, tasks: { requests: { tools: { call: {} } } } };
    say({ id, result: { protocolVersion: "2025-11-25", capabilities, serverInfo: { name: "r", version: "1" } } });
  } else if (method === "tools/list") say({ id, result: { tools: [{ name: "work", inputSchema: { type: "object" } }] } });
  else if (method === "tools/call") {
    const _meta = { "io.modelcontextprotocol/related-task": { taskId: "own" } };
    const report = (progress) =>
      say({ method: "notifications/progress", params: { progressToken: params._meta.progressToken, progress, _meta } });
    report(1);
    say({ id, result: { task: { taskId: "own", status: "working" } } });
    for (const progress of [2, 3]) report(progress);
  } else say({ id, error: { code: -32601, message: "no" } });
});`;

describe.each([
  ["shown as it is", "", "own"],
  ["in a merged view", ", tools: { ignore: [zzz] }", undefined],
])("progress of a task of the session-based era, %s", (_, rules, own) => {
  it("reaches its session under its own token, before and after the call is answered", async () => {
    const command = JSON.stringify(process.execPath);
    const args = JSON.stringify(["-e", REPORTING]);
    const proxy = await assembled(`upstreams: { one: { command: ${command}, args: ${args}${rules} } }`);
    open.push(proxy);
    const who = caller("legacy", { session: "mine" });
    const heard: unknown[] = [];
    const nothing = {
      toolsListChanged: false,
      promptsListChanged: false,
      resourcesListChanged: false,
      resourceSubscriptions: [],
      taskIds: [],
    };
    const others: unknown[] = [];
    const ear = (of: Caller, into: unknown[]) => ({
      caller: of,
      notify: (message: Message) => void into.push(message.value),
      logLevel: () => undefined,
      ended: () => undefined,
    });
    await listed(proxy.view, who, "tools/list");
    await proxy.view.listen(ear(who, heard), nothing);
    await proxy.view.listen(ear(caller("legacy", { session: "other" }), others), nothing);
    const params = { name: "work", arguments: {}, task: {}, _meta: { progressToken: "mine" } };
    const { answer, emitted } = ask(proxy.view, who, "tools/call", params);
    const { taskId } = ((await answer).value as { task: { taskId: string } }).task;
    if (own !== undefined) expect(taskId).toBe(own);
    await expect.poll(() => heard.length).toBe(2);
    const related = { "io.modelcontextprotocol/related-task": { taskId } };
    expect([...emitted.map(({ value }) => value), ...heard]).toEqual(
      [1, 2, 3].map((progress) => ({ progressToken: "mine", progress, _meta: related })),
    );
    expect(others).toEqual([]);
  });
});
