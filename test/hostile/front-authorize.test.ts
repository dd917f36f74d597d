import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redirectMatches, redirectProblem } from "../../src/access/oauth/redirect-uri.js";
import {
  authorizeUrl,
  callMcp,
  codeForm,
  type RunningFront,
  redeem,
  registerClient,
  signIn,
  startFront,
  type Tokens,
  tokenRequest,
} from "../fixtures/oauth-front.js";

let run: RunningFront;
beforeAll(async () => {
  run = await startFront();
});
afterAll(() => run.close());
// Time enough that the rate of registrations is no part of what a test sees.
beforeEach(() => run.clock.advance(20_000));

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
