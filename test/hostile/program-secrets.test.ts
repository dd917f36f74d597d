import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "../fixtures/echo-upstream.js";
import { newJar } from "../fixtures/jar.js";
import { type Running, start } from "../fixtures/launch.js";
import { configFile, PROGRAM } from "../peers/proxy.js";

/** Every eight characters of a secret in a row tell on it. */
const WINDOW = 8;
const secrets = new Map<string, string>();
const canary = (name: string): string => {
  const text = randomBytes(24).toString("hex");
  secrets.set(name, text);
  return text;
};

/** Everything anybody but the owner of a secret can read. */
const heard: { where: string; text: string }[] = [];
const leaks = (): string[] =>
  heard.flatMap(({ where, text }) =>
    [...secrets].flatMap(([name, secret]) => {
      for (let at = 0; at + WINDOW <= secret.length; at++) {
        const window = secret.slice(at, at + WINDOW);
        const found = text.indexOf(window);
        if (found >= 0) return [`${name} in ${where}: …${text.slice(Math.max(0, found - 60), found + 40)}…`];
      }
      return [];
    }),
  );

const key = canary("API key");
const other = canary("another API key");
const wrong = canary("a wrong key");
const token = canary("metrics token");
const header = canary("upstream header");
const query = canary("upstream query");
const body = canary("an upstream's error page");
let upstream: EchoUpstream;
let broken: Server;
let proxy: Running;
let base: string;
let audit: string;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  // An upstream that repeats what it was sent in an error page of its own.
  broken = createServer((request, response) => {
    const told = `${request.headers["x-key"]} ${request.url} ${body}`;
    response.writeHead(500, {
      "content-type": "text/html",
      "x-debug": told,
      "www-authenticate": `Bearer error="${body}"`,
    });
    response.end(`<pre>${told}</pre>`);
  });
  await new Promise<void>((bound) => broken.listen(0, "127.0.0.1", bound));
  const url = `http://127.0.0.1:${(broken.address() as AddressInfo).port}/mcp?key=${query}`;
  const file = configFile(
    JSON.stringify({
      version: 1,
      upstreams: {
        echo: { url: upstream.url, transport: "streamable-http", headers: { "X-Key": { env: "UPSTREAM" } } },
        broken: { url, transport: "http-first", headers: { "X-Key": { env: "UPSTREAM" } } },
        program: {
          command: process.execPath,
          args: ["-e", "console.error('starting with ' + process.env.KEY); process.exit(1)"],
          env: { KEY: { env: "UPSTREAM" } },
        },
      },
      naming: { prefix: "always" },
      expose: { http: { listen: "127.0.0.1:0", endpoints: { "/mcp": {}, "/echo": { upstreams: ["echo"] } } } },
      access: { mode: "api-key", keys: { me: { env: "ME" }, other: { env: "OTHER" } } },
      audit: { path: "audit.jsonl" },
      telemetry: { metrics: { listen: "127.0.0.1:0", token: { env: "TOKEN" } } },
      log: { level: "trace" },
      store: { type: "file", path: "store" },
    }),
  );
  const env = { ME: key, OTHER: other, TOKEN: token, UPSTREAM: header };
  proxy = await start(process.execPath, [PROGRAM, "serve", "-c", file], { env });
  base = proxy.url.replace(/\/mcp$/, "");
  audit = join(dirname(file), "audit.jsonl");
});
afterAll(async () => {
  await proxy.stop();
  await upstream.close();
  broken.closeAllConnections();
  await new Promise((closed) => broken.close(closed));
});

async function ask(where: string, path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(base + path, { redirect: "manual", ...init });
  const copy = response.clone();
  const headers = [...response.headers].filter(([name]) => name !== "mcp-session-id" && name !== "set-cookie");
  heard.push({ where, text: `${JSON.stringify(headers)} ${await copy.text()}` });
  return response;
}

function post(
  where: string,
  credential: string | undefined,
  message: unknown,
  more: Record<string, string> = {},
  path = "/mcp",
) {
  return ask(where, path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
      ...more,
    },
    body: typeof message === "string" ? message : JSON.stringify(message),
  });
}

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "secrets", version: "1" } },
};
const call = (name: string, more: object = {}) => ({
  jsonrpc: "2.0",
  id: 2,
  method: "tools/call",
  params: { name, arguments: { who: "me", nonce: "n", ...more } },
});

test("T-27: no eight characters of a secret are in the log, the audit log, metrics, errors or pages at level trace", async () => {
  const argument = canary("an argument");
  const opened = await post("initialize", key, initialize);
  expect(opened.status).toBe(200);
  const id = opened.headers.get("mcp-session-id") ?? "";
  secrets.set("session id", id.replaceAll("-", ""));
  secrets.set("session id as it is", id);
  const session = { "mcp-session-id": id, "mcp-protocol-version": "2025-06-18" };
  await post("tools/list", key, { jsonrpc: "2.0", id: 3, method: "tools/list" }, session);
  expect(await (await post("a call", key, call("echo__say", { secret: argument }), session)).text()).toContain("me n");
  for (const name of ["broken__anything", "program__anything", "nothing"])
    await post(`a call of ${name}`, key, call(name), session);
  // Refused in every way there is.
  await post("somebody else's session", other, call("echo__say"), session);
  await post("another endpoint", key, call("echo__say"), session, "/echo");
  await post("no credential", undefined, initialize);
  for (let i = 0; i < 40; i++) await post("a wrong key", wrong.slice(i % 8) + i, initialize);
  await post("two credentials", key, initialize, { "x-api-key": other });
  await post("no JSON", key, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"key":"${argument}"`, session);
  await post("invalid id", key, { ...call("echo__say", { argument }), id: {} }, session);
  await post("no media type", key, call("echo__say", { argument }), { ...session, "content-type": "text/plain" });
  await ask("a token in the query", `/mcp?access_token=${key}`, { headers: { accept: "text/event-stream" } });
  await ask("nothing there", `/nothing/${key}?key=${other}`, {});
  await ask("GET with a made-up session", "/mcp", {
    headers: { accept: "text/event-stream", authorization: `Bearer ${key}`, "mcp-session-id": argument },
  });
  // People: the key is pasted, and the page and its API are read with the cookie.
  const jar = newJar();
  await jar.visit(`${base}/`);
  await jar.post(`${base}/signin`, { credential: key, to: "/" });
  for (const [name, value] of jar.cookies) if (!name.includes("csrf")) secrets.set(`cookie ${name}`, value);
  expect(jar.cookies.size).toBeGreaterThan(0);
  for (const path of ["/", "/api/status", "/api/upstreams/broken/items", "/connect/broken", "/nothing"]) {
    const response = await jar.fetch(base + path);
    heard.push({ where: `page ${path}`, text: await response.text() });
  }
  await jar.post(`${base}/signin`, { credential: wrong, to: "/" });
  heard.push({ where: "health", text: await (await fetch(`${base}/health`)).text() });
  await expect.poll(() => proxy.stderr()).toMatch(/metrics on \S+\n/);
  const metrics = /metrics on (\S+)/.exec(proxy.stderr())?.[1] as string;
  const measured = await fetch(metrics, { headers: { authorization: `Bearer ${token}` } });
  heard.push({ where: "metrics", text: await measured.text() });
  heard.push({
    where: "metrics, refused",
    text: await (await fetch(metrics, { headers: { authorization: `Bearer ${wrong}` } })).text(),
  });

  await expect.poll(() => readFileSync(audit, "utf8")).toContain('"nothing"');
  heard.push({ where: "audit log", text: readFileSync(audit, "utf8") });
  // What was really said, so that silence does not pass for discretion.
  for (const event of [
    "upstream.up",
    "upstream.down",
    "session.wrong_owner",
    "access.credential_guessing",
    "upstream.stderr",
  ])
    await expect.poll(() => proxy.stderr()).toContain(event);
  heard.push({ where: "log", text: proxy.stderr() });
  expect(leaks()).toEqual([]);
});
