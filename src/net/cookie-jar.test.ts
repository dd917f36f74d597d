import { expect, test } from "vitest";
import { CookieJar } from "./cookie-jar.js";

const raw = (...values: string[]): Buffer[] =>
  values.flatMap((value) => [Buffer.from("Set-Cookie"), Buffer.from(value, "latin1")]);

const CASES: [string, string[], string, string | undefined][] = [
  ["a cookie without attributes", ["a=1"], "/mcp", "a=1"],
  ["a load balancer's", ["AWSALB=x; Expires=Wed, 01 Dec 2100 00:00:00 GMT; Path=/"], "/mcp", "AWSALB=x"],
  ["two of different names", ["a=1", "b=2"], "/mcp", "a=1; b=2"],
  ["the later of the same name", ["a=1", "a=2"], "/mcp", "a=2"],
  ["an equals sign in the value", ["a=b=c=="], "/mcp", "a=b=c=="],
  ["an empty value", ["a="], "/mcp", "a="],
  ["quotes kept as they are", ['a="1 2"'], "/mcp", 'a="1 2"'],
  ["no name", ["=1"], "/mcp", undefined],
  ["no equals sign", ["a"], "/mcp", undefined],
  ["another path", ["a=1; Path=/other"], "/mcp", undefined],
  ["a path that begins alike", ["a=1; Path=/mc"], "/mcp", undefined],
  ["a parent path", ["a=1; Path=/v1"], "/v1/mcp", "a=1"],
  ["a path with a query", ["a=1; Path=/mcp"], "/mcp?x=1", "a=1"],
  ["longer paths first", ["a=1; Path=/", "b=2; Path=/mcp"], "/mcp", "b=2; a=1"],
  ["Max-Age 0", ["a=1; Max-Age=0"], "/mcp", undefined],
  ["a negative Max-Age", ["a=1; max-age=-1"], "/mcp", undefined],
  ["Expires in the past", ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], "/mcp", undefined],
  ["Max-Age before Expires", ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60"], "/mcp", "a=1"],
  ["an end that cannot be read", ["a=1; Expires=soon; Max-Age=x"], "/mcp", "a=1"],
  ["removed by a later one", ["a=1", "a=; Max-Age=0"], "/mcp", undefined],
  ["the own host as Domain", ["a=1; Domain=lb.example.com"], "/mcp", "a=1"],
  ["a parent domain", ["a=1; Domain=.example.com"], "/mcp", "a=1"],
  ["a foreign Domain", ["a=1; Domain=evil.com"], "/mcp", undefined],
  ["a subdomain as Domain", ["a=1; Domain=x.lb.example.com"], "/mcp", undefined],
  ["Secure over https", ["a=1; Secure; HttpOnly; SameSite=None; Partitioned"], "/mcp", "a=1"],
  ["a control character", ["a=1\u0001"], "/mcp", undefined],
  ["characters beyond ASCII", ["a=é"], "/mcp", undefined],
  ["more than 4096 bytes", [`a=${"x".repeat(4096)}`], "/mcp", undefined],
];

test.each(CASES)("%s: what is sent", (_name, set, path, sent) => {
  const jar = new CookieJar("https://lb.example.com");
  jar.take(raw(...set), "/mcp");
  if (path !== "/mcp") jar.take(raw(...set), path);
  expect(jar.header(path)).toBe(sent);
});

test("a Secure cookie that plain http set is not kept", () => {
  const jar = new CookieJar("http://lb.example.com");
  jar.take(raw("a=1; Secure"), "/mcp");
  expect(jar.header("/mcp")).toBeUndefined();
});

test("a cookie is sent until its time is over", () => {
  let now = 1000;
  const jar = new CookieJar("http://lb.example.com", () => now);
  jar.take(raw("a=1; Max-Age=10"), "/mcp");
  expect(jar.nextExpiry).toBe(11_000);
  expect(jar.header("/mcp")).toBe("a=1");
  now = 11_000;
  expect(jar.header("/mcp")).toBeUndefined();
});

test("cookies are limited in bytes, and the oldest give way", () => {
  const jar = new CookieJar("http://lb.example.com");
  for (let i = 0; i < 10_000; i++) jar.take(raw(`c${i}=${"v".repeat(100)}`), "/mcp");
  const sent = jar.header("/mcp") ?? "";
  expect(sent.length).toBeLessThan(16_384);
  expect(sent).toContain("c9999=");
  expect(sent).not.toContain("c0=");
});
