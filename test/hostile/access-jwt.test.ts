import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiKey, hashApiKey } from "../../src/access/api-key.js";
import { accessOf } from "../../src/access/chain.js";
import { clientAddress } from "../../src/access/client-address.js";
import { forwardedUser } from "../../src/access/forwarded-user.js";
import { limitGuesses } from "../../src/access/guesses.js";
import { type JwtOptions, jwt } from "../../src/access/jwt.js";
import type { PublicAddress } from "../../src/access/outside.js";
import type { Access } from "../../src/model/access.js";
import { ProxyError } from "../../src/model/errors.js";
import type { Principal } from "../../src/model/principal.js";
import { createGuardedFetch } from "../../src/net/guarded-fetch.js";
import { accessRequest } from "../fixtures/access-request.js";
import { recordingLog } from "../fixtures/recording-log.js";

/** An issuer as far as verification needs it: metadata, keys, introspection. */
async function startIssuer() {
  const keys = [{ ...(await generateKeyPair("ES256", { extractable: true })), kid: "k1" }];
  const seen = { jwks: 0, introspection: 0 };
  const active = new Map<string, Record<string, unknown>>();
  let up = true;
  const http = createServer((request, response) => {
    const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const json = (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (!up) return void response.writeHead(500).end();
    if (request.url === "/.well-known/openid-configuration") {
      return void json({
        issuer,
        jwks_uri: `${issuer}/jwks`,
        introspection_endpoint: `${issuer}/introspect`,
        authorization_endpoint: `${issuer}/a`,
        token_endpoint: `${issuer}/t`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["ES256"],
      });
    }
    if (request.url === "/jwks") {
      seen.jwks++;
      return void Promise.all(
        keys.map(async (key) => ({ ...(await exportJWK(key.publicKey)), kid: key.kid, alg: "ES256" })),
      ).then((list) => json({ keys: list }));
    }
    if (request.url === "/introspect") {
      seen.introspection++;
      let body = "";
      request.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      return void request.on("end", () => {
        json(active.get(new URLSearchParams(body).get("token") ?? "") ?? { active: false });
      });
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    issuer: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    keys,
    seen,
    active,
    fail: () => {
      up = false;
    },
    recover: () => {
      up = true;
    },
    close: () => new Promise((resolve) => http.close(resolve)),
  };
}

const outside: PublicAddress = {
  origin: () => "https://mcp.example.com",
  pathPrefix: "",
  endpoints: ["/mcp", "/other"],
  aliases: { "/mcp": ["/sse"] },
};
const AUD = "https://mcp.example.com/mcp";

let idp: Awaited<ReturnType<typeof startIssuer>>;
let now = Date.parse("2026-11-20T12:00:00Z");
const clock = { now: () => now, monotonic: () => now };
const guarded = createGuardedFetch({ allowLoopback: true });

beforeAll(async () => {
  idp = await startIssuer();
});
afterAll(async () => {
  await idp.close();
  await guarded.close();
});

function mode(options: Partial<JwtOptions> = {}) {
  return jwt({
    issuer: idp.issuer,
    audiences: undefined,
    jwksUri: undefined,
    algorithms: ["ES256", "RS256"],
    typ: "any",
    scopes: [],
    subjectClaim: "sub",
    introspection: undefined,
    outside,
    fetch: guarded,
    clock,
    ...options,
  });
}

function token(payload: JWTPayload = {}, header: Partial<JWTHeaderParameters> = {}, key = idp.keys[0]?.privateKey) {
  const seconds = Math.floor(now / 1000);
  const claims: JWTPayload = { iss: idp.issuer, sub: "alice", aud: AUD, iat: seconds, exp: seconds + 300, ...payload };
  return new SignJWT(JSON.parse(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "ES256", kid: "k1", ...header })
    .sign(key as never);
}

const call = async (access: Access, bearer: string, endpoint = "/mcp"): Promise<Principal> =>
  access.authenticate(accessRequest([["Authorization", `Bearer ${bearer}`]], { endpoint }));

const unauthenticated = expect.objectContaining({
  code: "UNAUTHENTICATED",
  data: { challenge: expect.stringContaining('error="invalid_token"') },
});

describe("jwt", () => {
  test("a good token is its subject, with its claims, and the second time synchronously", async () => {
    const access = accessOf([mode()]);
    const good = await token({ email: "alice@example.com", email_verified: "true", groups: ["eng"] });
    const principal = await call(access, good);
    expect(principal).toMatchObject({
      issuer: idp.issuer,
      subject: "alice",
      label: "alice@example.com",
      claims: { groups: ["eng"], email_verified: true },
    });
    expect(principal.proof?.().token).toBe(good);
    expect(JSON.stringify(principal)).not.toContain(good);
    expect(access.authenticate(accessRequest([["Authorization", `Bearer ${good}`]]))).toBe(principal);
  });

  test("T-55: a request without a token gets a challenge without an error, and a token in the query does not count", () => {
    expect(() => accessOf([mode()]).authenticate(accessRequest([], { endpoint: "/mcp" }))).toThrow(
      expect.objectContaining({
        code: "UNAUTHENTICATED",
        data: {
          challenge: 'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"',
        },
      }),
    );
  });

  test.each([
    ["expired beyond the skew", { exp: -60 }],
    ["not before beyond the skew", { nbf: 61 }],
    ["issued in the future", { iat: 61 }],
    ["without exp", { exp: undefined }],
    ["an exp that never comes", { exp: 1e30 }],
  ])("T-56: %s is refused", async (_name, times) => {
    const seconds = Math.floor(now / 1000);
    const payload = Object.fromEntries(
      Object.entries(times).map(([name, value]) => [name, value === undefined ? undefined : seconds + value]),
    );
    await expect(call(accessOf([mode()]), await token(payload))).rejects.toThrow(unauthenticated);
  });

  test("T-61: forged tokens count as guesses and are limited, and tokens of the issuer do not count", async () => {
    const addressOf = clientAddress([]);
    const guesses = limitGuesses({ clock, log: recordingLog(), addressOf, perMinute: 10 });
    const access = guesses.limit(accessOf([mode()]));
    const answer = async (bearer: string): Promise<string> =>
      call(access, bearer).then(
        ({ subject }) => subject,
        (thrown: unknown) => ProxyError.from(thrown).code,
      );
    const seconds = Math.floor(now / 1000);
    for (let i = 0; i < 20; i++) expect(await answer(await token({ exp: seconds - 100 - i }))).toBe("UNAUTHENTICATED");
    for (let i = 0; i < 20; i++) expect(await answer(await token({ aud: `https://${i}/` }))).toBe("UNAUTHENTICATED");
    const { privateKey } = await generateKeyPair("ES256");
    const forged: string[] = [];
    for (let i = 0; i < 15; i++) forged.push(await answer(await token({ jti: String(i) }, {}, privateKey)));
    expect(forged).toEqual([...Array<string>(10).fill("UNAUTHENTICATED"), ...Array<string>(5).fill("RATE_LIMITED")]);
    expect(await answer(await token({ exp: seconds - 100 }))).toBe("RATE_LIMITED");
  });

  test("T-56: a clock skew of 59 s is allowed, and an exp that is text is refused", async () => {
    const seconds = Math.floor(now / 1000);
    const access = accessOf([mode()]);
    await expect(call(access, await token({ exp: seconds - 59 }))).resolves.toMatchObject({ subject: "alice" });
    await expect(call(access, await token({ nbf: seconds + 60 }))).resolves.toMatchObject({ subject: "alice" });
    await expect(call(access, await token({ exp: String(seconds + 60) as never }))).rejects.toThrow(unauthenticated);
  });

  test.each([
    [undefined],
    ["https://other.example.com/mcp"],
    ["https://mcp.example.com"],
    ["https://mcp.example.com/mcp/"],
    ["https://MCP.example.com/mcp"],
    ["https://mcp.example.com/mcp2"],
    [["https://mcp.example.com/m", "x"]],
  ])("T-50: an audience that is not exactly the endpoint is refused: %j", async (aud) => {
    await expect(call(accessOf([mode()]), await token({ aud: aud as string, azp: AUD }))).rejects.toThrow(
      unauthenticated,
    );
  });

  test("T-50: an audience list with the endpoint is accepted, and a token opens no other endpoint than its own and its alias", async () => {
    const access = accessOf([mode()]);
    await expect(call(access, await token({ aud: ["x", AUD] }))).resolves.toMatchObject({ subject: "alice" });
    await expect(call(access, await token(), "/other")).rejects.toThrow(unauthenticated);
    await expect(call(access, await token(), "/sse")).resolves.toMatchObject({ subject: "alice" });
  });

  test("T-50: keys of the issuer under another issuer are refused, and one subject of two issuers is two principals", async () => {
    const access = accessOf([mode()]);
    await expect(call(access, await token({ iss: "https://evil.example" }))).rejects.toThrow(unauthenticated);
    const second = await startIssuer();
    const both = accessOf([mode(), mode({ issuer: second.issuer })]);
    const one = await call(both, await token());
    const two = await call(both, await token({ iss: second.issuer }, {}, second.keys[0]?.privateKey));
    expect(one.subject).toBe(two.subject);
    expect(one.key).not.toBe(two.key);
    await second.close();
  });

  test("T-56: alg none, HS256 with the public key, embedded and remote keys, crit and JWE are refused", async () => {
    const access = accessOf([mode()]);
    const seconds = Math.floor(now / 1000);
    const claims = { iss: idp.issuer, sub: "alice", aud: AUD, exp: seconds + 60 };
    const other = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(other.publicKey);
    const hs = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid: "k1" })
      .sign(Buffer.from(JSON.stringify(await exportJWK(idp.keys[0]?.publicKey as never))));
    const forged = [
      new UnsecuredJWT(claims).encode(),
      hs,
      await token({}, { jwk }, other.privateKey),
      await token({}, { jku: "http://127.0.0.1:1/jwks", x5u: "http://127.0.0.1:1/x5u" }, other.privateKey),
      await token({}, { kid: "../../etc/passwd" }, other.privateKey),
      "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aaaa.bbbb.cccc",
      `${(await token()).slice(0, -4)}AAAA`,
    ];
    for (const bad of forged) await expect(call(access, bad)).rejects.toThrow(unauthenticated);
  });

  test("T-56: ten thousand unknown key ids cost one fetch of the keys", async () => {
    const access = accessOf([mode()]);
    await call(access, await token());
    const before = idp.seen.jwks;
    const parts = (await token()).split(".");
    await Promise.all(
      Array.from({ length: 10_000 }, async (_, i) => {
        const header = Buffer.from(JSON.stringify({ alg: "ES256", kid: `k${i}x` })).toString("base64url");
        await expect(call(access, `${header}.${parts[1]}.${parts[2]}`)).rejects.toThrow();
      }),
    );
    expect(idp.seen.jwks - before).toBeLessThanOrEqual(1);
  });

  test("typ at+jwt refuses an id token used as an access token", async () => {
    const access = accessOf([mode({ typ: "at+jwt" })]);
    await expect(call(access, await token({}, { typ: "JWT" }))).rejects.toThrow(/not an access token/);
    await expect(call(access, await token({}, { typ: "at+jwt" }))).resolves.toMatchObject({ subject: "alice" });
  });

  test("a missing scope is 403 insufficient_scope with all scopes wanted", async () => {
    const access = accessOf([mode({ scopes: ["mcp", "tools"] })]);
    await expect(call(access, await token({ scope: "mcp" }))).rejects.toThrow(
      expect.objectContaining({
        code: "FORBIDDEN",
        data: { challenge: expect.stringMatching(/error="insufficient_scope".*scope="mcp tools"/) },
      }),
    );
    await expect(call(access, await token({ scope: "tools mcp" }))).resolves.toMatchObject({ subject: "alice" });
  });

  test("T-62: a revoked token is refused within 60 s, and an opaque one is introspected", async () => {
    const access = accessOf([mode({ introspection: { when: "always", clientId: "proxy", clientSecret: "s" } })]);
    const claims = { active: true, sub: "bob", aud: AUD, exp: Math.floor(now / 1000) + 3600 };
    idp.active.set("opaque-token", claims);
    await expect(call(access, "opaque-token")).resolves.toMatchObject({ subject: "bob" });
    await call(access, "opaque-token");
    expect(idp.seen.introspection).toBe(1);
    idp.active.delete("opaque-token");
    now += 59_000;
    await expect(call(access, "opaque-token")).resolves.toMatchObject({ subject: "bob" });
    now += 1_001;
    await expect(call(access, "opaque-token")).rejects.toThrow(unauthenticated);
    idp.active.set("for-another", { ...claims, aud: "https://other.example" });
    await expect(call(access, "for-another")).rejects.toThrow(unauthenticated);
  });

  test("T-56: a token that was verified is refused as soon as it has expired, before the minute of trust is over", async () => {
    const seconds = Math.floor(now / 1000);
    const access = accessOf([mode({ introspection: { when: "opaque", clientId: "proxy", clientSecret: "s" } })]);
    // Ten seconds are left of the skew that is allowed.
    const jwt = await token({ iat: seconds - 300, exp: seconds - 50 });
    idp.active.set("ends-soon", { active: true, sub: "bob", aud: AUD, exp: seconds - 50 });
    for (const shown of [jwt, "ends-soon"]) await expect(call(access, shown)).resolves.toBeDefined();
    now += 8000;
    for (const shown of [jwt, "ends-soon"]) await expect(call(access, shown)).resolves.toBeDefined();
    now += 4000;
    for (const shown of [jwt, "ends-soon"]) await expect(call(access, shown)).rejects.toThrow(unauthenticated);
  });

  test("an issuer that is down answers 503, not 401, and known keys go on working", async () => {
    const warm = accessOf([mode()]);
    await call(warm, await token());
    idp.fail();
    await expect(call(accessOf([mode()]), await token())).rejects.toThrow(
      expect.objectContaining({ code: "ISSUER_UNAVAILABLE" }),
    );
    now += 20 * 60_000;
    await expect(call(warm, await token({ jti: "after" }))).resolves.toMatchObject({ subject: "alice" });
    idp.recover();
  });

  test("a list: an API key and a token at one port, neither taken for the other", async () => {
    const access = accessOf([apiKey([{ name: "ci", sha256: hashApiKey("key-1") }]), mode()]);
    await expect(call(access, "key-1")).resolves.toMatchObject({ issuer: "api-key" });
    await expect(call(access, await token())).resolves.toMatchObject({ issuer: idp.issuer });
    await expect(call(access, "key-2")).rejects.toThrow(unauthenticated);
  });

  test("a list: an API key beside introspection is known, in either order, and never shown to the issuer", async () => {
    const key = apiKey([{ name: "ci", sha256: hashApiKey("key-1") }]);
    const introspecting = () => mode({ introspection: { when: "opaque", clientId: "proxy", clientSecret: "s" } });
    idp.active.set("opaque-in-a-list", { active: true, sub: "bob", aud: AUD, exp: Math.floor(now / 1000) + 3600 });
    for (const access of [accessOf([introspecting(), key]), accessOf([key, introspecting()])]) {
      const asked = idp.seen.introspection;
      await expect(call(access, "key-1")).resolves.toMatchObject({ issuer: "api-key", subject: "ci" });
      expect(idp.seen.introspection).toBe(asked);
      await expect(call(access, "opaque-in-a-list")).resolves.toMatchObject({ subject: "bob" });
      await expect(call(access, "opaque-in-a-list")).resolves.toMatchObject({ subject: "bob" });
      await expect(call(access, "neither-of-them")).rejects.toThrow(unauthenticated);
      expect(idp.seen.introspection).toBe(asked + 2);
    }
  });

  test("T-59: with a list of modes, a trusted header beside another person's opaque token is refused", async () => {
    const trusted = forwardedUser({
      header: "X-Forwarded-User",
      emailHeader: undefined,
      trustedProxies: ["127.0.0.1"],
      fallbackUser: undefined,
      log: recordingLog(),
    });
    const access = accessOf([trusted, mode({ introspection: { when: "opaque", clientId: "p", clientSecret: "s" } })]);
    idp.active.set("opaque-of-bob", { active: true, sub: "bob", aud: AUD, exp: Math.floor(now / 1000) + 3600 });
    const request = accessRequest([
      ["X-Forwarded-User", "alice"],
      ["Authorization", "Bearer opaque-of-bob"],
    ]);
    await expect((async () => access.authenticate(request))()).rejects.toThrow(
      expect.objectContaining({ code: "INVALID_REQUEST" }),
    );
  });

  test("a list: who shows nothing is told where to sign in, wherever that way stands", () => {
    const access = accessOf([apiKey([]), mode()]);
    return expect(async () => access.authenticate(accessRequest([]))).rejects.toThrow(
      expect.objectContaining({
        data: { challenge: expect.stringContaining("resource_metadata=") },
      }),
    );
  });
});
