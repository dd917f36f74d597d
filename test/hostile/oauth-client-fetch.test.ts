import { createServer, type Server } from "node:http";
import { type AddressInfo, BlockList, createServer as createTcp, isIP, isIPv4 } from "node:net";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { isPublicAddress } from "../../src/net/addresses.js";
import { createGuardedFetch, type GuardedFetch, type GuardOptions } from "../../src/net/guarded-fetch.js";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function guard(options: GuardOptions = {}): GuardedFetch {
  const fetch = createGuardedFetch(options);
  open.push(() => fetch.close());
  return fetch;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("T-36: private addresses in metadata", () => {
  it.each([
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/",
    "https://100.64.0.1/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00::1]/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://①②⑦.⓪.⓪.①/",
    "https://localhost./",
    "https://x.localhost/",
    "https://0/",
    "https://example.com@127.0.0.1/",
    "http://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:application/json,{}",
    "https://user:pass@example.com/",
    "https://a b/",
    "nonsense",
  ])("%s is refused before anything is connected to", async (url) => {
    await expect(guard()(url)).rejects.toMatchObject({ code: "AUTH_FAILED" });
  });

  it("a refusal tells the operator which key would allow it, and repeats neither path nor query", async () => {
    const error = await guard()("https://10.1.2.3/secret?token=canary").catch((thrown: Error) => thrown);
    expect(String(error)).toContain("auth.allowHosts");
    expect(String(error)).not.toMatch(/secret|canary/);
  });

  it("public means public, for every IPv4 address, by an oracle of its own", () => {
    const reserved = new BlockList();
    for (const [net, bits] of [
      ["0.0.0.0", 8],
      ["10.0.0.0", 8],
      ["127.0.0.0", 8],
      ["169.254.0.0", 16],
      ["172.16.0.0", 12],
      ["192.168.0.0", 16],
      ["100.64.0.0", 10],
      ["224.0.0.0", 3],
    ] as const) {
      reserved.addSubnet(net, bits);
    }
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        if (reserved.check(address)) expect(isPublicAddress(address)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("an IPv4 address in IPv6 clothes is judged like itself, or worse", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        for (const dressed of [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`]) {
          if (isIP(dressed) === 6 && !isPublicAddress(address)) expect(isPublicAddress(dressed)).toBe(false);
        }
      }),
    );
  });

  it("whatever text comes, a literal that passes is public", () => {
    const fetch = guard();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.ipV4().map((ip) => `https://${ip}/`),
          fc.ipV6().map((ip) => `https://[${ip}]/`),
        ),
        (text) => {
          let url: URL;
          try {
            url = fetch.check(text);
          } catch {
            return; // refused
          }
          const host = url.hostname.replace(/[[\]]/g, "");
          expect(url.protocol).toBe("https:");
          if (isIP(host) !== 0) expect(isPublicAddress(host)).toBe(true);
          expect(isIPv4(host) && host.startsWith("127.")).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("T-36: names of this machine", () => {
  it("are refused unless the upstream is on this machine too", async () => {
    const server = createServer((_request, response) => response.end("{}"));
    const port = new URL(await listen(server)).port;
    await expect(guard()(`https://localhost:${port}/`)).rejects.toMatchObject({ code: "AUTH_FAILED" });
    await expect(guard()(`http://localhost:${port}/`)).rejects.toMatchObject({ code: "AUTH_FAILED" });
    expect((await guard({ allowLoopback: true })(`http://localhost:${port}/`)).status).toBe(200);
  });
});

describe("T-37: provider bodies without end", () => {
  it.each<[string, (write: (chunk: Buffer) => boolean, end: () => void) => void, Record<string, string>]>([
    ["a gigabyte", (write) => void setInterval(() => write(Buffer.alloc(262_144)), 1).unref(), {}],
    [
      "300 MB in 300 KB of gzip",
      (write, end) => {
        write(gzipSync(Buffer.alloc(300 * 1024 * 1024)));
        end();
      },
      { "content-encoding": "gzip" },
    ],
  ])("%s: given up at 1 MiB", async (_what, send, headers) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, headers);
      send(
        (chunk) => response.write(chunk),
        () => response.end(),
      );
    });
    const origin = await listen(server);
    const before = process.memoryUsage().rss;
    await expect(guard({ allowLoopback: true, timeoutMs: 120_000 })(origin)).rejects.toMatchObject({
      code: "AUTH_FAILED",
      message: expect.stringContaining("1048576 bytes"),
    });
    if (headers["content-encoding"] === undefined)
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it("a byte now and then, or nothing at all: given up in time", async () => {
    const drip = createServer((_request, response) => {
      response.writeHead(200);
      setInterval(() => response.write("x"), 50).unref();
    });
    const origin = await listen(drip);
    await expect(guard({ allowLoopback: true, timeoutMs: 400 })(origin)).rejects.toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
    });
    const silent = createTcp((socket) => void socket.resume().on("error", () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    open.push(() => new Promise((resolve) => silent.close(resolve)));
    const port = (silent.address() as AddressInfo).port;
    await expect(guard({ allowLoopback: true, timeoutMs: 400 })(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
    });
  });

  it("JSON that is nested 10^5 deep is refused before it is parsed", async () => {
    const server = createServer((_request, response) => response.end(`${"[".repeat(100_000)}${"]".repeat(100_000)}`));
    await expect(guard({ allowLoopback: true })(await listen(server))).rejects.toMatchObject({ code: "AUTH_FAILED" });
  });
});

describe("T-38: redirects", () => {
  async function pair(status: number, to: (other: string, own: string) => string) {
    const seen: { method: string; authorization: string | undefined; body: string }[] = [];
    const other = createServer((request, response) => {
      seen.push({ method: request.method ?? "", authorization: request.headers.authorization, body: "" });
      response.end("{}");
    });
    const otherOrigin = await listen(other);
    let own = "";
    const server = createServer((request, response) => {
      if (request.url === "/end") return response.end("{}");
      return response.writeHead(status, { location: to(otherOrigin, own) }).end();
    });
    own = await listen(server);
    return { own, seen };
  }

  it.each([301, 302, 303, 307, 308])(
    "%d: a POST is never repeated elsewhere, a GET goes to no other origin",
    async (status) => {
      const { own, seen } = await pair(status, (other) => other);
      const fetch = guard({ allowLoopback: true });
      const headers = { authorization: "Bearer canary" };
      const posted = await fetch(own, { method: "POST", headers, body: "refresh_token=canary" });
      expect(posted.status).toBe(status);
      await expect(fetch(own, { headers })).rejects.toMatchObject({ code: "AUTH_FAILED" });
      expect(seen).toEqual([]);
    },
  );

  it.each<[string, (other: string, own: string) => string]>([
    ["to a private address", () => "http://10.0.0.1/"],
    ["to another scheme", () => "file:///etc/passwd"],
    ["round in circles", (_other, own) => `${own}/again`],
  ])("a GET %s is refused", async (_what, to) => {
    const { own } = await pair(302, to);
    await expect(guard({ allowLoopback: true })(own)).rejects.toMatchObject({ code: "AUTH_FAILED" });
  });

  it("a GET within one origin is followed", async () => {
    const { own } = await pair(302, () => "/end");
    expect((await guard({ allowLoopback: true })(own)).status).toBe(200);
  });
});
