import { expect, test } from "vitest";
import { createRecent } from "./recent.js";

test("what was used longest ago goes first; a look is no use", () => {
  const recent = createRecent<number>(2, 10_000);
  recent.set("a", 1);
  recent.set("b", 2);
  expect(recent.get("a")).toBe(1);
  expect(recent.oldest()).toBe("b");
  recent.peek("b");
  recent.set("c", 3);
  expect([...recent.entries()]).toEqual([
    ["a", 1],
    ["c", 3],
  ]);
  expect(recent.peek("b")).toBeUndefined();
  expect([recent.delete("a"), recent.delete("a"), recent.size]).toEqual([true, false, 1]);
});

test("bytes count as entries do: keys and values together", () => {
  const recent = createRecent<string>(1000, 10_000);
  for (let i = 0; i < 100; i++) recent.set(`key ${i}`, "", 1000);
  expect(recent.bytes).toBeLessThanOrEqual(10_000);
  expect(recent.size).toBeGreaterThan(5);
  recent.set("key 99", "", 10);
  recent.set("k".repeat(6000), "too long");
  expect([recent.peek("key 99"), recent.peek("k".repeat(6000))]).toEqual(["", undefined]);
  for (const [key] of [...recent.entries()]) recent.delete(key);
  expect(recent.bytes).toBe(0);
});
