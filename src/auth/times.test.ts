import { describe, expect, test } from "vitest";
import { latestRenewal, randomBelow, renewalTime, retryDelay } from "./times.js";

const MINUTE = 60_000;
const BEFORE = 5 * MINUTE;
const life = (minutes: number) => ({ obtainedAt: 1_000_000, expiresAt: 1_000_000 + minutes * MINUTE });
/** Minutes after a token of this life was obtained. */
const renewed = (minutes: number, before = BEFORE): number =>
  (latestRenewal(life(minutes), before) - 1_000_000) / MINUTE;

describe("a token is renewed", () => {
  test.each([
    [1, 0.8],
    [4, 3.2],
    [5, 4],
    [6, 4.8],
    [8, 6.4],
    [9.9, 7.92],
  ])("after four fifths of its life when it lives %d minutes", (minutes, expected) => {
    expect(renewed(minutes)).toBeCloseTo(expected, 3);
  });

  test.each([
    [10, 5],
    [11, 6],
    [60, 55],
  ])("five minutes before its end when it lives %d minutes", (minutes, expected) => {
    expect(renewed(minutes)).toBe(expected);
  });

  test("at its end when it has no life, whatever the clock said when it came", () => {
    expect(latestRenewal({ obtainedAt: 5000, expiresAt: 4000 }, BEFORE)).toBe(4000);
  });

  test("up to a tenth of the lead earlier by chance, and never later", () => {
    for (const minutes of [1, 6, 60]) {
      const token = life(minutes);
      const latest = latestRenewal(token, BEFORE);
      const lead = token.expiresAt - latest;
      expect(renewalTime(token, BEFORE, (bytes) => Buffer.alloc(bytes, 0))).toBe(latest);
      const earliest = renewalTime(token, BEFORE, (bytes) => Buffer.alloc(bytes, 255));
      expect(earliest).toBeLessThan(latest);
      expect(earliest).toBeGreaterThanOrEqual(latest - lead * 0.1);
    }
  });
});

describe("chance and pauses", () => {
  const least = (bytes: number): Buffer => Buffer.alloc(bytes, 0);
  const most = (bytes: number): Buffer => Buffer.alloc(bytes, 255);

  test("a random number is at least zero and below its bound", () => {
    expect([randomBelow(least, 10), randomBelow(most, 10), randomBelow(most, 1)]).toEqual([0, 9, 0]);
    expect([randomBelow(most, 0), randomBelow(most, -5)]).toEqual([0, 0]);
  });

  test("a pause doubles from one second to a minute, and lasts between half and all of it", () => {
    expect([1, 2, 3, 6, 7, 40].map((failures) => retryDelay(failures, least))).toEqual([
      ...[500, 1000, 2000, 16_000, 30_000, 30_000],
    ]);
    expect([1, 2].map((failures) => retryDelay(failures, most))).toEqual([999, 1999]);
  });
});
