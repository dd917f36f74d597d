import { expect, test } from "vitest";
import { createStepUps, readChallenges } from "./step-up.js";

const MINUTE = 60_000;

test("several Bearer challenges count together, and others do not", () => {
  expect(
    readChallenges([
      'Basic realm="x", scope="never"',
      'Bearer resource_metadata="https://a.example/meta", error="insufficient_scope", scope="a  b"',
      'Bearer resource_metadata="https://b.example/meta", error="invalid_token", scope="c"',
      'Bearer scope=""',
    ]),
  ).toEqual({ metadataUrl: "https://a.example/meta", scopes: ["a", "b", "c"], error: "insufficient_scope" });
});

test("nothing is asked for where no challenge says anything", () => {
  const nothing = { metadataUrl: undefined, scopes: undefined, error: undefined };
  expect(readChallenges([])).toEqual(nothing);
  expect(readChallenges(["Bearer", 'Bearer scope=" "'])).toEqual(nothing);
});

test("three step-ups for new scopes are allowed in ten minutes, for each principal", () => {
  const { allow } = createStepUps();
  const asked = [0, 1, 2, 3].map((at) => allow("ann", [`scope-${at}`], at));
  expect(asked).toEqual([true, true, true, false]);
  expect(allow("bob", ["a"], 4)).toBe(true);
  expect(allow("ann", ["a"], 10 * MINUTE - 1)).toBe(false);
  expect(allow("ann", ["a"], 10 * MINUTE)).toBe(true);
  expect(allow("ann", ["a"], 10 * MINUTE)).toBe(false);
});

test("one step-up that asks for nothing new is allowed in ten minutes", () => {
  const { allow } = createStepUps();
  expect(allow("ann", [], 0)).toBe(true);
  expect(allow("ann", [], 1)).toBe(false);
  expect(allow("ann", ["a"], 2)).toBe(true);
  expect(allow("ann", [], 10 * MINUTE)).toBe(true);
});
