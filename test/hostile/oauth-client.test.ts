import { describe, expect, it } from "vitest";
import { retire } from "../../src/auth/retire.js";
import { LOCAL } from "../../src/model/principal.js";
import { metadataOf } from "../fixtures/evil-issuer.js";
import { begun, CALLBACK, failure, form, login, rigOf, stranger } from "../fixtures/played-issuer.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

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
