import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type Running, start } from "../fixtures/launch.js";
import { type Heard, type Person, person } from "../fixtures/person.js";
import { startProxy } from "../peers/proxy.js";

const PEOPLE = ["alice", "bob", "carol", "dave"] as const;
const KEYS = Object.fromEntries(PEOPLE.map((name) => [name.toUpperCase(), `${name}-key-0123456789abcdef0123456789`]));
const TELLING = resolve("test/fixtures/telling-upstream.mjs");

interface Place {
  readonly people: Record<string, Person>;
  /** What stands before the upstream's names. */
  readonly prefix: string;
  stop(): Promise<void>;
}

/** Four people, two of each era, at a proxy that shares one link of each upstream among them. */
async function place(upstream: Record<string, unknown>, alone: boolean, level?: string): Promise<Place> {
  const shared = { ...upstream, isolation: "shared" };
  const other = { command: process.execPath, args: [TELLING], isolation: "shared" };
  const proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: alone ? { one: shared } : { one: shared, other },
      expose: { http: { listen: "127.0.0.1:0" } },
      access: {
        mode: "api-key",
        keys: Object.fromEntries(PEOPLE.map((name) => [name, { env: name.toUpperCase() }])),
      },
      store: { type: "memory" },
    }),
    KEYS as Record<string, string>,
  );
  const people: Record<string, Person> = {};
  for (const name of PEOPLE) {
    const era = name === "carol" || name === "dave" ? "modern" : "legacy";
    const logLevel = level === undefined ? {} : { logLevel: level };
    const one = await person(proxy.url, name, KEYS[name.toUpperCase()], { era, ...logLevel });
    people[name] = one;
    await one.listen();
    await one.ask("tools/list");
    if (level !== undefined && era === "legacy") await one.ask("logging/setLevel", { level });
  }
  return {
    people,
    prefix: alone ? "" : "one__",
    stop: async () => {
      for (const one of Object.values(people)) one.leave();
      await proxy.stop();
    },
  };
}

const MARK = "only-for-";
const heardOf = (one: Person, mark: string): Heard[] =>
  one.heard.filter((message) => JSON.stringify(message).includes(mark));

const log = (mark: string) => ({
  method: "notifications/message",
  params: { level: "error", logger: "x", data: mark },
});
/** Every notification that may be about one caller, with a mark that says whose it is. */
const ABOUT_ONE: readonly [string, (mark: string) => object][] = [
  ["a log message", log],
  [
    "the status of a task",
    (mark) => ({ method: "notifications/tasks/status", params: { taskId: mark, status: "working" } }),
  ],
  [
    "a task of the extension",
    (mark) => ({ method: "notifications/tasks", params: { taskId: mark, status: "working" } }),
  ],
  [
    "the end of an elicitation",
    (mark) => ({ method: "notifications/elicitation/complete", params: { elicitationId: mark } }),
  ],
  [
    "progress of a token nobody has",
    (mark) => ({ method: "notifications/progress", params: { progressToken: mark, progress: 1 } }),
  ],
  [
    "the update of a resource nobody subscribed to",
    (mark) => ({ method: "notifications/resources/updated", params: { uri: mark } }),
  ],
  ["a vendor's notification", (mark) => ({ method: "notifications/vendor/x", params: { mark } })],
  ["the withdrawal of a question", (mark) => ({ method: "notifications/cancelled", params: { requestId: mark } })],
];

const WAYS: readonly [string, (url: Record<string, string>) => Record<string, unknown>, alone: boolean][] = [
  ["a session-based program, alone", () => ({ command: process.execPath, args: [TELLING] }), true],
  ["a session-based program beside another", () => ({ command: process.execPath, args: [TELLING] }), false],
  ["a stateless program", () => ({ command: process.execPath, args: [TELLING, "--modern"] }), false],
  ["a session-based server over HTTP", ({ legacy }) => ({ url: legacy }), false],
  ["a stateless server over HTTP", ({ modern }) => ({ url: modern }), true],
];

const servers: Record<string, Running> = {};
const urls: Record<string, string> = {};
beforeAll(async () => {
  for (const [era, flags] of [
    ["legacy", ["--http"]],
    ["modern", ["--http", "--modern"]],
  ] as const) {
    servers[era] = await start(process.execPath, [TELLING, ...flags]);
    urls[era] = servers[era].url;
  }
});
afterAll(async () => {
  for (const one of Object.values(servers)) await one.stop();
});

describe.each(WAYS)("T-72: a link of everybody's to %s", (_, upstream, alone) => {
  let here: Place;
  beforeAll(async () => {
    here = await place(upstream(urls), alone, "debug");
  });
  afterAll(() => here.stop());

  it.each(ABOUT_ONE)("%s is heard by the caller whose call it belongs to, or by nobody", async (_kind, made) => {
    const { people, prefix } = here;
    for (const name of PEOPLE) {
      const one = people[name] as Person;
      const mark = `${MARK}${name}-${_kind.replaceAll(" ", "-")}`;
      const other = people[name === "bob" ? "alice" : "bob"] as Person;
      const busy = other.ask("tools/call", { name: `${prefix}wait`, arguments: { ms: 150 } });
      await one.ask("tools/call", { name: `${prefix}tell`, arguments: { now: [made(`${mark}-now`)] } });
      await busy;
      await one.ask("tools/call", { name: `${prefix}tell`, arguments: { now: [made(`${mark}-alone`)] } });
      await one.ask("tools/call", { name: `${prefix}tell`, arguments: { later: [made(`${mark}-later`)] } });
      // Said while somebody else's call is the only one under way.
      await other.ask("tools/call", { name: `${prefix}wait`, arguments: { ms: 60 } });
      for (const stranger of PEOPLE.filter((who) => who !== name)) {
        expect(heardOf(people[stranger] as Person, mark)).toEqual([]);
      }
    }
  });

  it("a change of a list is heard by everybody who listens", async () => {
    const { people, prefix } = here;
    const method = "notifications/tools/list_changed";
    const before = PEOPLE.map((name) => people[name]?.heard.filter((one) => one.method === method).length ?? 0);
    await people.alice?.ask("tools/call", { name: `${prefix}tell`, arguments: { later: [{ method }] } });
    for (const [at, name] of PEOPLE.entries()) {
      const count = (): number => people[name]?.heard.filter((one) => one.method === method).length ?? 0;
      await expect.poll(count).toBeGreaterThan(before[at] as number);
    }
  });

  it("the update of a resource is heard by those who subscribed to it", async () => {
    const { people, prefix } = here;
    const [alice, bob] = [people.alice as Person, people.bob as Person];
    const method = "notifications/resources/updated";
    await alice.ask("resources/subscribe", { uri: alone ? "note://one" : "one+note://one" });
    const uri = "note://one";
    await bob.ask("tools/call", { name: `${prefix}tell`, arguments: { later: [{ method, params: { uri } }] } });
    const updates = ({ heard }: Person): Heard[] =>
      heard.filter((one) => one.method === method && one.params?.uri.endsWith(uri) === true);
    await expect.poll(() => updates(alice).length).toBeGreaterThan(0);
    expect(updates(bob)).toEqual([]);
  });

  it("T-78: a task is its maker's: nobody else lists, reads, cancels or hears of it", async () => {
    const { people, prefix } = here;
    const era =
      JSON.stringify(upstream(urls)).includes("modern") || upstream(urls).url === urls.modern ? "modern" : "legacy";
    const makers = PEOPLE.filter((name) => (name === "carol" || name === "dave") === (era === "modern"));
    const made = new Map<string, string>();
    for (const name of makers) {
      const task = era === "legacy" ? { task: { ttl: 60_000 } } : {};
      const call = { name: `${prefix}task`, arguments: { secret: `${MARK}${name}` }, ...task };
      const { result } = await (people[name] as Person).ask("tools/call", call);
      made.set(name, result.taskId ?? result.task.taskId);
    }
    for (const name of PEOPLE) {
      const one = people[name] as Person;
      if (era === "legacy" && one.name !== "carol" && one.name !== "dave") {
        const listed = ((await one.ask("tasks/list")).result.tasks as { taskId: string }[]).map(({ taskId }) => taskId);
        expect(listed).toEqual([made.get(name)]);
      }
      for (const [owner, id] of made) {
        for (const taskId of [id, "task-1", "task-2"]) {
          for (const method of ["tasks/get", "tasks/result", "tasks/update", "tasks/cancel"]) {
            const { error } = await one.ask(method, { taskId });
            const mine = owner === name && taskId === id;
            if (!mine && !(made.get(name) === taskId)) expect(error).toBeDefined();
            if (mine && method === "tasks/get") expect(error).toBeUndefined();
          }
        }
      }
      const others = PEOPLE.filter((who) => who !== name);
      for (const who of others) expect(heardOf(one, `"${MARK}${who}"`)).toEqual([]);
    }
  });

  it("nobody cancels another's call", async () => {
    const { people, prefix } = here;
    const [alice, bob] = [people.alice as Person, people.bob as Person];
    const waiting = alice.ask("tools/call", { name: `${prefix}wait`, arguments: { ms: 400 } });
    const ids = Array.from({ length: 60 }, (_none, at) => [at, `alice-${at}`]).flat();
    for (const requestId of ids) await bob.tell("notifications/cancelled", { requestId });
    expect((await waiting).result).toBeDefined();
  });
});

it("T-72: a caller who asked for no level hears no log messages of a link that others use", async () => {
  const here = await place({ url: urls.legacy }, false);
  const alice = here.people.alice as Person;
  await alice.ask("tools/call", { name: "one__tell", arguments: { now: [log("quiet-please")] } });
  expect(heardOf(alice, '"data":"quiet-please"')).toEqual([]);
  await alice.ask("logging/setLevel", { level: "critical" });
  await alice.ask("tools/call", { name: "one__tell", arguments: { now: [log("quiet-please")] } });
  expect(heardOf(alice, '"data":"quiet-please"')).toEqual([]);
  await alice.ask("logging/setLevel", { level: "error" });
  await alice.ask("tools/call", { name: "one__tell", arguments: { now: [log("loud-please")] } });
  expect(heardOf(alice, '"data":"loud-please"').length).toBe(1);
  for (const name of ["bob", "carol", "dave"]) expect(heardOf(here.people[name] as Person, "loud-please")).toEqual([]);
  await here.stop();
});

it.each([
  ["1.x", "test/fixtures/legacy-fixture.ts"],
  ["2.x", "test/fixtures/modern-fixture.ts"],
])(
  "T-72: log messages and progress of a server on SDK %s that everybody shares reach the caller alone",
  async (_, source) => {
    const here = await place({ command: process.execPath, args: [await compile(source), "--stdio"] }, false, "debug");
    const [alice, ...strangers] = PEOPLE.map((name) => here.people[name] as Person) as [Person, ...Person[]];
    const tools = ((await alice.ask("tools/list")).result.tools as { name: string }[]).map(({ name }) => name);
    const [logs, progress] = ["logging", "progress"].map((word) =>
      tools.find((name) => name.startsWith("one__") && name.includes(word)),
    );
    const before = strangers.map(({ heard }) => heard.length);
    for (let at = 0; at < 3; at++) {
      await alice.ask("tools/call", { name: logs, arguments: {}, _meta: { progressToken: "alice-token" } });
      await alice.ask("tools/call", { name: progress, arguments: {}, _meta: { progressToken: "alice-token" } });
    }
    expect(heardOf(alice, "alice-token").length).toBeGreaterThan(0);
    expect(strangers.map(({ heard }) => heard.length)).toEqual(before);
    await here.stop();
  },
);
