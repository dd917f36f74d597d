import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob, globProblem } from "../../src/base/glob.js";

// An exponential matcher does not come back from these within the life of a test run (picomatch: minutes for the first).
test.each([
  ["twelve stars", `${"*a".repeat(12)}*b`, "a".repeat(40_000)],
  ["nested alternatives, plain here", "*(*(*(a|b)))", "(".repeat(80_000)],
  ["a pattern of 10 KB", `*${"a".repeat(10_240)}b`, "a".repeat(10_340)],
  ["question marks", `*${"?".repeat(500)}b`, "a".repeat(2_500)],
])("T-08: %s: at most characters × pattern steps", (_, pattern, text) => {
  expect(compileGlob(pattern)(text)).toBe(false);
  expect(compileGlob(pattern, { ignoreCase: true })(text)).toBe(false);
});

test.each(["", "[", "a|b", "**", "!x", "x".repeat(10_240)])("T-08: %j is refused as a pattern", (pattern) => {
  expect(globProblem(pattern)).toBeTypeOf("string");
});

/** What the words of the doc comment mean, written as plainly as possible. */
function reference(pattern: string, text: string): boolean {
  const [step, rest] = [pattern[0], pattern.slice(1)];
  if (step === undefined) return text === "";
  if (step === "*") return [...`${text}.`].some((_, skipped) => reference(rest, text.slice(skipped)));
  return text !== "" && (step === "?" || step === text[0]) && reference(rest, text.slice(1));
}

test("matches exactly what a plain reference matches, in either case when asked", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[abA*?]{0,8}$/), fc.stringMatching(/^[abA*]{0,10}$/), (pattern, text) => {
      expect(compileGlob(pattern)(text)).toBe(reference(pattern, text));
      const folded = reference(pattern.toLowerCase(), text.toLowerCase());
      expect(compileGlob(pattern, { ignoreCase: true })(text)).toBe(folded);
    }),
    { numRuns: 5000 },
  );
});
