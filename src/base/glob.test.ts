import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob, globProblem } from "./glob.js";

test.each([
  ["*", "", true],
  ["get*", "get_time", true],
  ["get*", "Get_time", false],
  ["*delete*", "undeleted", true],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["*a*b", "xaxb", true],
  ["*a*b", "xaxbx", false],
  ["files:*", "files:read/x", true],
  ["abc", "abc", true],
  ["", "", true],
])("%s on %s: %s", (pattern, text, expected) => {
  expect(compileGlob(pattern)(text)).toBe(expected);
});

test("case is ignored on demand", () => {
  expect(compileGlob("GET*", { ignoreCase: true })("get_time")).toBe(true);
});

test.each(["", "**", "[a", "a|b", "!x", "x".repeat(2000)])("%s is not a valid pattern", (pattern) => {
  expect(globProblem(pattern)).toBeTypeOf("string");
});

test("a matcher by the book agrees", () => {
  const byTheBook = (p: string, t: string): boolean => {
    if (p === "") return t === "";
    if (p[0] === "*") return byTheBook(p.slice(1), t) || (t !== "" && byTheBook(p, t.slice(1)));
    return t !== "" && (p[0] === "?" || p[0] === t[0]) && byTheBook(p.slice(1), t.slice(1));
  };
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
  fc.assert(fc.property(text, text, (p, t) => compileGlob(p)(t) === byTheBook(p, t)));
});

test("T-08: many stars cost pattern times text at most", () => {
  const pattern = `${"*a".repeat(12)}*b`;
  const text = "a".repeat(20_000);
  // An exponential matcher would not come back from this one.
  expect(compileGlob(pattern)(text)).toBe(false);
});
