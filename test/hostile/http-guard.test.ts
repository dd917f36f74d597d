import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { JSON_HEADERS, openSession, type Running, rawExchange, runHttp, send } from "../fixtures/http-exposure.js";

let running: Running;
let session: string;
const SETTINGS = {
  publicUrl: "https://mcp.example.com",
  allowedHosts: ["inside.example"],
  allowedOrigins: ["https://inspector.example.com"],
};

beforeAll(async () => {
  running = await runHttp({ settings: { ...SETTINGS, requestTimeoutMs: 120_000 } });
  session = await openSession(running);
});

afterAll(() => running.exposure.close({ graceMs: 0 }));

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

function withHeaders(headers: Record<string, string | string[]>, path = "/mcp") {
  return send(running, { path, headers: { ...JSON_HEADERS, "mcp-session-id": session, ...headers }, body: PING });
}

/** A request written by hand; `lines` are its header lines besides the usual ones. */
function byHand(lines: string[], given: { start?: string; body?: string; length?: boolean } = {}): Promise<string> {
  const body = given.body ?? PING;
  const all = [
    given.start ?? "POST /mcp HTTP/1.1",
    ...lines,
    "Content-Type: application/json",
    "Accept: */*",
    `Mcp-Session-Id: ${session}`,
    ...(given.length === false ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    "Connection: close",
  ];
  return rawExchange(running.port, `${all.join("\r\n")}\r\n\r\n${body}`);
}

const HOST = (): string => `Host: 127.0.0.1:${running.port}`;

describe("T-13: Host", () => {
  test.each([
    "evil.com",
    "localhost.evil.com",
    "127.0.0.1.evil.com",
    "localhost:80@evil.com",
    "0.0.0.0",
    "localhost.",
    "127.1",
    "[::2]",
    " ",
    "",
  ])("%j is refused before any handler", async (host) => {
    expect(await byHand([`Host: ${host}`])).toMatch(/^HTTP\/1\.1 403 /);
  });

  test("a missing one is 400", async () => {
    expect(await byHand([])).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each(["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80", "mcp.example.com", "inside.example:8443"])(
    "%j is ours",
    async (host) => {
      expect(await byHand([`Host: ${host}`])).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  test("a Host that is no name of the proxy's is refused for everything but probes", async () => {
    expect(await byHand(["Host: 10.1.2.3:8080"])).toMatch(/ 403 /);
    expect(await byHand(["Host: 10.1.2.3:8080"], { start: "GET /healthy HTTP/1.1", body: "" })).toMatch(/ 403 /);
    expect(await byHand(["Host: 10.1.2.3:8080"], { start: "POST /health HTTP/1.1", body: "" })).toMatch(/ 403 /);
  });
});

describe("probes of load balancers and orchestrators", () => {
  const hosts = [
    [],
    ["Host: 127.0.0.1"],
    ["Host: 10.1.2.3:8080"],
    ["Host: lb.internal"],
    ["Host: pod_1.ns:1"],
    ["Host:"],
  ];
  const cases = ["1.0", "1.1"].flatMap((version) =>
    ["GET", "HEAD"].flatMap((method) =>
      ["/health", "/ready", "/health?x=1", "/ready?"].flatMap((path) =>
        hosts.map((host) => [method, path, version, host] as const),
      ),
    ),
  );

  test.each(cases)("%s %s over HTTP/%s with %j is answered with 200", async (method, path, version, host) => {
    const lines = [`${method} ${path} HTTP/${version}`, ...host, "Connection: close"];
    expect(await rawExchange(running.port, `${lines.join("\r\n")}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    ["", true],
    ["Host: 127.0.0.1\r\n", true],
    ["Host: 10.1.2.3\r\n", true],
    ["Host: mcp.example.com\r\n", true],
    ["Host: evil.com\r\n", false],
    ["Host: localhost.\r\n", false],
    ["X-Forwarded-For: 10.0.0.1\r\n", false],
  ])("a local request over HTTP/1.0 with %j sees the upstreams: %s", async (lines, seen) => {
    const answer = await rawExchange(running.port, `GET /health HTTP/1.0\r\n${lines}\r\n`);
    expect(answer).toMatch(/ 200 /);
    expect(answer.includes('"servers"')).toBe(seen);
  });

  test("a page of a stranger reads no probe", async () => {
    const answer = await rawExchange(running.port, "GET /health HTTP/1.0\r\nOrigin: http://evil.com\r\n\r\n");
    expect(answer).toMatch(/ 403 /);
  });
});

describe("T-14: request line", () => {
  test("two Host headers, in both orders", async () => {
    expect(await byHand([HOST(), "Host: evil.com"])).toMatch(/^HTTP\/1\.1 400 /);
    expect(await byHand(["Host: evil.com", HOST()])).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("an absolute target with another host", async () => {
    expect(await byHand([HOST()], { start: "POST http://evil.com/mcp HTTP/1.1" })).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("HTTP/1.0", async () => {
    const answer = await byHand([HOST()], { start: "POST /mcp HTTP/1.0" });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("proxy_http_version 1.1");
  });
});

describe("T-15: Origin", () => {
  test.each([
    "http://evil.com",
    "null",
    "file://",
    "chrome-extension://abcdef",
    "http://localhost.evil.com",
    "http://evil.com:80@localhost",
    "https://inspector.example.com.evil.com",
  ])("%j is refused and not reflected", async (origin) => {
    const reply = await withHeaders({ origin });
    expect(reply.status).toBe(403);
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
    const preflight = await send(running, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(403);
    expect(preflight.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("a form of a page of ours that sends no referrer has the origin null, and passes", async () => {
    expect((await withHeaders({ origin: "null", "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await withHeaders({ origin: "null", "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await withHeaders({ origin: "http://evil.com", "sec-fetch-site": "same-origin" })).status).toBe(403);
  });

  test("two of them are refused", async () => {
    const origin = `Origin: http://127.0.0.1:${running.port}`;
    expect(await byHand([HOST(), origin, "Origin: http://evil.com"])).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each(["http://localhost:5173", "https://mcp.example.com", "https://inspector.example.com"])(
    "%s may call, and is told so in a preflight",
    async (origin) => {
      const reply = await withHeaders({ origin });
      expect(reply.status).toBe(200);
      expect(reply.headers["access-control-allow-origin"]).toBe(origin);
      expect(reply.headers["access-control-allow-credentials"]).toBeUndefined();
      const preflight = await send(running, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "mcp-session-id",
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers["access-control-allow-headers"]).toBe("mcp-session-id");
    },
  );

  test("any host name that is not ours is refused as origin (property)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.domain(), async (domain) => {
        fc.pre(!["mcp.example.com", "inside.example", "inspector.example.com"].includes(domain));
        expect((await withHeaders({ origin: `https://${domain}` })).status).toBe(403);
      }),
      { numRuns: 100 },
    );
  });
});

describe("T-28: paths and probes", () => {
  test.each([
    "/health/../mcp",
    "//mcp",
    "/MCP",
    "/mcp%2f",
    "/%6dcp",
    "/mcp;x",
    "/mcp/x",
    "/mcp//",
    "/",
    "/sse/x",
    "/metrics/x",
  ])("%s is not found", async (path) => {
    expect((await withHeaders({}, path)).status).toBe(404);
  });

  test("/mcp/ is /mcp", async () => {
    expect((await withHeaders({}, "/mcp/")).status).toBe(200);
    expect((await withHeaders({}, "/mcp?a=b")).status).toBe(200);
  });

  test("probes may ask with HEAD", async () => {
    for (const path of ["/health", "/ready"]) {
      const reply = await send(running, { method: "HEAD", path });
      expect([reply.status, reply.body]).toEqual([200, ""]);
    }
  });

  test("health tells status, version, servers and prefix, and nothing of the caller", async () => {
    const reply = await send(running, { method: "GET", path: "/health", headers: { "user-agent": "kube-probe/1.0" } });
    expect(reply.json).toEqual({ status: "ok", version: "0.0.0-test", servers: { echo: "up" }, path_prefix: "" });
    expect((await send(running, { method: "GET", path: "/ready" })).json).toEqual({ ready: true });
    expect((await send(running, { method: "GET", path: "/HEALTH" })).status).toBe(404);
  });

  test.each([
    ["x-forwarded-for", "203.0.113.7"],
    ["forwarded", "for=203.0.113.7"],
    ["via", "1.1 front"],
    ["x-real-ip", "203.0.113.7"],
  ])("health names no upstream to a request that a reverse proxy handed on (%s)", async (name, value) => {
    const reply = await send(running, { method: "GET", path: "/health", headers: { [name]: value } });
    expect(reply.json).toEqual({ status: "ok", version: "0.0.0-test", path_prefix: "" });
  });

  test("methods that are not served: 405 with Allow", async () => {
    for (const method of ["PUT", "PATCH", "HEAD"]) {
      const reply = await send(running, { method, headers: JSON_HEADERS });
      expect(reply.status).toBe(405);
      expect(reply.headers.allow).toBe("GET, POST, DELETE");
    }
    const sse = await send(running, { method: "POST", path: "/sse", headers: JSON_HEADERS, body: PING });
    expect(sse.status).toBe(405);
    expect(sse.headers.allow).toBe("GET");
  });
});
