import { describe, expect, test } from "vitest";
import { accessPatternProblem, compilePattern, named, patternProblem } from "./pattern.js";
import { templateMatcher } from "./template.js";
import { canonicalUri, formOf } from "./uri.js";

const form = (uri: string): string | undefined => {
  const found = canonicalUri(uri);
  return found && formOf(found);
};

test.each([
  ["FILE:///a/%62%2Fc", "file:///a/b/c"],
  ["file://LOCALHOST/a", "file:///a"],
  ["file:///c%7C/x", "file:///C:/x"],
  ["HTTPS://H.Example:443/%7Ea/./b/../c?q=%41#f", "https://h.example/~a/c?q=A#f"],
  ["http://0x7f.1", "http://127.0.0.1/"],
  ["http://b\u00fccher.example./", "http://xn--bcher-kva.example/"],
  ["repo://Owner:/x//y/", "repo://Owner/x/y/"],
  ["x:///a\\b", "x:///a/b"],
  ["x:///caf%65%CC%81", "x:///caf\u00e9"],
  ["urn:ISBN:1%2C2", "urn:ISBN:1,2"],
  ["data:text/plain;base64,QUI//w==", "data:text/plain;base64,QUI/w=="],
  ["file:///100%25", "file:///100%"],
])("the canonical form of %s is %s", (uri, expected) => {
  expect(form(uri)).toBe(expected);
  // A form is its own form, but for what it may hold decoded.
  if (!expected.includes("%")) expect(form(expected)).toBe(expected);
});

test.each([
  "",
  "a/b",
  "/a",
  "x:%",
  "file:a/b",
  "file:\\\\//a/b",
  "file:/\\\\host/b",
  "file:.//a/b",
  "file://x;v=1/a/b",
  "file://%73ecret;v=1/b.txt",
  "file:",
  "x:%zz",
  "x:%252e",
  "x:%25252e",
  "x:%ff",
  "x:%c0%ae",
  "x:%E0%40%2E",
  "x:%00",
  "x:\u0000",
  "x:a\tb",
  " x:a",
  "x:a ",
  "x:..",
  "x:///../a",
  "x:///a/../../b",
  "x:///a/..;/b",
  "x:///.../b",
  "x:///a/.. /b",
  "x:///a/..::$INDEX_ALLOCATION/b",
  "x:///a/\uff0e\uff0e:$I30:$INDEX_ALLOCATION/b",
  "x:///a%2f../b",
  "x:///a\\../b",
  "x:///a//../b",
  "x:///\uff0e\uff0e/b",
  "x:///\u2025/b",
  "x:///a?../b",
  "x:///a?b/\uff0e\uff0e/c",
  "x:///a%3Fb/\uff0e\uff0e/c",
  "x:///a%23b/.. /c",
  "x://a%2fb/c",
  "x://a\\b/c",
  "x://a\uff0fb/c",
  "http:///a",
  "http:a",
  "http://a b/",
  "x:\ud800",
  "x:\ufdd0",
  `x:${"a".repeat(8192)}`,
])("T-123: %j has no canonical form", (uri) => {
  expect(canonicalUri(uri)).toBeUndefined();
});

const asked = (uri: string, source: "listed" | "asked" | "foreign" = "asked") => named("resource", uri, source);
const grants = (pattern: string, ...name: Parameters<typeof asked>): boolean =>
  compilePattern(pattern, "resources").grants(asked(...name));
const denies = (pattern: string, ...name: Parameters<typeof asked>): boolean =>
  compilePattern(pattern, "resources").denies(asked(...name));

describe("T-123: a pattern of URIs", () => {
  test.each([
    ["file:///x/*", "file:///x/a", true],
    ["file:///x/*", "file:///x", false],
    ["file:///x/*", "file:/x/a", true],
    ["file:///x%2Fy/*", "file:///x/y/a", true],
    ["file:///a/./b//*", "file:///a/b/c", true],
    ["FILE:///x/*", "file:///x/a", true],
    ["file:///X/*", "file:///x/a", false],
    ["repo://me/*", "repo://me/a", true],
    ["repo://me/*", "repo://Me/a", false],
    ["repo://me/*", "repo:///me/a", false],
    ["repo://*", "repo://me/a", true],
    ["https://h.example", "https://H.EXAMPLE:443/", true],
    ["https://h.example*", "https://h.example@evil.example/", false],
    ["db://rows?table=*", "db://rows?table=public", true],
    ["db://rows*", "db://rows?table=public", true],
    ["db://rows", "db://rows?table=public", false],
    ["file:///*.md", "file:///a#.md", false],
    ["file:///*?.md", "file:///a?.md", false],
    ["file:///*.md", "file:///a%23.md", false],
    ["file:///*.md", "file:///a;.md", false],
    ["data:text/plain;base64,*", "data:text/plain;base64,QQ==", true],
    ["*", "what%zz", true],
    ["notes:*", "notes:50%", true],
    ["notes://a/*", "notes://a/50%", false],
    ["*/public/*", "x:///public/a", true],
  ])("%s grants %s: %s", (pattern, uri, expected) => {
    expect(grants(pattern, uri)).toBe(expected);
  });

  test.each([
    ["file:///s/*", "file:///s./a", true],
    ["file:///s/a", "file:///s/a/", true],
    ["file:///s/a", "file:///s/a?x", true],
    ["repo://me/*", "repo://ME/a", true],
    ["repo://me/*", "repo:/me/a", true],
    ["http://h/s*", "http://u@h/s", true],
    ["file:///s/*", "file:///x/%zz", true],
    ["file:///s/*", "s/a", true],
    ["*secret*", "x:%zz", true],
    ["notes:*", "file:%zz", false],
    ["file:///s/*", "file:///public/a", false],
    ["file:///s/*", "notes://a", false],
    ["notes://s/a:private", "notes://s/a:public", false],
    ["notes://s/a", "notes://s/a::$DATA", true],
    ["notes://s/a", "notes://s/a:$DATA", true],
    ["notes://s/*", "notes://s:$I30:$INDEX_ALLOCATION/a", true],
    ["file:///s/*", "file:///s:$I30:$INDEX_ALLOCATION/a", true],
    ["file:///s/a", "file:///s/a:x", true],
    ["file:///s/a", "file:///s/a. :x:$DATA", true],
    ["file:///s/a:x", "file:///s/a:y", false],
    ["file:///s/*", "file:///S/a", false],
    ["file:///s/*", "file:///c:/s/a", true],
    ["file:///s/*", "file:///c%3A/s/a:x", true],
    ["file:///s/*", "file:///C$/s/a", true],
    ["file:///s/*", "file:///%5C%5C%3F%5CC:%5Cs%5Ca", true],
    ["file:///C:/s/*", "file:///%5C%5C%3F%5Cc:%5Cs%5Ca", true],
    ["file:///C:/s/*", "file:///%5C%5C%3F%5CUNC%5Chost%5Cc$%5Cs%5Ca", true],
    ["file:///C:/s/*", "file://host/c$/s/a", true],
    ["file:///C:/s/*", "file:///s/a", true],
    ["file:///C:/s/*", "file:///D:/s/a", false],
    ["file:///s/*", "file:///C:/public/a", false],
    ["file:///long name/*", "file:///LONGNA~1/a", true],
    ["file:///s/*", "file:///public/a~b~1~", false],
    ["file:///s/*", "notes://HEAD~1/a", false],
  ])("%s denies %s: %s", (pattern, uri, expected) => {
    expect(denies(pattern, uri)).toBe(expected);
  });

  test("of another scheme counts for a URI whose scheme its upstream does not list", () => {
    expect(denies("file:///s/*", "x:///s/a", "asked")).toBe(false);
    expect(denies("file:///s/*", "x:///s/a", "foreign")).toBe(true);
    expect(denies("file:*", "x:///s/a", "foreign")).toBe(false);
  });

  test("takes a listed URI as its upstream means it", () => {
    expect(grants("file:///*.md", "file:///C%23.md", "listed")).toBe(true);
    expect(denies("db://rows", "db://rows?table=public", "listed")).toBe(false);
    expect(denies("file:///s/*", "notes://50%", "listed")).toBe(false);
    expect(grants("notes://a/*", "notes://a/50%", "listed")).toBe(false);
  });

  test("takes a listed file with a colon in its name for itself", () => {
    expect(denies("file:///s/a", "file:///s/a:x", "listed")).toBe(false);
    expect(denies("file:///s/*", "file:///C:/s/a", "listed")).toBe(false);
  });

  test("grants nothing that is longer than a URI may be, and denies it", () => {
    const long = `x:${"a".repeat(9000)}`;
    for (const pattern of ["*", "x:*"]) {
      expect(grants(pattern, long)).toBe(false);
      expect(denies(pattern, long)).toBe(true);
    }
  });

  test.each(["x:///%zz", "x:///%252e/*", "x:///../*", "*/../*", "x:///%ff*"])("%s is told to be none", (pattern) => {
    expect(patternProblem(pattern, "resources")).toMatch(/canonical form/);
    expect(accessPatternProblem(`files:${pattern}`, "resources")).toMatch(/canonical form/);
    expect(patternProblem(pattern, "tools")).toBeUndefined();
  });
});

test("names of tools and prompts are the same in any case", () => {
  for (const side of ["tools", "prompts"] as const) {
    const kind = side === "tools" ? "tool" : "prompt";
    const pattern = compilePattern("Get*", side);
    for (const name of ["get_time", "GET_TIME"]) {
      expect([pattern.grants(named(kind, name)), pattern.denies(named(kind, name))]).toEqual([true, true]);
    }
  }
});

test("a template matches however the text between its variables is spelt", () => {
  const { matches, mayMatch } = templateMatcher("file:///docs/caf\u00e9/{+path}{?page}");
  expect(matches(asked("file:///docs/caf%C3%A9/a.txt?page=2"))).toBe(true);
  expect(matches(asked("file:///docs//cafe\u0301/a.txt"))).toBe(true);
  expect(matches(asked("file:///docs/tea/a.txt"))).toBe(false);
  expect(mayMatch(asked("file://elsewhere/docs;v=1/caf\u00e9/a.txt"))).toBe(true);
});

// A matcher that goes back does not return from these within the life of a test run.
test.each([
  ["many variables", `x://${"{a}/".repeat(200)}end`, `x://${"a/".repeat(4000)}`],
  ["the same piece again and again", `x://${"{a}aaaaaaab".repeat(90)}`, `x://${"a".repeat(8000)}`],
  ["variables side by side", `x://${"{a}{b}".repeat(500)}z`, `x://${"ab".repeat(4000)}`],
  ["slashes", `x://h/${"{a}//".repeat(300)}z`, `x://h/${"/".repeat(8000)}`],
  ["dots", "x://h/{a}.{b}.{c}.z", `x://h/${"a.".repeat(4000)}`],
  ["parameters", "x://h/{a};{b};{c}z", `x://h/${";".repeat(8000)}`],
  ["queries", "x://h/{a}{?b}z", `x://h/${"?".repeat(8000)}`],
  ["spaces", "x://h/{a}z", `x://h/a${" .".repeat(4000)}b`],
  ["invisible characters", "x://h/{a}z", `x://h/${"\u200b".repeat(8000)}`],
  ["escapes", "x://h/{a}z", `x://h/${"%2f".repeat(2600)}`],
])("T-100: a template is matched in the time its text takes: %s", (_, template, uri) => {
  const matcher = templateMatcher(template);
  for (let i = 0; i < 200; i++) expect(matcher.matches(asked(uri))).toBe(false);
  matcher.mayMatch(asked(uri));
});

test("T-100: nothing beyond the bound is matched", () => {
  const uri = `x://${"a/".repeat(2_000_000)}`;
  const matcher = templateMatcher(`x://${"{a}/".repeat(40)}{b}`);
  for (let i = 0; i < 10_000; i++) expect(matcher.mayMatch(asked(uri))).toBe(false);
});
