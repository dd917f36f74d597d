import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createStreamReauthorizer } from "../../src/exposure/stream-reauthorizer.js";
import { accessRequest } from "../fixtures/access-request.js";
import { field, newJar } from "../fixtures/jar.js";
import {
  authorizeUrl,
  callMcp,
  codeForm,
  type RunningFront,
  redeem,
  redeemAt,
  refresh,
  registerClient,
  signIn,
  startFront,
  type TestClient,
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
    const page = await newJar().visit(authorizeUrl(run.base, client));
    const ticket = field(page.body, "ticket");
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
