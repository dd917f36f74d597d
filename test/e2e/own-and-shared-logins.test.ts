import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../src/model/principal.js";
import { type EchoUpstream, startEchoUpstream } from "../fixtures/echo-upstream.js";
import { freePort } from "../fixtures/free-port.js";
import { field, newJar } from "../fixtures/jar.js";
import type { Running } from "../fixtures/launch.js";
import { CLIENTS, type OidcFixture, startOidc } from "../fixtures/oidc.js";
import { parseMetrics } from "../fixtures/prometheus.js";
import { startProxy } from "../peers/proxy.js";

/** Tokens that opened an upstream, as they came. */
interface Guarded extends EchoUpstream {
  readonly tokens: Set<string>;
}

const SECRET = CLIENTS.confidential.client_secret;
let issuer: OidcFixture;
let own: Guarded;
let shared: Guarded;
let proxy: Running;
let base: string;

async function guarded(): Promise<Guarded> {
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  const tokens = new Set<string>();
  const upstream: EchoUpstream = await startEchoUpstream(async (authorization) => {
    const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? "";
    try {
      await jwtVerify(token, keys, { issuer: issuer.issuer, audience: upstream.url });
    } catch {
      return false; // Whatever is wrong with it, it does not open this upstream.
    }
    tokens.add(token);
    return true;
  });
  return { ...upstream, tokens };
}

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  issuer = await startOidc({ redirectUris: [`${base}/oauth/callback`] });
  [own, shared] = [await guarded(), await guarded()];
  const transport = "streamable-http";
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: {
        own: {
          url: own.url,
          transport,
          auth: { mode: "oidc", issuer: issuer.issuer, clientId: CLIENTS.public.client_id },
        },
        shared: {
          url: shared.url,
          transport,
          isolation: "shared",
          auth: {
            mode: "client-secret",
            grant: "client_credentials",
            issuer: issuer.issuer,
            clientId: CLIENTS.confidential.client_id,
            clientSecret: { env: "SECRET" },
          },
        },
      },
      naming: { prefix: "always" },
      expose: { http: { listen: `127.0.0.1:${port}`, publicUrl: base } },
      access: { mode: "forwarded-user", trustedProxies: ["127.0.0.1"] },
      telemetry: { metrics: { listen: "127.0.0.1:0" } },
      store: { type: "memory" },
    }),
    { SECRET },
  );
});
afterAll(async () => {
  await proxy.stop();
  await Promise.all([own.close(), shared.close(), issuer.close()]);
});

const as = (user: string) => ({ "x-forwarded-user": user });

interface Answer {
  readonly result?: { readonly content?: { text: string }[]; readonly isError?: boolean };
}

/** A call of 2026-07-28, by a client that can show no link. */
async function call(user: string, upstream: "own" | "shared", nonce: string): Promise<Answer> {
  const name = `${upstream}__say`;
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const response = await fetch(`${base}/mcp`, {
    method: "POST",
    headers: {
      ...as(user),
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": name,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name, arguments: { who: user, nonce }, _meta },
    }),
  });
  const text = await response.text();
  const data = text.split("\n").findLast((line) => line.startsWith("data: {"));
  return JSON.parse(data?.slice(6) ?? text) as Answer;
}

async function signIn(user: string): Promise<void> {
  const jar = newJar();
  const page = await jar.fetch(`${base}/connect/own`, { headers: as(user) });
  const csrf = field(await page.text(), "csrf");
  const end = await jar.post(`${base}/connect/own`, { csrf }, () => false, as(user));
  expect(end.body).toContain("is connected");
}

const said = (answer: Answer) => answer.result?.content?.[0]?.text;
/** What a client that can show no link is told. */
const askedToSignIn = (user: string) => ({
  result: expect.objectContaining({
    isError: true,
    content: [
      {
        type: "text",
        text: expect.stringMatching(
          new RegExp(
            `Sign in to own.*${base}/connect/own\\?for=${principalOf("forwarded-user", user).key.slice(0, 16)}`,
            "s",
          ),
        ),
      },
    ],
  }),
  jsonrpc: "2.0",
  id: 1,
});

test("T-76: a person without a login is asked to sign in, however many other tokens are valid", async () => {
  // What a caller's first request starts may be answered only from a later one on.
  await expect.poll(() => call("bob", "own", "0")).toEqual(askedToSignIn("bob"));
  await signIn("alice");
  await expect.poll(async () => said(await call("alice", "own", "1"))).toBe("alice 1");
  // Everybody shares the operator's login where the file says so, with one token of the operator's.
  await expect.poll(async () => said(await call("bob", "shared", "2"))).toBe("bob 2");
  await expect.poll(async () => said(await call("alice", "shared", "2"))).toBe("alice 2");
  await expect.poll(async () => said(await call("carol", "shared", "2"))).toBe("carol 2");
  await expect.poll(() => call("carol", "own", "0")).toEqual(askedToSignIn("carol"));
  const ofAlice = new Set(own.tokens);

  const people = ["alice", "bob", "carol"];
  const upstreams = ["own", "shared"] as const;
  const calls = Array.from({ length: 240 }, (_, i) => ({
    user: people[i % 3] as string,
    upstream: upstreams[Math.floor(i / 3) % 2] as "own" | "shared",
    nonce: `n${i}`,
  })).sort(() => Math.random() - 0.5);
  const outcomes = await Promise.all(
    calls.map(async (one) => ({ ...one, answer: await call(one.user, one.upstream, one.nonce) })),
  );
  for (const { user, upstream, nonce, answer } of outcomes) {
    if (upstream === "shared" || user === "alice") expect(said(answer)).toBe(`${user} ${nonce}`);
    else expect(answer).toEqual(askedToSignIn(user));
  }
  const callers = (upstream: Guarded) => new Set([...upstream.sessions.values()].flatMap((names) => [...names]));
  expect(callers(own)).toEqual(new Set(["alice"]));
  expect(callers(shared)).toEqual(new Set(people));
  expect(own.tokens).toEqual(ofAlice);
  for (const token of own.tokens) expect(shared.tokens).not.toContain(token);
});

test("T-76: a second login is a second token, and signing out leaves other people's tokens", async () => {
  const ofAlice = new Set(own.tokens);
  await signIn("bob");
  await expect.poll(async () => said(await call("bob", "own", "3"))).toBe("bob 3");
  expect([...own.tokens].filter((token) => !ofAlice.has(token))).toHaveLength(1);
  const jar = newJar();
  const page = await jar.fetch(`${base}/api/status`, { headers: as("alice") });
  const { csrf } = (await page.json()) as { csrf: string };
  const gone = await jar.fetch(`${base}/api/upstreams/own/disconnect`, {
    method: "POST",
    headers: { ...as("alice"), "content-type": "application/json", "x-csrf-token": csrf },
    body: "{}",
  });
  expect(gone.status).toBe(200);
  expect(await call("alice", "own", "4")).toEqual(askedToSignIn("alice"));
  expect(said(await call("bob", "own", "5"))).toBe("bob 5");
  expect(said(await call("alice", "shared", "6"))).toBe("alice 6");
  const metrics = /metrics on (\S+)/.exec(proxy.stderr())?.[1] as string;
  const signIns = parseMetrics(await (await fetch(metrics)).text()).get("mcp_proxy_sign_ins_total");
  expect(signIns?.samples).toEqual([
    expect.objectContaining({ labels: { upstream: "own", outcome: "done" }, value: 2 }),
  ]);
});
