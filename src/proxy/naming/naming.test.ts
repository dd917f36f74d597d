import fc from "fast-check";
import { expect, test } from "vitest";
import { prefixProblems } from "../../base/prefixes.js";
import type { Item } from "../../model/item.js";
import { aliasesOf } from "./aliases.js";
import { assignNames, type NamingRules, type OwnNames } from "./names.js";
import { assignUris } from "./uris.js";

const RULES: NamingRules = { prefix: "conflict", separator: "__", maxLength: 64, characters: "safe" };

function own(upstream: string, names: string[], prefix = upstream): OwnNames {
  return { upstream, prefix, names };
}

function exposed(rules: Partial<NamingRules>, ...upstreams: OwnNames[]): string[] {
  return [...assignNames({ ...RULES, ...rules }, upstreams).owners.keys()];
}

test("names stay as they are until two upstreams offer the same", () => {
  expect(exposed({}, own("a", ["search", "get"]), own("b", ["find"]))).toEqual(["search", "get", "find"]);
  expect(exposed({}, own("a", ["search", "get"]), own("b", ["search"]))).toEqual(["a__search", "get", "b__search"]);
  expect(exposed({ prefix: "always", separator: "-" }, own("a", ["x"]), own("b", ["y"], "bee"))).toEqual([
    "a-x",
    "bee-y",
  ]);
});

test("never: the first upstream keeps the name, the other is told of", () => {
  const names = assignNames({ ...RULES, prefix: "never" }, [own("a", ["x"]), own("b", ["x", "y"])]);
  expect([...names.owners]).toEqual([
    ["x", { upstream: "a", name: "x" }],
    ["y", { upstream: "b", name: "y" }],
  ]);
  expect(names.shadowed).toEqual([{ upstream: "b", name: "x" }]);
});

test("T-93: an upstream that names its tool like another's prefix does not get that name", () => {
  const names = assignNames(RULES, [own("a", ["x"]), own("b", ["x", "a__x", "A__y"])]);
  expect(names.owners.get("a__x")).toEqual({ upstream: "a", name: "x" });
  expect([...names.owners.keys()]).toEqual(["a__x", "b__x", "b__a__x", "b__A__y"]);
  expect(exposed({}, own("a", []), own("b", ["a__x"], ""))).toEqual(["b__a__x"]);
  expect(exposed({}, own("a", ["x", "a__x"]), own("b", ["x"]))).toEqual(["a__x", "a__a__x", "b__x"]);
});

test("what does not fit is shortened, the same way every time", () => {
  const long = "x".repeat(80);
  const [name] = exposed({}, own("a", [long]));
  expect(name).toMatch(/^x{55}_[a-z0-9]{8}$/);
  expect(exposed({}, own("a", [long, "other"]), own("b", ["q"]))[0]).toBe(name);
  expect(exposed({ maxLength: 40 }, own("a", [long]))[0]).toHaveLength(40);
  expect(exposed({}, own("a", ["files/read", "files.read", "日本"])).join()).toMatch(
    /^files_read_[a-z0-9]{8},files_read_[a-z0-9]{8},___[a-z0-9]{8}$/,
  );
  expect(exposed({ characters: "any", maxLength: 128 }, own("a", ["files.read", long]))).toEqual(["files.read", long]);
});

test("a name is found as upstream:name, and as its author wrote it where only one visible item has it", () => {
  const item = (upstream: string, own: string, name = own): [string, { item: Item }] => [
    `${upstream}__${name}`,
    { item: { kind: "tool", upstream, own, name, bytes: Buffer.from("{}") } },
  ];
  const aliases = aliasesOf([item("a", "x"), item("a", "only"), item("b", "x"), item("b", "old", "new")]);
  expect(aliases.get("b:x")).toBe("b__x");
  expect(aliases.get("b/x")).toBe("b__x");
  expect(aliases.get("only")).toBe("a__only");
  expect(aliases.get("old")).toBe("b__new");
  expect(aliases.get("new")).toBe("b__new");
  expect(aliases.get("b:old")).toBe("b__new");
  for (const asked of ["x", "A__x", "only ", "c:x", "", "__proto__"]) expect(aliases.get(asked)).toBeUndefined();
});

test("prefixes that could be mistaken for each other are told before anything runs", () => {
  const problems = (...prefixes: string[]) =>
    prefixProblems(
      "__",
      64,
      prefixes.map((prefix, at) => ({ name: `u${at}`, prefix })),
    ).map(({ at }) => at);
  expect(problems("a", "b", "")).toEqual([]);
  expect(problems("a", "A")).toEqual([1]);
  expect(problems("a__b", "a_")).toEqual([0, 1]);
  expect(problems("p".repeat(63))).toEqual([0]);
});

const upstreamNames = fc.uniqueArray(fc.stringMatching(/^[ab][ab_]{0,2}$/), { minLength: 1, maxLength: 4 });
const toolName = fc.oneof(
  fc.stringMatching(/^[ab_]{1,6}$/),
  fc.stringMatching(/^[ab]{0,2}(__[ab]){1,3}$/),
  fc.stringMatching(/^[ab][._/]{2}[ab]$/),
  fc.string({ minLength: 1, maxLength: 90 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
);
const world = fc.tuple(
  fc.record({
    prefix: fc.constantFrom("never", "conflict", "always") as fc.Arbitrary<NamingRules["prefix"]>,
    separator: fc.constantFrom("_", "__", "-"),
    maxLength: fc.constantFrom(16, 64),
    characters: fc.constantFrom("safe", "any") as fc.Arbitrary<NamingRules["characters"]>,
  }),
  upstreamNames.chain((names) =>
    fc.tuple(
      ...names.map((upstream) =>
        fc.record({
          upstream: fc.constant(upstream),
          prefix: fc.constantFrom(upstream, upstream, ""),
          names: fc.uniqueArray(toolName, { maxLength: 6 }),
        }),
      ),
    ),
  ),
);

test("T-93: naming is a bijection within the rules for any names of tools", () => {
  fc.assert(
    fc.property(world, ([rules, upstreams]) => {
      const names = assignNames(rules, upstreams);
      const all = upstreams.reduce((sum, { names }) => sum + names.length, 0);
      expect(names.owners.size + names.shadowed.length).toBe(all);
      for (const [shown, owner] of names.owners) {
        expect(names.exposed(owner.upstream, owner.name)).toBe(shown);
        expect(shown.length).toBeLessThanOrEqual(rules.maxLength);
        if (rules.characters === "safe") expect(shown).toMatch(/^[a-zA-Z0-9_-]+$/);
      }
      expect([...assignNames(rules, upstreams).owners]).toEqual([...names.owners]);
    }),
    { numRuns: 2000 },
  );
});

test("T-93: a name that begins with an upstream's prefix belongs to that upstream, whichever upstream is hostile", () => {
  fc.assert(
    fc.property(world, ([loose, upstreams]) => {
      const rules: NamingRules = { ...loose, prefix: "conflict", separator: "__", maxLength: 64 };
      const named = upstreams.map(({ upstream, prefix }) => ({ name: upstream, prefix }));
      if (prefixProblems(rules.separator, rules.maxLength, named).length > 0) return;
      for (const [shown, owner] of assignNames(rules, upstreams).owners) {
        const claimed = upstreams.find(({ upstream }) => shown.startsWith(`${upstream}__`));
        if (claimed !== undefined) expect(owner.upstream).toBe(claimed.upstream);
      }
    }),
    { numRuns: 2000 },
  );
});

test("URIs change only where two upstreams list the same, and lead back", () => {
  const uris = assignUris([
    { upstream: "a", uris: ["memo://1", "memo://2"], templates: ["file:///{path}"] },
    { upstream: "b_2", uris: ["memo://1", "ui://app/main"], templates: ["file:///{path}", "db://{table}/rows"] },
    { upstream: "c", uris: ["ui://app/main"], templates: [] },
  ]);
  expect(uris.exposed("a", "memo://2")).toBe("memo://2");
  expect(uris.exposed("b_2", "memo://1")).toBe("b-2+memo://1");
  expect(uris.exposed("c", "ui://app/main")).toBe("ui://c+app/main");
  expect(uris.exposedTemplate("a", "file:///{path}")).toBe("a+file:///{path}");
  expect(uris.find("memo://2")).toEqual([{ upstream: "a", uri: "memo://2" }]);
  expect(uris.find("b-2+memo://1")).toEqual([{ upstream: "b_2", uri: "memo://1" }]);
  expect(uris.find("a+file:///x/y")).toEqual([{ upstream: "a", uri: "file:///x/y" }]);
  expect(uris.find("ui://c+app/main")).toEqual([{ upstream: "c", uri: "ui://app/main" }]);
  expect(uris.find("db://users/rows")).toEqual([{ upstream: "b_2", uri: "db://users/rows" }]);
  expect(uris.find("memo://9").map((owner) => owner.upstream)).toEqual(["a", "b_2"]);
  expect(uris.find("nobody://x")).toEqual([]);
});

test("T-93: a URI that names another upstream is marked as its owner's", () => {
  const uris = assignUris([
    { upstream: "a", uris: ["memo://1"], templates: [] },
    { upstream: "evil", uris: ["a+memo://1", "memo://1"], templates: [] },
  ]);
  expect(uris.exposed("evil", "a+memo://1")).toBe("evil+a+memo://1");
  expect(uris.find("a+memo://1")).toEqual([{ upstream: "a", uri: "memo://1" }]);
  expect(uris.find("evil+a+memo://1")).toEqual([{ upstream: "evil", uri: "a+memo://1" }]);
});

test("upstreams whose marks would be equal get different ones", () => {
  const uris = assignUris(["a_b", "a-b", "1"].map((upstream) => ({ upstream, uris: ["x://1"], templates: [] })));
  const shown = ["a_b", "a-b", "1"].map((upstream) => uris.exposed(upstream, "x://1"));
  expect(new Set(shown).size).toBe(3);
  for (const [at, upstream] of ["a_b", "a-b", "1"].entries()) {
    expect(uris.find(shown[at] as string)).toEqual([{ upstream, uri: "x://1" }]);
    expect(shown[at]).toMatch(/^[a-z][a-z0-9+.-]*:/);
  }
});

test("T-93: while an upstream has not told its names, no name is another upstream's once it has, whatever it tells", () => {
  const name = fc.constantFrom("pay", "get", "x", "up0__pay", "up1__pay", "up2__x", "UP1__get");
  const names = fc.uniqueArray(name, { maxLength: 4 });
  const upstream = fc.record({ names, reserved: names, open: fc.boolean(), bare: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(upstream, { minLength: 2, maxLength: 4 }),
      fc.constantFrom("never", "conflict", "always"),
      fc.array(names, { minLength: 4, maxLength: 4 }),
      (given, prefix, later) => {
        const rules: NamingRules = { ...RULES, prefix };
        const before = given.map(({ bare, open, ...one }, at): OwnNames => {
          const told = open ? { names: [], reserved: [] } : one;
          return { upstream: `up${at}`, prefix: bare ? "" : `up${at}`, open, ...told };
        });
        const first = before.findIndex(({ open }) => open === true);
        const shown = assignNames(rules, before);
        for (const [exposed, owner] of shown.owners) {
          const at = before.findIndex((one) => one.upstream === owner.upstream);
          const earlier = before.slice(0, at);
          // A name that begins like another's prefix never stands bare for anybody but the one whose prefix it is.
          if (exposed !== owner.name || /^up\d__/i.test(exposed)) continue;
          const bares = prefix === "always" ? earlier.filter((one) => one.prefix === "") : earlier;
          expect(bares.some(({ open }) => open === true)).toBe(false);
          expect(bares.some((one) => [...one.names, ...(one.reserved ?? [])].includes(exposed))).toBe(false);
        }
        if (first < 0) return;
        const after = before.map((one, at) => (at === first ? { ...one, open: false, names: later[at] ?? [] } : one));
        const next = assignNames(rules, after);
        for (const [exposed, owner] of shown.owners) {
          const now = next.owners.get(exposed);
          if (now !== undefined) expect(now.upstream).toBe(owner.upstream);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("T-93: while an upstream has not told its resources, none of another's is shown without its mark", () => {
  const uris = assignUris([
    { upstream: "a", uris: ["x://1"], templates: [] },
    { upstream: "b", uris: [], templates: [], open: true },
    { upstream: "c", uris: ["x://2"], templates: ["x://{id}"] },
  ]);
  expect(uris.exposed("a", "x://1")).toBe("x://1");
  expect(uris.exposed("c", "x://2")).toBe("c+x://2");
  expect(uris.exposedTemplate("c", "x://{id}")).toBe("c+x://{id}");
  expect(uris.find("x://2")).toEqual([{ upstream: "a", uri: "x://2" }]);
  expect(uris.find("c+x://2")).toEqual([{ upstream: "c", uri: "x://2" }]);
  expect(uris.untold).toBe("b");
});
