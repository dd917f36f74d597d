import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Caller } from "../../src/model/call.js";
import { type Assembled, ask, assembled, caller, failure, listed } from "../fixtures/assembled.js";
import { json, modernHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { scripted, tool } from "../fixtures/scripted.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const VERSION = "io.modelcontextprotocol/protocolVersion";

/** A stateless upstream that takes nothing without an envelope, and says how long its list of tools stays true. */
async function stateless(ttlMs: number): Promise<RawHttp> {
  const raw = await rawHttp((request, response) => {
    if (request.message !== undefined && modernHello(request, response)) return;
    const { id, method, params } = request.message ?? {};
    const meta = params?._meta as Record<string, unknown> | undefined;
    const answer = (body: object): void => json(response, { jsonrpc: "2.0", id, ...body });
    if (meta?.[VERSION] !== "2026-07-28") answer({ error: { code: -32602, message: "the envelope is missing" } });
    else if (method !== "tools/list") answer({ error: { code: -32601, message: "no" } });
    else {
      const tools = [{ name: "one", inputSchema: { type: "object" } }];
      void delay(20).then(() => answer({ result: { resultType: "complete", tools, ttlMs, cacheScope: "private" } }));
    }
  });
  open.push(raw);
  return raw;
}

async function proxy(yaml: string): Promise<Assembled> {
  const made = await assembled(yaml);
  open.push(made);
  return made;
}

const names = async (who: Caller, { view }: Assembled): Promise<string[]> => {
  const { tools } = (await ask(view, who, "tools/list").answer).value as { tools: { name: string }[] };
  return tools.map(({ name }) => name);
};

describe.each(["legacy", "modern"] as const)("lists of several stateless upstreams, for a %s client", (era) => {
  it("are asked for with an envelope", async () => {
    const [one, other] = [await stateless(0), await stateless(0)];
    const made = await proxy(`upstreams:\n  one: { url: "${one.url}" }\n  other: { url: "${other.url}" }\n`);
    await expect.poll(() => names(caller(era), made)).toEqual(["one__one", "other__one"]);
  });

  it("are answered to several who ask at once, though they may not be kept", async () => {
    const upstream = await stateless(0);
    const made = await proxy(`upstreams:\n  one: { url: "${upstream.url}", tools: { ignore: [zzz] } }\n`);
    await listed(made.view, caller(era), "tools/list");
    const asked = await Promise.all([1, 2, 3].map(() => ask(made.view, caller(era), "tools/list").answer));
    expect(asked.map((answer) => answer.value)).toEqual(
      Array(3).fill(expect.objectContaining({ tools: [expect.objectContaining({ name: "one" })], ttlMs: 0 })),
    );
  });
});

describe("requests about tasks that a stateless client may not make", () => {
  it("are refused as the tasks extension says", async () => {
    const upstream = await stateless(0);
    const { view } = await proxy(`upstreams:\n  one: { url: "${upstream.url}", tools: { ignore: [zzz] } }\n`);
    const code = async (method: string): Promise<string> =>
      (await failure(ask(view, caller("modern"), method, { taskId: "x" }).answer)).code;
    expect(
      await Promise.all(["tasks/get", "tasks/update", "tasks/cancel", "tasks/list", "tasks/result"].map(code)),
    ).toEqual([
      "MISSING_CAPABILITY",
      "MISSING_CAPABILITY",
      "MISSING_CAPABILITY",
      "METHOD_NOT_FOUND",
      "METHOD_NOT_FOUND",
    ]);
  });
});

describe("lists of a program that every session has for itself", () => {
  it("are those of the session's own program, and outlive other sessions", async () => {
    const upstream = scripted({ tools: [tool("before")] });
    open.push({ close: async () => upstream.remove() });
    const config = upstream.config({ isolation: "session", tools: { ignore: ["zzz"] } });
    const made = await proxy(`upstreams: { one: ${config} }`);
    const [first, second] = [caller("legacy", { session: "first" }), caller("legacy", { session: "second" })];
    await expect.poll(() => names(first, made)).toEqual(["before"]);
    made.view.forget(first);
    upstream.write({ tools: [tool("after")] });
    await expect.poll(() => names(second, made)).toEqual(["after"]);
    expect(upstream.received("initialize")).toHaveLength(2);
  });
});

it.each([
  ["no params", undefined],
  ["a null cursor", { cursor: null }],
  ["an empty cursor", { cursor: "" }],
])("a list of one upstream with a name that clients do not take is the same with %s", async (_what, params) => {
  const upstream = scripted({ tools: [tool("read.file")] });
  open.push({ close: async () => upstream.remove() });
  const made = await proxy(`upstreams:\n  one: ${upstream.config()}\n`);
  const { value } = await ask(made.view, caller("legacy"), "tools/list", params).answer;
  const [shown] = (value as { tools: { name: string }[] }).tools;
  expect(shown?.name).toMatch(/^read_file_[a-z0-9]{8}$/);
});
