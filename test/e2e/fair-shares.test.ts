import { resolve } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Running } from "../fixtures/launch.js";
import { type Heard, type Person, person } from "../fixtures/person.js";
import { startProxy } from "../peers/proxy.js";

const PEOPLE = ["alice", "bob", "carol", "dave"] as const;
const KEYS = Object.fromEntries(PEOPLE.map((name) => [name.toUpperCase(), `${name}-key-0123456789abcdef0123456789`]));
const UPSTREAM = { command: process.execPath, args: [resolve("test/fixtures/telling-upstream.mjs")] };
/** Longer than any test. */
const FOREVER = 3_600_000;

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function proxy(upstream: Record<string, unknown>): Promise<Running> {
  const running = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { one: { ...UPSTREAM, ...upstream } },
      expose: { http: { listen: "127.0.0.1:0" } },
      access: {
        mode: "api-key",
        keys: Object.fromEntries(PEOPLE.map((name) => [name, { env: name.toUpperCase() }])),
      },
      store: { type: "memory" },
    }),
    KEYS as Record<string, string>,
  );
  closing.push(() => running.stop());
  return running;
}

async function join(running: Running, name: (typeof PEOPLE)[number], era: "legacy" | "modern"): Promise<Person> {
  const one = await person(running.url, name, KEYS[name.toUpperCase()], { era });
  closing.push(() => one.leave());
  return one;
}

const call = (one: Person, ms: number): Promise<Heard> => one.ask("tools/call", { name: "wait", arguments: { ms } });

it.each([
  ["legacy", { concurrency: 10, queue: 2 }],
  ["modern", { concurrency: 10, queue: 2 }],
  ["legacy", { concurrency: 4, queue: 1 }],
  ["legacy", { concurrency: 2, queue: 0 }],
  ["modern", { concurrency: 12, queue: 1000 }],
] as const)("T-122: a %s caller's twelve hanging calls refuse nobody else, with %j", async (era, limits) => {
  for (const isolation of ["shared", "principal"]) {
    const running = await proxy({ isolation, limits });
    const [alice, ...others] = (await Promise.all(PEOPLE.map((name) => join(running, name, era)))) as [
      Person,
      ...Person[],
    ];
    const hanging = Array.from({ length: 12 }, () => call(alice, FOREVER));
    for (const one of hanging) one.catch(() => undefined);
    // Those that may not wait are refused by now, the others are under way or in line.
    await call(others[0] as Person, 1);
    const answers = await Promise.all(others.flatMap((one) => [call(one, 5)]));
    for (const { result, error } of answers) expect(error ?? result).toMatchObject({ content: [] });
    for (let at = 0; at < 5; at++) expect((await call(others[1] as Person, 1)).result).toBeDefined();
  }
});

it("T-122: one caller's sessions do not hold every link", async () => {
  const running = await proxy({ isolation: "session", limits: { links: 4 } });
  const sessions = await Promise.all(Array.from({ length: 6 }, () => join(running, "alice", "legacy")));
  const hanging = sessions.map((one) => call(one, FOREVER));
  for (const one of hanging) one.catch(() => undefined);
  for (const name of ["bob", "carol"] as const) {
    const one = await join(running, name, "legacy");
    expect((await call(one, 1)).result).toBeDefined();
    one.leave();
  }
});

it("T-122: a single caller has every place", async () => {
  const running = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { one: { ...UPSTREAM, limits: { concurrency: 3, queue: 0 } } },
      expose: { http: { listen: "127.0.0.1:0" } },
      store: { type: "memory" },
    }),
  );
  closing.push(() => running.stop());
  const one = await person(running.url, "alice", undefined);
  closing.push(() => one.leave());
  const answers = await Promise.all([call(one, 300), call(one, 300), call(one, 300), call(one, 300)]);
  expect(answers.filter(({ result }) => result !== undefined)).toHaveLength(3);
  expect(answers.filter(({ error }) => error?.data?.reason === "rate_limited")).toHaveLength(1);
});
