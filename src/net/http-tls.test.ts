import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import type { ProxyError } from "../model/errors.js";
import { HttpOrigin, type HttpOriginOptions } from "./http.js";

const pem = (name: string) => readFileSync(new URL(`../../test/fixtures/tls/${name}`, import.meta.url), "utf8");
const ca = pem("ca.pem");

const LONG = 2_000_000;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listening(peer: Server): Promise<number> {
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    peer.closeAllConnections();
    return new Promise((resolve) => peer.close(resolve));
  });
  return (peer.address() as AddressInfo).port;
}

/** An upstream behind TLS that says which certificate its client showed. */
const secureUpstream = () =>
  listening(
    createSecureServer(
      { cert: pem("upstream.pem"), key: pem("upstream.key"), ca, requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        if (request.headers["x-long"] !== undefined) {
          response.setHeader("connection", "close");
          response.end(Buffer.alloc(LONG, "x"));
          return;
        }
        const socket = request.socket as TLSSocket;
        const name = socket.authorized ? socket.getPeerCertificate().subject.CN : "nobody";
        response.end(`${name} ${request.headers["proxy-authorization"] ?? "no proxy header"}`);
      },
    ),
  );

function answer(options: HttpOriginOptions): Promise<string | ProxyError> {
  const origin = new HttpOrigin(options);
  closers.push(() => origin.close());
  return new Promise((resolve) => {
    let body = "";
    origin.request({
      method: "POST",
      path: "/mcp",
      headers: [],
      body: Buffer.from("{}"),
      onResponse: () => {},
      onData: (chunk) => {
        body += chunk;
        return true;
      },
      onEnd: () => resolve(body),
      onError: (error) => resolve(error as ProxyError),
    });
  });
}

describe("HttpOrigin over TLS", () => {
  it("trusts the authority it is told to, and shows its certificate", async () => {
    const origin = `https://127.0.0.1:${await secureUpstream()}`;
    expect(await answer({ origin, tls: { ca } })).toBe("nobody no proxy header");
    const tls = { ca, cert: pem("client.pem"), key: pem("client.key") };
    expect(await answer({ origin, tls })).toBe("client no proxy header");
  });

  it("never trusts another authority or another name, and says so", async () => {
    const port = await secureUpstream();
    expect(await answer({ origin: `https://127.0.0.1:${port}` })).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      message: expect.stringContaining("TLS failed: its certificate authority is not trusted; see tls.ca"),
      data: { sent: false, stage: "tls" },
    });
    expect(await answer({ origin: `https://localhost:${port}`, tls: { ca } })).toMatchObject({
      message: expect.stringContaining("TLS failed: its certificate is for another host name"),
      data: { sent: false, stage: "tls" },
    });
  });

  it("hears a long answer out through pauses, though the upstream hangs up behind it", async () => {
    const origin = `https://127.0.0.1:${await secureUpstream()}`;
    expect(await longAnswer({ origin, tls: { ca } })).toBe(LONG);
  });

  it("says that a peer without TLS has none", async () => {
    const port = await listening(createServer((_request, response) => response.end()));
    expect(await answer({ origin: `https://127.0.0.1:${port}` })).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      message: expect.stringContaining("TLS failed"),
      data: { sent: false, stage: "tls" },
    });
  });
});

/** How many bytes arrive of a long answer whose receiver pauses after every piece. */
function longAnswer(options: HttpOriginOptions): Promise<number> {
  const origin = new HttpOrigin(options);
  closers.push(() => origin.close());
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const exchange = origin.request({
      method: "POST",
      path: "/mcp",
      headers: ["x-long", "1"],
      body: Buffer.from("{}"),
      onResponse: () => {},
      onData: (chunk) => {
        bytes += chunk.length;
        setImmediate(() => exchange.resume());
        return false;
      },
      onEnd: () => resolve(bytes),
      onError: reject,
    });
  });
}

describe("HttpOrigin through an HTTP proxy", () => {
  /** A forward proxy that writes down what it was asked for. */
  async function forwardProxy(status = 200) {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.host} ${request.headers["proxy-authorization"]}`);
      response.end("forwarded");
    });
    proxy.on("connect", (request, socket) => {
      asked.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"]}`);
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const [host, port] = (request.url as string).split(":");
      const through = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        through.pipe(socket).pipe(through);
      });
      through.on("error", () => socket.destroy());
      socket.on("error", () => through.destroy());
    });
    return { asked, url: `http://me:secret@127.0.0.1:${await listening(proxy)}` };
  }
  const authorization = `Basic ${Buffer.from("me:secret").toString("base64")}`;

  it("tunnels TLS, and shows the proxy's credential to the proxy alone", async () => {
    const { asked, url } = await forwardProxy();
    const port = await secureUpstream();
    const origin = `https://127.0.0.1:${port}`;
    expect(await answer({ origin, tls: { ca }, httpProxy: url })).toBe("nobody no proxy header");
    expect(asked).toEqual([`CONNECT 127.0.0.1:${port} ${authorization}`]);
    expect(await longAnswer({ origin, tls: { ca }, httpProxy: url })).toBe(LONG);
  });

  it("asks for plain HTTP in absolute form", async () => {
    const { asked, url } = await forwardProxy();
    expect(await answer({ origin: "http://upstream.test:81", httpProxy: url })).toBe("forwarded");
    expect(asked).toEqual([`POST http://upstream.test:81/mcp upstream.test:81 ${authorization}`]);
  });

  it("says that the proxy refused", async () => {
    const { url } = await forwardProxy(407);
    const error = await answer({ origin: "https://upstream.test", httpProxy: url });
    expect(error).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      message: "Cannot reach https://upstream.test: the HTTP proxy refused the tunnel with status 407",
      data: { sent: false, stage: "proxy" },
    });
    expect(JSON.stringify(error)).not.toContain("secret");
  });

  it("verifies certificates through the tunnel too", async () => {
    const { url } = await forwardProxy();
    const error = await answer({ origin: `https://127.0.0.1:${await secureUpstream()}`, httpProxy: url });
    expect(error).toMatchObject({ data: { sent: false, stage: "tls" } });
  });
});
