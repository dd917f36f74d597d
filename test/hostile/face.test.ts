import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Config, ToolRules } from "../../generated/config.js";
import { load } from "../../src/config/load.js";
import { writeLock } from "../../src/filter/lock-file.js";
import { Call, type Caller } from "../../src/model/call.js";
import type { ProxyError } from "../../src/model/errors.js";
import type { Item } from "../../src/model/item.js";
import type { Message } from "../../src/model/message.js";
import { LOCAL, type Principal, principalOf } from "../../src/model/principal.js";
import type { Store } from "../../src/model/store.js";
import type { ListenFilter, View } from "../../src/model/view.js";
import type { MergedView } from "../../src/proxy/merged.js";
import type { SwapView } from "../../src/proxy/swap.js";
import { promptFilters, resourceFilters, toolFilters } from "../../src/serve/registry.js";
import { NOBODY } from "../../src/upstream/pool/link-keys.js";
import { request } from "../../src/wire/build.js";
import { type Assembled, ask, askWhole, assembled, caller } from "../fixtures/assembled.js";
import { freePort } from "../fixtures/free-port.js";
import { startFixture } from "../fixtures/launch.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { type Script, type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { stillClock, testWorld } from "../fixtures/test-world.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const who = caller("legacy");
const EVERYTHING: ListenFilter = {
  toolsListChanged: true,
  promptsListChanged: true,
  resourcesListChanged: true,
  resourceSubscriptions: [],
  taskIds: [],
};

function upstream(script: Script): Scripted {
  const made = scripted(script);
  closing.push(made.remove);
  return made;
}

async function proxy(yaml: string, world = testWorld({ env: process.env }), store?: Store): Promise<Assembled> {
  const made = await assembled(yaml, world, store);
  closing.push(made.close);
  return made;
}

async function listed(
  view: View,
  kind: "tools" | "prompts" | "resources" | "resources/templates" = "tools",
): Promise<Record<string, unknown>[]> {
  const answer = await askWhole(view, who, `${kind}/list`);
  const key = kind === "resources/templates" ? "resourceTemplates" : kind;
  return (answer.value as Record<string, Record<string, unknown>[]>)[key] ?? [];
}

const names = async (view: View): Promise<unknown[]> => (await listed(view)).map(({ name }) => name);

function failure(answer: Promise<unknown>): Promise<ProxyError> {
  return answer.then(
    (found) => {
      throw new Error(`Answered: ${JSON.stringify((found as Message).value)}`);
    },
    (error: ProxyError) => error,
  );
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(condition, { message: what }).toBe(true);
}

async function hearing(view: View): Promise<string[]> {
  const heard: string[] = [];
  const listening = await view.listen(
    {
      caller: who,
      notify: (message) => heard.push(message.method ?? ""),
      logLevel: () => undefined,
      ended: () => heard.push("ended"),
    },
    EVERYTHING,
  );
  closing.push(() => listening.close());
  return heard;
}

const TOOLS = [
  tool("get", {
    annotations: { readOnlyHint: true, openWorldHint: false },
    inputSchema: { type: "object", properties: { path: {} } },
  }),
  tool("put"),
  tool("Delete_All", { annotations: { idempotentHint: true } }),
];
const TOOL_SAMPLES: { readonly [Key in keyof Required<ToolRules>]: ToolRules[Key] } = {
  include: ["g*"],
  ignore: ["p*", "*all"],
  readOnly: true,
  destructive: false,
  idempotent: true,
  openWorld: false,
  rename: { get: "fetch" },
  describe: { get: "Gets." },
  annotate: { get: { readOnly: false } },
  arguments: { get: { path: { fix: "/" } } },
};

describe("T-69: an unlisted item cannot be called and answers as if it did not exist", () => {
  test.each(Object.keys(toolFilters) as (keyof ToolRules)[])("tools.%s", async (key) => {
    const one = upstream({ tools: TOOLS });
    const { view } = await proxy(
      `upstreams:\n  one: ${one.config({ tools: { [key]: TOOL_SAMPLES[key] } })}\n  two: ${one.config({ disabled: true })}`,
    );
    const shown = await names(view);
    const nothing = await failure(ask(view, who, "tools/call", { name: "no-such-tool" }).answer);
    for (const own of ["get", "put", "Delete_All"]) {
      const spellings = [
        own,
        own.toUpperCase(),
        `one__${own}`,
        `one:${own}`,
        `one/${own}`,
        `${own} `,
        own.replace("e", "\u0435"),
      ];
      for (const name of spellings) {
        const target = [own, `one__${own}`, `one:${own}`, `one/${own}`].includes(name)
          ? shown.find((one) => String(one).endsWith(own === "get" && key === "rename" ? "fetch" : own))
          : undefined;
        if (target !== undefined) continue;
        const error = await failure(ask(view, who, "tools/call", { name }).answer);
        expect([error.code, error.message, error.data]).toEqual([
          nothing.code,
          nothing.message.replace("no-such-tool", name),
          nothing.data,
        ]);
      }
    }
    expect(one.received("tools/call")).toEqual([]);
  });

  test.each(Object.keys(promptFilters))("prompts.%s", async (key) => {
    const sample = {
      include: ["a"],
      ignore: ["b"],
      rename: { b: "c" },
      describe: { b: "B" },
      arguments: { b: { x: { fix: "1" } } },
    }[key];
    const one = upstream({ prompts: [{ name: "a" }, { name: "b", arguments: [{ name: "x" }] }] });
    const { view } = await proxy(`upstreams:\n  one: ${one.config({ prompts: { [key]: sample } })}`);
    const shown = (await listed(view, "prompts")).map(({ name }) => name);
    if (!shown.includes("b") && key !== "rename") {
      const error = await failure(ask(view, who, "prompts/get", { name: "b" }).answer);
      expect([error.code, error.message]).toEqual(["UNKNOWN_ITEM", "Unknown prompt: b"]);
      const completion = { ref: { type: "ref/prompt", name: "b" }, argument: { name: "x", value: "" } };
      expect((await failure(ask(view, who, "completion/complete", completion).answer)).code).toBe("UNKNOWN_ITEM");
      expect(one.received("prompts/get")).toEqual([]);
    } else {
      const name = key === "rename" ? "c" : "b";
      await ask(view, who, "prompts/get", { name }).answer;
      expect(one.received("prompts/get")).toEqual([
        key === "arguments" ? { name: "b", arguments: { x: "1" } } : { name: "b" },
      ]);
    }
  });

  test.each(Object.keys(resourceFilters))("resources.%s", async (key) => {
    const sample = {
      include: ["file:///public/*"],
      ignore: ["file:///secret/*"],
      describe: { "file:///secret/a": "A" },
    }[key];
    const one = upstream({
      resources: [
        { uri: "file:///public/a", name: "a" },
        { uri: "file:///secret/a", name: "s" },
      ],
      resourceTemplates: [{ uriTemplate: "file:///secret/{x}", name: "t" }],
    });
    const { view } = await proxy(`upstreams:\n  one: ${one.config({ resources: { [key]: sample } })}`);
    const shown = (await listed(view, "resources")).map(({ uri }) => uri);
    await listed(view, "resources/templates");
    expect(shown).toContain("file:///public/a");
    if (key === "describe") return;
    for (const uri of ["file:///secret/a", "file:///secret/b", "one+file:///secret/a"]) {
      expect((await failure(ask(view, who, "resources/read", { uri }).answer)).message).toBe(
        `Unknown resource: ${uri}`,
      );
    }
    expect(one.received("resources/read")).toEqual([]);
  });
});

test("an endpoint shows its part, and two endpoints share nothing", async () => {
  const one = upstream({ tools: TOOLS });
  const { assembly } = await proxy(
    `upstreams:\n  one: ${one.config()}\nexpose:\n  http:\n    endpoints:\n      /mcp: {}\n      /readonly: { tools: { readOnly: true } }`,
  );
  const all = assembly.views.get("/mcp") as View;
  const readonly = assembly.views.get("/readonly") as View;
  expect(await names(all)).toEqual(["get", "put", "Delete_All"]);
  expect(await names(readonly)).toEqual(["get"]);
  expect((await failure(ask(readonly, who, "tools/call", { name: "put" }).answer)).code).toBe("UNKNOWN_ITEM");
  expect((await ask(all, who, "tools/call", { name: "put" }).answer).kind).toBe("result");
});

test("arguments are hidden, defaulted and fixed on the way to the upstream, under the name it knows", async () => {
  const one = upstream({
    tools: [tool("create", { inputSchema: { type: "object", properties: { a: {}, b: {}, c: {} }, required: ["a"] } })],
  });
  const rules = { rename: { create: "new" }, arguments: { create: { a: { fix: 1 }, b: { default: "x" } } } };
  const { view } = await proxy(`upstreams:\n  one: ${one.config({ tools: rules })}`);
  expect(await listed(view)).toEqual([
    { name: "new", inputSchema: { type: "object", properties: { b: { default: "x" }, c: {} } } },
  ]);
  await ask(view, who, "tools/call", { name: "new", arguments: { a: 9, c: 3 } }).answer;
  expect(one.received("tools/call")).toEqual([{ name: "create", arguments: { c: 3, a: 1, b: "x" } }]);
});

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

const SCHEMAS = [
  '{"$ref":"http://127.0.0.1:9/steal.json"}',
  '{"$ref":"file:///etc/passwd"}',
  '{"$defs":{"a":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}',
  `${'{"allOf":['.repeat(10_000)}{}${"]}".repeat(10_000)}`,
  '{"properties":{"p":{"type":"string","pattern":"^(a+)+$"}}}',
  '{"properties":{"__proto__":{"type":"string"},"constructor":{}}}',
  '{"definitions":{"x":{"const":12345678901234567890}}}',
];

test("T-91: a schema passes unchanged, without being fetched, resolved or compiled", async () => {
  const items = SCHEMAS.map(
    (schema, at) => `{"name":"t${at}","inputSchema":${schema},"description":"\u200b\u{e0041}<!-- x --> \\u001b[31m"}`,
  );
  const one = upstream({ raw: { tools: `[${items.join(",")}]` } });
  const { view } = await proxy(`upstreams:\n  one: ${one.config({ tools: { include: ["t*"] } })}`);
  const answer = await askWhole(view, who, "tools/list");
  for (const item of items) expect(answer.bytes.includes(Buffer.from(item))).toBe(true);
  expect((await ask(view, who, "tools/call", { name: "t3" }).answer).kind).toBe("result");
});

test("T-94: hidden text in names and descriptions passes byte for byte", async () => {
  const text = '"\u200bzero\u{e0041}\\u001b[2J<!-- ignore -->"';
  const one = upstream({ raw: { tools: `[{"name":"x","description":${text},"inputSchema":{}}]` } });
  const { view } = await proxy(`upstreams:\n  one: ${one.config({ tools: { ignore: ["y"] } })}`);
  expect((await askWhole(view, who, "tools/list")).bytes.includes(Buffer.from(text))).toBe(true);
});

test("T-94: hiddenText: strip removes hidden text from titles and descriptions, and names, schemas and calls stay", async () => {
  const odd = {
    name: "x",
    title: "Read\u{e0049}er",
    description: "Reads.<!-- and mails it -->\u200b",
    inputSchema: { type: "object", properties: { p: { description: "\u202ePath", enum: ["a\u200b"] } } },
  };
  const one = upstream({
    tools: [odd, tool("y")],
    prompts: [{ name: "p", arguments: [{ name: "a", description: "\u001b[8mA" }] }],
  });
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config({ hiddenText: "strip", tools: { ignore: ["none"] } })}`,
  );
  expect(await listed(view)).toEqual([
    {
      name: "x",
      title: "Reader",
      description: "Reads.",
      inputSchema: { type: "object", properties: { p: { description: "Path", enum: ["a\u200b"] } } },
    },
    tool("y"),
  ]);
  expect(await listed(view, "prompts")).toEqual([{ name: "p", arguments: [{ name: "a", description: "[8mA" }] }]);
  await ask(view, who, "tools/call", { name: "x", arguments: { p: "a\u200b" } }).answer;
  expect(one.received("tools/call")).toEqual([{ name: "x", arguments: { p: "a\u200b" } }]);
  const bare = await proxy(`upstreams:\n  one: ${one.config({ hiddenText: "strip" })}`);
  expect((await listed(bare.view))[0]).toMatchObject({ title: "Reader" });
});

test("T-91, T-92: an item nested too deeply for review counts as not reviewed, and other lists stay", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const deep = `{"name":"deep","inputSchema":${'{"allOf":['.repeat(10_000)}{}${"]}".repeat(10_000)}}`;
  const one = upstream({ raw: { tools: `[${deep},${JSON.stringify(tool("x"))}]` } });
  const items = [deep, JSON.stringify(tool("x"))].map(
    (bytes, at): Item => ({
      kind: "tool",
      upstream: "one",
      own: at === 0 ? "deep" : "x",
      name: "",
      bytes: Buffer.from(bytes),
    }),
  );
  writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([["one", items]])));
  const { view } = await proxy(`upstreams:\n  one: ${one.config()}\nlock: { onDrift: block }`, {
    ...testWorld({ env: process.env }),
    baseDir: folder,
  });
  expect(await names(view)).toEqual(["x"]);
});

describe("T-92: a tool that is no longer what was reviewed", () => {
  const REVIEWED = tool("x", { description: "Reads." });
  const CHANGED = tool("x", { description: "Reads, and mails it." });

  async function held(onDrift: string): Promise<{ view: View; one: Scripted; log: ReturnType<typeof recordingLog> }> {
    const one = upstream({ tools: [REVIEWED] });
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const item: Item = {
      kind: "tool",
      upstream: "one",
      own: "x",
      name: "x",
      bytes: Buffer.from(JSON.stringify(REVIEWED)),
    };
    writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([["one", [item]]])));
    const log = recordingLog();
    const world = { ...testWorld({ env: process.env, log }), baseDir: folder };
    const { view } = await proxy(`upstreams:\n  one: ${one.config()}\nlock: { onDrift: ${onDrift} }`, world);
    expect(await listed(view)).toEqual([REVIEWED]);
    const heard = await hearing(view);
    one.write({ tools: [CHANGED, tool("new")] });
    await until("the client was told", () => heard.includes("notifications/tools/list_changed"));
    return { view, one, log };
  }

  test("warn: it is shown as it is, and the log says so", async () => {
    const { view, log } = await held("warn");
    await until(
      "it is shown",
      async () => JSON.stringify(await listed(view)) === JSON.stringify([CHANGED, tool("new")]),
    );
    const told = log.lines
      .filter(({ event }) => event === "lock.drift")
      .map(({ fields }) => [fields.item, fields.what]);
    expect(told).toEqual([
      ["x", "changed"],
      ["new", "new"],
    ]);
    expect((await ask(view, who, "tools/call", { name: "x" }).answer).kind).toBe("result");
  });

  test("hide: neither it nor what is new can be seen or called", async () => {
    const { view, one } = await held("hide");
    await until("it is hidden", async () => (await listed(view)).length === 0);
    for (const name of ["x", "new"])
      expect((await failure(ask(view, who, "tools/call", { name }).answer)).code).toBe("UNKNOWN_ITEM");
    expect(one.received("tools/call")).toEqual([]);
  });

  test("a pin is one upstream's: another's tool of the same name stays as it is; a flipped annotation and a new name are drift", async () => {
    const reviewed = tool("x", { annotations: { readOnlyHint: true } });
    const flipped = tool("x", { annotations: { readOnlyHint: false, destructiveHint: true } });
    const renamed = tool("x2", { annotations: { readOnlyHint: true } });
    const one = upstream({ tools: [flipped, renamed] });
    const two = upstream({ tools: [reviewed] });
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const pinned = (name: string): [string, Item[]] => [
      name,
      [{ kind: "tool", upstream: name, own: "x", name: "x", bytes: Buffer.from(JSON.stringify(reviewed)) }],
    ];
    writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([pinned("one"), pinned("two")])));
    const { view } = await proxy(
      `upstreams:\n  one: ${one.config()}\n  two: ${two.config()}\nlock: { onDrift: block }`,
      { ...testWorld({ env: process.env }), baseDir: folder },
    );
    expect((await listed(view)).map(({ name, annotations }) => [name, annotations])).toEqual([
      ["one__x", { readOnlyHint: true }],
      ["two__x", { readOnlyHint: true }],
    ]);
    const refused = await failure(ask(view, who, "tools/call", { name: "one__x" }).answer);
    expect([refused.code, refused.row.rpc, refused.row.reason]).toEqual([
      "DEFINITION_CHANGED",
      -33008,
      "definition_changed",
    ]);
    expect((await failure(ask(view, who, "tools/call", { name: "one__x2" }).answer)).code).toBe("UNKNOWN_ITEM");
    expect((await ask(view, who, "tools/call", { name: "two__x" }).answer).kind).toBe("result");
    expect(one.received("tools/call")).toEqual([]);
  });

  test("block: it is shown as reviewed, and its call is refused", async () => {
    const { view, one } = await held("block");
    await until("its call is refused", async () => {
      const answered = await ask(view, who, "tools/call", { name: "x" }).answer.catch(
        (error: ProxyError) => error.code,
      );
      return answered === "DEFINITION_CHANGED";
    });
    expect(await listed(view)).toEqual([REVIEWED]);
    const calls = one.received("tools/call").length;
    expect((await failure(ask(view, who, "tools/call", { name: "x" }).answer)).row.rpc).toBe(-33008);
    expect(one.received("tools/call")).toHaveLength(calls);
  });
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

describe("T-12: a reload", () => {
  function config(yaml: string): Config {
    const { config: found, diagnostics } = load(`version: 1\n${yaml}`, "test.yaml", { env: process.env });
    if (found === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return found;
  }

  test("lets a call of an upstream that is removed end, and refuses the next one", async () => {
    const one = upstream({ tools: [tool("slow")] });
    const two = upstream({ tools: [tool("x")] });
    const rest = `two: ${two.config({ tools: { ignore: ["none"] } })}`;
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}\n  ${rest}`);
    await names(view);
    const slow = ask(view, who, "tools/call", { name: "one__slow" }).answer;
    await until("it is under way", () => one.received("tools/call").length === 1);
    const changes = await assembly.reload(config(`upstreams:\n  ${rest}`));
    expect([[...changes.kept], changes.started, changes.stopped]).toEqual([["two"], [], ["one"]]);
    expect((await failure(ask(view, who, "tools/call", { name: "one__slow" }).answer)).code).toBe("UNKNOWN_ITEM");
    expect((await slow).kind).toBe("result");
    expect(await names(view)).toEqual(["x"]);
  });

  test("keeps resource subscriptions of what stays, under the URI the new view has", async () => {
    const one = upstream({ resources: [{ uri: "memo://1", name: "m" }] });
    const two = upstream({ resources: [{ uri: "memo://2", name: "m" }] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}`);
    await listed(view, "resources");
    const heard: Message[] = [];
    const listening = await view.listen(
      { caller: who, notify: (message) => heard.push(message), logLevel: () => undefined, ended: () => undefined },
      { ...EVERYTHING, resourceSubscriptions: ["memo://1"] },
    );
    closing.push(() => listening.close());
    expect(listening.honoured.resourceSubscriptions).toEqual(["memo://1"]);
    await assembly.reload(config(`upstreams:\n  one: ${one.config({ prefix: "uno" })}\n  two: ${two.config()}`));
    await until("the client was told", () =>
      heard.some(({ method }) => method === "notifications/resources/list_changed"),
    );
    expect(one.received("resources/unsubscribe")).toEqual([]);
    expect(one.received("initialize")).toHaveLength(1);
    await until("it is subscribed to", () => one.received("resources/subscribe").length === 1);
    one.write({ resources: [{ uri: "memo://1", name: "m" }] });
    await until("the update came through", () =>
      heard.some(({ method }) => method === "notifications/resources/updated"),
    );
    const update = heard.find(({ method }) => method === "notifications/resources/updated");
    expect(update?.value).toEqual({ uri: "memo://1" });
  });

  test("ends the listeners of an endpoint that is removed, and shows a new one at once", async () => {
    const one = upstream({ tools: [tool("x")] });
    const yaml = (path: string): string =>
      `upstreams:\n  one: ${one.config()}\nexpose:\n  http:\n    endpoints:\n      ${path}: {}`;
    const { assembly } = await proxy(yaml("/old"));
    const heard = await hearing(assembly.views.get("/old") as View);
    await assembly.reload(config(yaml("/new")));
    expect(heard).toContain("ended");
    expect([...assembly.views.keys()]).toEqual(["/new"]);
    expect(await names(assembly.views.get("/new") as View)).toEqual(["x"]);
  });

  test("that waits for new upstreams when the proxy stops leaves nothing running, old or new", async () => {
    const one = upstream({ tools: [tool("hang")] });
    const two = upstream({ tools: [tool("x")] });
    const slow = JSON.stringify({ command: process.execPath, args: ["-e", "process.stdin.resume()"] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${two.config()}`);
    await names(view);
    const hanging = failure(ask(view, who, "tools/call", { name: "one__hang" }).answer);
    await until("it is under way", () => one.received("tools/call").length === 1);
    const old = assembly.upstreams.get("one");
    let applied = false;
    const reloading = assembly.reload(config(`upstreams:\n  two: ${two.config()}\n  new: ${slow}`), () => {
      applied = true;
    });
    await until("the new one is being started", () => assembly.upstreams.get("new")?.state().state === "starting");
    await assembly.close();
    expect(old?.state().state).not.toBe("up");
    const cut = await hanging;
    expect([cut.code, cut.data]).toEqual(["UPSTREAM_RESTARTED", { executed: "unknown" }]);
    await reloading;
    expect(applied).toBe(false);
  });

  test("whose old upstream still has a call under way does not hold up the end of the proxy", async () => {
    const one = upstream({ tools: [tool("hang")] });
    const two = upstream({ tools: [tool("x")] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${two.config()}`);
    await names(view);
    const hanging = failure(ask(view, who, "tools/call", { name: "one__hang" }).answer);
    await until("it is under way", () => one.received("tools/call").length === 1);
    await assembly.reload(config(`upstreams:\n  two: ${two.config()}`));
    // Its calls may take a minute as long as the proxy runs.
    await assembly.close();
    expect((await hanging).code).toBe("UPSTREAM_RESTARTED");
  }, 50_000);

  test("that cannot be carried out changes nothing", async () => {
    const one = upstream({ tools: [tool("x")] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}`);
    await names(view);
    const broken = config(`upstreams:\n  one: ${one.config({ env: { KEY: { env: "NO_SUCH_VARIABLE" } } })}`);
    expect((await failure(assembly.reload(broken))).code).toBe("CONFIG");
    expect(await names(view)).toEqual(["x"]);
    expect(one.received("initialize")).toHaveLength(1);
  });
});

test("instructions of several upstreams stand under headings, and a long one leaves the others theirs", async () => {
  const [one, two, three] = ["Read first.", "x".repeat(20_000), `${"\u{1f600}".repeat(8000)}`].map((instructions) =>
    upstream({ tools: [tool("x")], instructions }),
  ) as [Scripted, Scripted, Scripted];
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config()}\n  two: ${two.config()}\n  three: ${three.config()}`,
  );
  await until("all are up", async () => (await names(view)).length === 3);
  const { value } = await ask(view, who, "server/discover").answer;
  const { instructions } = value as { instructions: string };
  const parts = instructions.split(/^## /m);
  expect(parts.map((part) => part.slice(0, 5).trim())).toEqual(["", "one", "two", "three"]);
  expect(parts[1]).toBe("one\n\nRead first.\n\n");
  expect(instructions.length).toBeLessThan(16_500);
  expect(parts[2]?.length).toBeGreaterThan(8000);
  expect(parts[3]).toMatch(/^three\n\n(\u{1f600})+\n\n\[shortened\]$/u);
});

test("a renamed and prefixed tool is still found by the name its own author gave it, unless two have it", async () => {
  const one = upstream({ tools: [tool("open"), tool("both")] });
  const two = upstream({ tools: [tool("both")] });
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config({ tools: { rename: { open: "show" } } })}\n  two: ${two.config()}`,
  );
  expect(await names(view)).toEqual(["one__show", "one__both", "two__both"]);
  expect((await ask(view, who, "tools/call", { name: "open" }).answer).kind).toBe("result");
  expect(one.received("tools/call")).toEqual([{ name: "open" }]);
  expect((await failure(ask(view, who, "tools/call", { name: "both" }).answer)).code).toBe("UNKNOWN_ITEM");
});

test("twenty-seven tools of an issue tracker, chosen in the older spelling", async () => {
  const all =
    "atlassianUserInfo getAccessibleAtlassianResources getConfluenceSpaces getConfluencePage getPagesInConfluenceSpace " +
    "getConfluencePageFooterComments getConfluencePageInlineComments getConfluencePageDescendants createConfluencePage " +
    "updateConfluencePage createConfluenceFooterComment createConfluenceInlineComment searchConfluenceUsingCql getJiraIssue " +
    "editJiraIssue createJiraIssue getTransitionsForJiraIssue transitionJiraIssue lookupJiraAccountId searchJiraIssuesUsingJql " +
    "addCommentToJiraIssue getJiraIssueRemoteIssueLinks getVisibleJiraProjects getJiraProjectIssueTypesMetadata " +
    "getJiraIssueTypeMetaWithFields search fetch";
  const one = upstream({ tools: all.split(" ").map((name) => tool(name)) });
  const { view } = await proxy(
    `upstreams:\n  atlassian: ${one.config({ include_tools: ["SEARCH*", "get*Confluence*", "fetch"], ignore_tools: ["*comments"] })}`,
  );
  expect(await names(view)).toEqual([
    "getConfluenceSpaces",
    "getConfluencePage",
    "getPagesInConfluenceSpace",
    "getConfluencePageDescendants",
    "searchConfluenceUsingCql",
    "searchJiraIssuesUsingJql",
    "search",
    "fetch",
  ]);
  await ask(view, who, "tools/call", { name: "getConfluenceSpaces", arguments: { cloudId: "c", limit: 5 } }).answer;
  expect(one.received("tools/call")).toEqual([{ name: "getConfluenceSpaces", arguments: { cloudId: "c", limit: 5 } }]);
});

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

describe("metaTools: two tools stand for all", () => {
  interface Told {
    tools: { name: string; description?: string; inputSchema?: object }[];
    note?: string;
  }
  const META =
    "expose:\n  http:\n    endpoints:\n      /mcp: { metaTools: true, tools: { ignore: ['*:secret*'] } }\n      /all: {}\n";

  async function find(view: View, query?: string): Promise<Told> {
    const given = query === undefined ? {} : { arguments: { query } };
    const answer = await ask(view, who, "tools/call", { name: "find_tools", ...given }).answer;
    const { content } = answer.value as { content: [{ text: string }] };
    return JSON.parse(content[0].text) as Told;
  }

  test("they are listed, tell of what is shown, call it and nothing else; arguments and answers pass as they are", async () => {
    const schema = { type: "object", properties: { path: { type: "string" } } };
    const one = upstream({
      tools: [tool("read", { description: "Reads a file.", inputSchema: schema }), tool("secret-x"), tool("call_tool")],
    });
    const two = upstream({ tools: [tool("send", { description: "Sends a mail." })] });
    const { view, assembly } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${two.config()}\n${META}`);
    expect(await names(view)).toEqual(["find_tools", "call_tool"]);
    await until("both are up", async () => (await find(view)).tools.length === 3);
    expect((await find(view)).tools.map(({ name }) => name)).toEqual(["one__read", "one__call_tool", "two__send"]);
    expect(await find(view, "READ file")).toEqual({
      tools: [{ name: "one__read", description: "Reads a file.", inputSchema: schema }],
    });
    const odd = { path: "/a", more: { name: "x", list: [1, null] } };
    const call = (given: unknown): Promise<Message> =>
      ask(view, who, "tools/call", { name: "call_tool", arguments: given, _meta: { progressToken: 7 } }).answer;
    await call({ name: "one__read", arguments: odd });
    await call({ arguments: JSON.stringify(odd), name: "one:read" });
    await call({ name: "one__read" });
    await call({ name: "one__call_tool", arguments: { a: 1 } });
    const strip = (params: unknown): unknown => ({ ...(params as object), _meta: undefined });
    expect(one.received("tools/call").map(strip)).toEqual([
      { name: "read", arguments: odd },
      { name: "read", arguments: odd },
      { name: "read", arguments: {} },
      { name: "call_tool", arguments: { a: 1 } },
    ]);
    for (const [given, code] of [
      [{ name: "one__secret-x" }, "UNKNOWN_ITEM"],
      [{ name: "find_tools" }, "UNKNOWN_ITEM"],
      [{}, "INVALID_PARAMS"],
      [{ name: 7 }, "INVALID_PARAMS"],
      [undefined, "INVALID_PARAMS"],
    ] as const) {
      expect([given, (await failure(call(given))).code]).toEqual([given, code]);
    }
    expect((await ask(view, who, "tools/call", { name: "two__send" }).answer).kind).toBe("result");
    expect(await names(assembly.views.get("/all") as View)).toContain("one__secret-x");
  });

  test("of many tools it tells briefly, and wholly once they are few", async () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      tool(`tool-${at}`, { description: `${"long ".repeat(100)}${at}` }),
    );
    const one = upstream({ tools: many });
    const { view } = await proxy(`upstreams:\n  one: ${one.config()}\n${META}`);
    await until("it is up", async () => (await find(view)).tools.length === 300);
    const all = await find(view);
    expect(all.tools).toHaveLength(300);
    expect(all.tools[0]).not.toHaveProperty("inputSchema");
    expect(all.tools[0]?.description?.length).toBeLessThan(200);
    expect(all.note).toContain("300 tools");
    const few = await find(view, "tool-29");
    expect(few.tools.map(({ name }) => name)).toEqual([
      "tool-29",
      ...Array.from({ length: 10 }, (_, at) => `tool-29${at}`),
    ]);
    expect(few.tools[0]).toMatchObject({ inputSchema: { type: "object" } });
    expect(few.tools[0]?.description?.length).toBeGreaterThan(400);
  });

  test("the audit knows the tool that was meant, and the lock and refusals hold", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const one = upstream({ tools: [tool("x", { description: "changed" }), tool("new")] });
    const bytes = Buffer.from(JSON.stringify(tool("x")));
    const item: Item = { kind: "tool", upstream: "one", own: "x", name: "x", bytes };
    writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([["one", [item]]])));
    const world = { ...testWorld({ env: process.env }), baseDir: folder };
    const { assembly, view } = await proxy(
      `upstreams:\n  one: ${one.config()}\nlock: { onDrift: block }\n${META}`,
      world,
    );
    await expect.poll(async () => (await find(view)).tools.map(({ name }) => name)).toEqual(["x"]);
    const call = (name: string): Promise<Message> =>
      ask(view, who, "tools/call", { name: "call_tool", arguments: { name } }).answer;
    expect((await failure(call("x"))).code).toBe("DEFINITION_CHANGED");
    expect((await failure(call("new"))).code).toBe("UNKNOWN_ITEM");
    const { behind } = assembly.views.get("/mcp") as SwapView;
    const seen = new Call(
      request(Buffer.from("1"), "tools/call", { name: "call_tool", arguments: { name: "x" } }),
      who,
      { emit: () => true, onDrain: () => undefined },
    );
    expect((behind as MergedView).meant(seen)).toBe("x");
  });
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
