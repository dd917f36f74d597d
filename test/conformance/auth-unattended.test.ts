import { exportJWK, exportPKCS8, generateKeyPair } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { LOCAL, type Principal, principalOf } from "../../src/model/principal.js";
import { playIssuer, startStranger } from "../fixtures/evil-issuer.js";
import { startOidc } from "../fixtures/oidc.js";
import { startResource } from "../fixtures/resource.js";
import { signInRig } from "../fixtures/sign-in.js";
import { stillClock, testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

describe("client-secret with a private key", () => {
  it.each(["pem", "jwk"])("proves itself by an assertion the issuer checks (%s)", async (format) => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: "key-1", alg: "ES256", use: "sig" };
    const issuer = await startOidc({ keyClient: { keys: [jwk] } });
    const resource = await startResource({ issuer: issuer.issuer });
    const text =
      format === "pem"
        ? await exportPKCS8(privateKey)
        : JSON.stringify({ ...(await exportJWK(privateKey)), kid: "key-1", alg: "ES256" });
    const auth = {
      mode: "client-secret" as const,
      grant: "client_credentials",
      issuer: issuer.issuer,
      clientId: "key-client",
      privateKey: { env: "KEY" },
      ...(format === "pem" ? { privateKeyId: "key-1", privateKeyAlgorithm: "ES256" } : {}),
    };
    const rig = signInRig({ url: resource.url, auth, secrets: { KEY: text } });
    open.push(issuer, resource, rig);
    expect(await rig.call()).toBe(200);
    expect(issuer.grants).toEqual({ client_credentials: 1 });
  });
});

describe("token-exchange", () => {
  const alice: Principal = {
    ...principalOf("https://idp.example.com", "alice"),
    proof: () => ({ token: "token-of-alice", type: "jwt" }),
  };
  const bob: Principal = {
    ...principalOf("https://idp.example.com", "bob"),
    proof: () => ({ token: "token-of-bob", type: "access_token" }),
  };

  it("exchanges each caller's own token, once, and gives nobody another's", async () => {
    const issuer = await startStranger();
    playIssuer(issuer);
    const auth = {
      mode: "token-exchange" as const,
      issuer: issuer.origin,
      clientId: "proxy",
      clientSecret: { env: "S" },
      audience: "tickets",
      scopes: ["read"],
    };
    const rig = signInRig({ url: `${issuer.origin}/mcp`, auth, secrets: { S: "secret" } });
    open.push(issuer, rig);
    const [first, second, again] = [
      await rig.credentials.current(alice),
      await rig.credentials.current(bob),
      await rig.credentials.current(alice),
    ];
    expect(first.headers[1]).not.toBe(second.headers[1]);
    expect(again).toBe(first);
    const sent = issuer.requests
      .filter(({ path }) => path === "/token")
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(sent).toEqual([
      expect.objectContaining({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: "token-of-alice",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        audience: "tickets",
        scope: "read",
      }),
      expect.objectContaining({
        subject_token: "token-of-bob",
        subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
      }),
    ]);
    expect(await rig.call(alice)).toBe(200);
  });

  it("T-62: uses what was exchanged no longer than the token it was exchanged for", async () => {
    const issuer = await startStranger();
    playIssuer(issuer);
    const clock = stillClock();
    const auth = { mode: "token-exchange" as const, issuer: issuer.origin, clientId: "proxy" };
    const rig = signInRig({ url: `${issuer.origin}/mcp`, auth, world: testWorld({ clock }) });
    open.push(issuer, rig);
    // The issuer gives an hour for a token that lasts ten minutes; the next one the caller shows lasts ten more.
    let shown = { token: "first", type: "jwt" as const, expiresAt: clock.now() + 600_000 };
    const ann: Principal = { ...principalOf("https://idp.example.com", "ann"), proof: () => shown };
    const first = await rig.credentials.current(ann);
    clock.advance(601_000);
    shown = { token: "second", type: "jwt", expiresAt: clock.now() + 600_000 };
    expect((await rig.credentials.current(ann)).headers[1]).not.toBe(first.headers[1]);
    const exchanged = issuer.requests.flatMap(({ path, body }) =>
      path === "/token" ? [new URLSearchParams(body).get("subject_token")] : [],
    );
    expect(exchanged).toEqual(["first", "second"]);
  });

  it("says what is missing when the caller showed no token", async () => {
    const issuer = await startStranger();
    playIssuer(issuer);
    const rig = signInRig({
      url: `${issuer.origin}/mcp`,
      auth: { mode: "token-exchange", issuer: issuer.origin, clientId: "proxy" },
    });
    open.push(issuer, rig);
    await expect(rig.call(LOCAL)).rejects.toMatchObject({
      code: "AUTH_FAILED",
      message: expect.stringContaining("access.mode"),
    });
    expect(issuer.count("POST /token")).toBe(0);
  });
});

describe("account: shared", () => {
  it("one login by the operator serves all callers, and no caller is asked to make it", async () => {
    const issuer = await startStranger();
    playIssuer(issuer);
    const rig = signInRig({
      url: `${issuer.origin}/mcp`,
      auth: { mode: "auto", account: "shared" },
      publicUrl: "http://127.0.0.1:9",
    });
    open.push(issuer, rig);
    const somebody = principalOf("https://idp.example.com", "somebody");
    await expect(rig.call(somebody)).rejects.toMatchObject({
      code: "AUTH_FAILED",
      message: expect.stringContaining("mcp-proxy login notes"),
    });
    const { url, cookie } = await rig.logins.start(LOCAL, "notes");
    const state = new URL(url).searchParams.get("state") ?? "";
    await rig.logins.complete(new URLSearchParams({ state, code: "c" }), { [cookie.name]: cookie.value });
    expect(await rig.call(somebody)).toBe(200);
    await expect(rig.logins.start(somebody, "notes")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(rig.logins.disconnect(somebody, "notes")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rig.call(LOCAL)).toBe(200);
    expect(issuer.count("POST /token")).toBe(1);
  });
});

describe("headers and none", () => {
  it("show what the file says, and a refusal is for the operator", async () => {
    const issuer = await startStranger();
    playIssuer(issuer);
    const good = signInRig({
      url: `${issuer.origin}/mcp`,
      auth: { mode: "headers", headers: { Authorization: { env: "TOKEN" } } },
      secrets: { TOKEN: "Bearer access-1" },
    });
    const bad = signInRig({
      url: `${issuer.origin}/mcp`,
      auth: { mode: "headers", headers: { Authorization: "Bearer x" } },
    });
    const none = signInRig({ url: `${issuer.origin}/mcp`, auth: { mode: "none" } });
    open.push(issuer, good, bad, none);
    expect(await good.call()).toBe(200);
    await expect(bad.call()).rejects.toMatchObject({
      code: "AUTH_FAILED",
      message: expect.stringContaining("auth.headers"),
    });
    await expect(none.call()).rejects.toMatchObject({
      code: "AUTH_FAILED",
      message: expect.stringContaining("auth.mode: auto"),
    });
    expect((await none.logins.status(LOCAL))[0]?.state).toBe("none");
  });
});
