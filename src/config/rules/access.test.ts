import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { access } from "./access.js";

const found = (yaml: string) => findingsOf(access, yaml);

test("a pattern that names an upstream of the file in any case is accepted, and any other name is found", () => {
  const file = (pattern: string) => `
    upstreams: { files: {} }
    access: { users: { ann: { tools: ["${pattern}"] } } }`;
  for (const pattern of ["*", "read*", "files:*", "FILES:read", "${UP}:read"]) expect(found(file(pattern))).toEqual([]);
  expect(found(file("notes:*"))).toEqual(["MCP2001 access.users.ann.tools[0]"]);
});

test("patterns, roles and upstreams are judged in users, roles and rules alike, and under deny", () => {
  const grant = '{ roles: [gone], tools: ["none:*"], deny: { prompts: ["none:*"] } }';
  expect(
    found(`
      access:
        users: { ann: ${grant} }
        roles: { staff: ${grant} }
        rules: [${grant}]`),
  ).toEqual(
    ["users.ann", "roles.staff", "rules[0]"].flatMap((place) => [
      `MCP2007 access.${place}.roles[0]`,
      `MCP2001 access.${place}.tools[0]`,
      `MCP2001 access.${place}.deny.prompts[0]`,
    ]),
  );
});

test("a method within any-of is neither none nor any-of, nor a second oauth, and grants nothing itself", () => {
  expect(
    found(`
      access:
        mode: any-of
        of:
          - { mode: oauth, issuer: https://a.example }
          - { mode: oauth, issuer: https://b.example }
          - { mode: none }
          - { mode: api-key, users: {} }`),
  ).toEqual(["MCP3011 access.of[1].mode", "MCP3011 access.of[2].mode", "MCP3011 access.of[3].users"]);
});

test("oauth needs an issuer, unless its provider has one", () => {
  expect(found("access: { mode: oauth }")).toEqual(["MCP2008 access"]);
  expect(found("access: { mode: oauth, provider: google }")).toEqual([]);
  expect(found("access: { mode: oauth, issuer: https://a.example }")).toEqual([]);
});

test("sign-in over an open address needs the public URL, and loopback does not", () => {
  const file = (listen: string, more = "") => `
    expose: { http: { listen: "${listen}"${more} } }
    access: { mode: jwt }`;
  expect(found(file("0.0.0.0:80"))).toEqual(["MCP3013 access.mode"]);
  for (const listen of ["127.0.0.1:80", "[::1]:80", "localhost:80", "${LISTEN}"])
    expect(found(file(listen))).toEqual([]);
  expect(found(file("0.0.0.0:80", ", publicUrl: https://mcp.example"))).toEqual([]);
});

test("a trusted proxy is an address or range, and not every address", () => {
  const file = (range: string) => `
    expose: { http: { trustedProxies: ["${range}"] } }
    access: { mode: forwarded-user, trustedProxies: ["${range}"] }`;
  const at = (rule: string) => [`${rule} access.trustedProxies[0]`, `${rule} expose.http.trustedProxies[0]`];
  for (const range of ["10.0.0.0/8", "::1", "unix", "${PROXY}"]) expect(found(file(range))).toEqual([]);
  for (const range of ["0.0.0.0/0", "::/0"]) expect(found(file(range))).toEqual(at("MCP3012"));
  for (const range of ["proxy.example", "10.0.0.0/33", ""]) expect(found(file(range))).toEqual(at("MCP4012"));
});

test("without access control the one caller is local, and users without local refuse it", () => {
  expect(found("access: { mode: none, users: { ann: {} } }")).toEqual(["MCP3015 access.mode"]);
  expect(found("access: { mode: none, users: { ann: {}, local: {} } }")).toEqual([]);
  expect(found("access: { mode: none, users: { ann: {} }, rules: [] }")).toEqual([]);
});

test("an e-mail address in the rules needs a header that carries one", () => {
  const file = (more: string) => `access: { mode: forwarded-user, users: { ann@example.com: {} }${more} }`;
  expect(found(file(""))).toEqual(['MCP3016 access.users["ann@example.com"]']);
  expect(found(file(", header: X-Forwarded-Email"))).toEqual([]);
  expect(found(file(", emailHeader: X-Email"))).toEqual(["MCP3017 access.emailHeader"]);
});

test("a fallback user behind a proxy on this machine is found, and one behind another machine is not", () => {
  const file = (range: string) => `access: { mode: forwarded-user, fallbackUser: guest, trustedProxies: [${range}] }`;
  for (const range of ["127.0.0.1", '"::1/128"', "unix"])
    expect(found(file(range))).toEqual(["MCP3018 access.fallbackUser"]);
  expect(found(file("10.0.0.1"))).toEqual([]);
});

test("limits by address need the reverse proxy of this machine named", () => {
  const file = (http: string, mode = "api-key") => `
    expose: { http: { publicUrl: https://mcp.example${http} } }
    access: { mode: ${mode} }`;
  expect(found(file(""))).toEqual(["MCP3019 expose.http.publicUrl"]);
  expect(found(file(", trustedProxies: [127.0.0.1]"))).toEqual([]);
  expect(found(file(', listen: "0.0.0.0:80"'))).toEqual([]);
  expect(found(file("", "none"))).toEqual([]);
});
