import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { patterns, prefixes, renames } from "./items.js";

test("a pattern is judged wherever patterns stand: upstreams, endpoints, stdio and methods", () => {
  expect(
    findingsOf(
      patterns,
      `
      upstreams: { a: { tools: { include: ["[a]"] }, methods: { allow: ["!x"] } } }
      expose:
        stdio: { prompts: { ignore: ["!a"] } }
        http: { endpoints: { /m: { resources: { include: ["file:///%zz"] } } } }`,
    ),
  ).toEqual([
    "MCP4010 upstreams.a.tools.include[0]",
    "MCP4010 upstreams.a.methods.allow[0]",
    "MCP4010 expose.stdio.prompts.ignore[0]",
    'MCP4010 expose.http.endpoints["/m"].resources.include[0]',
  ]);
});

test("a pattern with a variable is not known yet and passes", () => {
  expect(findingsOf(patterns, 'upstreams: { a: { tools: { include: ["[${A}]", "get*", ""] } } }')).toEqual([]);
});

test("an older spelling of a filter is a finding, and its patterns are judged as well", () => {
  expect(findingsOf(patterns, 'upstreams: { a: { include_tools: ["[a]"], ignore_resources: [] } }')).toEqual([
    "MCP9010 upstreams.a.include_tools",
    "MCP4010 upstreams.a.include_tools[0]",
    "MCP9010 upstreams.a.ignore_resources",
  ]);
});

test("two items of one upstream with one new name are found, and those of two upstreams are not", () => {
  const rename = "rename: { a: x, b: y, c: x }";
  expect(findingsOf(renames, `upstreams: { a: { tools: { ${rename} }, prompts: { ${rename} } } }`)).toEqual([
    "MCP4013 upstreams.a.tools.rename.c",
    "MCP4013 upstreams.a.prompts.rename.c",
  ]);
  expect(
    findingsOf(renames, "upstreams: { a: { tools: { rename: { a: x } } }, b: { tools: { rename: { a: x } } } }"),
  ).toEqual([]);
});

const NAMING = 'separator: "__", maxLength: 64, clientPrefix: ""';
const naming = (upstreams: string, words = NAMING) =>
  findingsOf(prefixes, `naming: { ${words} }\nupstreams: { ${upstreams} }`);

test("two prefixes that are the same in any case are found, unless one upstream is disabled or prefixes are never used", () => {
  expect(naming("a: { prefix: x }, b: { prefix: X }")).toEqual(["MCP4011 upstreams.b.prefix"]);
  expect(naming("a: { prefix: x }, b: { prefix: X, disabled: true }")).toEqual([]);
  expect(naming("a: { prefix: x }, b: { prefix: X }", `${NAMING}, prefix: never`)).toEqual([]);
  expect(naming("a: {}, b: { prefix: A }")).toEqual(["MCP4011 upstreams.b.prefix"]);
});

test("a client's prefix leaves sixteen characters for names", () => {
  const words = (length: number) => `separator: "__", maxLength: 64, clientPrefix: ${"p".repeat(length)}`;
  expect(naming("a: {}", words(48))).toEqual([]);
  expect(naming("a: {}", words(49))).toEqual(["MCP4011 naming.clientPrefix"]);
});

test("safe characters hold for the separator as well", () => {
  const words = (separator: string) => `separator: "${separator}", maxLength: 64, clientPrefix: "", characters: safe`;
  expect(naming("a: {}", words("."))).toEqual(["MCP4011 naming.separator"]);
  expect(naming("a: {}", words("-"))).toEqual([]);
});
