import { describe, expect, test } from "vitest";
import { isIssuerKnown, needIssuer, PROVIDERS, withPreset } from "./presets.js";

const WRITTEN = { mode: "auto", resource: "on", pkce: "advertised", offlineAccess: "auto" } as const;

describe("a provider's keys", () => {
  test("stand for what the file leaves at its defaults", () => {
    expect(withPreset({ ...WRITTEN, provider: "entra" })).toMatchObject({
      resource: "omit",
      pkce: "assumed",
      offlineAccess: "always",
    });
  });

  test("give way to what the file says, and maps are merged", () => {
    const config = { ...WRITTEN, provider: "google" as const, resource: "https://r.example", offlineAccess: "always" };
    const filled = withPreset({ ...config, authorizeParams: { prompt: "none", login_hint: "me" } });
    expect(filled).toMatchObject({
      issuer: "https://accounts.google.com",
      resource: "https://r.example",
      offlineAccess: "always",
      authorizeParams: { access_type: "offline", prompt: "none", login_hint: "me" },
    });
  });

  test("name a way of the secret only in modes that have one", () => {
    expect(withPreset({ ...WRITTEN, provider: "slack" })).not.toHaveProperty("tokenEndpointAuth");
    const filled = withPreset({ ...WRITTEN, provider: "slack" as const, tokenEndpointAuth: "auto" });
    expect(filled.tokenEndpointAuth).toBe("client_secret_post");
    const said = withPreset({ ...WRITTEN, provider: "slack" as const, tokenEndpointAuth: "client_secret_basic" });
    expect(said.tokenEndpointAuth).toBe("client_secret_basic");
  });

  test("are nothing without a provider", () => {
    const written: typeof WRITTEN & { provider?: "entra" } = WRITTEN;
    expect(withPreset(written)).toBe(WRITTEN);
  });
});

test("an issuer is known of some providers, and of nothing else", () => {
  expect(["google", "github", "slack"].map(isIssuerKnown)).toEqual([true, true, true]);
  expect(["okta", "oidc", "nobody", "constructor", "__proto__", undefined, 1].some(isIssuerKnown)).toBe(false);
});

test("a mode that needs an issuer and has none names the key", () => {
  expect(() => needIssuer({}, "notes")).toThrow("upstreams.notes.auth needs issuer");
  expect(needIssuer({ issuer: "https://i.example" }, "notes").issuer).toBe("https://i.example");
});

describe("claims in front", () => {
  const { entra, keycloak, cognito } = PROVIDERS;
  const TENANT = "https://login.microsoftonline.com/tenant/v2.0";
  test.each([
    ["one tenant", TENANT, {}, true],
    ["many tenants", TENANT.replace("tenant", "common"), {}, false],
    ["many tenants", TENANT.replace("tenant", "organizations"), {}, false],
    ["many tenants, whose domain is verified", TENANT.replace("tenant", "common"), { xms_edov: true }, true],
    ["many tenants, whose domain is not", TENANT.replace("tenant", "common"), { xms_edov: "0" }, false],
  ])("of Entra ID in %s: an address is verified or not (%#)", (_what, issuer, more, email_verified) => {
    const claims = { preferred_username: "a@example.com", ...more };
    expect(entra.front.claims?.(claims, issuer)).toMatchObject({ email: "a@example.com", email_verified });
  });

  test("of Entra ID say nothing of a name that is no address", () => {
    const claims = { preferred_username: "a" };
    expect(entra.front.claims?.(claims, TENANT)).toBe(claims);
  });

  test("of Keycloak and Cognito have roles and groups where rules look, unless they are there", () => {
    expect(keycloak.front.claims?.({ realm_access: { roles: ["r"] } }, "")).toMatchObject({ roles: ["r"] });
    expect(keycloak.front.claims?.({ realm_access: { roles: ["r"] }, roles: [] }, "")).toMatchObject({ roles: [] });
    expect(keycloak.front.claims?.({ realm_access: { roles: "r" } }, "")).not.toHaveProperty("roles");
    expect(cognito.front.claims?.({ "cognito:groups": ["g"] }, "")).toMatchObject({ groups: ["g"] });
    expect(cognito.front.claims?.({ "cognito:groups": ["g"], groups: [] }, "")).toMatchObject({ groups: [] });
  });
});
