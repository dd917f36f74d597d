import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { discoverAuthorizationServerMetadata as discoverTwo } from "@modelcontextprotocol/client";
import { discoverAuthorizationServerMetadata as discoverOne } from "@modelcontextprotocol/sdk/client/auth.js";
import fc from "fast-check";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redirectMatches, redirectProblem } from "../../src/access/oauth/redirect-uri.js";
import { createStreamReauthorizer } from "../../src/exposure/stream-reauthorizer.js";
import { accessRequest } from "../fixtures/access-request.js";
import { freePort } from "../fixtures/free-port.js";
import { field, newJar } from "../fixtures/jar.js";
import {
  authorizeUrl,
  callMcp,
  codeForm,
  type RunningFront,
  redeem,
  refresh,
  registerClient,
  signIn,
  startFront,
  type TestClient,
  type Tokens,
  tokenRequest,
} from "../fixtures/oauth-front.js";
import { stillClock } from "../fixtures/test-world.js";

let run: RunningFront;
beforeAll(async () => {
  run = await startFront();
});
afterAll(() => run.close());
// Time enough that the rate of registrations is no part of what a test sees.
beforeEach(() => run.clock.advance(20_000));

const consentOf = async (client: TestClient, jar = newJar(), more: Record<string, string | undefined> = {}) => {
  const page = await jar.visit(authorizeUrl(run.base, client, more));
  expect(page.response.status).toBe(200);
  return { jar, page, ticket: field(page.body, "ticket") };
};
const approve = (jar: ReturnType<typeof newJar>, ticket: string, headers = {}) =>
  jar.post(`${run.base}/consent`, { ticket, decision: "approve" }, (url) => url.origin !== run.base, headers);

describe("consent", () => {
  test("a client registers, a person consents and signs in, the token opens its endpoint and no other", async () => {
    const client = await registerClient(run.base);
    const back = await signIn(run.base, client, "alice");
    expect(back.searchParams.get("state")).toBe("client-state");
    expect(back.searchParams.get("iss")).toBe(run.base);
    const tokens = await redeem(run.base, client, back);
    const me = await callMcp(run.base, tokens.access_token);
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ issuer: run.idp.issuer, subject: "alice", label: "alice@example.com" });
    const other = await callMcp(run.base, tokens.access_token, "/other");
    expect(other.status).toBe(401);
    expect(other.headers.get("www-authenticate")).toContain("/.well-known/oauth-protected-resource/other");
    expect(other.headers.get("www-authenticate")).toContain("The token is not for this endpoint");
  });

  test("T-45: the consent page comes first every time, also for a person who is signed in and approved before", async () => {
    const jar = newJar();
    const client = await registerClient(run.base);
    await signIn(run.base, client, "alice", { jar });
    const before = run.idp.seen.length;
    const { page } = await consentOf(client, jar);
    expect(page.body).toContain("Allow this client to use your tools?");
    expect(run.idp.seen.length).toBe(before);
  });

  test("T-46: no state cookie is set before approval, its flags are strict, and the page cannot be framed", async () => {
    const client = await registerClient(run.base);
    const { jar, page, ticket } = await consentOf(client);
    expect([...jar.cookies.keys()].filter((name) => name.includes("front"))).toEqual([]);
    expect(page.response.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.response.headers.get("x-content-type-options")).toBe("nosniff");
    const approved = await jar.fetch(`${run.base}/consent`, {
      method: "POST",
      body: new URLSearchParams({ ticket, decision: "approve" }),
    });
    // T-46: a redirect that follows a POST is a 303.
    expect(approved.status).toBe(303);
    expect(approved.headers.getSetCookie().join()).toMatch(
      /mcp-proxy-front-\w+=[\w-]+; Path=\/; HttpOnly; SameSite=Lax/,
    );
  });

  test("T-46: every cookie behind https is __Host- and Secure", async () => {
    const secure = await startFront({
      idp: run.idp,
      outside: { origin: () => "https://mcp.example.com", pathPrefix: "", endpoints: ["/mcp"], aliases: {} },
    });
    const client = await registerClient(secure.base);
    const page = await fetch(authorizeUrl(secure.base, client, { resource: "https://mcp.example.com/mcp" }));
    expect(page.headers.getSetCookie()[0]).toMatch(
      /^__Host-mcp-proxy-consent=.*; HttpOnly; SameSite=Lax; Max-Age=3600; Secure$/,
    );
    await secure.close();
  });

  test("T-34: the link of a sign-in approved in another browser yields no code", async () => {
    const client = await registerClient(run.base);
    const attacker = await consentOf(client);
    const toIdp = await approve(attacker.jar, attacker.ticket);
    const victim = newJar();
    const people = await victim.visit(toIdp.url.href);
    const end = await victim.visit(`${people.url.origin}${people.url.pathname}?person=alice`);
    expect(end.response.status).toBe(403);
    expect(end.body).toContain("another browser");
    expect(end.url.searchParams.get("code")).not.toBeNull();
    expect(end.body).not.toContain(end.url.searchParams.get("code") as string);
  });

  test("T-46: a consent without the cookie, with another browser's, from another origin, changed or repeated is 403", async () => {
    const client = await registerClient(run.base);
    const first = await consentOf(client);
    const second = await consentOf(client);
    const refused = async (answer: Promise<{ response: Response }>) => expect((await answer).response.status).toBe(403);
    await refused(approve(newJar(), first.ticket));
    await refused(approve(second.jar, first.ticket));
    await refused(approve(first.jar, first.ticket, { origin: "https://evil.example" }));
    await refused(approve(first.jar, first.ticket, { origin: "null" }));
    await refused(approve(first.jar, first.ticket, { "sec-fetch-site": "cross-site" }));
    await refused(approve(first.jar, `${first.ticket.slice(0, -2)}AA`));
    await refused(approve(first.jar, ""));
    const good = await approve(first.jar, first.ticket, { origin: run.base, "sec-fetch-site": "same-origin" });
    expect(good.url.href).toMatch(new RegExp(`^${run.idp.issuer}/auth`));
    await refused(approve(first.jar, first.ticket));
  });

  test("T-46: a consent ticket ends after ten minutes, and two tabs and the older of two renders work", async () => {
    const client = await registerClient(run.base);
    const jar = newJar();
    const one = await consentOf(client, jar);
    const two = await consentOf(client, jar);
    expect((await approve(jar, one.ticket)).url.origin).toBe(run.idp.issuer);
    expect((await approve(jar, two.ticket)).url.origin).toBe(run.idp.issuer);
    const three = await consentOf(client, jar);
    run.clock.advance(601_000);
    expect((await approve(jar, three.ticket)).response.status).toBe(403);
    run.clock.advance(-601_000);
  });

  test("T-47, T-45: a client's words are escaped, cut and shown beside its real return address", async () => {
    const name = `<img src=x onerror=alert(1)>\u202e"Claude" ${"x".repeat(5000)}`;
    const response = await fetch(`${run.base}/register`, {
      method: "POST",
      body: JSON.stringify({
        client_name: name,
        redirect_uris: ["https://a.team.example/cb"],
        logo_uri: "https://tracker.example/pixel.png",
        client_uri: "javascript:alert(1)",
      }),
    });
    const { client_id } = (await response.json()) as { client_id: string };
    const client = { ...(await registerClient(run.base)), id: client_id, redirectUri: "https://a.team.example/cb" };
    const { page } = await consentOf(client);
    expect(page.body).not.toContain("<img");
    expect(page.body).not.toContain("\u202e");
    expect(page.body).not.toContain("tracker.example");
    expect(page.body).not.toContain("javascript:");
    expect(page.body).not.toContain("x".repeat(100));
    expect(page.body).toContain("a.team.example</bdi></strong>");
  });

  test("a refusal of the person or the provider reaches the client with state and iss", async () => {
    const client = await registerClient(run.base);
    const { jar, ticket } = await consentOf(client);
    const denied = await jar.post(`${run.base}/consent`, { ticket, decision: "deny" }, (url) => url.port === "33418");
    expect(Object.fromEntries(denied.url.searchParams)).toMatchObject({
      error: "access_denied",
      state: "client-state",
      iss: run.base,
    });
    const gaveUp = await signIn(run.base, client, "");
    expect(Object.fromEntries(gaveUp.searchParams)).toMatchObject({ error: "access_denied", iss: run.base });
    const stranger = await signIn(run.base, client, "mallory");
    expect(stranger.searchParams.get("error")).toBe("access_denied");
    expect(stranger.searchParams.get("code")).toBeNull();
    const nothing = await newJar().visit(`${run.base}/auth/callback?code=x&state=${"s".repeat(43)}`);
    expect(nothing.response.status).toBe(400);
  });

  test("T-34: a callback counts once, and repeated or missing parameters are 400", async () => {
    const client = await registerClient(run.base);
    const { jar, ticket } = await consentOf(client);
    const people = await jar.post(`${run.base}/consent`, { ticket, decision: "approve" });
    const callback = await jar.visit(`${people.url.origin}${people.url.pathname}?person=alice`, (url) =>
      url.pathname.endsWith("/auth/callback"),
    );
    const cookies = new Map(jar.cookies);
    for (const query of ["?state=a&state=b&code=c", "?code=c", "?state=", `?code=x&state=${"x".repeat(10_000)}`]) {
      expect((await jar.fetch(`${run.base}/auth/callback${query}`)).status).toBe(400);
    }
    const [one, two] = await Promise.all([jar.fetch(callback.url.href), jar.fetch(callback.url.href)]);
    expect([one.status, two.status].sort()).toEqual([303, 400]);
    for (const [key, value] of cookies) jar.cookies.set(key, value);
    expect((await jar.fetch(callback.url.href)).status).toBe(400);
  });
});

describe("/register", () => {
  const register = (body: unknown) =>
    fetch(`${run.base}/register`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });

  test("T-48: equal metadata is one client, and the response names what was granted", async () => {
    const asked = {
      redirect_uris: ["http://localhost:1234/cb"],
      client_name: "Same",
      grant_types: ["implicit"],
      scope: "root",
    };
    const [one, two] = await Promise.all([register(asked), register({ ...asked, software_statement: "eyJ" })]);
    const [a, b] = [(await one.json()) as Record<string, unknown>, (await two.json()) as Record<string, unknown>];
    expect(one.status).toBe(201);
    expect(a.client_id).toBe(b.client_id);
    expect(a).toMatchObject({
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      scope: "openid profile email",
    });
    expect(a.client_secret).toBeUndefined();
  });

  test.each([
    "http://evil.example/cb",
    "https://evil.example/cb",
    "https://claude.ai.evil.example/cb",
    "https://claude.ai@evil.example/cb",
    "https://user:pw@claude.ai/cb",
    "https://claude.ai/cb#fragment",
    "https://claude.ai/a/../b",
    "https://claude.ai/%2e%2e/b",
    "https://CLAUDE.ai/cb",
    "https://claude.ai\\@evil.example/",
    "https:claude.ai/cb",
    "https://claude.ai:443/cb",
    "https://*.claude.ai/cb",
    "https://claude.ai/cb\n",
    " https://claude.ai/cb",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "http://127.0.0.1.evil.example/cb",
    "http://0x7f.1/cb",
    "http://2130706433/cb",
    "evil-app://cb",
    "",
  ])("T-48, T-49: %j is no redirect URI", async (uri) => {
    const response = await register({ redirect_uris: [uri] });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toBe("invalid_redirect_uri");
  });

  test("T-48: missing, too many or too large metadata and bodies that are no JSON are refused", async () => {
    const status = async (body: unknown) => (await register(body)).status;
    expect(await status({})).toBe(400);
    const uris = (length: number) => ({ redirect_uris: Array.from({ length }, (_, i) => `http://localhost/${i}`) });
    expect(await status(uris(11))).toBe(400);
    expect(await status(uris(1000))).toBe(413);
    expect(await status("[1]")).toBe(400);
    expect(await status("{")).toBe(400);
    expect(await status({ redirect_uris: ["http://localhost/"], x: "x".repeat(1_000_000) })).toBe(413);
  });

  test("T-48: a flood of registrations is 429 with Retry-After, for its source and minute only", async () => {
    const own = await startFront({ idp: run.idp, clock: stillClock() });
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, i) =>
        fetch(`${own.base}/register`, {
          method: "POST",
          body: JSON.stringify({ redirect_uris: [`http://localhost/${i}`] }),
        }),
      ),
    );
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(45);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    own.clock.advance(61_000);
    await registerClient(own.base);
    await own.close();
  });

  test("T-48: unfinished sign-ins are limited per source, so that repeated approvals do not fill the disk", async () => {
    const own = await startFront({ idp: run.idp, clock: stillClock() });
    const client = await registerClient(own.base);
    const approve = async (): Promise<Response> => {
      const jar = newJar();
      const consent = await jar.visit(authorizeUrl(own.base, client));
      return jar.fetch(`${own.base}/consent`, {
        method: "POST",
        body: new URLSearchParams({ ticket: field(consent.body, "ticket"), decision: "approve" }),
      });
    };
    const statuses: number[] = [];
    for (let i = 0; i < 80; i++) statuses.push((await approve()).status);
    expect(statuses).toEqual([...Array<number>(60).fill(303), ...Array<number>(20).fill(429)]);
    expect(await own.store.list("front/logins/")).toHaveLength(60);
    const refused = await approve();
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.text()).toContain("Too many sign-ins");
    own.clock.advance(61_000);
    expect((await approve()).status).toBe(303);
    await own.close();
  });

  test("T-48: an unused registration ends after an hour, and one with a grant does not", async () => {
    const own = await startFront();
    const unused = await registerClient(own.base, "http://localhost/unused");
    const used = await registerClient(own.base, "http://localhost/used");
    const tokens = await redeemAt(own.base, used, "alice");
    own.clock.advance(3_700_000);
    expect((await fetch(authorizeUrl(own.base, unused))).status).toBe(400);
    expect((await refresh(own.base, used, tokens.refresh_token)).status).toBe(200);
    expect((await fetch(authorizeUrl(own.base, used))).status).toBe(200);
    await own.close();
  });
});

async function redeemAt(base: string, client: TestClient, person: string): Promise<Tokens> {
  return redeem(base, client, await signIn(base, client, person));
}

describe("/authorize", () => {
  test("T-49: an unregistered address or an unknown client gets a page and no redirect", async () => {
    const client = await registerClient(run.base, "http://127.0.0.1:33418/callback");
    const bad = [
      "http://127.0.0.1:33418/callback2",
      "http://127.0.0.1:33418/callbac",
      "http://127.0.0.1:33418/callback/",
      "http://127.0.0.1:33418/CALLBACK",
      "http://127.0.0.1:33418/callback?x=1",
      "http://localhost:33418/callback",
      "https://127.0.0.1:33418/callback",
      "http://127.0.0.1:33418/callback#x",
      "http://127.0.0.1:33418@evil.example/callback",
      "http://evil.example/callback",
      "//evil.example",
      "",
    ];
    for (const redirect_uri of bad) {
      const answer = await fetch(authorizeUrl(run.base, client, { redirect_uri }), { redirect: "manual" });
      expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    }
    const twice = await fetch(`${authorizeUrl(run.base, client)}&redirect_uri=http%3A%2F%2Fevil.example`, {
      redirect: "manual",
    });
    expect(twice.status).toBe(400);
    const unknown = await fetch(authorizeUrl(run.base, { ...client, id: "mcp-unknown" }), { redirect: "manual" });
    expect([unknown.status, unknown.headers.get("location")]).toEqual([400, null]);
    const anyPort = authorizeUrl(run.base, client, { redirect_uri: "http://127.0.0.1:9/callback" });
    expect((await fetch(anyPort, { redirect: "manual" })).status).toBe(200);
  });

  test.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["unsupported_response_type", { response_type: undefined }],
    ["invalid_request", { code_challenge: undefined }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["invalid_request", { code_challenge_method: undefined }],
    ["invalid_request", { code_challenge: "short" }],
    ["invalid_target", { resource: "https://other.example/mcp" }],
  ])("T-49: %s goes back to the client with state and iss: %j", async (error, more) => {
    const client = await registerClient(run.base);
    const answer = await fetch(authorizeUrl(run.base, client, more), { redirect: "manual" });
    const location = new URL(answer.headers.get("location") ?? "");
    expect(location.href.startsWith(client.redirectUri)).toBe(true);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ error, state: "client-state", iss: run.base });
  });

  test("T-50: a base URL, a similar URL and two resources are invalid_target, and no resource means the first endpoint", async () => {
    const client = await registerClient(run.base);
    const errorOf = async (url: string) =>
      new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "http://none").searchParams.get(
        "error",
      );
    for (const resource of [run.base, `${run.base}/`, `${run.base}/mcp/`, `${run.base}/MCP`, `${run.base}/mcp?x`]) {
      expect(await errorOf(authorizeUrl(run.base, client, { resource }))).toBe("invalid_target");
    }
    expect(await errorOf(`${authorizeUrl(run.base, client)}&resource=${run.base}/other`)).toBe("invalid_target");
    const back = await signIn(run.base, client, "alice", { more: { resource: undefined } });
    const tokens = await redeem(run.base, client, back);
    expect((await callMcp(run.base, tokens.access_token)).status).toBe(200);
    // The HTTP+SSE path of an endpoint is the same endpoint.
    const sse = await signIn(run.base, client, "alice", { more: { resource: `${run.base}/sse` } });
    const answer = await tokenRequest(run.base, codeForm(client, sse));
    const sseTokens = (await answer.json()) as Tokens;
    expect((await callMcp(run.base, sseTokens.access_token)).status).toBe(200);
    expect((await callMcp(run.base, sseTokens.access_token, "/other")).status).toBe(401);
  });

  test("T-49: a redirect URI matches as equal text, or on loopback with another port", () => {
    const rules = { hosts: ["claude.ai"], schemes: ["cursor"] };
    const part = fc.constantFrom(
      "http://",
      "https://",
      "127.0.0.1",
      "localhost",
      "[::1]",
      ":80",
      ":9",
      "/cb",
      "/",
      "..",
      "?a",
      "#",
      "@",
      "evil",
      "\\",
      "%2e",
    );
    const uri = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join("")),
      fc.webUrl(),
      fc.string(),
    );
    fc.assert(
      fc.property(uri, uri, (registered, asked) => {
        if (!redirectMatches([registered], asked) || registered === asked) return true;
        const [a, b] = [new URL(registered), new URL(asked)];
        return (
          a.protocol === "http:" &&
          a.hostname === b.hostname &&
          a.pathname === b.pathname &&
          a.search === b.search &&
          redirectProblem(asked, rules) === undefined
        );
      }),
      { numRuns: 3000 },
    );
  });
});

describe("/token", () => {
  test("T-51: one of a hundred redemptions of a code succeeds, and reuse revokes its tokens", async () => {
    const client = await registerClient(run.base);
    const back = await signIn(run.base, client, "alice");
    const form = codeForm(client, back);
    const answers = await Promise.all(Array.from({ length: 100 }, () => tokenRequest(run.base, form)));
    const good = answers.filter((answer) => answer.status === 200);
    expect(good.length).toBe(1);
    const tokens = (await good[0]?.json()) as Tokens;
    expect((await callMcp(run.base, tokens.access_token)).status).toBe(401);
    expect((await refresh(run.base, client, tokens.refresh_token)).status).toBe(400);
  });

  test("T-51: another client, another redirect_uri, a wrong verifier or a late request gets no token, and a failed verifier consumes the code", async () => {
    const client = await registerClient(run.base);
    const other = await registerClient(run.base, "http://127.0.0.1:1/other");
    const attempt = async (change: Record<string, string>, before = () => {}) => {
      const back = await signIn(run.base, client, "alice");
      before();
      const form = codeForm(client, back);
      const first = await tokenRequest(run.base, { ...form, ...change });
      const second = await tokenRequest(run.base, form);
      return [first.status, ((await first.json()) as { error?: string }).error, second.status];
    };
    expect(await attempt({ code_verifier: randomBytes(32).toString("base64url") })).toEqual([
      400,
      "invalid_grant",
      400,
    ]);
    expect(await attempt({ code_verifier: "é".repeat(43) })).toEqual([400, "invalid_grant", 400]);
    expect(await attempt({ redirect_uri: "http://127.0.0.1:33419/callback" })).toEqual([400, "invalid_grant", 400]);
    // OAuth 2.1 has no redirect_uri here; used up it is all the same.
    expect(await attempt({ redirect_uri: "" })).toEqual([200, undefined, 400]);
    // Another client cannot burn it either.
    expect(await attempt({ client_id: other.id, redirect_uri: other.redirectUri })).toEqual([
      400,
      "invalid_grant",
      200,
    ]);
    expect(await attempt({}, () => run.clock.advance(61_000))).toEqual([400, "invalid_grant", 400]);
    expect(await attempt({ resource: `${run.base}/other` })).toEqual([400, "invalid_target", 400]);
  });

  test("T-52: a confidential client must authenticate in one way with the right secret", async () => {
    const response = await fetch(`${run.base}/register`, {
      method: "POST",
      body: JSON.stringify({
        redirect_uris: ["http://127.0.0.1:33418/callback"],
        token_endpoint_auth_method: "client_secret_basic",
      }),
    });
    const { client_id, client_secret } = (await response.json()) as { client_id: string; client_secret: string };
    expect(client_secret).toMatch(/^[\w-]{43}$/);
    const form = { grant_type: "refresh_token", refresh_token: "x" };
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${client_id}:${secret}`).toString("base64")}`,
    });
    const outcome = async (answer: Promise<Response>) => {
      const got = await answer;
      return [got.status, ((await got.json()) as { error: string }).error];
    };
    expect(await outcome(tokenRequest(run.base, { ...form, client_id }))).toEqual([401, "invalid_client"]);
    expect(await outcome(tokenRequest(run.base, form, basic("wrong")))).toEqual([401, "invalid_client"]);
    expect(await outcome(tokenRequest(run.base, { ...form, client_id, client_secret }))).toEqual([
      401,
      "invalid_client",
    ]);
    expect(await outcome(tokenRequest(run.base, { ...form, client_secret }, basic(client_secret)))).toEqual([
      400,
      "invalid_request",
    ]);
    expect(await outcome(tokenRequest(run.base, form, basic(client_secret)))).toEqual([400, "invalid_grant"]);
    expect(
      await outcome(
        fetch(`${run.base}/token?client_id=${client_id}&client_secret=${client_secret}`, {
          method: "POST",
          body: new URLSearchParams(form),
        }),
      ),
    ).toEqual([401, "invalid_client"]);
  });

  test("T-53: fifty parallel refreshes with one token work as one family, and an old token after the grace period ends it", async () => {
    const client = await registerClient(run.base);
    const first = await redeemAt(run.base, client, "alice");
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(run.base, client, first.refresh_token)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 50 }, () => 200));
    const all = (await Promise.all(answers.map((answer) => answer.json()))) as Tokens[];
    expect(new Set(all.map((one) => one.refresh_token)).size).toBe(1);
    const latest = (await (await refresh(run.base, client, all[0]?.refresh_token ?? "")).json()) as Tokens;
    // Two generations back, still within the grace.
    expect((await refresh(run.base, client, first.refresh_token)).status).toBe(200);
    expect((await callMcp(run.base, all[49]?.access_token ?? "")).status).toBe(200);
    run.clock.advance(121_000);
    expect((await refresh(run.base, client, first.refresh_token)).status).toBe(400);
    expect((await refresh(run.base, client, latest.refresh_token)).status).toBe(400);
    expect((await callMcp(run.base, latest.access_token)).status).toBe(401);
  });

  test("T-53: a refresh token of another client, changed, with wider scope or for another resource is refused", async () => {
    const client = await registerClient(run.base);
    const other = await registerClient(run.base, "http://127.0.0.1:1/other");
    const tokens = await redeemAt(run.base, client, "alice");
    const errorOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { error: string }).error;
    expect(await errorOf(refresh(run.base, other, tokens.refresh_token))).toBe("invalid_grant");
    expect(await errorOf(refresh(run.base, client, tokens.refresh_token.replace(".0.", ".1.")))).toBe("invalid_grant");
    expect(await errorOf(refresh(run.base, client, tokens.refresh_token, { scope: "openid admin" }))).toBe(
      "invalid_scope",
    );
    expect(await errorOf(refresh(run.base, client, tokens.refresh_token, { resource: `${run.base}/other` }))).toBe(
      "invalid_target",
    );
    expect((await refresh(run.base, client, tokens.refresh_token, { scope: "openid" })).status).toBe(200);
  });

  test("T-62: revocation answers 200, leaves other grants alone, and ends the access token within 60 s", async () => {
    const client = await registerClient(run.base);
    const other = await registerClient(run.base, "http://127.0.0.1:1/other");
    const tokens = await redeemAt(run.base, client, "alice");
    const revoke = (by: TestClient, token: string) =>
      fetch(`${run.base}/revoke`, { method: "POST", body: new URLSearchParams({ token, client_id: by.id }) });
    expect((await callMcp(run.base, tokens.access_token)).status).toBe(200);
    for (const [by, token] of [
      [client, "nonsense"],
      [other, tokens.refresh_token],
      [other, tokens.access_token],
    ] as const) {
      expect((await revoke(by, token)).status).toBe(200);
    }
    expect((await refresh(run.base, client, tokens.refresh_token)).status).toBe(200);
    expect((await revoke(client, tokens.access_token)).status).toBe(200);
    expect((await revoke(client, tokens.access_token)).status).toBe(200);
    run.clock.advance(60_001);
    expect((await callMcp(run.base, tokens.access_token)).status).toBe(401);
    expect((await refresh(run.base, client, tokens.refresh_token)).status).toBe(400);
    expect((await fetch(`${run.base}/introspect`, { method: "POST" })).status).toBe(404);
  });

  test("T-62: a stream that is its session outlives its token but not its sign-in, and any other ends with the token", async () => {
    const client = await registerClient(run.base);
    const tokens = await redeemAt(run.base, client, "alice");
    const standing = createStreamReauthorizer(run.access);
    const request = accessRequest([["Authorization", `Bearer ${tokens.access_token}`]]);
    const principal = await run.access.authenticate(request);
    const http = createServer((asked, response) => {
      response.writeHead(200).flushHeaders();
      standing.watch(request, principal, response, asked.url === "/sse");
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const open = async (path: string) => {
      const { body } = await fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`);
      const stream = { ended: false };
      body
        ?.getReader()
        .read()
        .catch(() => undefined)
        .finally(() => {
          stream.ended = true;
        });
      return stream;
    };
    const [session, other] = [await open("/sse"), await open("/mcp")];
    const pass = (ms: number): void => {
      run.clock.advance(ms);
      standing.tick(run.clock.monotonic());
    };
    pass(16 * 60_000 + 1000);
    await expect.poll(() => other.ended).toBe(true);
    pass(61_000);
    await expect((async () => run.access.authenticate(request))()).rejects.toThrow(/expired/);
    expect(session.ended).toBe(false);
    await fetch(`${run.base}/revoke`, {
      method: "POST",
      body: new URLSearchParams({ token: tokens.refresh_token, client_id: client.id }),
    });
    pass(61_000);
    await expect.poll(() => session.ended).toBe(true);
    http.close();
  });

  test("T-56: forged and foreign tokens, a sealed ticket as a token, and expired tokens are refused", async () => {
    const client = await registerClient(run.base);
    const tokens = await redeemAt(run.base, client, "alice");
    const [header = "", payload = "", signature = ""] = tokens.access_token.split(".");
    const decoded = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({ alg: "ES256", typ: "at+jwt" });
    expect(decoded).toMatchObject({ iss: run.base, aud: `${run.base}/mcp`, client_id: client.id });
    expect(JSON.stringify(decoded)).not.toContain("alice");
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const { ticket } = await consentOf(client);
    for (const forged of [
      `${encode({ alg: "none", typ: "at+jwt" })}.${payload}.`,
      `${encode({ alg: "HS256", typ: "at+jwt", kid: "../../x" })}.${payload}.${signature}`,
      `${header}.${encode({ ...decoded, aud: `${run.base}/other` })}.${signature}`,
      ticket,
      tokens.refresh_token,
    ]) {
      expect((await callMcp(run.base, forged)).status).toBe(401);
    }
    run.clock.advance(900_000 + 30_000);
    expect((await callMcp(run.base, tokens.access_token)).status).toBe(200);
    run.clock.advance(31_000);
    expect((await callMcp(run.base, tokens.access_token)).status).toBe(401);
  });

  test("T-56: a token of the old signing key stays valid after a rotation", async () => {
    const own = await startFront();
    const client = await registerClient(own.base);
    await redeemAt(own.base, client, "alice");
    own.clock.advance(30 * 86_400_000 - 60_000);
    const tokens = await redeemAt(own.base, client, "alice");
    const kidOf = (token: string) =>
      JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid as string;
    own.clock.advance(120_000);
    const rotated = (await (await refresh(own.base, client, tokens.refresh_token)).json()) as Tokens;
    expect(kidOf(rotated.access_token)).not.toBe(kidOf(tokens.access_token));
    for (const token of [tokens.access_token, rotated.access_token])
      expect((await callMcp(own.base, token)).status).toBe(200);
    await own.close();
  });

  test("T-51: a sign-in whose steps go to three replicas completes once, and a restart keeps all tokens", async () => {
    const one = await startFront();
    const shared = { idp: one.idp, store: one.store, clock: one.clock, outside: one.outside };
    const [two, three] = [await startFront(shared), await startFront(shared)];
    const client = await registerClient(one.base);
    const jar = newJar();
    const at = (url: string, replica: RunningFront) => url.replace(one.base, replica.base);
    const consent = await jar.visit(at(authorizeUrl(one.base, client), two));
    const cookie = [...jar.cookies.entries()].map(([key, value]) => `${key.split(" ")[1]}=${value}`).join("; ");
    const decision = await fetch(`${three.base}/consent`, {
      method: "POST",
      body: new URLSearchParams({ ticket: field(consent.body, "ticket"), decision: "approve" }),
      headers: { cookie },
      redirect: "manual",
    });
    const binding = decision.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const people = await jar.visit(decision.headers.get("location") ?? "");
    const callback = await jar.visit(`${people.url.origin}${people.url.pathname}?person=bob`, (url) =>
      url.pathname.endsWith("/auth/callback"),
    );
    const back = await fetch(at(callback.url.href, two), { headers: { cookie: binding }, redirect: "manual" });
    const end = new URL(back.headers.get("location") ?? "");
    const tokens = await redeem(three.base, client, end, one.base);
    for (const replica of [one, two, three]) {
      expect((await callMcp(replica.base, tokens.access_token)).status).toBe(200);
    }
    await Promise.all([two.close(), three.close()]);
    await one.close();
  });
});

test("metadata: path forms, issuer, what a client needs to know", async () => {
  const json = async (path: string) => {
    const response = await fetch(run.base + path);
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  };
  for (const path of ["/mcp", "/other", "/sse"]) {
    expect(await json(`/.well-known/oauth-protected-resource${path}`)).toMatchObject({
      resource: run.base + path,
      authorization_servers: [run.base],
    });
  }
  expect(await json("/.well-known/oauth-protected-resource")).toMatchObject({ resource: `${run.base}/mcp` });
  for (const path of ["oauth-authorization-server", "openid-configuration", "oauth-authorization-server/mcp"]) {
    expect(await json(`/.well-known/${path}`)).toMatchObject({
      issuer: run.base,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ["S256"],
      client_id_metadata_document_supported: true,
    });
  }
});

test("T-16: headers that claim another address do not change the proxy's own URLs", async () => {
  const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" };
  for (const path of ["/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-authorization-server"]) {
    const [plain, spoofed] = await Promise.all([fetch(run.base + path), fetch(run.base + path, { headers })]);
    expect(await spoofed.text()).toBe(await plain.text());
  }
  const refused = await fetch(`${run.base}/mcp`, { method: "POST", headers });
  expect(refused.headers.get("www-authenticate")).not.toContain("evil");
});

test("T-54: a client id with a private address, no path, http or query tricks is refused unfetched", async () => {
  const client = await registerClient(run.base);
  for (const id of [
    "https://127.0.0.1/client.json",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/client.json",
    "https://[::1]/c",
    "http://client.example/c.json",
    "https://client.example",
    "https://user@client.example/c",
    "https://client.example/c#x",
    "https://client.example/a/../c",
  ]) {
    const answer = await fetch(authorizeUrl(run.base, { ...client, id }), { redirect: "manual" });
    expect([id, answer.status]).toEqual([id, 400]);
  }
});

test("T-27: no token, code, state, verifier or secret is in the log or on a page", async () => {
  const own = await startFront();
  const client = await registerClient(own.base);
  const back = await signIn(own.base, client, "alice");
  const tokens = await redeem(own.base, client, back);
  await callMcp(own.base, tokens.access_token);
  await callMcp(own.base, `${tokens.access_token}x`);
  await refresh(own.base, client, tokens.refresh_token);
  await refresh(own.base, client, `${tokens.refresh_token}x`);
  await tokenRequest(own.base, {
    grant_type: "authorization_code",
    code: back.searchParams.get("code") ?? "",
    client_id: client.id,
    code_verifier: client.verifier,
  });
  const text = JSON.stringify(own.log.lines);
  for (const secret of [
    tokens.access_token,
    tokens.refresh_token,
    back.searchParams.get("code") ?? "",
    client.verifier,
    own.idp.clientSecret,
  ]) {
    for (let at = 0; at + 16 <= secret.length; at += 8) expect(text).not.toContain(secret.slice(at, at + 16));
  }
  await own.close();
});

test("T-62: a person who left the team is signed out at the next refresh, and an outage of the provider signs no person out", async () => {
  const own = await startFront();
  const client = await registerClient(own.base);
  const [alice, bob] = [await redeemAt(own.base, client, "alice"), await redeemAt(own.base, client, "bob")];
  own.idp.dismiss("alice");
  own.clock.advance(301_000);
  const refused = await refresh(own.base, client, alice.refresh_token);
  expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([400, "invalid_grant"]);
  expect((await callMcp(own.base, alice.access_token)).status).toBe(401);
  const still = await refresh(own.base, client, bob.refresh_token);
  expect(still.status).toBe(200);
  await own.idp.close();
  own.clock.advance(301_000);
  const again = await refresh(own.base, client, ((await still.json()) as Tokens).refresh_token);
  expect(again.status).toBe(200);
  expect((await callMcp(own.base, ((await again.json()) as Tokens).access_token)).status).toBe(200);
  await own.close();
});

describe("clients that are known by the URL of their metadata", () => {
  const ID = "https://client.example/oauth/client.json";
  const served = { text: "", status: 200, asked: 0 };
  const document = (change: Record<string, unknown> = {}) =>
    JSON.stringify({
      client_id: ID,
      client_name: "By URL",
      redirect_uris: ["http://127.0.0.1:33418/callback"],
      ...change,
    });
  const publicFetch = async () => {
    served.asked++;
    return new Response(served.text, { status: served.status });
  };

  test("sign in, shown with the host their metadata is on", async () => {
    const own = await startFront({ options: { publicFetch } });
    served.text = document();
    const client = { ...(await registerClient(own.base)), id: ID };
    const page = await newJar().visit(authorizeUrl(own.base, client));
    expect(page.body).toContain("Its details come from <bdi>client.example</bdi>");
    const tokens = await redeemAt(own.base, client, "alice");
    expect((await callMcp(own.base, tokens.access_token)).status).toBe(200);
    expect(served.asked).toBe(1);
    // T-45, T-54: another redirect URI in the document counts once it is read again.
    served.text = document({ redirect_uris: ["http://127.0.0.1:33418/other"] });
    own.clock.advance(301_000);
    expect((await fetch(authorizeUrl(own.base, client), { redirect: "manual" })).status).toBe(400);
    await own.close();
  });

  test("T-48, T-54: fetches of client documents are limited per source, and known clients go on", async () => {
    const own = await startFront({ idp: run.idp, clock: stillClock(), options: { publicFetch } });
    served.text = document();
    served.asked = 0;
    const known = { ...(await registerClient(own.base)), id: ID };
    expect((await fetch(authorizeUrl(own.base, known))).status).toBe(200);
    const made: number[] = [];
    for (let i = 0; i < 100; i++) {
      const url = authorizeUrl(own.base, { ...known, id: `https://client.example/made-up/${i}.json` });
      const answer = await fetch(url, { redirect: "manual" });
      made.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(served.asked).toBe(30);
    expect(made).toEqual([...Array<number>(29).fill(400), ...Array<number>(71).fill(429)]);
    expect((await fetch(authorizeUrl(own.base, known))).status).toBe(200);
    own.clock.advance(61_000);
    expect((await fetch(authorizeUrl(own.base, { ...known, id: `${ID}?other` }))).status).toBe(400);
    await own.close();
  });

  test.each([
    ["about another client", document({ client_id: "https://client.example/oauth/other.json" })],
    ["sent elsewhere", document({ redirect_uris: ["https://evil.example/cb"] })],
    ["without redirect URIs", document({ redirect_uris: [] })],
    ["a list", "[]"],
    ["HTML", "<html>"],
    ["too long", `${document()}${" ".repeat(70_000)}`],
  ])("T-54: a client document %s is refused on a page", async (_name, text) => {
    const own = await startFront({ idp: run.idp, options: { publicFetch } });
    served.text = text;
    const client = { ...(await registerClient(own.base)), id: ID };
    const answer = await fetch(authorizeUrl(own.base, client), { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    await own.close();
  });
});

test("under a prefix clients find the front where a reverse proxy passes the prefix alone, and the keys of its tokens", async () => {
  let own = "";
  const port = await freePort();
  const prefixed = await startFront({
    port,
    outside: { origin: () => own, pathPrefix: "/tools", endpoints: ["/mcp"], aliases: {} },
  });
  own = prefixed.base;
  const below = (async (url: string | URL, init?: RequestInit) =>
    new URL(url).pathname.startsWith("/tools/")
      ? fetch(url, init)
      : new Response(null, { status: 404 })) as typeof fetch;
  for (const discover of [discoverOne, discoverTwo]) {
    expect(await discover(`${own}/tools`, { fetchFn: below })).toMatchObject({
      issuer: `${own}/tools`,
      token_endpoint: `${own}/tools/token`,
      registration_endpoint: `${own}/tools/register`,
    });
  }
  const document = (await (await fetch(`${own}/tools/.well-known/openid-configuration`)).json()) as {
    jwks_uri: string;
  };
  const published = await (await fetch(document.jwks_uri)).json();
  expect(published).toMatchObject({ keys: [{ kty: "EC", alg: "ES256", use: "sig", kid: expect.any(String) }] });
  expect(JSON.stringify(published)).not.toContain('"d"');
  await prefixed.close();
});

test("the published keys are those of the tokens", async () => {
  const client = await registerClient(run.base);
  const { access_token } = await redeem(run.base, client, await signIn(run.base, client, "alice"));
  const keys = createRemoteJWKSet(new URL(`${run.base}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(access_token, keys, { currentDate: new Date(run.clock.now()) });
  expect(payload.iss).toBe(run.base);
});
