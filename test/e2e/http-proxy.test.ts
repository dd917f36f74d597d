import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { PROGRAM } from "../peers/proxy.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const pem = (name: string): string => new URL(`../fixtures/tls/${name}`, import.meta.url).pathname;

interface Listens {
  listen(port: number, host: string, done: () => void): unknown;
  address(): unknown;
  close(): unknown;
  closeAllConnections(): void;
}

async function listening(peer: Listens): Promise<number> {
  await new Promise<void>((done) => peer.listen(0, "127.0.0.1", done));
  closing.push(() => {
    peer.closeAllConnections();
    peer.close();
  });
  return (peer.address() as AddressInfo).port;
}

/** A forward proxy that knows no way but tunnels, and the places it was asked for. */
async function tunnels(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const peer = createServer((_request, response) => response.writeHead(405).end());
  peer.on("connect", (request, socket, head) => {
    asked.push(String(request.url));
    const far = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      far.write(head);
      far.pipe(socket).pipe(far);
    });
    far.on("error", () => socket.destroy());
    socket.on("error", () => far.destroy());
    closing.push(() => far.destroy());
  });
  return { url: `127.0.0.1:${await listening(peer)}`, asked };
}

/** An MCP server behind TLS that wants a token, and the issuer of that token in one. */
async function secured(): Promise<string> {
  let origin = "";
  const say = (response: ServerResponse, body: object, status = 200): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url?.startsWith("/.well-known/oauth-authorization-server")) {
      return say(response, {
        issuer: origin,
        token_endpoint: `${origin}/token`,
        response_types_supported: ["code"],
        grant_types_supported: ["client_credentials"],
      });
    }
    if (request.url === "/token") return say(response, { access_token: "t", token_type: "Bearer", expires_in: 600 });
    if (request.url !== "/mcp" || request.method !== "POST") return say(response, {}, 404);
    if (request.headers.authorization !== "Bearer t") return say(response, {}, 401);
    const { id, method } = JSON.parse(body) as { id?: number; method: string };
    if (id === undefined) return void response.writeHead(202).end();
    const serverInfo = { name: "far", version: "1" };
    const results: Record<string, object> = {
      initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo },
      "tools/list": { tools: [{ name: "far_away", inputSchema: { type: "object" } }] },
    };
    const result = results[method];
    say(response, { jsonrpc: "2.0", id, ...(result ? { result } : { error: { code: -32601, message: "no" } }) });
  }
  const keys = { cert: readFileSync(pem("upstream.pem")), key: readFileSync(pem("upstream.key")) };
  const port = await listening(createSecureServer(keys, (request, response) => void answer(request, response)));
  origin = `https://127.0.0.1:${port}`;
  return origin;
}

test("an upstream behind TLS and its issuer are reached through HTTPS_PROXY, with a scheme or without, and through httpProxy", async () => {
  const { url, asked } = await tunnels();
  const origin = await secured();
  const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-tunnel-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "mcp-proxy.yaml");
  const auth = `{ mode: client-secret, grant: client_credentials, issuer: "${origin}", clientId: c, clientSecret: { env: SECRET } }`;
  const places: readonly [Record<string, string>, string][] = [
    [{ HTTPS_PROXY: url }, ""],
    [{ HTTPS_PROXY: `http://${url}` }, ""],
    [{}, `httpProxy: "http://${url}",`],
  ];
  for (const [said, key] of places) {
    asked.length = 0;
    const tls = `{ ca: "${pem("ca.pem")}" }`;
    writeFileSync(
      file,
      `upstreams: { far: { url: "${origin}/mcp", ${key} tls: ${tls}, auth: ${auth} } }\nstore: { type: memory }\n`,
    );
    const { HTTPS_PROXY: _, HTTP_PROXY: _1, https_proxy: _2, http_proxy: _3, no_proxy: _4, ...usual } = process.env;
    const env = { ...usual, NO_PROXY: "elsewhere.example", SECRET: "s", ...said };
    const child = spawn(process.execPath, [PROGRAM, "tools", "-c", file], { env });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(out + err).toMatch(/tool +far_away/);
    // The upstream, and the issuer by a client of its own.
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(new Set(asked)).toEqual(new Set([origin.slice("https://".length)]));
  }
});
