import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resourceMetadataRoutes } from "../../src/access/resource-metadata.js";
import { LOGIN_CALLBACK } from "../../src/model/page.js";
import { principalOf } from "../../src/model/principal.js";
import { freePort } from "../fixtures/free-port.js";
import { field, type Jar, newJar } from "../fixtures/jar.js";
import type { Running } from "../fixtures/launch.js";
import { startFront } from "../fixtures/oauth-front.js";
import { CLIENTS, type OidcFixture, startOidc } from "../fixtures/oidc.js";
import { type ResourceFixture, startResource } from "../fixtures/resource.js";
import { startProxy } from "../peers/proxy.js";

const KEYS = { ALICE: "alice-key-0123456789abcdef0123456789", BOB: "bob-key-0123456789abcdef0123456789ab" };

let issuer: OidcFixture;
let resource: ResourceFixture;
let proxy: Running;
let base: string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  issuer = await startOidc({ redirectUris: [base + LOGIN_CALLBACK] });
  resource = await startResource({ issuer: issuer.issuer });
  const auth = {
    mode: "client-secret",
    issuer: issuer.issuer,
    clientId: CLIENTS.confidential.client_id,
    clientSecret: { env: "SECRET" },
  };
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: {
        vendor: { url: resource.url, auth, start: "lazy" },
        secret: { url: resource.url, auth, start: "lazy" },
      },
      expose: { http: { listen: `127.0.0.1:${port}`, publicUrl: base } },
      access: {
        mode: "api-key",
        keys: { alice: { env: "ALICE" }, bob: { env: "BOB" } },
        users: { alice: { tools: ["*"] }, bob: { tools: ["vendor:*"] } },
      },
      store: { type: "memory" },
    }),
    { ...KEYS, SECRET: CLIENTS.confidential.client_secret },
  );
});
afterAll(async () => {
  await proxy.stop();
  await resource.close();
  await issuer.close();
});

async function signedIn(key: string): Promise<{ jar: Jar; csrf: string; body: string }> {
  const jar = newJar();
  const { body } = await jar.post(`${base}/signin`, { credential: key, to: "/" });
  return { jar, body, csrf: field(body, "csrf") };
}

describe("changes through the page", () => {
  test("T-26: a change without the token, with another person's, or from another origin is 403 and begins nothing", async () => {
    const alice = await signedIn(KEYS.ALICE);
    const bob = await signedIn(KEYS.BOB);
    const before = issuer.requests.length;
    const attempt = async (jar: Jar, csrf: string, headers: Record<string, string> = {}) =>
      (await jar.fetch(`${base}/connect/vendor`, { method: "POST", body: new URLSearchParams({ csrf }), headers }))
        .status;
    expect(await attempt(alice.jar, "")).toBe(403);
    expect(await attempt(alice.jar, bob.csrf)).toBe(403);
    expect(await attempt(alice.jar, alice.csrf, { origin: "https://evil.example" })).toBe(403);
    for (const site of ["cross-site", "same-site", "none"])
      expect(await attempt(alice.jar, alice.csrf, { "sec-fetch-site": site })).toBe(403);
    expect(await attempt(newJar(), alice.csrf)).toBe(401);
    expect(issuer.requests.length).toBe(before);
    expect(await attempt(alice.jar, alice.csrf, { origin: base, "sec-fetch-site": "same-origin" })).toBe(303);
  });

  test.each([
    ["/connect/vendor", "form"],
    ["/disconnect/vendor", "form"],
    ["/signout", "form"],
    ["/api/upstreams/vendor/connect", "header"],
    ["/api/upstreams/vendor/disconnect", "header"],
  ] as const)("T-26: POST %s is 403 for every forged request, and changes nothing", async (path, carrier) => {
    const alice = await signedIn(KEYS.ALICE);
    const bob = await signedIn(KEYS.BOB);
    const before = issuer.requests.length;
    const attempt = async (csrf: string | undefined, headers: Record<string, string> = {}): Promise<number> => {
      const token: Record<string, string> = csrf !== undefined && carrier === "header" ? { "x-csrf-token": csrf } : {};
      const body = new URLSearchParams(csrf !== undefined && carrier === "form" ? { csrf } : {});
      const init = { method: "POST", body, headers: { ...token, ...headers } };
      return (await alice.jar.fetch(base + path, init)).status;
    };
    for (const csrf of [undefined, "", bob.csrf, `${alice.csrf}x`, alice.csrf.slice(1)])
      expect(await attempt(csrf), String(csrf)).toBe(403);
    for (const site of ["cross-site", "same-site", "none"])
      expect(await attempt(alice.csrf, { "sec-fetch-site": site }), site).toBe(403);
    expect(await attempt(alice.csrf, { origin: "https://evil.example" })).toBe(403);
    expect(issuer.requests.length).toBe(before);
    const status = await alice.jar.fetch(`${base}/api/status`);
    expect(await status.json()).toMatchObject({ principal: { subject: "alice" } });
  });

  test("T-75: an upstream that a person may not use does not exist for that person", async () => {
    const bob = await signedIn(KEYS.BOB);
    expect(bob.body).toContain("vendor");
    expect(bob.body).not.toContain("secret");
    const form = { method: "POST", body: new URLSearchParams({ csrf: bob.csrf }) };
    const [hidden, unknown] = [
      await bob.jar.fetch(`${base}/connect/secret`, form),
      await bob.jar.fetch(`${base}/connect/nothing`, form),
    ];
    expect([hidden.status, await hidden.text()]).toEqual([unknown.status, await unknown.text()]);
    expect(hidden.status).toBe(404);
    expect((await bob.jar.fetch(`${base}/disconnect/secret`)).status).toBe(404);
    const api = await fetch(`${base}/api/upstreams/secret/disconnect`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEYS.BOB}` },
    });
    expect(api.status).toBe(404);
  });

  test("T-74, T-34: a link serves its principal only, and a sign-in ends once, in the browser it began in", async () => {
    const alice = await signedIn(KEYS.ALICE);
    const bob = await signedIn(KEYS.BOB);
    const link = `${base}/connect/vendor?for=${principalOf("api-key", "alice").key.slice(0, 16)}`;
    expect((await alice.jar.fetch(link)).status).toBe(200);
    const foreign = await bob.jar.fetch(link);
    expect([foreign.status, await foreign.text()]).toEqual([
      403,
      expect.stringContaining("This link belongs to another account"),
    ]);
    expect((await newJar().fetch(link)).status).toBe(200); // Asks to sign in first.

    const back = await alice.jar.post(
      `${base}/connect/vendor`,
      { csrf: alice.csrf },
      (url) => url.pathname === LOGIN_CALLBACK,
    );
    expect(back.url.searchParams.get("code")).not.toBeNull();
    expect((await bob.jar.fetch(back.url.href)).status).toBe(403);
    const done = await alice.jar.fetch(back.url.href);
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("is connected")]);
    expect((await alice.jar.fetch(back.url.href)).status).toBe(400);

    const state = async (key: string) => {
      const answer = await fetch(`${base}/api/status`, { headers: { authorization: `Bearer ${key}` } });
      const { upstreams } = (await answer.json()) as { upstreams: { name: string; login: { state: string } }[] };
      return upstreams.find(({ name }) => name === "vendor")?.login.state;
    };
    expect(await state(KEYS.ALICE)).toBe("ready");
    expect(await state(KEYS.BOB)).toBe("login-required");
    const gone = await alice.jar.post(`${base}/disconnect/vendor`, { csrf: alice.csrf });
    expect(gone.body).toContain("Disconnected.");
    expect(await state(KEYS.ALICE)).toBe("login-required");
  });

  test("T-49: a return address cannot lead off the page", async () => {
    for (const to of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/../..//evil.example",
      "/%2f/evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
    ]) {
      const answer = await newJar().fetch(`${base}/signin`, {
        method: "POST",
        body: new URLSearchParams({ credential: KEYS.ALICE, to }),
      });
      const location = new URL(answer.headers.get("location") ?? "https://none.example", base);
      expect([to, location.origin]).toEqual([to, base]);
    }
  });
});

test("T-21: no route takes a command or an address to call", async () => {
  const own = await startFront();
  const probe = fastify();
  const listed: string[] = [];
  probe.addHook("onRoute", ({ method, url }) => void listed.push(`${method} ${url}`));
  const { pageRoutes } = await import("../../src/pages/routes.js");
  pageRoutes({ pathPrefix: "", origin: () => base } as never)(probe);
  resourceMetadataRoutes(own.outside, own.front.metadata)(probe);
  own.front.routes(probe);
  await probe.ready();
  await probe.close();
  await own.close();
  expect([...new Set(listed)].filter((route) => !route.startsWith("HEAD")).sort()).toEqual(
    [
      "GET /",
      "GET /.well-known/jwks.json",
      "GET /.well-known/oauth-authorization-server",
      "GET /.well-known/oauth-authorization-server/mcp",
      "GET /.well-known/oauth-authorization-server/other",
      "GET /.well-known/oauth-authorization-server/sse",
      "GET /.well-known/oauth-protected-resource",
      "GET /.well-known/oauth-protected-resource/mcp",
      "GET /.well-known/oauth-protected-resource/other",
      "GET /.well-known/oauth-protected-resource/sse",
      "GET /.well-known/openid-configuration",
      "GET /.well-known/openid-configuration/mcp",
      "GET /.well-known/openid-configuration/other",
      "GET /.well-known/openid-configuration/sse",
      "GET /api/status",
      "GET /api/upstreams/:name/items",
      "GET /auth/callback",
      "GET /authorize",
      "GET /connect/:name",
      "GET /disconnect/:name",
      "GET /signin",
      "POST /api/upstreams/:name/connect",
      "POST /api/upstreams/:name/disconnect",
      "POST /connect/:name",
      "POST /consent",
      "POST /disconnect/:name",
      "POST /register",
      "POST /revoke",
      "POST /signin",
      "POST /signout",
      "POST /token",
    ].sort(),
  );
});
