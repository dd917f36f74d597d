import { expect, test } from "vitest";
import type { ToolRules } from "../../generated/config.js";
import { compileRules } from "../../src/filter/rules.js";
import type { Item } from "../../src/model/item.js";
import { promptFilters, resourceFilters, toolFilters } from "../../src/serve/registry.js";
import { scan, UNLIMITED } from "../../src/wire/scan.js";

function tool(own: string, rest: object = {}): Item {
  const bytes = Buffer.from(JSON.stringify({ name: own, inputSchema: { type: "object" }, ...rest }));
  return { kind: "tool", upstream: "files", own, name: own, bytes };
}

function rules(given: Partial<ToolRules>, qualified = false) {
  return compileRules(toolFilters, { ...given }, { path: "upstreams.files.tools", side: "tools", qualified });
}

function parsed(item: Item | undefined): unknown {
  return item === undefined ? undefined : JSON.parse(item.bytes.toString("utf8"));
}

test.each([
  [{}, ["get_a", "GetB", "delete_a", "x"]],
  [{ include: ["get*"] }, ["get_a", "GetB"]],
  [{ ignore: ["*_A"] }, ["GetB", "x"]],
  [{ include: ["get*", "x"], ignore: ["*b"] }, ["get_a", "x"]],
  [{ include: [] }, []],
  [{ include: ["files:*"] }, []],
] as [Partial<ToolRules>, string[]][])("%j shows %j", (given, shown) => {
  const items = ["get_a", "GetB", "delete_a", "x"].map((name) => tool(name));
  expect(
    rules(given)
      .shape(items)
      .shown.map((item) => item.own),
  ).toEqual(shown);
});

test("a pattern may name the upstream where items of several come by", () => {
  const shaped = rules({ include: ["files:g*"] }, true).shape([tool("get"), tool("put")]);
  expect(shaped.shown.map((item) => item.own)).toEqual(["get"]);
});

test("what is not touched keeps its bytes, and the reason for hiding names the key", () => {
  const odd = { ...tool("x"), bytes: Buffer.from('{ "name":"x" ,"big": 12345678901234567890, "é":1}') };
  expect(rules({ include: ["*"] }).show(odd)).toBe(odd);
  expect(rules({ ignore: ["x*"] }).show(odd)).toEqual({ hidden: 'upstreams.files.tools.ignore: "x*"' });
  const renamed = rules({ rename: { x: "y" } }).show(odd) as Item;
  expect(renamed.bytes.toString()).toBe('{"name":"y","big": 12345678901234567890,"é":1}');
});

const HINTS = {
  plain: {},
  reader: { annotations: { readOnlyHint: true } },
  safe: { annotations: { destructiveHint: false } },
  twice: { annotations: { idempotentHint: true } },
  closed: { annotations: { openWorldHint: false } },
  odd: { annotations: "none" },
};

test.each([
  [{ readOnly: true }, ["reader"]],
  [{ readOnly: false }, ["plain", "safe", "twice", "closed", "odd"]],
  [{ destructive: false }, ["reader", "safe"]],
  [{ destructive: true }, ["plain", "twice", "closed", "odd"]],
  [{ idempotent: true }, ["reader", "twice"]],
  [{ openWorld: false }, ["closed"]],
  [{ readOnly: true, annotate: { plain: { readOnly: true }, reader: { readOnly: false } } }, ["plain"]],
] as [Partial<ToolRules>, string[]][])("annotations: %j shows %j", (given, shown) => {
  const items = Object.entries(HINTS).map(([name, rest]) => tool(name, rest));
  expect(
    rules(given)
      .shape(items)
      .shown.map((item) => item.own),
  ).toEqual(shown);
});

test("descriptions, annotations and names as the file has them", () => {
  const item = tool("run", { description: "Runs.", annotations: { title: "Run", vendor: 1 } });
  const given = {
    rename: { run: "run_report" },
    describe: { run: { append: "Slow." } },
    annotate: { run: { readOnly: true, title: "Report" } },
  };
  expect(parsed(rules(given).shape([item]).shown[0])).toEqual({
    name: "run_report",
    title: "Report",
    description: "Runs.\n\nSlow.",
    inputSchema: { type: "object" },
    annotations: { title: "Report", vendor: 1, readOnlyHint: true },
  });
  expect(parsed(rules({ describe: { run: "New" } }).show(item) as Item)).toMatchObject({ description: "New" });
});

const SCHEMA = {
  type: "object",
  properties: { project: { type: "string" }, priority: { type: "string" }, secret: {}, text: { maxLength: 9 } },
  required: ["project", "priority", "text"],
};
const ARGUMENTS: Partial<ToolRules> = {
  arguments: {
    create: { project: { fix: "SUPPORT" }, priority: { default: "low" }, secret: { hide: true } },
  },
};

test("what the file says of arguments and hints holds for a name in any case; a name is given to the one that is spelt so", () => {
  const compiled = rules({
    ...ARGUMENTS,
    annotate: { Create: { readOnly: true } },
    rename: { create: "make" },
  });
  const { shown, problems } = compiled.shape([
    tool("CREATE", { inputSchema: SCHEMA }),
    tool("create", { inputSchema: SCHEMA }),
  ]);
  expect(shown.map(({ name }) => name)).toEqual(["CREATE", "make"]);
  expect(problems).toEqual([]);
  for (const item of shown) {
    expect(parsed(item)).toMatchObject({ annotations: { readOnlyHint: true }, inputSchema: { required: ["text"] } });
    const params = `{"name":"${item.own}","arguments":{"project":"X"}}`;
    const request = scan(Buffer.from(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`), UNLIMITED);
    expect(compiled.request(item.own, request).bytes.toString()).toContain('"project":"SUPPORT"');
  }
});

test("arguments: the schema says what is left to the client", () => {
  const shown = rules(ARGUMENTS).show(tool("create", { inputSchema: SCHEMA })) as Item;
  expect(parsed(shown)).toEqual({
    name: "create",
    inputSchema: {
      type: "object",
      properties: { priority: { type: "string", default: "low" }, text: { maxLength: 9 } },
      required: ["text"],
    },
  });
});

test.each([
  ['{"name":"create"}', { project: "SUPPORT", priority: "low" }],
  ['{"name":"create","arguments":null}', { project: "SUPPORT", priority: "low" }],
  [
    '{"name":"create","arguments":{"text":"a","project":"X","secret":1,"secret":2}}',
    { text: "a", project: "SUPPORT", priority: "low" },
  ],
  [
    '{"name":"create","arguments":{"text":"a","Project":"X","PROJECT":"Y","\u017fecret":1,"Text":"b"}}',
    { text: "a", Text: "b", project: "SUPPORT", priority: "low" },
  ],
  ['{"name":"create","arguments":{"priority":"high"}}', { priority: "high", project: "SUPPORT" }],
  ['{"name":"create","arguments":[1]}', [1]],
])("arguments: of %s the upstream gets %j", (params, expected) => {
  const request = scan(Buffer.from(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`), UNLIMITED);
  const sent = rules(ARGUMENTS).request("create", request);
  expect((sent.value as { arguments: unknown }).arguments).toEqual(expected);
  expect(scan(sent.bytes).value).toEqual(sent.value);
  expect(rules(ARGUMENTS).request("other", request)).toBe(request);
});

test("a rule that no longer matches is told, and what cannot be renamed is hidden", () => {
  const given: Partial<ToolRules> = {
    include: ["create", "upd*", "x", "y"],
    rename: { gone: "here", x: "y" },
    describe: { gone2: "" },
    arguments: { create: { prio: { fix: 1 } } },
  };
  const shaped = rules(given).shape([tool("create"), tool("x"), tool("y"), tool("y", { second: true })]);
  expect(shaped.shown.map((item) => item.name)).toEqual(["create", "y"]);
  expect(shaped.problems).toEqual([
    'upstreams.files.tools.include: "upd*" matches nothing',
    'upstreams.files.tools.arguments: "create" does not have the argument "prio"',
    'upstreams.files.tools.describe: "gone2" does not exist',
    'upstreams.files.tools.rename: "gone" does not exist',
    'files lists "y" twice; the first entry counts',
    'upstreams.files.tools.rename: "y" is already in use, so x is hidden',
  ]);
});

test("a hidden item's name is free for another", () => {
  const shaped = rules({ ignore: ["search"], rename: { search_v2: "search" } }).shape([
    tool("search"),
    tool("search_v2"),
  ]);
  expect(shaped.shown.map(({ own, name }) => [own, name])).toEqual([["search_v2", "search"]]);
  expect(shaped.problems).toEqual([]);
});

test("prompts and resources likewise", () => {
  const prompt: Item = {
    kind: "prompt",
    upstream: "u",
    own: "p",
    name: "p",
    bytes: Buffer.from(
      '{"name":"p","arguments":[{"name":"a","required":true},{"name":"b","required":true},{"name":"c"}]}',
    ),
  };
  const place = { path: "upstreams.u.prompts", side: "prompts", qualified: false } as const;
  const settings = { arguments: { p: { a: { fix: "1" }, b: { default: "2" } } }, rename: { p: "q" } };
  expect(parsed(compileRules(promptFilters, settings, place).show(prompt) as Item)).toEqual({
    name: "q",
    arguments: [{ name: "b", required: false }, { name: "c" }],
  });
  const resource: Item = {
    kind: "resource",
    upstream: "u",
    own: "file:///a.md",
    name: "file:///a.md",
    bytes: Buffer.from("{}"),
  };
  const resources = compileRules(resourceFilters, { include: ["file:///*.md"] }, { ...place, side: "resources" });
  expect(resources.show(resource)).toBe(resource);
  expect(resources.show({ ...resource, own: "file:///a.txt" })).toHaveProperty("hidden");
});

/** For every registered filter a setting that touches `get`, and one that no item fits. */
const SAMPLES: Record<keyof typeof toolFilters, unknown> = {
  include: ["g*"],
  ignore: ["p*"],
  readOnly: true,
  destructive: false,
  idempotent: true,
  openWorld: false,
  rename: { get: "fetch" },
  describe: { get: "Gets." },
  annotate: { get: { readOnly: false } },
  arguments: { get: { path: { fix: "/" } } },
};

const ITEMS = [
  tool("get", { annotations: { readOnlyHint: true, openWorldHint: false }, inputSchema: { properties: { path: {} } } }),
  tool("put"),
  tool("GET_ALL", { annotations: { idempotentHint: true } }),
];

test.each(Object.keys(toolFilters) as (keyof typeof toolFilters)[])(
  "%s: judges one item as it judges the list, and leaves the rest alone",
  (key) => {
    const compiled = rules({ [key]: SAMPLES[key] });
    const shaped = compiled.shape(ITEMS);
    expect(shaped.shown.length + shaped.hidden.length).toBe(ITEMS.length);
    expect(shaped.problems).toEqual([]);
    for (const { item, why } of shaped.hidden) {
      expect(compiled.show(item)).toEqual({ hidden: why });
      expect(why).toContain(`upstreams.files.tools.${key}`);
    }
    for (const item of shaped.shown) {
      expect(compiled.show(ITEMS.find(({ own }) => own === item.own) as Item)).toEqual(item);
      expect(() => JSON.parse(item.bytes.toString())).not.toThrow();
    }
    const touched = shaped.hidden.length > 0 || shaped.shown.some((item, at) => item !== ITEMS[at]);
    expect(touched).toBe(true);
  },
);
