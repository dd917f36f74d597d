import { discoverAuthorizationServerMetadata as discoverTwo } from "@modelcontextprotocol/client";
import { discoverAuthorizationServerMetadata as discoverOne } from "@modelcontextprotocol/sdk/client/auth.js";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "../fixtures/free-port.js";
import {
  authorizeUrl,
  callMcp,
  type RunningFront,
  redeem,
  refresh,
  registerClient,
  signIn,
  startFront,
  tokenRequest,
} from "../fixtures/oauth-front.js";

let run: RunningFront;
beforeAll(async () => {
  run = await startFront();
});
afterAll(() => run.close());
// Time enough that the rate of registrations is no part of what a test sees.
beforeEach(() => run.clock.advance(20_000));

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
