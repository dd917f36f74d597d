import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { freePort } from "../fixtures/free-port.js";
import { type Running, start } from "../fixtures/launch.js";
import { canary, leaks, SHAPES } from "../fixtures/secret-shapes.js";
import { stringPlaces } from "../fixtures/string-places.js";

const PROGRAM = resolve("dist/main.js");
const LEAKY = resolve("test/fixtures/leaky-upstream.mjs");
const FORMATS = ["text", "json", "github", "sarif", "junit"];
const KEY = canary(99);
/** What moves a cursor, turns a line round or stays unseen. Line breaks are the program's own. */
const ACTING = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/u;

let folder: string;
let file: string;
let env: Record<string, string>;
let proxy: Running;
let port: number;
let metrics: number;

function config(): Record<string, unknown> {
  const nowhere = "http://127.0.0.1:9";
  return {
    upstreams: {
      leaky: {
        command: process.execPath,
        args: [LEAKY, "--token", canary(1), `--db=postgres://app:${canary(2)}@db/x`, "-H", `X-Any: ${canary(3)}`],
        env: {
          DB_PASSWORD: canary(4),
          DATABASE_URL: `mysql://app:${canary(5)}@db/x`,
          API_KEY: { env: "API_KEY" },
          FILE_KEY: { file: "file-key" },
        },
      },
      away: {
        url: `${nowhere}/mcp?key=${canary(8)}`,
        headers: { "X-Env": canary(9), Authorization: "Bearer ${VARIABLE}" },
        auth: { mode: "none" },
      },
      proxied: { url: "https://proxied.invalid/mcp", httpProxy: `http://app:${canary(11)}@127.0.0.1:9` },
      signing: {
        url: `${nowhere}/mcp`,
        auth: {
          mode: "client-secret",
          issuer: nowhere,
          clientId: "client",
          clientSecret: { env: "CLIENT_SECRET" },
          tokenParams: { extra: canary(13) },
        },
      },
    },
    expose: { http: { listen: `127.0.0.1:${port}` } },
    access: { mode: "api-key", keys: { ci: { env: "CI_KEY" } } },
    telemetry: { metrics: { listen: `127.0.0.1:${metrics}`, token: { env: "METRICS_TOKEN" } } },
    store: { type: "file", path: "store", encryption: { key: { env: "STORE_KEY" } } },
    log: { level: "trace" },
    audit: { path: "audit.jsonl" },
    tests: [{ as: { user: "ci\u001b[31m" }, sees: ["leaky:end"], denied: ["leaky:\u009bnone"] }],
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-secrets-"));
  port = await freePort();
  metrics = await freePort();
  file = join(folder, "mcp-proxy.yaml");
  writeFileSync(join(folder, "file-key"), canary(7));
  writeFileSync(file, stringify(config()), { mode: 0o600 });
  env = {
    API_KEY: canary(6),
    VARIABLE: canary(10),
    CLIENT_SECRET: canary(12),
    METRICS_TOKEN: canary(14),
    CI_KEY: KEY,
    STORE_KEY: Buffer.alloc(32, 7).toString("base64"),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command and answers everything it prints. */
function run(args: readonly string[], input = ""): string {
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder, ...env },
  });
  return `${stdout}\n${stderr}`;
}

function expectClean(printed: string): void {
  expect(leaks(printed), printed).toBeUndefined();
  expect(ACTING.exec(printed)?.[0], printed).toBeUndefined();
  expect(printed).not.toMatch(/^FORGED/m);
  expect(printed).not.toContain(env.STORE_KEY);
}

test("validate shows no secret of any place or shape, in any format", () => {
  const names = stringPlaces().flatMap((place, at) => {
    const shapes = [...SHAPES.keys()].filter((shape) => (shape + at) % 6 === 0);
    const values = place.mark === "whole" || place.mark === "hidden" ? [canary(0)] : [];
    values.push(...shapes.map((shape) => (SHAPES[shape] as (secret: string) => string)(canary(shape))));
    return values.map((value, index) => {
      const name = `place-${at}-${index}.yaml`;
      // Every third file is broken behind the place.
      writeFileSync(join(folder, name), `${stringify(place.put(value))}${index % 3 === 2 ? "\n: {" : ""}`);
      return name;
    });
  });
  for (const format of FORMATS) expectClean(run(["validate", "--env", "--format", format, ...names]));
});

describe("no command shows a secret, or lets text of others act on the terminal", () => {
  test.each([
    [["print"]],
    [["print", "--format", "json"]],
    ...FORMATS.map((format) => [["validate", "--env", "--format", format]]),
    [["tools"]],
    [["tools", "--format", "json"]],
    [["lock"]],
    [["lock", "--check"]],
    [["test"]],
    [["explain", "--user", "ci\u001b[31m"]],
    [["status"]],
    [["status", "--json"]],
    [["callers"]],
    [["callers", "--json"]],
    [["client-config"]],
    [["logout", "signing"]],
    [["logout", "--removed"]],
    [["login", "signing", "--no-browser"]],
    [["no\u001b[31mcommand"]],
    [["serve", `--token=${canary(3)}\u001b[31m`]],
  ])("%j", (args) => expectClean(run(args)));

  test("print | validate -", () => {
    expect(run(["validate", "-"], run(["print"]))).toMatch(/^(?:nothing wrong|0 errors)/m);
  });

  test("import, with the same secrets in a client's file and hostile names", () => {
    const entries = { ...(config().upstreams as object), "odd\u001b[31m\nFORGED": { command: "x", "key\u009b": 1 } };
    writeFileSync(join(folder, "client.json"), JSON.stringify({ mcpServers: entries }));
    expectClean(run(["import", "--dry-run", "client.json"]));
    expectClean(run(["import", "--out", "imported.yaml", "client.json"]));
  });
});

describe("serve", () => {
  const base = () => `http://127.0.0.1:${port}`;
  const headers = (key: string) => ({
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  });
  async function ask(key: string, method: string, params: unknown): Promise<string> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const answer = await fetch(`${base()}/mcp`, { method: "POST", headers: headers(key), body });
    return `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
  }

  test("its log at trace, audit, errors, pages and metrics show no secret and let nothing act", async () => {
    proxy = await start(process.execPath, [PROGRAM, "serve", "-c", file], { env, cwd: folder });
    const told: string[] = [];
    const client = {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "c\u001b[31m", version: "1" },
    };
    told.push(await ask(canary(50), "initialize", client));
    told.push(await ask(KEY, "initialize", client));
    const meta = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": client.clientInfo,
      "io.modelcontextprotocol/clientCapabilities": {},
    };
    for (const name of ["leaky__end", "away__x", "proxied__x", "signing__x", "none\u001b[31m\nFORGED"]) {
      const body = JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name, arguments: {}, _meta: meta },
      });
      const modern = { ...headers(KEY), "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call" };
      const answer = await fetch(`${base()}/mcp`, {
        method: "POST",
        headers: { ...modern, "mcp-name": encodeURI(name) },
        body,
      });
      told.push(await answer.text());
    }
    for (const path of ["/", "/health", "/api/status", "/connect/signing", `/nothing?token=${canary(51)}`])
      told.push(await (await fetch(`${base()}${path}`, { headers: { authorization: `Bearer ${KEY}` } })).text());
    const scrape = { headers: { authorization: `Bearer ${canary(14)}` } };
    told.push(await (await fetch(`http://127.0.0.1:${metrics}/metrics`, scrape)).text());
    writeFileSync(file, `${stringify(config())}\nextra: { password: ${canary(52)}: x }\n`);
    process.kill(proxy.pid, "SIGHUP");
    await expect.poll(() => proxy.stderr()).toContain("reload.rejected");
    await proxy.stop();
    for (const text of told) expect(leaks(text), text).toBeUndefined();
    expectClean(proxy.stderr());
    expectClean(readFileSync(join(folder, "audit.jsonl"), "utf8"));
    expect(proxy.stderr()).toContain("upstream.stderr");
  });
});
