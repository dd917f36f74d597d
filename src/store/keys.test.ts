import { expect, test } from "vitest";
import { checkKey, fileOfKey } from "./keys.js";

test.each(["a", "tokens/a.b_c-9", "a/b/c", ".a", "a..b", "a".repeat(512)])("%j is a key", (key) => {
  expect(checkKey(key)).toBe(key);
});

test.each([
  "",
  "/",
  "a/",
  "/a",
  "a//b",
  ".",
  "..",
  "a/../b",
  "a/.",
  "...",
  "A",
  "a b",
  "a\\b",
  "ä",
  "a\n",
  "a".repeat(513),
])("%j is no key", (key) => {
  expect(() => checkKey(key)).toThrow(expect.objectContaining({ code: "STORE" }));
});

test("a file stands in the folder of its key's first segment, and its name is the key's hash", () => {
  const name = (key: string): string => fileOfKey(key).name;
  expect(fileOfKey("tokens/alice/notes")).toEqual({ folder: "tokens", name: name("tokens/alice/notes") });
  expect(fileOfKey("key").folder).toBe("key");
  expect(name("tokens/a")).toMatch(/^[0-9a-f]{64}\.json$/);
  expect(name("tokens/a")).not.toBe(name("tokens/b"));
});
