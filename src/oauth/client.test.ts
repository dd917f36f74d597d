import { describe, expect, test } from "vitest";
import { asClient, clientKey, registeredClient } from "./client.js";

const ISSUER = { issuer: "https://i.example" };
const SECRET = { clientId: "c", secret: "s", method: "auto" } as const;

describe("the way a registered client proves itself", () => {
  test.each([
    [undefined, "client_secret_basic", "client_secret_basic"],
    [undefined, "client_secret_post", "client_secret_post"],
    [["client_secret_post", "client_secret_basic"], "client_secret_basic", "client_secret_basic"],
    [["client_secret_post"], "client_secret_basic", "client_secret_post"],
    [["client_secret_basic"], "client_secret_post", "client_secret_basic"],
    [["private_key_jwt"], "client_secret_basic", "client_secret_basic"],
  ] as const)("the issuer lists %j, %s is preferred: %s", (listed, preferred, method) => {
    const issuer = {
      ...ISSUER,
      ...(listed === undefined ? {} : { token_endpoint_auth_methods_supported: [...listed] }),
    };
    expect(registeredClient(issuer, SECRET, preferred).method).toBe(method);
  });

  test("is what the file says, whatever the issuer lists", () => {
    const issuer = { ...ISSUER, token_endpoint_auth_methods_supported: ["client_secret_basic"] };
    const said = { ...SECRET, method: "client_secret_post" } as const;
    expect(registeredClient(issuer, said, "client_secret_basic").method).toBe("client_secret_post");
  });

  test("is the private key where there is one, and nothing where there is neither key nor secret", () => {
    const privateKey = { text: "{}", id: undefined, algorithm: "ES256" };
    expect(registeredClient(ISSUER, { ...SECRET, privateKey }, "client_secret_basic").method).toBe("private_key_jwt");
    expect(registeredClient(ISSUER, { ...SECRET, secret: undefined }, "client_secret_post").method).toBe("none");
  });
});

describe("a kept registration", () => {
  const NOW = 1_000_000_000_000;
  const KEPT = { issuer: "https://i.example", clientId: "c", redirectUris: [], createdAt: NOW };

  test.each([
    ["without a secret", KEPT, true],
    ["of the same issuer with its root slash", { ...KEPT, issuer: "https://i.example/" }, true],
    ["of another issuer", { ...KEPT, issuer: "https://i.example/tenant" }, false],
    ["whose secret never expires", { ...KEPT, clientSecret: "s", secretExpiresAt: 0 }, true],
    ["whose secret lasts another minute", { ...KEPT, clientSecret: "s", secretExpiresAt: NOW + 60_000 }, true],
    ["whose secret expires within a minute", { ...KEPT, clientSecret: "s", secretExpiresAt: NOW + 59_999 }, false],
    [
      "that was refused",
      { issuer: KEPT.issuer, redirectUris: [], createdAt: NOW, failed: { at: NOW, message: "" } },
      false,
    ],
    ["that is not there", undefined, false],
  ])("%s is used: %#", (_what, record, isUsed) => {
    expect(asClient(ISSUER, record, NOW) !== undefined).toBe(isUsed);
  });

  test("authenticates by Basic when the issuer gave a secret and named no method", () => {
    expect(asClient(ISSUER, { ...KEPT, clientSecret: "s" }, NOW)?.method).toBe("client_secret_basic");
    expect(asClient(ISSUER, KEPT, NOW)?.method).toBe("none");
    expect(asClient(ISSUER, { ...KEPT, clientSecret: "s", method: "client_secret_post" }, NOW)?.method).toBe(
      "client_secret_post",
    );
  });

  test("is found by its redirect URIs in any order, and not by a part of them", () => {
    const key = clientKey("https://i.example", ["https://a.example", "https://b.example"], "mcp-proxy");
    expect(clientKey("https://i.example", ["https://b.example", "https://a.example"], "mcp-proxy")).toBe(key);
    expect(clientKey("https://i.example", ["https://a.example"], "mcp-proxy")).not.toBe(key);
    expect(clientKey("https://i.example", [], "https://a.example https://b.example")).not.toBe(key);
  });
});
