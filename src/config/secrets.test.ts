import { expect, test } from "vitest";
import { isSecretAt, mask } from "./secrets.js";

test.each([
  ["    API_TOKEN: hunter2hunter2", "    API_TOKEN: **************"],
  ["  env: { API_KEY: hunter2, B: c }", "  env: { API_KEY: *******, B: c }"],
  ['  headers: { Authorization: "Bearer hunter2" }', '  headers: { Authorization: "Bearer *******" }'],
  ["  args: [--api-key=hunter2, x]", "  args: [--api-key=*******, x]"],
  ["  url: https://me:hunter2@a.example.com/", "  url: https://**********@a.example.com/"],
  ["  x: ghp_abcdefghijklmnopqrstuv", "  x: **************************"],
])("%s is masked in place", (line, masked) => expect(mask(line)).toBe(masked));

test.each([
  '  headers: { Authorization: "Bearer ${NOTES_TOKEN}" }',
  "  clientSecret: { env: OIDC_CLIENT_SECRET }",
  "  token: ${TOKEN}",
  "  MAX_TOKENS: 4096",
  "  tokenEndpoint: https://login.example.com/token",
])("%s stays", (line) => expect(mask(line)).toBe(line));

test.each<[string[], string, boolean]>([
  [["env", "GITHUB_TOKEN"], "abcdef", true],
  [["env", "GITHUB_TOKEN"], "${GITHUB_TOKEN}", false],
  [["env", "TOKEN_URL"], "https://login.example.com/token", false],
  [["headers", "Authorization"], "Bearer ${T}", false],
  [["args", "0"], "--api-key=abcdef", true],
  [["url"], "https://a.example.com/?api_key=abcdef", true],
  [["upstreams", "a", "auth", "headers", "X-Any"], "abc", true],
  [["upstreams", "a", "headers", "X-Any"], "abc", false],
])("%j: %s", (path, value, secret) => expect(isSecretAt(path, value)).toBe(secret));
