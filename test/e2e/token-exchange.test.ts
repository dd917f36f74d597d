import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type CryptoKey, exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "../fixtures/echo-upstream.js";
import type { Running } from "../fixtures/launch.js";
import { PATIENT } from "../fixtures/patient.js";
import { startProxy } from "../peers/proxy.js";

/** An issuer that exchanges its own tokens (RFC 8693) as long as they are good. No package on the shelf does. */
let http: Server;
let issuer: string;
let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
/** `jti` of every token that was shown for an exchange. */
const shown: string[] = [];
let upstream: EchoUpstream;
/** The `jti` whose exchanged token the upstream takes just now. */
let accepted = "";
let proxy: Running;
const AUDIENCE = "https://mcp.example.com/mcp";

beforeAll(async () => {
  keys = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k", alg: "ES256" };
  http = createServer(PATIENT, (request, response) => {
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.url === "/jwks") return json(200, { keys: [jwk] });
    if (request.url !== "/token") {
      return json(200, {
        issuer,
        jwks_uri: `${issuer}/jwks`,
        token_endpoint: `${issuer}/token`,
        authorization_endpoint: `${issuer}/authorize`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["ES256"],
        token_endpoint_auth_methods_supported: ["client_secret_post"],
      });
    }
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const params = new URLSearchParams(body);
      jwtVerify(params.get("subject_token") ?? "", keys.publicKey).then(
        ({ payload }) => {
          shown.push(String(payload.jti));
          json(200, {
            access_token: `for-${payload.jti}`,
            issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
            token_type: "Bearer",
            expires_in: 2,
          });
        },
        () => json(400, { error: "invalid_request" }),
      );
    });
  });
  await new Promise<void>((bound) => http.listen(0, "127.0.0.1", bound));
  issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  upstream = await startEchoUpstream((authorization) => authorization === `Bearer for-${accepted}`);
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: {
        echo: {
          url: upstream.url,
          transport: "streamable-http",
          auth: { mode: "token-exchange", issuer, clientId: "proxy", clientSecret: { env: "SECRET" } },
        },
      },
      expose: { http: { listen: "127.0.0.1:0" } },
      access: { mode: "jwt", issuer, audience: [AUDIENCE] },
      store: { type: "memory" },
    }),
    { SECRET: "exchange-secret-0123456789" },
  );
});
afterAll(async () => {
  await proxy.stop();
  await upstream.close();
  http.closeAllConnections();
  await new Promise((closed) => http.close(closed));
});

function token(jti: string, sub = "alice"): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: "k" })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(sub)
    .setJti(jti)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(keys.privateKey);
}

async function post(
  bearer: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<{ text: string; session: string }> {
  const response = await fetch(proxy.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${bearer}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { text: await response.text(), session: response.headers.get("mcp-session-id") ?? "" };
}

const say = (nonce: string, _meta?: unknown) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "say", arguments: { who: "alice", nonce }, ...(_meta === undefined ? {} : { _meta }) },
});

const MODERN = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "say" };
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

test.each(["legacy", "modern"])(
  "a link outlives the token it was opened with: what is exchanged is the newest one its caller showed (%s)",
  async (era) => {
    const first = `${era}-first`;
    const second = `${era}-second`;
    const third = `${era}-third`;
    const who = `alice-${era}`;
    accepted = first;
    let headers: Record<string, string> = MODERN;
    if (era === "legacy") {
      const clientInfo = { name: "x", version: "1" };
      const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
      const hello = { jsonrpc: "2.0", id: 0, method: "initialize", params };
      const { session } = await post(await token(first, who), hello, {});
      headers = { "mcp-session-id": session, "mcp-protocol-version": "2025-06-18" };
    }
    const call = async (jti: string): Promise<string> =>
      (await post(await token(jti, who), say(jti, era === "modern" ? META : undefined), headers)).text;
    expect(await call(first)).toContain(`alice ${first}`);
    // What was exchanged for the first is over; the caller comes with a second, and with a third when that is over too.
    await sleep(2100);
    accepted = second;
    expect(await call(second)).toContain(`alice ${second}`);
    await sleep(2100);
    accepted = third;
    expect(await call(third)).toContain(`alice ${third}`);
    // One may be exchanged twice on a slow machine; none again once there is a newer one.
    const order = shown.filter((jti, i) => jti.startsWith(era) && jti !== shown[i - 1]);
    expect(order).toEqual([first, second, third]);
  },
);
