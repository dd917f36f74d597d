import { createServer } from "node:http";
import fastify, { type FastifyInstance } from "fastify";
import type { Access } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { World } from "../model/world.js";
import { createEntry } from "./entry.js";
import { createGuard, MOST_HEADERS } from "./guard.js";
import { createLegacyEdge } from "./legacy.js";
import { createModernEdge } from "./modern.js";
import { createRouter } from "./paths.js";
import { Replies } from "./replies.js";
import { SessionTable } from "./session-table.js";
import type { Health, HttpSettings, Load, RouteBundle, Views } from "./settings.js";
import { createSseEdge } from "./sse.js";
import { createStanding } from "./standing.js";
import { createTicker } from "./ticker.js";

const TICK_MS = 500;
/** Monitors ask with HEAD; other routes have none, because a HEAD must not use up what a GET is for. */
const HEAD_TOO = { exposeHeadRoute: true };

/** What an HTTP exposure is made of. */
export interface HttpParts {
  readonly settings: HttpSettings;
  /** By endpoint path, without prefix. */
  readonly views: Views;
  readonly access: Access;
  readonly world: World;
  readonly health: () => Health;
  readonly routes?: readonly RouteBundle[];
}

/** One HTTP listener that shows endpoints. */
export interface HttpExposure {
  readonly fastify: FastifyInstance;
  /** Opens the listener; answers its URL (`http://127.0.0.1:8080`). Rejects with CANNOT_LISTEN. */
  listen(): Promise<string>;
  /** How much is under way. */
  load(): Load;
  /** Ends the streams of principals that may not call any more. Their sessions wait for better days, or their end. */
  dismiss(mayCall: (principal: Principal) => boolean): void;
  /** From now on new calls are refused with DRAINING and `/ready` says no; what runs goes on. Idempotent. */
  drain(): void;
  /** Drains, waits up to `graceMs` for calls in flight, ends every stream and session, closes the listener. Idempotent. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

/** Builds an exposure; nothing listens before `listen`. */
export function createHttpExposure(parts: HttpParts): HttpExposure {
  const { settings, views, access, world } = parts;
  const { pathPrefix, limits } = settings;
  const monotonic = (): number => world.clock.monotonic();
  const questionMs = settings.questionMs ?? 600_000;
  const { keepAliveMs, upgradeAfterMs = 2000, stallMs = 25_000 } = settings;
  const tickMs = Math.min(TICK_MS, keepAliveMs, upgradeAfterMs);
  // A tick late is late: what is promised within a time is due two ticks before it.
  const replies = new Replies({ keepAliveMs: keepAliveMs - 2 * tickMs, upgradeAfterMs, stallMs }, monotonic);
  const table = new SessionTable(limits, world.log);
  const legacy = createLegacyEdge({ replies, table, world, questionMs });
  const modern = createModernEdge({ replies, world });
  const sse = createSseEdge({ replies, table, world, questionMs, pathPrefix });
  const route = createRouter(views, settings);
  const ticker = createTicker(tickMs);
  ticker.on(() => replies.tick());
  ticker.on(() => table.sweep(replies.now));
  const standing = createStanding(access);
  ticker.on(() => standing.tick(replies.now));
  let draining = false;
  let closing: Promise<void> | undefined;

  const entry = createEntry({
    views,
    access,
    world,
    maxBody: limits.body,
    legacy,
    modern,
    sse,
    standing,
    isDraining: () => draining,
  });
  const guard = createGuard({
    ...settings,
    probes: [`${pathPrefix}/health`, `${pathPrefix}/ready`],
  });
  const timeout = settings.requestTimeoutMs ?? 9000;
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, ignoreDuplicateSlashes: false },
    serverFactory(handler) {
      const http = createServer(
        {
          maxHeaderSize: limits.headers,
          headersTimeout: timeout,
          requestTimeout: timeout,
          keepAliveTimeout: 72_000,
          connectionsCheckingInterval: Math.min(500, timeout),
        },
        (request, response) => {
          response.on("error", gone);
          if (!guard(request, response)) return;
          // Endpoints are served before fastify looks at the request: it is the relay path.
          const found = route(request.url ?? "");
          if (found === undefined) handler(request, response);
          else entry.enter(request, response, found);
        },
      );
      http.maxHeadersCount = MOST_HEADERS;
      return http;
    },
  });
  app.setErrorHandler((thrown, _request, reply) => {
    reply.hijack();
    entry.fail(reply.raw, ofFastify(thrown));
  });
  app.setNotFoundHandler((_request, reply) => {
    reply.hijack();
    entry.fail(reply.raw, new ProxyError("NOT_FOUND", "Nothing is served here"));
  });
  app.get(`${pathPrefix}/health`, HEAD_TOO, async () => {
    const { status, servers } = parts.health();
    return { status: draining ? "draining" : status, version: world.version, servers, path_prefix: pathPrefix };
  });
  app.get(`${pathPrefix}/ready`, HEAD_TOO, async (_request, reply) => {
    const ready = !draining && parts.health().ready;
    reply.code(ready ? 200 : 503);
    return { ready };
  });
  for (const bundle of parts.routes ?? []) {
    void app.register(async (scope) => bundle(scope, { prefix: pathPrefix }));
  }

  async function close(graceMs: number): Promise<void> {
    draining = true;
    modern.drain();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([replies.idle(), patience]);
    table.close();
    const closed = app.close();
    replies.destroy();
    app.server.closeAllConnections();
    await closed;
    ticker.stop();
  }

  return {
    fastify: app,
    listen: () =>
      app.listen({ host: settings.host, port: settings.port }).catch((error) => cannotListen(settings, error)),
    load: () => ({ sessions: table.size, inFlight: replies.size, streams: replies.streams }),
    dismiss: (mayCall) => standing.dismiss(mayCall),
    drain() {
      draining = true;
    },
    close({ graceMs }) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

const NO_ADDRESS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the address is in use by another program",
  EACCES: "this user may not use the port",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "the host has no address",
};

function cannotListen({ host, port }: HttpSettings, cause: NodeJS.ErrnoException): never {
  const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const why = NO_ADDRESS[cause.code ?? ""] ?? cause.code ?? "it failed";
  throw new ProxyError("CANNOT_LISTEN", `Cannot listen on ${address}: ${why}; see expose.http.listen`, { cause });
}

/** The client left while it was written to: whoever wrote finds the response destroyed. Unheard, the event would end the process. */
function gone(): void {}

/** What fastify itself refuses, in our words. */
function ofFastify(thrown: unknown): unknown {
  const status = thrown instanceof ProxyError ? undefined : (thrown as { statusCode?: unknown }).statusCode;
  if (typeof status !== "number" || status < 400 || status > 499) return thrown;
  const code = status === 415 ? "UNSUPPORTED_MEDIA" : status === 413 ? "BODY_TOO_LARGE" : "INVALID_REQUEST";
  return new ProxyError(code, "The request is malformed", { cause: thrown });
}
