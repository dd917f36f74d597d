import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { isLoopback, LOOPBACK_NAMES } from "../../src/base/loopback.js";
import { check } from "../../src/config/load.js";
import { createRequestGuard } from "../../src/exposure/guard.js";
import { createGuardedFetch } from "../../src/net/guarded-fetch.js";
import { isLoopbackOrigin } from "../../src/net/same-origin.js";
import { rawExchange } from "../fixtures/http-exposure.js";

/** A host as a URL spells it; whether it is this machine; whether a request may call the proxy by it. */
const HOSTS: readonly (readonly [host: string, isLocal: boolean, mayBeCalled: boolean])[] = [
  ["localhost", true, true],
  ["127.0.0.1", true, true],
  ["[::1]", true, true],
  ["x.localhost", true, false],
  ["localhost.", true, false],
  ["127.0.0.2", true, false],
  ["127.255.255.254", true, false],
  ["[::ffff:7f00:1]", true, false],
  ["notlocalhost", false, false],
  ["localhost.example", false, false],
  ["127.0.0.1.example", false, false],
  ["128.0.0.1", false, false],
  ["0.0.0.0", false, false],
  ["10.0.0.1", false, false],
  ["[::]", false, false],
  ["[::2]", false, false],
  ["[::ffff:a00:1]", false, false],
  ["example.com", false, false],
];

/** Each place that asks whether a host is this machine. */
const PLACES: Readonly<Record<string, (host: string) => boolean>> = {
  "the rule itself": isLoopback,
  "expose.http.listen": (host) => !found(`expose: { http: { listen: "${host}:8080" } }`, "MCP3002"),
  "the url of an upstream": (host) => !found(`expose: {}`, "MCP3008", `http://${host}/mcp`),
  "the origin of a page": (host) => isLoopbackOrigin(`http://${host}:8080`),
  "a URL of a sign-in": (host) => {
    const { check } = createGuardedFetch({ allowLoopback: true });
    try {
      return check(`http://${host}/`).hostname === host;
    } catch {
      return false;
    }
  },
};

function found(rest: string, rule: string, url = "https://example.com/mcp"): boolean {
  const { diagnostics } = check(`upstreams: { a: { url: "${url}" } }\n${rest}\n`, "mcp-proxy.yaml");
  return diagnostics.some((diagnostic) => diagnostic.rule === rule);
}

describe.each(Object.entries(PLACES))("%s", (_place, isLocal) => {
  test.each(HOSTS)("takes %s for this machine: %s", (host, expected) => {
    expect(isLocal(host)).toBe(expected);
  });
});

test("T-36: every spelling of a loopback address in a URL is this machine", () => {
  for (const host of ["LOCALHOST.", "a.b.localhost", "127.1", "0x7f.1", "2130706433", "[0:0:0:0:0:0:0:1]"]) {
    expect(isLoopback(new URL(`https://${host}/`).hostname), host).toBe(true);
  }
});

test("T-13: the Host guard answers to three loopback names, because pages of strangers may have the others", async () => {
  expect(LOOPBACK_NAMES).toEqual(HOSTS.filter(([, , mayBeCalled]) => mayBeCalled).map(([host]) => host));
  const settings = { publicUrl: undefined, allowedHosts: [], allowedOrigins: [], probes: [], identityIsAmbient: true };
  const guard = createRequestGuard({ host: "0.0.0.0", ...settings });
  const server = createServer((request, response) => {
    if (guard(request, response)) response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const [host, , mayBeCalled] of HOSTS) {
    const answer = await rawExchange(port, `GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`);
    expect(answer.split("\r\n", 1)[0], host).toBe(mayBeCalled ? "HTTP/1.1 200 OK" : "HTTP/1.1 403 Forbidden");
  }
  server.close();
});
