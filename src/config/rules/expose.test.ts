import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { admitted, endpoints, listening, outside, telemetry } from "./expose.js";

const http = (text: string) => `expose: { http: { ${text} } }`;

test("an address that others reach needs access control or a word that it is meant", () => {
  const open = http('listen: "0.0.0.0:80"');
  expect(findingsOf(listening, open)).toEqual(["MCP3002 expose.http.listen"]);
  expect(findingsOf(listening, `${open}\naccess: { mode: none }`)).toEqual(["MCP3002 expose.http.listen"]);
  expect(findingsOf(listening, `${open}\naccess: { mode: jwt }`)).toEqual([]);
  expect(findingsOf(listening, http('listen: "0.0.0.0:80", insecureAllowUnauthenticated: true'))).toEqual([]);
  for (const listen of ["127.0.0.1:80", "[::1]:80", "localhost:80", "${LISTEN}"])
    expect(findingsOf(listening, http(`listen: "${listen}"`))).toEqual([]);
  expect(findingsOf(listening, http('listen: "127.0.0.1:99999"'))).toEqual(["MCP4004 expose.http.listen"]);
});

test.each([
  ["https://mcp.example", []],
  ["http://localhost:8080", []],
  ["http://mcp.example", ["MCP3003"]],
  ["https://mcp.example/tools", ["MCP4006"]],
  ["https://mcp.example/?a", ["MCP4006"]],
  ["https://mcp.example/#a", ["MCP4006"]],
  ["https://user:word@mcp.example", ["MCP3004"]],
  ["mcp.example", ["MCP4005"]],
  ["https:/mcp.example", ["MCP4005"]],
  ["ftp://mcp.example", ["MCP4005"]],
])("the public URL %s is judged", (url, rules) => {
  expect(findingsOf(listening, http(`publicUrl: "${url}"`))).toEqual(
    rules.map((rule) => `${rule} expose.http.publicUrl`),
  );
});

test("a public address without access control is found, and one of this machine is not", () => {
  expect(findingsOf(outside, http("publicUrl: https://mcp.example"))).toEqual(["MCP3014 expose.http.publicUrl"]);
  expect(findingsOf(outside, http("publicUrl: http://localhost:80"))).toEqual([]);
  expect(findingsOf(outside, http("publicUrl: https://mcp.example, insecureAllowUnauthenticated: true"))).toEqual([]);
  expect(findingsOf(outside, `${http("publicUrl: https://mcp.example")}\naccess: { mode: oauth }`)).toEqual([]);
});

test("metrics on an open address need a token", () => {
  const metrics = (text: string) => `telemetry: { metrics: { ${text} } }`;
  expect(findingsOf(telemetry, metrics('listen: ":9090"'))).toEqual(["MCP3002 telemetry.metrics.listen"]);
  expect(findingsOf(telemetry, metrics('listen: ":9090", token: t'))).toEqual([]);
  expect(findingsOf(telemetry, metrics('listen: ":9090", insecureAllowUnauthenticated: true'))).toEqual([]);
  expect(findingsOf(telemetry, metrics('listen: "127.0.0.1:9090"'))).toEqual([]);
  expect(findingsOf(telemetry, metrics('listen: "127.0.0.1"'))).toEqual(["MCP4004 telemetry.metrics.listen"]);
});

test.each([
  "mcp",
  "/",
  "/mcp/",
  "/a//b",
  "/a/../b",
  "/a/.",
  "/a b",
  "/health",
  "/sse",
  `/V${1}/x`,
  "/.well-known/x",
  "/oauth",
])("%s cannot be an endpoint", (route) => {
  expect(findingsOf(endpoints, http(`endpoints: { "${route}": {} }`))).toHaveLength(1);
});

test.each(["/mcp", "/a/b", "/healthy", "/v1x", "/a/health", "/.dot"])("%s can be an endpoint", (route) => {
  expect(findingsOf(endpoints, http(`endpoints: { "${route}": {} }`))).toEqual([]);
});

test("an endpoint and stdio show upstreams of the file", () => {
  const file =
    "upstreams: { a: {} }\nexpose: { http: { endpoints: { /m: { upstreams: [a, b] } } }, stdio: { upstreams: [c, '${D}'] } }";
  expect(findingsOf(endpoints, file)).toEqual([
    'MCP2001 expose.http.endpoints["/m"].upstreams[1]',
    "MCP2001 expose.stdio.upstreams[0]",
  ]);
});

test("hosts are bare names, and origins are scheme, host and port in lower case", () => {
  const hosts = [
    "mcp.example",
    "a",
    "[::1]",
    "MCP_1.example",
    "https://mcp.example",
    "mcp.example:80",
    "*.example",
    "-a",
    "",
  ];
  expect(findingsOf(admitted, http(`allowedHosts: ${JSON.stringify(hosts)}`))).toEqual(
    [4, 5, 6, 7, 8].map((at) => `MCP4007 expose.http.allowedHosts[${at}]`),
  );
  const origins = [
    "https://a.example",
    "http://a:80",
    "vscode-webview://x",
    "*",
    "https://a/",
    "HTTPS://a",
    "https://*.a",
    "a",
  ];
  expect(findingsOf(admitted, http(`allowedOrigins: ${JSON.stringify(origins)}`))).toEqual(
    [3, 4, 5, 6, 7].map((at) => `MCP4007 expose.http.allowedOrigins[${at}]`),
  );
});
