import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openChromium } from "../fixtures/browser.js";
import { send } from "../fixtures/http-exposure.js";
import type { Running } from "../fixtures/launch.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

const LISTED = "http://localhost:6274";
const KEY = "a-key-of-a-program-0123456789abcdef";

/** The ways of recognising callers by nothing the request has to show. */
const AMBIENT = {
  none: { mode: "none" },
  "forwarded-user with a fallback user": {
    mode: "forwarded-user",
    trustedProxies: ["10.0.0.0/8"],
    fallbackUser: "me",
  },
} as const;

function start(access: unknown, allowedOrigins: string[]): Promise<Running> {
  return startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { everything: EVERYTHING },
      expose: { http: { listen: "127.0.0.1:0", allowedOrigins } },
      access,
      store: { type: "memory" },
    }),
    { KEY },
  );
}

/** What a request with these headers is answered, at the page's API and at the endpoint. */
async function statuses(proxy: Running, headers: Record<string, string>): Promise<{ codes: number[]; cors: unknown }> {
  const port = Number(new URL(proxy.url).port);
  const read = await send({ port }, { method: "GET", path: "/api/status", headers });
  const call = await send(
    { port },
    {
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "page", version: "1" } },
      }),
    },
  );
  return { codes: [read.status, call.status], cors: read.headers["access-control-allow-origin"] };
}

describe.each(Object.entries(AMBIENT))("access.mode %s", (_name, access) => {
  let proxy: Running;
  let own: string;
  let port: string;

  beforeAll(async () => {
    proxy = await start(access, [LISTED]);
    own = new URL(proxy.url).origin;
    port = new URL(proxy.url).port;
  });
  afterAll(() => proxy.stop());

  test("a page of the proxy's own origin and one the file lists may call", async () => {
    expect(await statuses(proxy, { origin: own })).toEqual({ codes: [200, 200], cors: own });
    const asLocalhost = { host: `localhost:${port}`, origin: `http://localhost:${port}` };
    expect((await statuses(proxy, asLocalhost)).codes).toEqual([200, 200]);
    const listed = { origin: LISTED, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };
    expect(await statuses(proxy, listed)).toEqual({ codes: [200, 200], cors: LISTED });
  });

  test.each([
    ["another port of localhost", { origin: "http://localhost:3000" }],
    ["another port of the same address", { origin: "http://127.0.0.1:3000" }],
    ["another port of the IPv6 loopback", { origin: "http://[::1]:3000" }],
    ["localhost over TLS", { origin: "https://localhost" }],
    ["the listed host on another port", { origin: "http://localhost:6275" }],
    ["a listed origin with a suffix", { origin: "http://localhost:62740" }],
    ["no origin of its own", { origin: "null" }],
    ["no origin of its own, in a frame of another port", { origin: "null", "sec-fetch-site": "same-site" }],
    ["another port, said by Sec-Fetch-Site alone", { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" }],
    ["another site, said by Sec-Fetch-Site alone", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }],
    ["a rebound name", { host: "evil.example:8080", origin: "http://evil.example:8080" }],
    ["a name below localhost", { host: "evil.localhost", origin: "http://evil.localhost" }],
  ])("T-106: a page with %s is refused and shown nothing", async (_case, headers) => {
    const answered = await statuses(proxy, headers as Record<string, string>);
    expect(answered).toEqual({ codes: [403, 403], cors: undefined });
  });

  test("the refusal names the key of the file that lets a page in", async () => {
    const { port: number } = new URL(proxy.url);
    const headers = { origin: "http://localhost:3000", "access-control-request-method": "POST" };
    const refused = await send({ port: Number(number) }, { method: "OPTIONS", headers });
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining("expose.http.allowedOrigins")]);
  });

  test("a link from another site still opens the page", async () => {
    const headers = { accept: "text/html", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await send({ port: Number(port) }, { method: "GET", path: "/", headers })).status).toBe(200);
  });
});

test("where callers show a key, a page of another port of localhost may call with it", async () => {
  const proxy = await start({ mode: "api-key", keys: { ci: { env: "KEY" } } }, []);
  try {
    const page = { origin: "http://localhost:3000" };
    expect((await statuses(proxy, { ...page, authorization: `Bearer ${KEY}` })).codes).toEqual([200, 200]);
    expect((await statuses(proxy, page)).codes).toEqual([401, 401]);
    expect((await statuses(proxy, { origin: "https://evil.example", authorization: `Bearer ${KEY}` })).codes).toEqual([
      403, 403,
    ]);
  } finally {
    await proxy.stop();
  }
});

if (CHROMIUM === undefined) console.log("skipped: a part of test/e2e/browser-origins.test.ts needs Chromium");

describe.skipIf(CHROMIUM === undefined)("in a real browser", () => {
  let foreign: Server;
  let origin: string;

  beforeAll(async () => {
    foreign = createServer((_request, response) =>
      response.setHeader("content-type", "text/html").end("<!doctype html><title>a notebook on another port</title>"),
    );
    await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    foreign.closeAllConnections();
    foreign.close();
  });

  test("T-106: a page of another port reads the status only when the file lists its origin", async () => {
    const closed = await start({ mode: "none" }, []);
    const open = await start({ mode: "none" }, [origin]);
    const browser = await openChromium();
    try {
      const page = await browser.newPage();
      await page.goto(origin);
      const read = (proxy: Running): Promise<string> =>
        page.evaluate(
          (url) =>
            fetch(url).then(
              (answer) => answer.text(),
              (error: unknown) => String(error),
            ),
          `${new URL(proxy.url).origin}/api/status`,
        );
      expect(await read(open)).toContain("upstreams");
      expect(await read(closed)).toBe("TypeError: Failed to fetch");
    } finally {
      await browser.close();
      await closed.stop();
      await open.stop();
    }
  });
});
