import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { signingIn } from "./auth.js";

const found = (auth: string, more = "") =>
  findingsOf(signingIn, `upstreams: { a: { auth: { ${auth} }, ${more} } }`).map((one) =>
    one.replace("upstreams.a.auth.", ""),
  );

test("a client that was registered beforehand needs its issuer, unless the provider has one", () => {
  expect(found("mode: oidc")).toEqual(["MCP2008 mode"]);
  expect(found("mode: oidc, issuer: https://id.example")).toEqual([]);
  for (const provider of ["google", "github", "slack"]) expect(found(`mode: oidc, provider: ${provider}`)).toEqual([]);
  expect(found("mode: oidc, provider: okta")).toEqual(["MCP2008 mode"]);
});

test("a client without a registration of its own needs no issuer, nor does a disabled upstream", () => {
  for (const mode of ["auto", "none", "headers", "dcr", "cimd"]) expect(found(`mode: ${mode}`)).toEqual([]);
  expect(found("mode: oidc", "disabled: true")).toEqual([]);
});

test.each([
  ["private_key_jwt", "", "", ["MCP2009 mode"]],
  ["private_key_jwt", "clientSecret: s", "", ["MCP2009 mode"]],
  ["private_key_jwt", "privateKey: k", "", []],
  ["client_secret_basic", "privateKey: k", "", ["MCP2009 mode"]],
  ["client_secret_post", "clientSecret: s", "", []],
  ["none", "", "", []],
])("with tokenEndpointAuth %s and %s the missing credential is found", (method, credential, _, expected) => {
  const auth = ["mode: client-secret", "issuer: https://id.example", `tokenEndpointAuth: ${method}`, credential];
  expect(found(auth.filter((part) => part !== "").join(", "))).toEqual(expected);
});

test("client-secret without a method needs a secret or a key", () => {
  const auth = "mode: client-secret, issuer: https://id.example";
  expect(found(auth)).toEqual(["MCP2009 mode"]);
  expect(found(`${auth}, clientSecret: s`)).toEqual([]);
  expect(found(`${auth}, privateKey: k`)).toEqual([]);
});

test("token exchange needs callers that show tokens, by themselves or as one of several methods", () => {
  const file = (access: string) => `
    upstreams: { a: { auth: { mode: token-exchange, issuer: https://id.example } } }
    access: ${access}`;
  expect(findingsOf(signingIn, file("{ mode: api-key }"))).toEqual(["MCP2010 upstreams.a.auth.mode"]);
  expect(findingsOf(signingIn, file("{ mode: jwt }"))).toEqual([]);
  expect(findingsOf(signingIn, file("{ mode: any-of, of: [{ mode: api-key }, { mode: jwt }] }"))).toEqual([]);
});
