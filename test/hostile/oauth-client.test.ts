import { afterEach, describe, expect, it } from "vitest";
import { retire } from "../../src/auth/retire.js";
import { LOCAL, principalOf } from "../../src/model/principal.js";
import { metadataOf, playIssuer, type Stranger, startStranger } from "../fixtures/evil-issuer.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { type RigOptions, type SignInRig, signInRig } from "../fixtures/sign-in.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const PUBLIC = "http://127.0.0.1:9";
const CALLBACK = `${PUBLIC}/oauth/callback`;

async function stranger(over: Readonly<Record<string, unknown>> = {}, path = ""): Promise<Stranger> {
  const made = await startStranger();
  open.push(made);
  playIssuer(made, over, path);
  return made;
}

function rigOf(
  upstream: Stranger,
  auth: RigOptions["auth"] = { mode: "auto" },
  more: Partial<RigOptions> = {},
): SignInRig {
  const made = signInRig({ url: `${upstream.origin}/mcp`, auth, publicUrl: PUBLIC, ...more });
  open.push(made);
  return made;
}

/** Starts a login and answers what the browser would bring back, with the cookie it holds. */
async function begun(rig: SignInRig, principal = LOCAL) {
  const { url, cookie } = await rig.logins.start(principal, "notes");
  const asked = new URL(url).searchParams;
  const back = (more: Record<string, string> = {}) =>
    new URLSearchParams({ state: asked.get("state") ?? "", code: "the-code", ...more });
  return { url, asked, back, cookies: { [cookie.name]: cookie.value } };
}

async function login(rig: SignInRig, principal = LOCAL): Promise<void> {
  const { back, cookies } = await begun(rig, principal);
  expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: true });
}

async function failure(run: Promise<unknown>): Promise<{ code: string; message: string }> {
  return run.then(
    () => ({ code: "none", message: "it did not fail" }),
    (error: { code: string; message: string }) => error,
  );
}

const form = (body: string) => Object.fromEntries(new URLSearchParams(body));

describe("T-29: where an issuer with a path keeps its metadata", () => {
  const FORMS = [
    "/.well-known/oauth-authorization-server/tenant",
    "/.well-known/openid-configuration/tenant",
    "/tenant/.well-known/openid-configuration",
  ];

  it.each(FORMS)("found only at %s, the others being 404, HTML with 200, and 500", async (right) => {
    const evil = await stranger({}, "/tenant");
    const wrong = [
      { status: 404 },
      { body: "<html>hello</html>", headers: { "content-type": "text/html" } },
      { status: 500 },
    ];
    FORMS.forEach((form, at) => {
      evil.replies.set(
        `GET ${form}`,
        form === right ? { body: metadataOf(`${evil.origin}/tenant`) } : (wrong[at] ?? {}),
      );
    });
    await login(rigOf(evil));
    const asked = evil.requests.map(({ path }) => path).filter((path) => path.includes("tenant"));
    expect(asked).toEqual(FORMS.slice(0, FORMS.indexOf(right) + 1));
  });
});

describe("T-29: metadata that names another issuer", () => {
  it.each([
    (origin: string) => `${origin}/`,
    (origin: string) => origin.replace("http", "HTTP"),
    (origin: string) => origin.replace(/\d+$/, "1"),
    () => "https://honest.example.com",
  ])("is refused before anything is sent (%#)", async (spelled) => {
    const evil = await stranger();
    evil.replies.set("GET /.well-known/oauth-authorization-server", {
      body: { ...metadataOf(evil.origin), issuer: spelled(evil.origin) },
    });
    const error = await failure(rigOf(evil).logins.start(LOCAL, "notes"));
    expect(error).toMatchObject({ code: "AUTH_FAILED", message: expect.stringContaining("auth.metadataIssuer") });
    expect(evil.count("POST /register")).toBe(0);
  });
});

describe("T-29: metadata of another resource", () => {
  it.each([
    (origin: string) => origin,
    (origin: string) => `${origin}/other`,
    (origin: string) => `${origin}/mcp#x`,
    () => "https://elsewhere.example.com/mcp",
    () => undefined,
  ])("is refused, unless the file pins it (%#)", async (resource) => {
    const evil = await stranger();
    const document = { resource: resource(evil.origin), authorization_servers: [evil.origin] };
    evil.replies.set("GET /.well-known/oauth-protected-resource/mcp", { body: document });
    const error = await failure(rigOf(evil).logins.start(LOCAL, "notes"));
    expect(error).toMatchObject({ code: "AUTH_FAILED", message: expect.stringContaining("auth.resource") });
    expect(evil.count("POST /register")).toBe(0);
    const pinned = rigOf(evil, { mode: "auto", resource: "https://elsewhere.example.com/mcp" });
    expect((await begun(pinned)).asked.get("resource")).toBe("https://elsewhere.example.com/mcp");
  });
});

describe("T-30: registration answers", () => {
  it("takes 200 for 201, and uses the method the issuer answered", async () => {
    const evil = await stranger();
    const body = {
      client_id: "c",
      client_secret: "s-e_c.ret",
      client_secret_expires_at: 0,
      token_endpoint_auth_method: "client_secret_post",
    };
    evil.replies.set("POST /register", { status: 200, body });
    await login(rigOf(evil));
    const token = evil.requests.find(({ path }) => path === "/token");
    expect(form(token?.body ?? "")).toMatchObject({ client_id: "c", client_secret: "s-e_c.ret" });
    expect(token?.headers.authorization).toBeUndefined();
  });

  it.each([
    ["no client_id", { status: 201, body: { client_name: "x" } }],
    ["an expired secret", { status: 201, body: { client_id: "c", client_secret: "s", client_secret_expires_at: 1 } }],
    ["invalid_redirect_uri", { status: 400, body: { error: "invalid_redirect_uri" } }],
    ["403", { status: 403, body: "" }],
    ["5 MB", { status: 201, body: `{"client_id":"c","x":"${"x".repeat(5_000_000)}"}` }],
  ])("%s is one clear error, and not asked again within ten minutes", async (_what, reply) => {
    const evil = await stranger();
    evil.replies.set("POST /register", reply);
    const rig = rigOf(evil);
    expect(await failure(rig.logins.start(LOCAL, "notes"))).toMatchObject({ code: "AUTH_FAILED" });
    const asked = evil.count("POST /register");
    for (let again = 0; again < 3; again++) await failure(rig.logins.start(LOCAL, "notes"));
    expect(evil.count("POST /register")).toBe(asked);
  });

  it("429 is tried once more, then said", async () => {
    const evil = await stranger();
    evil.replies.set("POST /register", { status: 429 });
    expect(await failure(rigOf(evil).logins.start(LOCAL, "notes"))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(evil.count("POST /register")).toBe(2);
  });
});

describe("T-31: endpoints and issuers that an upstream names", () => {
  it.each(["token_endpoint", "registration_endpoint", "authorization_endpoint"])(
    "a foreign %s gets nothing",
    async (name) => {
      const evil = await stranger({ [name]: "https://attacker.example.com/x" });
      const error = await failure(rigOf(evil).logins.start(LOCAL, "notes"));
      expect(error).toMatchObject({ code: "AUTH_FAILED", message: expect.stringContaining("attacker.example.com") });
    },
  );

  it("a static client's secret never goes to an issuer the upstream names instead", async () => {
    const honest = await stranger();
    const evil = await stranger();
    const upstream = await stranger();
    upstream.replies.set("GET /.well-known/oauth-protected-resource/mcp", {
      body: { resource: `${upstream.origin}/mcp`, authorization_servers: [evil.origin] },
    });
    const auth = { mode: "client-secret" as const, issuer: honest.origin, clientId: "c", clientSecret: { env: "S" } };
    const rig = rigOf(upstream, auth, { secrets: { S: "canary-secret" } });
    expect(await failure(rig.logins.start(LOCAL, "notes"))).toMatchObject({
      message: expect.stringContaining("auth.issuer"),
    });
    expect(evil.requests).toEqual([]);
    expect(honest.count("POST /token")).toBe(0);
  });
});

describe("T-32: PKCE", () => {
  it.each([undefined, [], ["plain"]])("methods %j are refused before a browser is opened", async (methods) => {
    const evil = await stranger({ code_challenge_methods_supported: methods });
    expect(await failure(rigOf(evil).logins.start(LOCAL, "notes"))).toMatchObject({
      message: expect.stringContaining("auth.pkce"),
    });
  });

  it("an operator may vouch for an issuer that does not say it", async () => {
    const evil = await stranger({ code_challenge_methods_supported: undefined });
    expect((await begun(rigOf(evil, { mode: "auto", pkce: "assumed" }))).asked.get("code_challenge_method")).toBe(
      "S256",
    );
  });
});

describe("T-33: the issuer of an answer (RFC 9207)", () => {
  it.each<[boolean, string, boolean]>([
    [true, "wrong", false],
    [true, "absent", false],
    [false, "wrong", false],
    [false, "right", true],
    [false, "absent", true],
    [true, "right", true],
    [true, "slash", false],
    [true, "encoded", false],
    [true, "upper", false],
  ])("advertised %s, iss %s: accepted %s", async (advertised, which, accepted) => {
    const evil = await stranger({ authorization_response_iss_parameter_supported: advertised });
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    const spelled: Record<string, string> = {
      wrong: "https://attacker.example.com",
      right: evil.origin,
      slash: `${evil.origin}/`,
      encoded: evil.origin.replace("127", "%3127"),
      upper: evil.origin.toUpperCase(),
    };
    const params = back(which === "absent" ? {} : { iss: spelled[which] ?? "" });
    expect((await rig.logins.complete(params, cookies)).ok).toBe(accepted);
    expect(evil.count("POST /token")).toBe(accepted ? 1 : 0);
  });

  it("a mismatch hides what the answer says", async () => {
    const evil = await stranger();
    const log = recordingLog();
    const rig = rigOf(evil, { mode: "auto" }, { world: testWorld({ log }) });
    const { back, cookies } = await begun(rig);
    const params = back({
      iss: "https://attacker.example.com",
      error: "access_denied",
      error_description: "call the stranger at once",
    });
    const outcome = await rig.logins.complete(params, cookies);
    expect(JSON.stringify([outcome, log.lines])).not.toContain("the stranger at once");
  });
});

describe("T-33: two logins at once, codes swapped", () => {
  it("no code goes to the other issuer", async () => {
    const honest = await stranger({ authorization_response_iss_parameter_supported: true });
    const evil = await stranger();
    const [good, bad] = [rigOf(honest), rigOf(evil)];
    const [atGood, atBad] = [await begun(good), await begun(bad)];
    const swapped = atGood.back({ iss: evil.origin, code: "code-of-evil" });
    expect((await good.logins.complete(swapped, atGood.cookies)).ok).toBe(false);
    expect((await bad.logins.complete(atGood.back({ code: "code-of-honest" }), atBad.cookies)).ok).toBe(false);
    expect(honest.count("POST /token") + evil.count("POST /token")).toBe(0);
  });
});

describe("T-34: callbacks", () => {
  it.each<[string, (state: string) => string]>([
    ["no state", () => "code=c"],
    ["a foreign state", () => "code=c&state=foreign"],
    ["two states", (state) => `code=c&state=${state}&state=${state}`],
    ["an array", (state) => `code=c&state[]=${state}`],
    ["10 KB of state", () => `code=c&state=${"s".repeat(10_240)}`],
  ])("%s: 400, and the real one still works", async (_what, query) => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { asked, back, cookies } = await begun(rig);
    const outcome = await rig.logins.complete(new URLSearchParams(query(asked.get("state") ?? "")), cookies);
    expect(outcome).toMatchObject({ ok: false, status: 400 });
    expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: true });
  });

  it.each([
    ["two codes", "code=a&code=b"],
    ["code and error together", "code=a&error=access_denied"],
  ])("%s: 400, and the state is used up", async (_what, query) => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { asked, back, cookies } = await begun(rig);
    const params = new URLSearchParams(`${query}&state=${asked.get("state")}`);
    expect(await rig.logins.complete(params, cookies)).toMatchObject({ ok: false, status: 400 });
    expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: false, status: 400 });
    expect(evil.count("POST /token")).toBe(0);
  });

  it("the same callback twice at once: one redeems, the other is told", async () => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    const both = await Promise.all([rig.logins.complete(back(), cookies), rig.logins.complete(back(), cookies)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(evil.count("POST /token")).toBe(1);
  });

  it("another browser: 403, nothing stored, and the right browser still can", async () => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    expect(await rig.logins.complete(back(), {})).toMatchObject({ ok: false, status: 403 });
    const forged = Object.fromEntries(Object.keys(cookies).map((name) => [name, "forged"]));
    expect(await rig.logins.complete(back(), forged)).toMatchObject({ ok: false, status: 403 });
    expect(await rig.store.list("tokens/")).toEqual([]);
    expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: true });
  });

  it("an expired state: 400, and the next link is a fresh one", async () => {
    const evil = await stranger();
    const clock = testClock();
    const rig = rigOf(evil, { mode: "auto" }, { world: testWorld({ clock }) });
    const { back, cookies, url } = await begun(rig);
    clock.advance(301_000);
    const outcome = await rig.logins.complete(back(), cookies);
    expect(outcome).toMatchObject({ ok: false, status: 400, message: expect.stringContaining("expired") });
    expect((await begun(rig)).url).not.toBe(url);
  });

  it("everyone who asks for one principal gets the same link; another principal gets another", async () => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const links = await Promise.all([begun(rig), begun(rig), begun(rig, principalOf("https://i.example.com", "bob"))]);
    expect(links[0].url).toBe(links[1].url);
    expect(links[2].url).not.toBe(links[0].url);
  });

  it("survives a restart between link and callback", async () => {
    const evil = await stranger();
    const first = rigOf(evil);
    const { back, cookies } = await begun(first);
    const second = rigOf(evil, { mode: "auto" }, { store: first.store });
    expect(await second.logins.complete(back(), cookies)).toMatchObject({ ok: true });
    expect(await second.call()).toBe(200);
  });
});

describe("T-40: scopes", () => {
  it("step-up asks for the union, at most three times, then says so", async () => {
    const evil = await stranger();
    const rig = rigOf(evil, { mode: "auto", scopes: ["base"] });
    await login(rig);
    const seen: string[] = [];
    for (let round = 1; round <= 4; round++) {
      const sent = await rig.credentials.current(LOCAL);
      const challenges = [`Bearer error="insufficient_scope", scope="extra${round}"`];
      const error = await failure(rig.credentials.renew(LOCAL, { sent, status: 403, challenges }));
      if (round === 4) {
        expect(error.code).toBe("AUTH_FAILED");
        break;
      }
      expect(error.code).toBe("LOGIN_REQUIRED");
      const { asked, back, cookies } = await begun(rig);
      seen.push(asked.get("scope") ?? "");
      await rig.logins.complete(back(), cookies);
    }
    expect(seen).toEqual(["base extra1", "base extra1 extra2", "base extra1 extra2 extra3"]);
  });

  it("the same scope over and over is asked for once more only", async () => {
    const evil = await stranger();
    const rig = rigOf(evil, { mode: "auto", scopes: ["base"] });
    await login(rig);
    const refuse = async () => {
      const sent = await rig.credentials.current(LOCAL);
      return failure(
        rig.credentials.renew(LOCAL, {
          sent,
          status: 403,
          challenges: ['Bearer error="insufficient_scope", scope="base"'],
        }),
      );
    };
    expect((await refuse()).code).toBe("LOGIN_REQUIRED");
    await login(rig);
    expect((await refuse()).code).toBe("AUTH_FAILED");
  });

  it.each([
    [["offline_access"], "auto", true],
    [undefined, "auto", false],
    [undefined, "always", true],
    [["offline_access"], "never", false],
  ])("offline_access: listed %j, wanted %s: asked %s", async (listed, offlineAccess, asked) => {
    const evil = await stranger({ scopes_supported: listed });
    const start = await begun(rigOf(evil, { mode: "auto", offlineAccess }));
    expect(start.asked.get("scope")?.split(" ").includes("offline_access")).toBe(asked);
  });
});

describe("T-30: token answers", () => {
  const base = { access_token: "access-1", token_type: "Bearer", expires_in: 3600 };
  it.each<[string, object, Record<string, unknown>]>([
    ["no expires_in", { ...base, expires_in: undefined }, { state: "ready" }],
    ["expires_in as text", { ...base, expires_in: "3600" }, { state: "ready" }],
    ["expires_in 0", { ...base, expires_in: 0 }, { state: "ready" }],
    ["expires_in -1", { ...base, expires_in: -1 }, { state: "ready" }],
    ["expires_in 1e15", { ...base, expires_in: 1e15 }, { state: "ready" }],
    ["no token_type", { ...base, token_type: undefined }, { state: "ready" }],
    ["an empty refresh token", { ...base, refresh_token: "" }, { state: "ready", renewable: false }],
    ["unknown members", { ...base, team: { id: 1 } }, { state: "ready" }],
    ["fewer scopes", { ...base, scope: "only" }, { state: "ready", scopes: ["only"] }],
  ])("%s is taken", async (_what, body, status) => {
    const evil = await stranger();
    evil.replies.set("POST /token", { body });
    const rig = rigOf(evil);
    await login(rig);
    expect((await rig.logins.status(LOCAL))[0]).toMatchObject(status);
    expect(await rig.call()).toBe(200);
  });

  it.each<[string, object | string, number?]>([
    ["a mac token", { ...base, token_type: "mac" }],
    ["no access token", { token_type: "Bearer" }],
    ["a line break in the token", { ...base, access_token: "a\r\nx-evil: 1" }],
    ["64 KB of token", { ...base, access_token: "a".repeat(65_536) }],
    ["an error with status 200", { error: "bad_verification_code" }],
    ["HTML", "<html></html>"],
    ["JSON 10^5 deep (T-37)", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["2 MB (T-37)", { ...base, padding: "x".repeat(2_000_000) }],
  ])("%s is refused, and nothing is kept", async (_what, body) => {
    const evil = await stranger();
    evil.replies.set("POST /token", { body });
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    expect((await rig.logins.complete(back(), cookies)).ok).toBe(false);
    expect(await rig.store.list("tokens/")).toEqual([]);
  });
});

describe("T-50: the resource indicator", () => {
  it("is the same string on authorize, code and refresh", async () => {
    const evil = await stranger();
    const clock = testClock();
    const rig = rigOf(evil, { mode: "auto" }, { world: testWorld({ clock }) });
    const { asked, back, cookies } = await begun(rig);
    await rig.logins.complete(back(), cookies);
    clock.advance(3_700_000);
    await rig.credentials.current(LOCAL);
    const sent = evil.requests.filter(({ path }) => path === "/token").map(({ body }) => form(body).resource);
    expect([asked.get("resource"), ...sent]).toEqual([
      `${evil.origin}/mcp`,
      `${evil.origin}/mcp`,
      `${evil.origin}/mcp`,
    ]);
  });

  it("is left out everywhere when the file says so", async () => {
    const evil = await stranger();
    const rig = rigOf(evil, { mode: "auto", resource: "omit" });
    const { asked, back, cookies } = await begun(rig);
    await rig.logins.complete(back(), cookies);
    const sent = evil.requests.filter(({ path }) => path === "/token").map(({ body }) => form(body).resource);
    expect([asked.get("resource"), ...sent]).toEqual([null, undefined]);
    expect(asked.get("redirect_uri")).toBe(CALLBACK);
  });
});

describe("T-31: the upstream trusts another issuer now", () => {
  it("nothing of the old one goes to the new one; a new client is registered there", async () => {
    const before = await stranger();
    const after = await stranger();
    after.replies.set("POST /register", {
      status: 201,
      body: { client_id: "second", token_endpoint_auth_method: "none" },
    });
    const clock = testClock();
    const rig = rigOf(before, { mode: "auto" }, { world: testWorld({ clock }) });
    await login(rig);
    clock.advance(120_000);
    before.replies.set("GET /.well-known/oauth-protected-resource/mcp", {
      body: { resource: `${before.origin}/mcp`, authorization_servers: [after.origin] },
    });
    const sent = await rig.credentials.current(LOCAL);
    const error = await failure(rig.credentials.renew(LOCAL, { sent, status: 401, challenges: [] }));
    expect(error).toMatchObject({ code: "LOGIN_REQUIRED", message: expect.stringContaining("another issuer") });
    const { url } = await begun(rig);
    expect(url.startsWith(`${after.origin}/authorize`)).toBe(true);
    expect(new URL(url).searchParams.get("client_id")).toBe("second");
    expect(JSON.stringify(after.requests)).not.toMatch(/access-1|refresh-1|registered/);
  });
});

describe("T-43: an upstream that is not in the file any more", () => {
  it.each([
    ["answers", 204],
    ["fails", 503],
  ])(
    "its issuer %s: the login is revoked, the registration deleted, and all of it erased here anyway",
    async (_what, status) => {
      const evil = await stranger();
      evil.replies.set("GET /.well-known/oauth-authorization-server", {
        body: metadataOf(evil.origin, { revocation_endpoint: `${evil.origin}/revoke` }),
      });
      evil.replies.set("POST /register", {
        status: 201,
        body: {
          client_id: "c",
          token_endpoint_auth_method: "none",
          registration_client_uri: `${evil.origin}/register/c`,
          registration_access_token: "manage",
        },
      });
      evil.replies.set("POST /revoke", { status: status === 204 ? 200 : status });
      evil.replies.set("DELETE /register/c", { status });
      const rig = rigOf(evil);
      await login(rig);
      expect(await retire(rig.store, rig.world, ["notes"])).toEqual([]);
      expect(await rig.call()).toBe(200);
      expect(await retire(rig.store, rig.world, ["other"])).toEqual([
        { upstream: "notes", principal: "local", revoked: status === 204 },
      ]);
      expect(await rig.store.list("tokens/")).toEqual([]);
      expect(await rig.store.list("clients/")).toEqual([]);
      expect(form(evil.requests.find(({ path }) => path === "/revoke")?.body ?? "")).toMatchObject({
        token: "refresh-1",
      });
      const deleted = evil.requests.find(({ method }) => method === "DELETE");
      expect(deleted?.headers.authorization).toBe("Bearer manage");
    },
  );
});

describe("T-43: logout", () => {
  it("a revocation endpoint that hangs does not keep the login", async () => {
    const evil = await stranger({});
    evil.replies.set("GET /.well-known/oauth-authorization-server", {
      body: metadataOf(evil.origin, { revocation_endpoint: `${evil.origin}/revoke` }),
    });
    evil.replies.set("POST /revoke", () => undefined);
    const rig = rigOf(evil);
    await login(rig);
    expect(await rig.logins.disconnect(LOCAL, "notes")).toEqual({ revoked: false });
    expect(await rig.store.list("tokens/")).toEqual([]);
    await expect.poll(() => evil.count("POST /revoke")).toBe(1);
  });
});

describe("T-29: an address that does not answer", () => {
  it.each([
    ["resource", "GET /.well-known/oauth-protected-resource/mcp"],
    ["issuer", "GET /.well-known/oauth-authorization-server"],
  ])("the %s metadata failing is no reason to guess endpoints", async (_what, key) => {
    const evil = await stranger();
    evil.replies.set(key, { status: 503 });
    expect(await failure(rigOf(evil).logins.start(LOCAL, "notes"))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(evil.count("POST /register")).toBe(0);
  });
});
