import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { createGuardedFetch, type GuardedFetch, type GuardOptions } from "../../src/net/guarded-fetch.js";

/** What each name resolves to, in place of the machine's own resolver, which a test cannot change. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "loopback.test": ["127.0.0.1"],
  "private.test": ["10.0.0.1", "192.168.0.1", "fd00::1", "169.254.169.254"],
  "mapped.test": ["::ffff:127.0.0.1"],
  "named.test": ["127.0.0.1"],
};

vi.mock("node:dns", async (original) => {
  const real = await original<typeof import("node:dns")>();
  const lookup = (name: string, _options: unknown, callback: (error: null, found: unknown) => void): void =>
    callback(
      null,
      (NAMES[name] ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  return { ...real, lookup };
});

let server: Server;
let port: number;
let connections = 0;
const open: GuardedFetch[] = [];

beforeAll(async () => {
  server = createServer((_request, response) => response.end("{}")).on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(() => server.close());

function guard(options: GuardOptions): GuardedFetch {
  const fetch = createGuardedFetch(options);
  open.push(fetch);
  return fetch;
}

it.each(["loopback.test", "private.test", "mapped.test"])(
  "T-36: a public name that resolves to a private address is refused when it is connected to: %s",
  async (name) => {
    const before = connections;
    for (const options of [{}, { allowLoopback: true }, { allowHosts: ["other.test"] }]) {
      await expect(guard(options)(`https://${name}:${port}/`)).rejects.toMatchObject({
        code: "AUTH_FAILED",
        message: expect.stringContaining("its address is not public"),
      });
    }
    expect(connections).toBe(before);
  },
);

it("a name that the file allows may resolve to a private address", async () => {
  const origin = `http://named.test:${port}`;
  expect((await guard({ allowHosts: [origin] })(`${origin}/`)).status).toBe(200);
});
