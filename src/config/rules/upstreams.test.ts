import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { commands, transports, upstreamNames } from "./upstreams.js";

test.each(["a", "A1", "a-b_c", "x".repeat(32)])("%s can be the name of an upstream", (name) => {
  expect(findingsOf(upstreamNames, `upstreams: { ${name}: {} }`)).toEqual([]);
});

test.each(["", "-a", "_a", "a.b", "a b", "a__b", "ä", "x".repeat(33)])(
  "%j cannot be the name of an upstream",
  (name) => {
    expect(findingsOf(upstreamNames, JSON.stringify({ upstreams: { [name]: {} } }))).toEqual([
      expect.stringContaining("MCP4001"),
    ]);
  },
);

test("a name is unique over both maps, and whatever its case", () => {
  expect(findingsOf(upstreamNames, "upstreams: { a: {}, A: {} }")).toEqual(["MCP4002 upstreams.A"]);
  expect(findingsOf(upstreamNames, "upstreams: { a: {} }\nmcpServers: { a: {} }")).toEqual(["MCP2005 mcpServers.a"]);
});

test("a file without an upstream is found, unless a misspelt key says it already", () => {
  expect(findingsOf(upstreamNames, "version: 1")).toEqual(["MCP1016 the file"]);
  expect(findingsOf(upstreamNames, "upstreams: {}")).toEqual(["MCP1016 upstreams"]);
  expect(findingsOf(upstreamNames, "upstream: {}")).toEqual([]);
});

test.each(["npx -y x", "a | b", "a;b", "$HOME/x", "a > b", "'a b'"])("%j is a line for a shell", (command) => {
  expect(findingsOf(commands, JSON.stringify({ upstreams: { a: { command } } }))).toEqual([
    "MCP3010 upstreams.a.command",
  ]);
});

test.each(["npx", "/usr/local/bin/my program", "C:\\Program Files\\x.exe", "${RUN} -y"])(
  "%j is a program",
  (command) => {
    expect(findingsOf(commands, JSON.stringify({ upstreams: { a: { command } } }))).toEqual([]);
  },
);

test("a variable's name is not empty and has no equals sign", () => {
  expect(findingsOf(commands, 'upstreams: { a: { env: { OK: v, "": v, "A=B": v } } }')).toEqual([
    'MCP3006 upstreams.a.env[""]',
    'MCP3006 upstreams.a.env["A=B"]',
  ]);
});

test("type and transport agree", () => {
  const found = (type: string, transport: string) =>
    findingsOf(transports, `upstreams: { a: { url: https://a.example, type: ${type}, transport: ${transport} } }`);
  expect(found("sse", "streamable-http")).toEqual(["MCP1018 upstreams.a.transport"]);
  expect(found("streamable-http", "sse-only")).toEqual(["MCP1018 upstreams.a.transport"]);
  for (const [type, transport] of [
    ["sse", "sse"],
    ["sse", "http-first"],
    ["streamable-http", "http-only"],
    ["http", "sse"],
  ] as const)
    expect(found(type, transport)).toEqual([]);
});

test("an HTTP+SSE address is found where only Streamable HTTP is tried", () => {
  const found = (url: string, transport: string) =>
    findingsOf(transports, `upstreams: { a: { url: "${url}", transport: ${transport} } }`);
  for (const url of ["https://a.example/sse", "https://a.example/sse/", "https://a.example/sse?x"])
    expect(found(url, "streamable-http")).toEqual(["MCP5001 upstreams.a.transport"]);
  expect(found("https://a.example/sse", "http-first")).toEqual([]);
  expect(found("https://a.example/sse/x", "streamable-http")).toEqual([]);
});
