import { afterEach, describe, expect, it } from "vitest";
import type { Caller } from "../../src/model/call.js";
import type { Message } from "../../src/model/message.js";
import { principalOf } from "../../src/model/principal.js";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { json, legacyHello, modernHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { scripted, tool } from "../fixtures/scripted.js";
import { stillClock, type TestClock, testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const alice = (era: Caller["era"] = "modern") => caller(era, { principal: principalOf("test", "alice") });
const bob = (era: Caller["era"] = "modern") => caller(era, { principal: principalOf("test", "bob") });

interface Bed extends Assembled {
  readonly clock: TestClock;
  /** How often the upstream was asked. */
  asked(): number;
}

/** One upstream over HTTP, shown as it is; `said` stands behind the tools of its list. */
async function bed(era: Caller["era"], said: object, auth = "auto"): Promise<Bed> {
  const raw: RawHttp = await rawHttp((request, response) => {
    const hello = era === "modern" ? modernHello : legacyHello;
    if (hello(request, response, ...((era === "legacy" ? ["s1"] : []) as [])) || request.message === undefined) return;
    const { id, params } = request.message;
    const tools = [{ name: `page_${params?.cursor ?? "first"}`, inputSchema: { type: "object" } }];
    json(response, { jsonrpc: "2.0", id, result: { tools, ...said } });
  });
  open.push(raw);
  const clock = stillClock();
  const made = await assembled(
    `upstreams: { one: { url: "${raw.url}", auth: { mode: ${auth} } } }`,
    testWorld({ clock }),
  );
  open.push(made);
  return {
    ...made,
    clock,
    asked: () => raw.seen.filter(({ message }) => message?.method === "tools/list").length,
  };
}

const list = ({ view }: Assembled, who: Caller, params: Record<string, unknown> = {}): Promise<Message> =>
  ask(view, who, "tools/list", params).answer;
const ttlOf = (answer: Message): number => (answer.value as { ttlMs: number }).ttlMs;
const text = (answer: Message): string => answer.bytes.toString("utf8").replace(/"id":\d+/, '"id":0');

describe("the list of an upstream that is shown as it is", () => {
  const timed = { resultType: "complete", ttlMs: 60_000, cacheScope: "private", "x-own": [1e21, "\ud800"] };

  it("is asked for once while it is true, and told with the time that is left", async () => {
    const one = await bed("modern", timed);
    const first = await list(one, alice());
    one.clock.advance(20_000);
    const second = await list(one, alice());
    expect(one.asked()).toBe(1);
    expect(ttlOf(first)).toBe(60_000);
    // The rest is rounded down to whole seconds of a clock that need not stand at one.
    expect([39_000, 40_000]).toContain(ttlOf(second));
    expect(text(second).replace(/"ttlMs":\d+/, '"ttlMs":60000')).toBe(text(first));
    one.clock.advance(41_000);
    expect(ttlOf(await list(one, alice()))).toBe(60_000);
    expect(one.asked()).toBe(2);
  });

  it("is kept page by page", async () => {
    const one = await bed("modern", timed);
    for (const cursor of ["a", "b", "a"]) {
      expect((await list(one, alice(), { cursor })).value).toMatchObject({ tools: [{ name: `page_${cursor}` }] });
    }
    expect(one.asked()).toBe(2);
  });

  it("T-70: is not shared between principals, unless the list is public and its upstream has no credentials", async () => {
    const own = await bed("modern", timed);
    await list(own, alice());
    await list(own, bob());
    expect(own.asked()).toBe(2);
    const claimed = await bed("modern", { ...timed, cacheScope: "public" });
    await list(claimed, alice());
    await list(claimed, bob());
    expect(claimed.asked()).toBe(2);
    const shared = await bed("modern", { ...timed, cacheScope: "public" }, "none");
    await list(shared, alice());
    await list(shared, bob());
    expect(shared.asked()).toBe(1);
  });

  it("is asked for each time when the upstream says so, or is asked for more than a page", async () => {
    const never = await bed("modern", { ...timed, ttlMs: 0 });
    await list(never, alice());
    await list(never, alice());
    expect(never.asked()).toBe(2);
    const filtered = await bed("modern", timed);
    await list(filtered, alice(), { filter: "a" });
    await list(filtered, alice(), { filter: "a" });
    expect(filtered.asked()).toBe(2);
  });

  it("is asked for each time where a session-based upstream says nothing of changes on the same way", async () => {
    const one = await bed("legacy", {});
    await list(one, alice("legacy"));
    await list(one, alice("legacy"));
    expect(one.asked()).toBe(2);
  });

  it("is kept where changes come on the same pipe, until one does", async () => {
    const upstream = scripted({ tools: [tool("before")] });
    open.push({ close: async () => upstream.remove() });
    const made = await assembled(`upstreams: { one: ${upstream.config()} }`);
    open.push(made);
    const who = alice("legacy");
    const names = async (): Promise<string[]> =>
      ((await list(made, who)).value as { tools: { name: string }[] }).tools.map(({ name }) => name);
    expect(await names()).toEqual(["before"]);
    expect(await names()).toEqual(["before"]);
    expect(upstream.received("tools/list")).toHaveLength(1);
    upstream.write({ tools: [tool("after")] });
    await expect.poll(names).toEqual(["after"]);
    expect(upstream.received("tools/list")).toHaveLength(2);
  });
});

describe("the bytes of an answer", () => {
  it.each(["legacy", "modern"] as const)(
    "of a %s upstream are given to be changed only where nobody keeps them",
    async (era) => {
      const one = await bed(era, { ttlMs: 60_000, cacheScope: "private", resultType: "complete" });
      const fresh = await list(one, alice(era));
      const kept = await list(one, alice(era));
      expect(one.asked()).toBe(1);
      const identity = await ask(one.view, alice(era), "server/discover").answer;
      expect([fresh.room, kept.room, identity.room]).toEqual([0, undefined, undefined]);
      fresh.bytes.fill(0x20);
      expect(text(await list(one, alice(era)))).toBe(text(kept));
      expect(kept.value).toMatchObject({ tools: [{ name: "page_first" }] });
    },
  );
});
