import { expect, test } from "vitest";
import { createGuardedFetch } from "../net/guarded-fetch.js";
import { checkEndpoints, checkPkce } from "./endpoints.js";
import type { OAuthSettings } from "./settings.js";

const SETTINGS = { allowHosts: [] as readonly string[], pkce: "advertised" } as unknown as OAuthSettings;
const check = (token_endpoint: unknown, more: Partial<OAuthSettings> = {}, issuer = "https://login.corp.example") =>
  checkEndpoints(
    { issuer, token_endpoint: token_endpoint as string },
    { ...SETTINGS, ...more },
    createGuardedFetch({ allowLoopback: issuer.includes("localhost") }),
  );

test.each<[string, unknown, Partial<OAuthSettings>]>([
  ["on the issuer's host", "https://login.corp.example/token", {}],
  ["on another host of its site", "https://api.corp.example/token", {}],
  [
    "elsewhere, where the file names the issuer",
    "https://other.example/token",
    { issuer: "https://login.corp.example" },
  ],
  ["on a host the file allows", "https://other.example/token", { allowHosts: ["other.example"] }],
  ["that the file names itself", "https://other.example/token", { endpoints: { token: "https://other.example/x" } }],
  ["that is not there", undefined, {}],
])("an endpoint %s may be used", async (_what, endpoint, more) => {
  await expect(check(endpoint, more)).resolves.toBeUndefined();
});

test.each<[string, unknown]>([
  ["outside its site", "https://attacker.example/token"],
  ["of a neighbour under a public suffix", "https://evil.github.io/token"],
  ["of plain http", "http://login.corp.example/token"],
  ["of another scheme", "ftp://login.corp.example/token"],
  ["with a private address", "https://10.0.0.1/token"],
  ["that is no URL", "token"],
  ["that is no text", 1],
  ["that is very long", `https://login.corp.example/${"x".repeat(8192)}`],
])("an endpoint %s is refused, by its name", async (_what, endpoint) => {
  await expect(check(endpoint, {}, "https://me.github.io")).rejects.toMatchObject({
    code: "AUTH_FAILED",
    message: expect.stringContaining("The token_endpoint of the issuer me.github.io"),
  });
});

test("this machine is one site", async () => {
  await expect(check("http://127.0.0.1:9/token", {}, "http://localhost:8")).resolves.toBeUndefined();
});

test("an issuer that does not list S256 is refused, unless the file says that it checks it", () => {
  const issuer = { issuer: "https://i.example" };
  const plain = { ...issuer, code_challenge_methods_supported: ["plain"] };
  expect(() => checkPkce(issuer, SETTINGS)).toThrow("auth.pkce: assumed");
  expect(() => checkPkce(plain, SETTINGS)).toThrow("auth.pkce: assumed");
  expect(() => checkPkce({ ...plain, code_challenge_methods_supported: ["plain", "S256"] }, SETTINGS)).not.toThrow();
  expect(() => checkPkce(issuer, { ...SETTINGS, pkce: "assumed" })).not.toThrow();
});
