import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { LOCAL } from "../../src/model/principal.js";
import { openFile } from "../../src/store/open.js";
import { metadataOf, playIssuer, type Reply, type Stranger, startStranger } from "../fixtures/evil-issuer.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { type SignInRig, signInRig, TEST_PAGES } from "../fixtures/sign-in.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const PUBLIC = "http://127.0.0.1:9";

async function stranger(over: Readonly<Record<string, unknown>> = {}): Promise<Stranger> {
  const made = await startStranger();
  open.push(made);
  playIssuer(made, over);
  return made;
}

async function begun(rig: SignInRig) {
  const { url, cookie } = await rig.logins.start(LOCAL, "notes");
  const asked = new URL(url).searchParams;
  return { url, asked, cookies: { [cookie.name]: cookie.value }, cookie };
}

describe("T-27: secrets of signing in", () => {
  it("appear in no log at any level, no error, no page, no status, and not in clear on disk", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-canary-"));
    const canary = (name: string) => `canary-${name}-${Buffer.from(name.repeat(4)).toString("hex").slice(0, 24)}`;
    const secrets = Object.fromEntries(
      ["access", "refresh", "code", "client", "other-access", "other-refresh"].map((name) => [name, canary(name)]),
    ) as Record<string, string>;
    const log = recordingLog();
    const clock = testClock();
    const world = testWorld({ log, clock });
    const evil = await stranger();
    const tokens = (prefix: string): Reply => ({
      body: {
        access_token: secrets[`${prefix}access`],
        refresh_token: secrets[`${prefix}refresh`],
        token_type: "Bearer",
        expires_in: 3600,
      },
    });
    evil.replies.set("POST /token", tokens(""));
    const store = await openFile({ type: "file", path: join(folder, "store") }, world, () => "");
    const auth = { mode: "client-secret" as const, issuer: evil.origin, clientId: "c", clientSecret: { env: "S" } };
    const rig = signInRig({
      url: `${evil.origin}/mcp`,
      auth,
      store,
      world,
      publicUrl: PUBLIC,
      secrets: { S: secrets.client ?? "" },
    });
    open.push(rig);

    const said: unknown[] = [];
    const hear = async (run: Promise<unknown>) => {
      try {
        const answer = await run;
        const outcome = answer as { ok?: boolean; message?: string; upstream?: string };
        said.push(outcome);
        if (outcome.ok !== undefined) said.push(TEST_PAGES.failed(outcome.message ?? "", undefined));
      } catch (error) {
        for (let at: unknown = error; at instanceof Error; at = at.cause) said.push(at.message, at.stack);
        said.push((error as { data?: unknown }).data);
      }
    };
    const first = await begun(rig);
    secrets.state = first.asked.get("state") ?? "";
    secrets.cookie = first.cookie.value;
    const back = (state: string | undefined, more: object = {}) =>
      new URLSearchParams({ state: state ?? "", code: secrets.code ?? "", ...more });
    await hear(rig.logins.complete(back(secrets.state), { [first.cookie.name]: "wrong" }));
    await hear(rig.logins.complete(back(secrets.state), first.cookies));
    await hear(rig.logins.complete(back(secrets.state), first.cookies));
    await hear(rig.logins.status(LOCAL));
    const verifier = new URLSearchParams(evil.requests.find(({ path }) => path === "/token")?.body).get(
      "code_verifier",
    );
    secrets.verifier = verifier ?? "";
    clock.advance(3_400_000);
    evil.replies.set("POST /token", {
      status: 400,
      body: { error: "invalid_grant", error_description: secrets.refresh },
    });
    await hear(Promise.resolve(rig.credentials.current(LOCAL)).then(() => undefined));
    clock.advance(300_000);
    await hear(Promise.resolve(rig.credentials.current(LOCAL)).then(() => undefined));
    await hear(rig.logins.status(LOCAL));
    const second = await begun(rig);
    evil.replies.set("POST /token", (request, response) => void response.writeHead(500).end(`stack: ${request.body}`));
    await hear(rig.logins.complete(back(second.asked.get("state") ?? ""), second.cookies));
    const third = await begun(rig);
    evil.replies.set("POST /token", tokens("other-"));
    await hear(rig.logins.complete(back(third.asked.get("state") ?? ""), third.cookies));
    const sent = await rig.credentials.current(LOCAL);
    await hear(
      rig.credentials.renew(LOCAL, {
        sent,
        status: 403,
        challenges: ['Bearer error="insufficient_scope", scope="more"'],
      }),
    );
    await hear(rig.logins.disconnect(LOCAL, "notes"));

    const disk = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
    const everything = [JSON.stringify(log.lines), JSON.stringify(said), ...disk].join("\n");
    expect(log.lines.length).toBeGreaterThan(5);
    expect(said.length).toBeGreaterThan(10);
    for (const [name, value] of Object.entries(secrets)) {
      expect(value.length, name).toBeGreaterThan(20);
      const tail = value.slice(-16);
      expect(everything.includes(tail), `${name} leaked`).toBe(false);
    }
    rmSync(folder, { recursive: true });
  });
});

describe("T-35: invalid ID tokens", async () => {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const { privateKey: otherKey, publicKey: otherPublic } = await generateKeyPair("RS256", { extractable: true });
  const spki = new TextEncoder().encode(await exportSPKI(publicKey));
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "a", use: "sig", alg: "RS256" }] };
  const two = { keys: [...jwks.keys, { ...(await exportJWK(otherPublic)), kid: "b", use: "sig", alg: "RS256" }] };

  interface Forged {
    readonly claims?: (good: JWTPayload) => JWTPayload;
    readonly sign?: (claims: JWTPayload) => Promise<string> | string;
    readonly keys?: object;
  }
  const signed = (claims: JWTPayload, header: object = {}, key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "a", ...header }).sign(key);

  const CASES: [string, Forged, boolean][] = [
    ["a good one", {}, true],
    ["alg none", { sign: (claims) => new UnsecuredJWT(claims).encode() }, false],
    [
      "HS256 with the public key",
      { sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(spki) },
      false,
    ],
    ["another key", { sign: (claims) => signed(claims, {}, otherKey) }, false],
    ["another audience", { claims: (good) => ({ ...good, aud: "somebody" }) }, false],
    ["more audiences without azp", { claims: (good) => ({ ...good, aud: ["c", "other"] }) }, false],
    ["another issuer", { claims: (good) => ({ ...good, iss: "https://attacker.example.com" }) }, false],
    ["expired", { claims: (good) => ({ ...good, exp: 1 }) }, false],
    ["another nonce", { claims: (good) => ({ ...good, nonce: "x" }) }, false],
    ["no nonce", { claims: ({ nonce: _nonce, ...rest }) => rest }, false],
    [
      "no kid with two keys",
      { sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey), keys: two },
      false,
    ],
    ["not a JWT", { sign: () => "a.b.c" }, false],
    [
      "a jku of its own",
      { sign: (claims) => signed(claims, { jku: "http://127.0.0.1:9/jwks", kid: "z" }, otherKey) },
      false,
    ],
  ];

  it.each(CASES)("%s", async (_what, forged, accepted) => {
    const evil = await stranger();
    evil.replies.set("GET /.well-known/oauth-authorization-server", {
      body: metadataOf(evil.origin, {
        jwks_uri: `${evil.origin}/jwks`,
        id_token_signing_alg_values_supported: ["RS256"],
      }),
    });
    evil.replies.set("GET /jwks", { body: forged.keys ?? jwks });
    const auth = { mode: "oidc" as const, issuer: evil.origin, clientId: "c" };
    const rig = signInRig({ url: `${evil.origin}/mcp`, auth, publicUrl: PUBLIC });
    open.push(rig);
    const { asked, cookies } = await begun(rig);
    const now = Math.floor(Date.now() / 1000);
    const good = {
      iss: evil.origin,
      aud: "c",
      sub: "alice",
      iat: now,
      exp: now + 600,
      nonce: asked.get("nonce") ?? "",
    };
    const claims = forged.claims?.(good) ?? good;
    const id_token = await (forged.sign ?? signed)(claims);
    evil.replies.set("POST /token", {
      body: { access_token: "access-1", token_type: "Bearer", expires_in: 60, id_token },
    });
    const outcome = await rig.logins.complete(
      new URLSearchParams({ state: asked.get("state") ?? "", code: "c" }),
      cookies,
    );
    expect(outcome.ok, JSON.stringify(outcome)).toBe(accepted);
    expect((await rig.store.list("tokens/")).length).toBe(accepted ? 1 : 0);
    expect(
      evil.requests.filter(
        ({ path }) => !["/mcp", "/token", "/jwks"].includes(path) && !path.startsWith("/.well-known"),
      ).length,
    ).toBe(0);
  });
});
