import { expect, test } from "vitest";
import { findSecrets } from "./secrets.js";

/** Data with one text at a path. */
const at = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

test.each<[string[], string, boolean]>([
  [["upstreams", "a", "env", "GITHUB_TOKEN"], "abcdef", true],
  [["upstreams", "a", "env", "GITHUB_TOKEN"], "${GITHUB_TOKEN}", false],
  [["upstreams", "a", "env", "TOKEN_URL"], "https://login.example.com/token", false],
  [["upstreams", "a", "headers", "Authorization"], "Bearer ${T}", false],
  [["upstreams", "a", "url"], "https://a.example.com/?api_key=abcdef", true],
  [["upstreams", "a", "auth", "headers", "X-Any"], "abc", true],
  [["upstreams", "a", "headers", "X-Any"], "abc", false],
  [["access", "keys", "ci"], "abcdef", true],
  [["store", "encryption", "key"], "abcdef", true],
])("T-112: a warning about a secret at %j: %s is %s", (path, value, warned) => {
  const found = findSecrets(at(path, value));
  expect(found.some(({ spans }) => spans.some(({ sure }) => sure))).toBe(warned);
});
