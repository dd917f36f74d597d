import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { headers } from "./headers.js";

const found = (upstream: string) => findingsOf(headers, `upstreams: { a: { ${upstream} } }`);

test.each(["X-Key", "a", "!#$%&'*+.^_`|~09Az-"])("%s is a header's name", (name) => {
  expect(found(`headers: { "${name}": v }`)).toEqual([]);
});

test.each(["", "a b", "a:", "ä", "a\\r\\nb"])("%j is not a header's name", (name) => {
  expect(found(`headers: { "${name}": v }`)).toEqual([expect.stringContaining("MCP3005")]);
});

test.each(["v", "a b", "a\\tb"])("%j is a header's value", (value) => {
  expect(found(`headers: { x: "${value}" }`)).toEqual([]);
});

test.each(["a\\r\\nb: c", "a\\0", "ä", " a", "a "])("%j is not a header's value", (value) => {
  expect(found(`headers: { x: "${value}" }`)).toEqual(["MCP3005 upstreams.a.headers.x"]);
});

test("a header that the transport sets is refused, in any case and under auth as well", () => {
  expect(found("headers: { Host: v, MCP-Session-Id: v, Mcp-Name: v }")).toHaveLength(3);
  expect(found("auth: { headers: { te: v } }")).toEqual(["MCP3007 upstreams.a.auth.headers.te"]);
});

test("a header that is set twice is found once, whatever its case", () => {
  expect(found("headers: { X-Key: v, x-key: w }")).toEqual(["MCP3007 upstreams.a.headers.x-key"]);
  expect(found("headers: { X-Key: v }, auth: { mode: headers, headers: { x-key: w } }")).toEqual([
    "MCP3007 upstreams.a.auth.headers.x-key",
  ]);
});

test("Authorization belongs to the sign-in where there is one", () => {
  for (const mode of ["none", "headers", "auto"])
    expect(found(`headers: { Authorization: v }, auth: { mode: ${mode} }`)).toEqual([]);
  expect(found("headers: { authorization: v }, auth: { mode: oidc }")).toEqual([
    "MCP3007 upstreams.a.headers.authorization",
  ]);
});
