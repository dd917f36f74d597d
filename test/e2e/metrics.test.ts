import { get } from "node:http";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Running } from "../fixtures/launch.js";
import { childrenOf } from "../fixtures/processes.js";
import { parseMetrics, type Sample } from "../fixtures/prometheus.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

const KEYS = {
  ADMIN: "admin-key-0123456789abcdef0123456789",
  READER: "reader-key-0123456789abcdef01234567",
  SCRAPE: "scrape-canary-0123456789abcdef",
};
const everything = EVERYTHING;
let proxy: Running;
let metricsUrl: string;

beforeAll(async () => {
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { everything, missing: { command: "/nonexistent/program" } },
      expose: { http: { listen: "127.0.0.1:0", endpoints: { "/mcp": { upstreams: ["everything"] }, "/both": {} } } },
      access: {
        mode: "api-key",
        keys: { "admin-person": { env: "ADMIN" }, "reader-person": { env: "READER" } },
        users: { "admin-person": { tools: ["*"], prompts: ["*"], resources: ["*"] } },
      },
      telemetry: { metrics: { listen: "127.0.0.1:0", token: { env: "SCRAPE" } } },
      store: { type: "memory" },
    }),
    KEYS,
  );
  metricsUrl = /metrics on (\S+)/.exec(proxy.stderr())?.[1] as string;
});
afterAll(() => proxy.stop());

const authorization = `Bearer ${KEYS.SCRAPE}`;

async function scrape(): Promise<{ text: string; value: (name: string, labels?: Record<string, string>) => number }> {
  const response = await fetch(metricsUrl, { headers: { authorization } });
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await response.text();
  const families = parseMetrics(text);
  const samples = [...families.values()].flatMap((family) => family.samples);
  const fits = (sample: Sample, labels: Record<string, string>) =>
    Object.entries(labels).every(([key, value]) => sample.labels[key] === value);
  return {
    text,
    value: (name, labels = {}) =>
      samples
        .filter((sample) => sample.name === name && fits(sample, labels))
        .reduce((sum, { value }) => sum + value, 0),
  };
}

async function connect(path = "/mcp"): Promise<Client> {
  const client = new Client({ name: "metrics", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(proxy.url.replace(/\/mcp$/, path)), {
      requestInit: { headers: { authorization: `Bearer ${KEYS.ADMIN}` } },
    }),
  );
  return client;
}

/** A client's first list may lack an upstream that starts slowly. */
async function listed(client: Client): Promise<void> {
  await expect.poll(async () => (await client.listTools()).tools.length).toBeGreaterThan(5);
}

test("calls are counted by endpoint, upstream and outcome, with their durations; sessions and states as they are", async () => {
  const client = await connect();
  await listed(client);
  const before = await scrape();
  await client.callTool({ name: "echo", arguments: { message: "canary-argument-5533" } });
  await client.callTool({ name: "echo", arguments: { message: "canary-argument-5533" } });
  await client.callTool({ name: "get-sum", arguments: { a: "x" } }).catch(() => undefined);
  await expect(client.callTool({ name: "canary-tool-8812", arguments: {} })).rejects.toThrow();
  const after = await scrape();
  const grown = (name: string, labels: Record<string, string>) =>
    after.value(name, labels) - before.value(name, labels);
  const call = { endpoint: "/mcp", method: "tools/call" };
  expect(grown("mcp_proxy_requests_total", { ...call, outcome: "ok", reason: "" })).toBe(2);
  expect(grown("mcp_proxy_requests_total", { ...call, outcome: "refused", reason: "unknown_item" })).toBe(1);
  expect(grown("mcp_proxy_requests_total", call)).toBe(4);
  expect(grown("mcp_proxy_request_duration_seconds_count", call)).toBe(4);
  expect(grown("mcp_proxy_request_duration_seconds_bucket", { ...call, le: "+Inf" })).toBe(4);
  expect(after.value("mcp_proxy_request_duration_seconds_sum", call)).toBeGreaterThan(0);
  // What the proxy refused never came to an upstream.
  expect(grown("mcp_proxy_upstream_requests_total", { ...call, upstream: "everything" })).toBe(3);
  expect(grown("mcp_proxy_upstream_requests_total", { ...call, upstream: "everything", outcome: "ok" })).toBe(2);
  expect(after.value("mcp_proxy_sessions")).toBe(1);
  expect(after.value("mcp_proxy_upstream_state", { upstream: "everything", state: "up" })).toBe(1);
  expect(after.value("mcp_proxy_upstream_state", { upstream: "everything" })).toBe(1);
  // Now and then it is tried again.
  const missing = async () =>
    (await scrape()).value("mcp_proxy_upstream_state", { upstream: "missing", state: "down" });
  await expect.poll(missing).toBe(1);
  expect(after.value("mcp_proxy_upstream_links", { upstream: "everything" })).toBeGreaterThan(0);
  expect(after.value("mcp_proxy_upstream_connects_total", { upstream: "everything" })).toBeGreaterThan(0);
  expect(after.value("mcp_proxy_upstream_connect_failures_total", { upstream: "missing" })).toBeGreaterThan(0);
  expect(after.value("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  for (const canary of ["canary-argument", "canary-tool", "admin-person", ...Object.values(KEYS)])
    expect(after.text).not.toContain(canary);
  await client.close();
});

test("callers that are refused are counted by reason", async () => {
  const before = await scrape();
  const post = (key?: string) =>
    fetch(proxy.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
    });
  expect((await post()).status).toBe(401);
  expect((await post("guess-0123456789")).status).toBe(401);
  expect((await post(KEYS.READER)).status).toBe(403);
  // Every two seconds one more guess is let in: however long they take, some of sixty at once are not.
  const statuses: number[] = [];
  await expect
    .poll(async () => {
      const guesses = Array.from({ length: 60 }, (_, i) => post(`guess-${statuses.length + i}-0123456789`));
      statuses.push(...(await Promise.all(guesses)).map(({ status }) => status));
      return statuses;
    })
    .toContain(429);
  const of = (wanted: number): number => statuses.filter((status) => status === wanted).length;
  const after = await scrape();
  const grown = (reason: string) =>
    after.value("mcp_proxy_rejected_callers_total", { reason }) -
    before.value("mcp_proxy_rejected_callers_total", { reason });
  expect(grown("no_credential")).toBe(1);
  expect(grown("forbidden")).toBe(1);
  expect(grown("unauthenticated")).toBe(1 + of(401));
  expect(grown("unauthenticated")).toBeGreaterThanOrEqual(30);
  expect(grown("rate_limited")).toBe(of(429));
});

test("a crash of an upstream is a restart", async () => {
  const restarts = async () => (await scrape()).value("mcp_proxy_upstream_restarts_total", { upstream: "everything" });
  const before = await restarts();
  for (const [pid, line] of childrenOf(proxy.pid)) if (line.includes("server-everything")) process.kill(pid, "SIGKILL");
  await expect.poll(restarts).toBeGreaterThan(before);
});

test("T-28: invented names add no metric series", async () => {
  const client = await connect();
  await listed(client);
  // What the proxy asks of its own accord may be counted for the first time meanwhile: lists.
  const series = async () =>
    (await scrape()).text
      .split("\n")
      .map((line) => line.replace(/ \S+$/, ""))
      .filter((line) => !/method="[^"]*list"/.test(line));
  const odd = (method: string) =>
    client.request({ method } as never, { parse: (value: unknown) => value } as never).catch(() => undefined);
  await odd("made/up");
  await client.callTool({ name: "made-up", arguments: {} }).catch(() => undefined);
  const before = await series();
  for (let i = 0; i < 200; i++)
    await Promise.all([
      odd(`made/up-${i}`),
      client.callTool({ name: `made-up-${i}`, arguments: {} }).catch(() => undefined),
    ]);
  expect(await series()).toEqual(before);
  await client.close();
});

test("T-28: metrics need their token, stand at their own address, and are closed to browsers", async () => {
  expect((await fetch(metricsUrl)).status).toBe(401);
  expect((await fetch(metricsUrl, { headers: { authorization: `${authorization}x` } })).status).toBe(401);
  expect((await fetch(metricsUrl.replace("/metrics", "/"), { headers: { authorization } })).status).toBe(404);
  expect((await fetch(metricsUrl, { method: "POST", headers: { authorization } })).status).toBe(405);
  expect((await fetch(metricsUrl, { headers: { authorization, origin: "https://evil.example" } })).status).toBe(403);
  const head = await fetch(metricsUrl, { method: "HEAD", headers: { authorization } });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  for (const key of [undefined, KEYS.ADMIN]) {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    expect((await fetch(proxy.url.replace(/\/mcp$/, "/metrics"), { headers })).status).toBe(404);
  }
});

test("T-28: a page with a rebound name reads no metrics on loopback without a token", async () => {
  const named = (url: string, host: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
    new Promise((told, failed) => {
      get(url, { headers: { ...headers, host } }, (response) => told(response.resume().statusCode)).on("error", failed);
    });
  const scraped = "mcp-proxy.monitoring.svc:9464";
  expect(await named(metricsUrl, scraped, { authorization })).toBe(200);
  const open = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { everything },
      expose: { http: { listen: "127.0.0.1:0" } },
      telemetry: { metrics: { listen: "127.0.0.1:0" } },
      store: { type: "memory" },
    }),
  );
  const url = /metrics on (\S+)/.exec(open.stderr())?.[1] as string;
  expect([await named(url, new URL(url).host), await named(url, scraped)]).toEqual([200, 403]);
  await open.stop();
});

test("a port that is taken, or open to strangers, is said before anything runs", async () => {
  const yaml = (metrics: unknown) =>
    JSON.stringify({
      version: 1,
      upstreams: { everything },
      expose: { http: { listen: "127.0.0.1:0" } },
      telemetry: { metrics },
      store: { type: "memory" },
    });
  await expect(startProxy(yaml({ listen: "0.0.0.0:0" }))).rejects.toThrow(
    /MCP3002.*telemetry\.metrics\.listen listens on the network without access control/s,
  );
  await expect(startProxy(yaml({ listen: new URL(metricsUrl).host }))).rejects.toThrow(
    /in use by another program; see telemetry\.metrics\.listen/,
  );
});
