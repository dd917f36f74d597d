import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { field, newJar } from "../fixtures/jar.js";
import {
  authorizeUrl,
  callMcp,
  type RunningFront,
  redeem,
  registerClient,
  signIn,
  startFront,
  type TestClient,
} from "../fixtures/oauth-front.js";

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
