import { afterEach, describe, expect, it, vi } from "vitest";
import { LOCAL } from "../../src/model/principal.js";
import { freePort } from "../fixtures/free-port.js";
import { CLIENTS, clientDocument, type OidcFixture, startOidc } from "../fixtures/oidc.js";
import { type ResourceFixture, startResource } from "../fixtures/resource.js";
import { type RigOptions, type SignInRig, signInRig } from "../fixtures/sign-in.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const each of open.splice(0).reverse()) await each.close();
});

const PORT = await freePort();
const REDIRECT = `http://127.0.0.1:${PORT}/oauth/callback`;
const DOCUMENT = "https://proxy.example.com/oauth/client-metadata.json";

async function scene(
  auth: (issuer: string) => RigOptions["auth"],
  secrets: Record<string, string> = {},
): Promise<{ issuer: OidcFixture; resource: ResourceFixture; rig: SignInRig }> {
  const issuer = await startOidc({
    redirectUris: [REDIRECT],
    documents: clientDocument(DOCUMENT, REDIRECT),
  });
  const resource = await startResource({ issuer: issuer.issuer, challengeScope: "mcp:read" });
  const rig = signInRig({ url: resource.url, auth: auth(issuer.issuer), secrets });
  open.push(issuer, resource, rig);
  return { issuer, resource, rig };
}

const PERSON: [string, (issuer: string) => RigOptions["auth"], Record<string, string>?][] = [
  ["auto", () => ({ mode: "auto", callbackPort: PORT })],
  ["auto with a client id", () => ({ mode: "auto", clientId: CLIENTS.public.client_id, callbackPort: PORT })],
  ["auto with a client metadata document", () => ({ mode: "auto", clientMetadataUrl: DOCUMENT, callbackPort: PORT })],
  ["dcr", () => ({ mode: "dcr", scopes: ["mcp:read", "mcp:write"], callbackPort: PORT })],
  ["cimd", () => ({ mode: "cimd", clientMetadataUrl: DOCUMENT, callbackPort: PORT })],
  ["oidc", (issuer) => ({ mode: "oidc", issuer, clientId: CLIENTS.public.client_id, callbackPort: PORT })],
  [
    "client-secret",
    (issuer) => ({
      mode: "client-secret",
      issuer,
      clientId: CLIENTS.confidential.client_id,
      clientSecret: { env: "SECRET" },
      callbackPort: PORT,
    }),
    { SECRET: CLIENTS.confidential.client_secret },
  ],
  [
    "client-secret in the body",
    (issuer) => ({
      mode: "client-secret",
      issuer,
      clientId: CLIENTS.post.client_id,
      clientSecret: { env: "SECRET" },
      tokenEndpointAuth: "client_secret_post",
      callbackPort: PORT,
    }),
    { SECRET: CLIENTS.post.client_secret },
  ],
];

describe.each(PERSON)("%s, with a person", (_name, auth, secrets) => {
  it("signs in by the link of the answer, calls, renews, and signs out", async () => {
    const { issuer, rig } = await scene(auth, secrets);
    const refused = await rig.call().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: "LOGIN_REQUIRED", data: { upstream: "notes" } });
    const link = (refused as { data: { auth_url: string } }).data.auth_url;
    expect(new URL(link).searchParams.get("code_challenge_method")).toBe("S256");
    const page = await rig.browse(link);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining("is connected") });
    expect(await rig.call()).toBe(200);
    expect(issuer.grants).toEqual({ authorization_code: 1 });

    const [status] = await rig.logins.status(LOCAL);
    expect(status).toMatchObject({ state: "ready", issuer: issuer.issuer, renewable: true, persisted: true });

    const sent = await rig.credentials.current(LOCAL);
    const renewed = await rig.credentials
      .renew(LOCAL, { sent, status: 401, challenges: [] })
      .catch((error: unknown) => error);
    expect(renewed).toMatchObject({ code: "AUTH_FAILED" }); // a token refused right after it was given was never good
    (rig.world.clock as { advance?(ms: number): void }).advance?.(3_400_000);
    await rig.credentials.current(LOCAL);
    await expect.poll(async () => (await rig.credentials.current(LOCAL)) === sent).toBe(false);
    expect(issuer.grants).toEqual({ authorization_code: 1, refresh_token: 1 });
    expect(await rig.call()).toBe(200);

    expect(issuer.reuses()).toBe(0);
    // The issuer has two seconds to answer. They do not pass here, however slow the machine is.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldClearNativeTimers: true });
    const { revoked } = await rig.logins.disconnect(LOCAL, "notes");
    vi.useRealTimers();
    expect(revoked).toBe(true);
    expect(issuer.requests).toContain("POST /token/revocation");
    await expect(rig.call()).rejects.toMatchObject({ code: "LOGIN_REQUIRED" });
  });
});

describe("client-secret with client_credentials", () => {
  it("fetches its token by itself, one for all callers", async () => {
    const { issuer, rig } = await scene(
      (url) => ({
        mode: "client-secret",
        grant: "client_credentials",
        issuer: url,
        clientId: CLIENTS.confidential.client_id,
        clientSecret: { env: "SECRET" },
      }),
      { SECRET: CLIENTS.confidential.client_secret },
    );
    expect(await Promise.all([rig.call(), rig.call(), rig.call()])).toEqual([200, 200, 200]);
    expect(issuer.grants).toEqual({ client_credentials: 1 });
    await expect(rig.logins.start(LOCAL, "notes")).rejects.toMatchObject({ code: "AUTH_FAILED" });
  });
});
