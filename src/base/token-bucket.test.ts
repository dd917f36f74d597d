import { expect, it } from "vitest";
import { fullBucket, refill, secondsToToken, takeToken } from "./token-bucket.js";

const RATE = { perMinute: 6, burst: 2 };

it("a full bucket gives its burst at once, then names the seconds until the next token", () => {
  const bucket = fullBucket(RATE, 0);
  expect([takeToken(bucket, RATE, 0), takeToken(bucket, RATE, 0)]).toEqual([0, 0]);
  expect(takeToken(bucket, RATE, 0)).toBe(10);
  expect(takeToken(bucket, RATE, 4001)).toBe(6);
  expect(takeToken(bucket, RATE, 10_000)).toBe(0);
  expect(takeToken(bucket, RATE, 10_000)).toBe(10);
});

it("a refused try costs nothing, so that knocking does not lengthen the wait", () => {
  const bucket = fullBucket(RATE, 0);
  for (let at = 0; at < 5000; at += 10) takeToken(bucket, RATE, at);
  expect(takeToken(bucket, RATE, 10_000)).toBe(0);
});

it("a bucket holds no more than its burst, however long nobody takes from it", () => {
  const bucket = fullBucket(RATE, 0);
  takeToken(bucket, RATE, 0);
  expect(refill(bucket, RATE, 3_600_000)).toBe(2);
});

it("a bucket that owes tokens needs the time of all of them", () => {
  const bucket = { left: -1, at: 0 };
  expect(secondsToToken(bucket, RATE)).toBe(20);
  expect(refill(bucket, RATE, 20_000)).toBe(1);
  expect(secondsToToken(bucket, RATE)).toBe(0);
});
