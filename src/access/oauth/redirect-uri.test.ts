import { expect, test } from "vitest";
import { redirectMatches, redirectProblem } from "./redirect-uri.js";

const RULES = { hosts: ["claude.ai", "*.Example.com"], schemes: ["cursor"] };

test.each([
  "https://claude.ai/cb",
  "https://a.example.com/cb",
  "https://a.b.example.com/cb",
  "https://localhost/cb",
  "http://127.0.0.1:9/cb",
  "cursor://cb",
])("%s may be registered", (uri) => {
  expect(redirectProblem(uri, RULES)).toBeUndefined();
});

test.each([
  "https://example.com/cb",
  "https://evilexample.com/cb",
  "https://evil-example.com/cb",
  "https://a.example.com.evil.example/cb",
  "https://a.claude.ai/cb",
  "https://evilclaude.ai/cb",
  "http://a.example.com/cb",
  "cursors://cb",
  "https://claude.ai/cb#",
  `https://claude.ai/${"x".repeat(2048)}`,
])("T-49: %s may not be registered", (uri) => {
  expect(redirectProblem(uri, RULES)).toBeDefined();
});

test.each([
  ["http://127.0.0.1/cb", "http://127.0.0.1:4711/cb"],
  ["http://localhost:1/cb?a=1", "http://localhost:2/cb?a=1"],
])("%s is asked for with another port of loopback: %s", (registered, asked) => {
  expect(redirectMatches([registered], asked)).toBe(true);
});

test.each([
  ["http://127.0.0.1/cb", "http://localhost/cb"],
  ["http://127.0.0.1/cb", "http://127.0.0.1:4711/cb/"],
  ["http://127.0.0.1/cb", "http://127.0.0.1:4711/cb?x"],
  ["http://127.0.0.1/cb", "http://127.0.0.1:4711/cb#x"],
  ["http://127.0.0.1/cb", "http://127.0.0.1:4711/x/../cb"],
  ["http://127.0.0.1/cb", "https://127.0.0.1:4711/cb"],
  ["http://127.0.0.1/cb", "http://127.0.0.1:99999/cb"],
  ["http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb"],
  ["https://localhost/cb", "https://localhost:4711/cb"],
  ["https://claude.ai/cb", "https://claude.ai:8443/cb"],
])("T-49: %s is not asked for by %s", (registered, asked) => {
  expect(redirectMatches([registered], asked)).toBe(false);
});
