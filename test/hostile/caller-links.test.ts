import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { Caller } from "../../src/model/call.js";
import type { Message } from "../../src/model/message.js";
import { LOCAL, type Principal, principalOf } from "../../src/model/principal.js";
import { NOBODY } from "../../src/upstream/pool/link-keys.js";
import { ask, caller } from "../fixtures/assembled.js";
import { closing, EVERYTHING, failure, proxy, until, upstream, who } from "../fixtures/proxies.js";
import { tool } from "../fixtures/scripted.js";

test("what is one caller's own ends when that caller is gone; the operator's own and what somebody listens to stay", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  closing.push(() => vi.useRealTimers());
  const ann = caller("modern", { principal: principalOf("test", "ann") });
  const bob = caller("legacy", { principal: principalOf("test", "bob"), session: "b" });
  const one = upstream({ tools: [tool("x")] });
  const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config({ tools: { ignore: ["none"] } })}`);
  const state = (principal: Principal): string | undefined => assembly.upstreams.get("one")?.state(principal).state;
  const listening = await view.listen(
    { caller: bob, notify: () => undefined, logLevel: () => undefined, ended: () => undefined },
    EVERYTHING,
  );
  await assembly.warm();
  // Used, so that it is not only warm.
  for (const someone of [who, ann, bob]) await ask(view, someone, "tools/call", { name: "x" }).answer;
  const all = (): (string | undefined)[] => [LOCAL, ann.principal, bob.principal].map(state);
  expect(all()).toEqual(["up", "up", "up"]);
  vi.advanceTimersByTime(14 * 60_000);
  await ask(view, ann, "tools/call", { name: "x" }).answer;
  vi.advanceTimersByTime(14 * 60_000);
  expect(all()).toEqual(["up", "up", "up"]);
  vi.advanceTimersByTime(3 * 60_000);
  expect(all()).toEqual(["up", "idle", "up"]);
  listening.close();
  vi.advanceTimersByTime(17 * 60_000);
  expect(all()).toEqual(["up", "idle", "idle"]);
  await ask(view, ann, "tools/call", { name: "x" }).answer;
  expect(all()).toEqual(["up", "up", "idle"]);
});

test("a modern client finds what was opened before anybody called, whatever it declares", async () => {
  const one = upstream({ tools: [tool("x")] });
  const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}`);
  await assembly.warm();
  for (const asks of [true, false]) await ask(view, caller("modern", { asks }), "tools/call", { name: "x" }).answer;
  expect(one.received("(start)")).toHaveLength(1);
});

test("of the operator's own links the last one stays; what was opened before anybody called goes with the first caller", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  closing.push(() => vi.useRealTimers());
  const one = upstream({ tools: [tool("x")] });
  const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config({ tools: { ignore: ["none"] } })}`);
  const children = (): number[] => one.running();
  await assembly.warm();
  await ask(view, { ...NOBODY, principal: LOCAL }, "tools/list").answer;
  const [first] = children();
  await ask(view, who, "tools/call", { name: "x" }).answer;
  await until("the warm one is gone", () => !children().includes(first as number));
  expect(children()).toHaveLength(1);
  await ask(view, caller("modern"), "tools/call", { name: "x" }).answer;
  expect(children()).toHaveLength(2);
  vi.advanceTimersByTime(17 * 60_000);
  await until("one is left", () => children().length === 1);
  vi.advanceTimersByTime(60 * 60_000);
  await ask(view, { ...NOBODY, principal: LOCAL }, "tools/list").answer;
  expect(assembly.upstreams.get("one")?.state().state).toBe("up");
});

test("no more processes than limits.links: the oldest that nobody calls on goes first, and one too many is refused", async () => {
  const people = ["ann", "bob", "cyd", "dan"].map((name) => caller("modern", { principal: principalOf("test", name) }));
  const [ann, bob, cyd, dan] = people as [Caller, Caller, Caller, Caller];
  const one = upstream({ tools: [tool("x"), tool("hang")] });
  const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config({ limits: { links: 2 } })}`);
  const up = (): boolean[] =>
    people.map(({ principal }) => assembly.upstreams.get("one")?.state(principal).state === "up");
  const x = (someone: Caller): Promise<Message> => ask(view, someone, "tools/call", { name: "x" }).answer;
  for (const someone of [ann, bob, cyd]) expect((await x(someone)).kind).toBe("result");
  expect(up()).toEqual([false, true, true, false]);
  const hanging = [bob, cyd].map((someone) => ask(view, someone, "tools/call", { name: "hang" }));
  await until("both are busy", () => one.received("tools/call").length === 5);
  const refused = await failure(x(dan));
  expect([refused.code, refused.data]).toEqual(["RATE_LIMITED", { retryAfter: 5, executed: false }]);
  hanging[1]?.cancel();
  await failure(hanging[1]?.answer as Promise<Message>);
  expect((await x(dan)).kind).toBe("result");
  expect(up()).toEqual([false, true, false, true]);
  hanging[0]?.cancel();
  await failure(hanging[0]?.answer as Promise<Message>);
});

test("a lost link is opened again for who listens, and not for who is gone", async () => {
  const [ann, bob] = ["ann", "bob"].map((name) =>
    caller("legacy", { principal: principalOf("test", name), session: name }),
  );
  const one = upstream({ tools: [tool("crash"), tool("x")] });
  const restart = { initial: "20ms", max: "40ms", crashes: 1000 };
  const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config({ restart, tools: { ignore: ["none"] } })}`);
  const state = (who: Caller | undefined): string | undefined =>
    assembly.upstreams.get("one")?.state(who?.principal).state;
  for (const someone of [ann, bob]) await ask(view, someone as Caller, "tools/call", { name: "x" }).answer;
  const listening = await view.listen(
    { caller: bob as Caller, notify: () => undefined, logLevel: () => undefined, ended: () => undefined },
    EVERYTHING,
  );
  closing.push(() => listening.close());
  for (const someone of [ann, bob]) await failure(ask(view, someone as Caller, "tools/call", { name: "crash" }).answer);
  await until("bob's is back", () => state(bob) === "up");
  await sleep(300);
  expect(state(ann)).not.toBe("up");
  expect(one.received("initialize")).toHaveLength(3);
});

describe("isolation", () => {
  const people = ["ann", "bob"].map((name) => principalOf("test", name));
  const sessions = people.flatMap((principal) =>
    ["1", "2"].map((session) => caller("legacy", { principal, session: `${principal.subject}-${session}` })),
  );

  test.each([
    ["shared", 1],
    ["principal", 2],
    ["session", 4],
  ])("%s: two people with two sessions each have %i processes", async (isolation, processes) => {
    const one = upstream({ tools: [tool("x")] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config({ isolation })}`);
    for (const session of sessions) {
      expect((await ask(view, session, "tools/call", { name: "x" }).answer).kind).toBe("result");
      expect((await ask(view, session, "tools/list").answer).kind).toBe("result");
    }
    expect(one.received("initialize")).toHaveLength(processes);
    const alive = (): boolean => assembly.upstreams.get("one")?.state().state === "up";
    expect(alive()).toBe(true);
    for (const session of sessions) view.forget(session);
    if (isolation === "session") await until("nothing runs for nobody", () => !alive());
    else expect(alive()).toBe(true);
  });
});
