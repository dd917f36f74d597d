import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { field, newJar } from "../fixtures/jar.js";
import {
  authorizeUrl,
  callMcp,
  type RunningFront,
  redeemAt,
  refresh,
  registerClient,
  startFront,
} from "../fixtures/oauth-front.js";
import { stillClock } from "../fixtures/test-world.js";

let run: RunningFront;
beforeAll(async () => {
  run = await startFront();
});
afterAll(() => run.close());
// Time enough that the rate of registrations is no part of what a test sees.
beforeEach(() => run.clock.advance(20_000));

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
