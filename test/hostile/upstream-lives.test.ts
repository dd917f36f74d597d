import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import type { Message } from "../../src/model/message.js";
import { ask, askWhole, caller } from "../fixtures/assembled.js";
import { freePort } from "../fixtures/free-port.js";
import { startFixture } from "../fixtures/launch.js";
import { closing, failure, hearing, names, proxy, until, upstream, who } from "../fixtures/proxies.js";
import { tool } from "../fixtures/scripted.js";
import { stillClock, testWorld } from "../fixtures/test-world.js";

test("T-82: one dead upstream leaves the others at work, is named in the list, and joins when it is up", async () => {
  const one = upstream({ tools: [tool("x")] });
  const late = upstream({ tools: [tool("y")] });
  const folder = mkdtempSync(join(tmpdir(), "late-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const command = join(folder, "late-command");
  const restart = { initial: "50ms", max: "100ms", crashes: 1000 };
  const { assembly, view } = await proxy(
    `upstreams:\n  one: ${one.config()}\n  late: ${late.config({ command, restart })}`,
  );
  await assembly.warm();
  const heard = await hearing(view);
  const answer = await askWhole(view, who, "tools/list");
  expect((answer.value as { tools: { name: string }[] }).tools.map(({ name }) => name)).toEqual(["one__x"]);
  expect(JSON.stringify(answer.value)).toContain("upstream_unavailable");
  // Between two attempts to start it.
  await until("it is down", () => assembly.upstreams.get("late")?.state().state === "down");
  const codes = ["late__y", "one__y", "y"].map(
    async (name) => (await failure(ask(view, who, "tools/call", { name }).answer)).code,
  );
  expect(await Promise.all(codes)).toEqual(["UPSTREAM_UNAVAILABLE", "UNKNOWN_ITEM", "UNKNOWN_ITEM"]);
  expect((await ask(view, who, "tools/call", { name: "one__x" }).answer).kind).toBe("result");
  heard.length = 0;
  writeFileSync(command, `#!/bin/sh\nexec ${process.execPath} "$@"\n`, { mode: 0o755 });
  await until("it is there", async () => (await names(view)).includes("late__y"));
  await until("the client was told", () => heard.includes("notifications/tools/list_changed"));
});

test("T-81: a call under way when the upstream dies is answered at once with its last stderr lines, and the next one runs", async () => {
  const one = upstream({ tools: [tool("crash"), tool("hang"), tool("x")] });
  const { view } = await proxy(`upstreams:\n  one: ${one.config()}`);
  await names(view);
  const hanging = failure(ask(view, who, "tools/call", { name: "hang" }).answer);
  const error = await failure(ask(view, who, "tools/call", { name: "crash" }).answer);
  expect(error.code).toBe("UPSTREAM_RESTARTED");
  expect(error.message).toContain("boom: out of beans");
  expect((await hanging).code).toBe("UPSTREAM_RESTARTED");
  expect((await ask(view, who, "tools/call", { name: "x" }).answer).kind).toBe("result");
});

test("T-81: only an idempotent request is sent once more when its upstream dies", async () => {
  const tools = [
    tool("reads", { annotations: { readOnlyHint: true } }),
    tool("sets", { annotations: { readOnlyHint: false, idempotentHint: true } }),
    tool("writes", { annotations: { readOnlyHint: false } }),
    tool("silent"),
    tool("corrected", { annotations: { readOnlyHint: true } }),
  ];
  const one = upstream({
    tools,
    prompts: [{ name: "p" }],
    resources: [{ uri: "memo://1", name: "m" }],
    fragile: ["reads", "sets", "writes", "silent", "corrected", "prompts/get", "resources/read"],
  });
  const rules = { annotate: { corrected: { readOnly: false } } };
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config({ tools: rules, restart: { initial: "1ms", max: "10ms", crashes: 100 } })}`,
  );
  await names(view);
  const outcome = (method: string, params: Record<string, unknown>): Promise<string> =>
    ask(view, who, method, params).answer.then(
      ({ kind }) => kind,
      ({ code, data }: ProxyError) => `${code} ${data?.executed}`,
    );
  const lost = "UPSTREAM_RESTARTED unknown";
  for (const [name, said, calls] of [
    ["reads", "result", 2],
    ["sets", "result", 2],
    ["writes", lost, 1],
    ["silent", lost, 1],
    ["corrected", lost, 1],
  ] as const) {
    expect([name, await outcome("tools/call", { name })]).toEqual([name, said]);
    expect(one.received("tools/call").filter((params) => (params as { name: string }).name === name)).toHaveLength(
      calls,
    );
  }
  expect(await outcome("prompts/get", { name: "p" })).toBe("result");
  expect(await outcome("resources/read", { uri: "memo://1" })).toBe("result");
});

test("T-81: a storm of crashes opens the circuit, and calls are refused at once with a retry time", async () => {
  const one = upstream({ tools: [tool("crash"), tool("x")] });
  const restart = { initial: "1ms", max: "30s", crashes: 3, probe: "30s" };
  const { view } = await proxy(`upstreams:\n  one: ${one.config({ restart })}`);
  await names(view);
  const codes: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    codes.push((await failure(ask(view, who, "tools/call", { name: "crash" }).answer)).code);
  }
  expect(codes.slice(0, 3)).toEqual(["UPSTREAM_RESTARTED", "UPSTREAM_RESTARTED", "UPSTREAM_RESTARTED"]);
  const refused = await failure(ask(view, who, "tools/call", { name: "x" }).answer);
  expect(refused.code).toBe("UPSTREAM_UNAVAILABLE");
  expect(refused.data).toMatchObject({
    executed: false,
    retryAfter: expect.toSatisfy((seconds) => seconds > 0 && seconds <= 36),
  });
});

test("a lazy upstream is listed from memory before it runs, and starts with its first call; idleStop ends it", async () => {
  const [one, two] = [upstream({ tools: [tool("x")] }), upstream({ tools: [tool("x")] })];
  const starts = (): number => one.received("(start)").length;
  const yaml = `upstreams:\n  one: ${one.config({ start: "lazy", idleStop: "150ms" })}\n  two: ${two.config({ tools: { include: [] } })}`;
  const { assembly, view } = await proxy(yaml);
  await assembly.warm();
  const state = (): string | undefined => assembly.upstreams.get("one")?.state().state;
  expect(state()).toBe("idle");
  expect(await names(view)).toEqual(["one__x"]);
  expect(starts()).toBe(1);
  await until("it was stopped", () => state() === "idle");
  await hearing(view);
  expect(await names(view)).toEqual(["one__x"]);
  await sleep(100);
  expect(state()).toBe("idle");
  expect(starts()).toBe(1);
  expect((await ask(view, who, "tools/call", { name: "one__x" }).answer).kind).toBe("result");
  expect(starts()).toBe(2);
});

test("a lazy upstream with lists of several pages is listed whole before it runs", async () => {
  const tools = ["a", "b", "c", "d", "e"].map((name) => tool(name));
  const one = upstream({ tools, page: 2 });
  const world = testWorld({ env: process.env });
  // Shown as it is, a client pages by itself; merged, the proxy does.
  const views = {
    merged: `upstreams:\n  one: ${one.config({ start: "lazy", tools: { ignore: ["none"] } })}`,
    single: `upstreams:\n  one: ${one.config({ start: "lazy" })}`,
  };
  for (const [first, then] of [
    ["merged", "single"],
    ["single", "merged"],
  ] as const) {
    one.forget();
    const before = await proxy(views[first], world);
    const pages = first === "merged" ? [undefined] : [undefined, "2", "4"];
    for (const cursor of pages) await askWhole(before.view, who, "tools/list", cursor === undefined ? {} : { cursor });
    expect(one.received("tools/list")).toHaveLength(3);
    await until("it was written down", async () => {
      const [key] = await before.store.list("catalogue/");
      const kept = key === undefined ? undefined : await before.store.read(key);
      return (kept as { lists: Record<string, string[]> } | undefined)?.lists["tools/list"]?.length === 5;
    });
    const after = await proxy(views[then], world, before.store);
    expect(await names(after.view)).toEqual(["a", "b", "c", "d", "e"]);
    expect(after.assembly.upstreams.get("one")?.state().state).toBe("idle");
    expect(one.received("initialize")).toHaveLength(1);
  }
});

test("two who read a list of several pages at once do not make a longer one of it", async () => {
  const one = upstream({ tools: ["a", "b", "c"].map((name) => tool(name)), page: 1 });
  const yaml = `upstreams:\n  one: ${one.config({ start: "lazy", idleStop: "100ms" })}`;
  const { assembly, view } = await proxy(yaml);
  const page = (cursor?: string): Promise<Message> =>
    ask(view, who, "tools/list", cursor === undefined ? {} : { cursor }).answer;
  for (const cursor of [undefined, undefined, "1", "1", "2", "2"]) await page(cursor);
  await until("it was stopped", () => assembly.upstreams.get("one")?.state().state === "idle");
  expect(await names(view)).toEqual(["a", "b", "c"]);
  expect(one.received("initialize")).toHaveLength(1);
});

test("T-85: a flood of list_changed is collected, and the answer behind it arrives", async () => {
  const one = upstream({ tools: [tool("flood")] });
  const { view } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${one.config({ tools: { include: [] } })}`);
  await names(view);
  const heard = await hearing(view);
  expect((await ask(view, who, "tools/call", { name: "one__flood" }).answer).kind).toBe("result");
  await until("the client was told", () => heard.length > 0);
  await sleep(200);
  expect(heard.length).toBeLessThan(1000);
});

test("an HTTP upstream that cannot be reached is not tried for every call, and is found again", async () => {
  const port = String(await freePort());
  const first = await startFixture("modern-fixture", "--port", port);
  const restart = JSON.stringify({ crashes: 3, probe: "300ms" });
  const { view } = await proxy(`upstreams:\n  one: { url: "${first.url}", restart: ${restart} }`);
  const echo = (): Promise<Message> =>
    ask(view, caller("modern"), "tools/call", { name: "echo", arguments: { message: "hi" } }).answer;
  expect((await echo()).kind).toBe("result");
  await first.stop();
  // Many calls at once meet one failure.
  const told = await Promise.all(Array.from({ length: 6 }, async () => (await failure(echo())).message));
  expect(told.filter((message) => message.includes("keeps failing"))).toEqual([]);
  await until("no more are tried", async () => (await failure(echo())).message.includes("keeps failing"));
  const second = await startFixture("modern-fixture", "--port", port);
  closing.push(() => second.stop());
  await until("it answers", async () => (await echo().catch(() => undefined))?.kind === "result");
});

test("limits: calls wait in line, one too many and one too early are refused, and a list is not counted", async () => {
  const one = upstream({ tools: [tool("hang"), tool("x")] });
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config({ limits: { concurrency: 1, queue: 1, perMinute: 30 } })}`,
    testWorld({ env: process.env, clock: stillClock() }),
  );
  const hang = ask(view, who, "tools/call", { name: "hang" });
  await until("it is under way", () => one.received("tools/call").length === 1);
  const second = ask(view, who, "tools/call", { name: "x" });
  expect((await failure(ask(view, who, "tools/call", { name: "x" }).answer)).code).toBe("RATE_LIMITED");
  expect(await names(view)).toEqual(["hang", "x"]);
  hang.cancel();
  expect((await failure(hang.answer)).code).toBe("CANCELLED");
  expect((await second.answer).kind).toBe("result");
  expect((await ask(view, who, "tools/call", { name: "x" }).answer).kind).toBe("result");
  const late = await failure(ask(view, who, "tools/call", { name: "x" }).answer);
  expect([late.code, late.row.http]).toEqual(["RATE_LIMITED", 429]);
  expect(late.data).toMatchObject({ retryAfter: expect.any(Number), executed: false });
});
