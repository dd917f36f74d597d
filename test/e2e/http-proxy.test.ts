import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
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

/** A forward proxy to which every name is this machine, and what it was asked for. */
async function forwardProxy(): Promise<{ address: string; asked: Set<string> }> {
  const asked = new Set<string>();
  const note = (method: string, target: string, { headers }: IncomingMessage) =>
    asked.add([method, target, headers["proxy-authorization"]].filter(Boolean).join(" "));
  const peer = createServer((incoming, response) => {
    const { host, port, pathname } = new URL(incoming.url ?? "");
    note("http", host, incoming);
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const outgoing = request(
      { host: "127.0.0.1", port, path: pathname, method: incoming.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(outgoing);
  });
  peer.on("connect", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    note("tunnel", String(incoming.url), incoming);
    const far = connect(Number(incoming.url?.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      far.write(head);
      far.pipe(socket).pipe(far);
    });
    far.on("error", () => socket.destroy());
    socket.on("error", () => far.destroy());
    closing.push(() => far.destroy());
  });
  return { address: `127.0.0.1:${await listening(peer)}`, asked };
}

/** An MCP server that wants a token, and the issuer of that token in one. Answers its origin under a name, or its address. */
async function upstream(scheme: "http" | "https", host: string): Promise<string> {
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
  const listener = (incoming: IncomingMessage, response: ServerResponse) => void answer(incoming, response);
  const name = host === "127.0.0.1" ? "upstream" : "far";
  const keys = () => ({ cert: readFileSync(pem(`${name}.pem`)), key: readFileSync(pem(`${name}.key`)) });
  const port = await listening(scheme === "http" ? createServer(listener) : createSecureServer(keys(), listener));
  origin = `${scheme}://${host}:${port}`;
  return origin;
}

interface Case {
  readonly title: string;
  readonly scheme: "http" | "https";
  readonly host?: string;
  /** Given the address of the HTTP proxy. */
  readonly env?: (address: string) => Record<string, string>;
  readonly keys?: (address: string) => string;
  /** What the HTTP proxy was asked for, without the target; undefined: nothing, and the upstream was reached directly. */
  readonly asked: string | undefined;
}

const CREDENTIAL = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;

test.each<Case>([
  { title: "HTTPS_PROXY", scheme: "https", env: (at) => ({ HTTPS_PROXY: `http://${at}` }), asked: "tunnel" },
  { title: "HTTPS_PROXY without a scheme", scheme: "https", env: (at) => ({ HTTPS_PROXY: at }), asked: "tunnel" },
  { title: "HTTP_PROXY alone", scheme: "https", env: (at) => ({ HTTP_PROXY: at }), asked: "tunnel" },
  { title: "HTTP_PROXY, for plain HTTP", scheme: "http", env: (at) => ({ HTTP_PROXY: at }), asked: "http" },
  {
    title: "https_proxy with a user name",
    scheme: "https",
    env: (at) => ({ https_proxy: `http://me:p%40ss@${at}`, HTTPS_PROXY: "http://127.0.0.1:9" }),
    asked: `tunnel ${CREDENTIAL}`,
  },
  {
    title: "http_proxy with a user name, for plain HTTP",
    scheme: "http",
    env: (at) => ({ http_proxy: `http://me:p%40ss@${at}` }),
    asked: `http ${CREDENTIAL}`,
  },
  { title: "httpProxy", scheme: "https", keys: (at) => `httpProxy: "http://${at}", `, asked: "tunnel" },
  {
    title: "no HTTP proxy, because they are on this machine",
    scheme: "https",
    host: "127.0.0.1",
    env: (at) => ({ HTTPS_PROXY: at, NO_PROXY: "elsewhere.example" }),
    asked: undefined,
  },
])("an upstream and its issuer are both reached through $title", async ({ scheme, host, env, keys, asked: how }) => {
  const { address, asked } = await forwardProxy();
  const origin = await upstream(scheme, host ?? "far.example");
  const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-tunnel-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "mcp-proxy.yaml");
  const auth = `{ mode: client-secret, grant: client_credentials, issuer: "${origin}", allowHosts: ["${origin}"], clientId: c, clientSecret: { env: SECRET } }`;
  const tls = `{ ca: "${pem(host === undefined ? "far.pem" : "ca.pem")}" }`;
  writeFileSync(
    file,
    `upstreams: { far: { url: "${origin}/mcp", ${keys?.(address) ?? ""}${scheme === "https" ? `tls: ${tls}, ` : ""}auth: ${auth} } }\nstore: { type: memory }\n`,
  );
  const usual = Object.entries(process.env).filter(([name]) => !/^(https?|no)_proxy$/i.test(name));
  const environment = { ...Object.fromEntries(usual), SECRET: "s", ...env?.(address) };
  const child = spawn(process.execPath, [PROGRAM, "tools", "-c", file], { env: environment });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(out + err).toMatch(/tool +far_away/);
  const target = new URL(origin).host;
  const [kind, ...credential] = how?.split(/ (.*)/, 2) ?? [];
  expect([...asked]).toEqual(how === undefined ? [] : [[kind, target, ...credential].join(" ")]);
});
