import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { LOOPBACK_NAMES } from "../base/loopback.js";
import { ProxyError } from "../model/errors.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import type { OAuthSettings, UpstreamName } from "../oauth/settings.js";
import { answerCallback, type CallbackPages } from "./callback.js";
import { type CallbackPlace, type Complete, callbackPort, redirectsOf } from "./place.js";

const OWNER = "/.well-known/mcp-proxy-callback";
const TAKE_OVER_MS = 1000;

interface Listener {
  servers: Server[];
  until: number;
  timer: NodeJS.Timeout | undefined;
}

/** The parts that callbacks on this machine are made of. */
export interface LoopbackOptions {
  readonly store: Store;
  readonly world: World;
  readonly pages: CallbackPages;
  /** `expose.http.publicUrl`, where the file has one: its callback is registered too. */
  readonly publicUrl: string | undefined;
}

/**
 * Callbacks come to 127.0.0.1 (and ::1 where the redirect URI says localhost), on one port per upstream. Processes that share a
 * store share the port: its holder ends the logins of all, and when the holder lets go another process takes over.
 */
export function loopbackPlace({ store, world, pages, publicUrl }: LoopbackOptions): CallbackPlace {
  const listeners = new Map<number, Listener>();

  /** Tells processes that share a store from programs that do not; says nothing else about it. */
  async function owner(): Promise<string> {
    const stored = await store.update("desk/owner", (current) => current ?? { id: randomBytes(16).toString("hex") });
    return createHash("sha256")
      .update((stored as { id: string }).id)
      .digest("hex");
  }

  async function listen(
    upstream: UpstreamName,
    settings: OAuthSettings,
    expiresAt: number,
    complete: Complete,
  ): Promise<void> {
    const port = callbackPort(upstream, settings);
    const known = listeners.get(port);
    if (known !== undefined) {
      known.until = Math.max(known.until, expiresAt);
      return;
    }
    const redirect = new URL(redirectsOf(upstream, settings, publicUrl, "loopback").uri);
    const hosts = redirect.hostname === "localhost" ? ["127.0.0.1", "::1"] : [redirect.hostname.replace(/[[\]]/g, "")];
    const listener: Listener = { servers: [], until: expiresAt, timer: undefined };
    listeners.set(port, listener);
    const mine = await owner();
    const handle = (request: IncomingMessage, response: ServerResponse) =>
      answer(request, response, { port, path: redirect.pathname, mine, complete, done: () => shutSoon(port) });
    try {
      listener.servers = await bind(hosts, port, handle);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") {
        listeners.delete(port);
        throw new ProxyError("AUTH_FAILED", `Cannot listen on port ${port} for the sign-in`, { cause: error });
      }
      if ((await ownerOf(port)) !== mine) {
        listeners.delete(port);
        throw new ProxyError(
          "AUTH_FAILED",
          `Port ${port}, which the sign-in to ${upstream.name} needs for the browser's return, is in use by another program. ` +
            "End that program, or set auth.callbackPort (and register the new redirect URI at the issuer, if it needs one)",
        );
      }
    }
    listener.timer = setInterval(() => void keepUp(port, listener, hosts, handle), TAKE_OVER_MS);
    listener.timer.unref();
  }

  /** Closes what is no longer needed, and takes over from a process that ended. */
  async function keepUp(port: number, listener: Listener, hosts: string[], handle: Handler): Promise<void> {
    if (world.clock.now() > listener.until) return shut(port);
    if (listener.servers.length > 0) return;
    try {
      listener.servers = await bind(hosts, port, handle);
    } catch (error) {
      world.log.trace("auth.callback_port_in_use", { port, code: (error as NodeJS.ErrnoException).code });
    }
  }

  /** After a login the listener stays a moment, for a browser that asks twice and for logins begun meanwhile. */
  function shutSoon(port: number): void {
    const listener = listeners.get(port);
    if (listener !== undefined) listener.until = Math.min(listener.until, world.clock.now() + 2000);
  }

  async function shut(port: number): Promise<void> {
    const listener = listeners.get(port);
    listeners.delete(port);
    clearInterval(listener?.timer);
    await Promise.all((listener?.servers ?? []).map(closed));
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    at: { port: number; path: string; mine: string; complete: Complete; done: () => void },
  ): Promise<void> {
    const host = request.headers.host ?? "";
    const ours = LOOPBACK_NAMES.some((name) => host === `${name}:${at.port}`);
    const url =
      ours && URL.canParse(request.url ?? "", `http://${host}`)
        ? new URL(request.url ?? "", `http://${host}`)
        : undefined;
    if (request.method === "GET" && url?.pathname === OWNER) {
      response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-store" }).end(at.mine);
      return;
    }
    if (request.method !== "GET" || url?.pathname !== at.path || (request.url ?? "").length > 16_384) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
      return;
    }
    const reply = await answerCallback(url.searchParams, {}, at.complete, pages, () => undefined);
    response.writeHead(reply.status, { ...reply.headers, connection: "close" }).end(reply.body);
    if (reply.status === 200) at.done();
  }

  return {
    bound: false,
    secure: false,
    redirects: (upstream, settings) => redirectsOf(upstream, settings, publicUrl, "loopback"),
    link: () => undefined,
    listen,
    close: async () => {
      await Promise.all([...listeners.keys()].map(shut));
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** All hosts or none; a machine without IPv6 does without ::1. */
async function bind(hosts: string[], port: number, handle: Handler): Promise<Server[]> {
  const servers: Server[] = [];
  try {
    for (const host of hosts) {
      const server = createServer(
        { requestTimeout: 10_000, headersTimeout: 5000, maxHeaderSize: 32_768 },
        (request, response) => {
          handle(request, response).catch(() => response.destroy());
        },
      );
      try {
        await new Promise<void>((resolve, reject) => {
          server.once("error", reject);
          server.listen({ port, host, exclusive: true }, resolve);
        });
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (host === "::1" && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")) continue;
        throw error;
      }
      server.unref();
      servers.push(server);
    }
  } catch (error) {
    await Promise.all(servers.map(closed));
    throw error;
  }
  return servers;
}

/** Ends a listener after the pages under way are sent: a browser that has just signed in must see that it worked. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** The holder of a port of this machine: the fingerprint of its store when it is one of ours. */
async function ownerOf(port: number): Promise<string | undefined> {
  const { request } = await import("node:http");
  return new Promise((resolve) => {
    const asking = request(
      { host: "127.0.0.1", port, path: OWNER, timeout: 2000, headers: { host: `127.0.0.1:${port}` } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
          if (text.length > 200) asking.destroy();
        });
        response.on("end", () => resolve(text));
        response.on("error", () => resolve(undefined));
      },
    );
    asking.on("timeout", () => asking.destroy());
    asking.on("error", () => resolve(undefined));
    asking.end();
  });
}
