import { describe, expect, test } from "vitest";
import { isBeyond, isWithin, latestPast } from "./clock-skew.js";

const NOW = 1_000_000_000_000;
const HOUR = 3_600_000;

test.each([
  ["now", 0, true],
  ["a moment less than the time ago", -999, true],
  ["exactly the time ago", -1000, false],
  ["in the future", 1, false],
])("%s is within the time: %s", (_what, at, isIt) => {
  expect(isWithin(NOW + at, NOW, 1000)).toBe(isIt);
});

describe("the latest past time", () => {
  test.each([
    [[NOW - 5, NOW - 3, undefined], NOW - 3],
    [[NOW + HOUR, NOW - 3], NOW + HOUR],
    [[NOW + HOUR + 1, NOW - 3], NOW - 3],
    [[NOW + HOUR + 1], undefined],
    [[undefined], undefined],
    [[], undefined],
  ])("of %j is %s", (times, latest) => {
    expect(latestPast(NOW, ...times)).toBe(latest);
  });
});

test("a time further ahead than a right clock can write is beyond", () => {
  expect(isBeyond(NOW + 10 + HOUR, NOW, 10)).toBe(false);
  expect(isBeyond(NOW + 11 + HOUR, NOW, 10)).toBe(true);
});
