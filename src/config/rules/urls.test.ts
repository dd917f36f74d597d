import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { parse, urls } from "./urls.js";

const found = (url: string, key = "url") => findingsOf(urls, JSON.stringify({ upstreams: { a: { [key]: url } } }));

test.each([
  ["https://a.example/mcp", []],
  ["http://localhost:1/mcp", []],
  ["http://127.0.0.2/mcp", []],
  ["${URL}", []],
  ["http://a.example/mcp", ["MCP3008"]],
  ["https://user@a.example", ["MCP3004"]],
  ["https://:word@a.example", ["MCP3004"]],
  ["https://a.example/#x", ["MCP4005"]],
  ["a.example/mcp", ["MCP4005"]],
  ["https:a.example", ["MCP4005"]],
  ["ws://a.example", ["MCP4005"]],
  ["", ["MCP4005"]],
])("the address %j of an upstream is judged", (url, rules) => {
  expect(found(url)).toEqual(rules.map((rule) => `${rule} upstreams.a.url`));
});

test.each(["none", "http://proxy:3128", "https://proxy:3128/", "${PROXY}"])("%j is a proxy", (url) => {
  expect(found(url, "httpProxy")).toEqual([]);
});

test.each(["proxy:3128", "socks5://proxy:1080", "http://proxy:3128/path"])("%j is no proxy", (url) => {
  expect(found(url, "httpProxy")).toContain("MCP4005 upstreams.a.httpProxy");
});

test("parse knows no URL of a text with a variable, nor of anything that is no text", () => {
  expect(parse("https://a.example")?.host).toBe("a.example");
  for (const text of ["https://${HOST}", "a", undefined, 1, null]) expect(parse(text)).toBeUndefined();
});
