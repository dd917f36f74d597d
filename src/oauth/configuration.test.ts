import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { authorizationCodeGrant, clientCredentialsGrant } from "openid-client";
import { expect, test } from "vitest";
import type { OAuthClient } from "./client.js";
import type { ClientAtIssuer } from "./configuration.js";
import { configure } from "./configuration.js";
import { requestTokens } from "./token-request.js";

const CLIENT: OAuthClient = { kind: "registered", clientId: "c", method: "none", secret: undefined };
const TEMPLATE = "https://login.example/{tenantid}/v2.0";

/** An issuer of many tenants, as Entra ID is one: its metadata states a template, its tokens the tenant. */
async function tenants(claims: Readonly<Record<string, unknown>>, more: Partial<ClientAtIssuer> = {}) {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const idToken = await new SignJWT({ sub: "s", aud: "c", nonce: "n", ...claims })
    .setProtectedHeader({ alg: "RS256", kid: "k" })
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(privateKey);
  const at: ClientAtIssuer = {
    issuer: {
      issuer: TEMPLATE,
      token_endpoint: "https://login.example/token",
      jwks_uri: "https://login.example/keys",
    },
    client: CLIENT,
    fetch: async (url) =>
      url.endsWith("/keys")
        ? Response.json({ keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "RS256", use: "sig" }] })
        : Response.json({ access_token: "a", token_type: "bearer", id_token: idToken }),
    ...more,
  };
  return requestTokens(at, (configuration) =>
    authorizationCodeGrant(configuration, new URL("http://localhost/cb?code=x&state=s"), {
      expectedState: "s",
      expectedNonce: "n",
      pkceCodeVerifier: "v".repeat(43),
    }),
  );
}

test("a token of a tenant is taken where the metadata states {tenantid}", async () => {
  const tokens = await tenants({ iss: "https://login.example/t1/v2.0", tid: "t1" });
  expect(tokens.accessToken).toBe("a");
});

test.each([
  ["names another tenant than its issuer", { iss: "https://login.example/t2/v2.0", tid: "t1" }],
  ["names an issuer elsewhere", { iss: "https://attacker.example/t1/v2.0", tid: "t1" }],
  ["names the template", { iss: TEMPLATE, tid: "t1" }],
])("a token that %s is refused", async (_what, claims) => {
  await expect(tenants(claims)).rejects.toMatchObject({ kind: "refused" });
});

test.each([
  ["https", true, "https://login.example/token", true],
  ["plain http", true, "http://login.example/token", false],
  ["plain http that was judged before", false, "http://login.example/token", true],
])("a token endpoint of %s, httpsOnly %s", async (_what, httpsOnly, endpoint, isAsked) => {
  const asked: string[] = [];
  const configuration = await configure({
    issuer: { issuer: "https://login.example", token_endpoint: endpoint },
    client: CLIENT,
    httpsOnly,
    fetch: async (url) => {
      asked.push(url);
      return Response.json({ access_token: "a", token_type: "bearer" });
    },
  });
  await clientCredentialsGrant(configuration).catch(() => undefined);
  expect(asked).toEqual(isAsked ? [endpoint] : []);
});

test("a secret in the Authorization header keeps hyphens, underscores and dots, and escapes what parts it", async () => {
  let sent: string | null = null;
  const configuration = await configure({
    issuer: { issuer: "https://login.example", token_endpoint: "https://login.example/token" },
    client: { kind: "registered", clientId: "an-id_1.x", method: "client_secret_basic", secret: "a:b %é-_." },
    fetch: async (_url, init) => {
      sent = new Headers(init?.headers).get("authorization");
      return Response.json({ access_token: "a", token_type: "bearer" });
    },
  });
  await clientCredentialsGrant(configuration);
  const pair = Buffer.from(String(sent).replace("Basic ", ""), "base64").toString();
  expect(pair).toBe("an-id_1.x:a%3Ab+%25%C3%A9-_.");
});
