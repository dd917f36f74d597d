import { request } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, test } from "vitest";
import { startFickleIdp } from "../fixtures/fickle-idp.js";
import { freePort } from "../fixtures/free-port.js";
import { redeem, refresh, registerClient, signIn, type Tokens } from "../fixtures/oauth-front.js";
import { json, rawHttp } from "../fixtures/raw-http.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

/** An open stream lasts no longer than what its caller was recognised by. */
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

interface Stream {
  readonly status: number;
  readonly ended: Promise<void>;
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

/** An event stream: of 2026-07-28 by `subscriptions/listen`, of a session by GET, or of HTTP+SSE. */
async function openStream(base: string, bearer: string, kind: "listen" | "session" | "sse"): Promise<Stream> {
  const authorization = `Bearer ${bearer}`;
  if (kind === "sse") return stream(`${base}/sse`, "GET", { authorization });
  if (kind === "listen") {
    const params = { notifications: { toolsListChanged: true }, _meta: META };
    const headers = { authorization, "mcp-protocol-version": "2026-07-28", "mcp-method": "subscriptions/listen" };
    return stream(`${base}/mcp`, "POST", headers, { jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params });
  }
  const hello = await fetch(`${base}/mcp`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 0,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } },
    }),
  });
  await hello.text();
  const session = hello.headers.get("mcp-session-id") ?? "";
  return stream(`${base}/mcp`, "GET", {
    authorization,
    "mcp-session-id": session,
    "mcp-protocol-version": "2025-11-25",
  });
}

function stream(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const all = { accept: "application/json, text/event-stream", "content-type": "application/json", ...headers };
    const sent = request(url, { method, agent: false, headers: all }, (response) => {
      let isOpen = true;
      const ended = new Promise<void>((done) =>
        response.on("close", () => {
          isOpen = false;
          done();
        }),
      );
      response.on("error", () => undefined);
      response.resume();
      resolve({ status: response.statusCode ?? 0, ended, isOpen: () => isOpen, close: () => response.destroy() });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test.each(["listen", "session", "sse"] as const)("T-62: mode jwt: a %s stream ends with its token", async (kind) => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k", alg: "ES256" };
  const issuer = await rawHttp((asked, response) =>
    json(response, asked.url === "/jwks" ? { keys: [jwk] } : { issuer: origin, jwks_uri: `${origin}/jwks` }),
  );
  const origin = new URL(issuer.url).origin;
  const proxy = await startProxy(
    JSON.stringify({
      upstreams: { everything: EVERYTHING },
      expose: { http: { listen: "127.0.0.1:0", legacySse: true } },
      access: { mode: "jwt", issuer: origin, audience: ["proxy"], jwksUri: `${origin}/jwks` },
      store: { type: "memory" },
    }),
  );
  try {
    const token = (secondsLeft: number): Promise<string> =>
      new SignJWT({ sub: "ann", aud: "proxy", iss: origin, exp: Math.floor(Date.now() / 1000) + secondsLeft })
        .setProtectedHeader({ alg: "ES256", kid: "k" })
        .sign(privateKey);
    const base = new URL(proxy.url).origin;
    // A minute of skew is allowed: this one is within its last seconds.
    const short = await openStream(base, await token(-55), kind);
    const long = await openStream(base, await token(600), kind);
    expect([short.status, long.status]).toEqual([200, 200]);
    await short.ended;
    expect(long.isOpen()).toBe(true);
    expect((await openStream(base, await token(-61), kind)).status).not.toBe(200);
    long.close();
  } finally {
    await proxy.stop();
    await issuer.close();
  }
});

test("T-62: access.mode oauth: a stream that was opened with more rights ends when a group is taken away", async () => {
  const ann = { sub: "ann", email: "ann@example.com", email_verified: true };
  const idp = await startFickleIdp({ idToken: { ...ann, groups: ["admins"] }, refreshed: ann });
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const skew = new URL("../fixtures/skew.mjs", import.meta.url).pathname;
  const proxy = await startProxy(
    JSON.stringify({
      upstreams: { everything: EVERYTHING },
      expose: { http: { listen: `127.0.0.1:${port}` } },
      access: {
        mode: "oauth",
        issuer: idp.issuer,
        clientId: idp.clientId,
        clientSecret: { env: "SECRET" },
        rules: [
          { claims: { groups: ["admins"] }, tools: ["*"] },
          { claims: { email: [ann.email] }, tools: ["everything:echo"] },
        ],
      },
      store: { type: "memory" },
    }),
    { SECRET: idp.clientSecret, NODE_OPTIONS: `--import ${skew}` },
  );
  try {
    const client = await registerClient(base);
    const tokens = await redeem(base, client, await signIn(base, client, "ann"));
    const other = await redeem(base, client, await signIn(base, client, "ann"));
    const [revoked, kept] = [
      await openStream(base, tokens.access_token, "listen"),
      await openStream(base, other.access_token, "listen"),
    ];
    expect([revoked.status, kept.status]).toEqual([200, 200]);
    process.kill(proxy.pid, "SIGUSR2"); // six minutes pass
    // The signal may come after the first renewal, so that each goes on from the one before.
    let renewed = tokens;
    await expect
      .poll(async () => {
        renewed = (await (await refresh(base, client, renewed.refresh_token)).json()) as Tokens;
        return idp.refreshes();
      })
      .toBe(1);
    expect(await toolsOf(base, renewed.access_token)).toEqual(["echo"]);
    await revoked.ended;
    expect(kept.isOpen()).toBe(true);
    kept.close();
  } finally {
    await proxy.stop();
    await idp.close();
  }
});

async function toolsOf(base: string, bearer: string): Promise<string[]> {
  const answer = await fetch(`${base}/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${bearer}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/list",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta: META } }),
  });
  const { result } = (await answer.json()) as { result: { tools: { name: string }[] } };
  return result.tools.map(({ name }) => name);
}
