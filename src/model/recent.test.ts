import { expect, test } from "vitest";
import { createRecent } from "./recent.js";

test("what was used longest ago goes first; a look is no use", () => {
  const recent = createRecent<number>(2);
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
