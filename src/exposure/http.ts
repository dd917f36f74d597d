import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import fastify, { type FastifyInstance } from "fastify";
import type { Access } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { View } from "../model/view.js";
import type { World } from "../model/world.js";
import { salvageId, scan } from "../wire/scan.js";
import { isBatch } from "./batch.js";
import { checkMedia, readBody } from "./body.js";
import type { Exchange } from "./exchange.js";
import { header } from "./exchange.js";
import { createGuard, MOST_HEADERS } from "./guard.js";
import { createLegacyEdge } from "./legacy.js";
import { createModernEdge, isModern } from "./modern.js";
import { createRouter, type Route } from "./paths.js";
import { refuse } from "./refuse.js";
import { logDefect } from "./render.js";
import { Replies } from "./replies.js";
import { idOf } from "./session.js";
import { SessionTable } from "./session-table.js";
import type { Health, HttpSettings, RouteBundle } from "./settings.js";
import { createSseEdge } from "./sse.js";
import { createTicker } from "./ticker.js";

const TICK_MS = 500;

/** What an HTTP exposure is made of. */
export interface HttpParts {
  readonly settings: HttpSettings;
  /** By endpoint path, without prefix; read at every request, so a reload may change it. */
  readonly views: ReadonlyMap<string, View>;
  readonly access: Access;
  readonly world: World;
  readonly health: () => Health;
  readonly routes?: readonly RouteBundle[];
}

/** One HTTP listener that shows endpoints. */
export interface HttpExposure {
  readonly fastify: FastifyInstance;
  /** Opens the listener; answers its URL (`http://127.0.0.1:8080`). Rejects when the address cannot be had. */
  listen(): Promise<string>;
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
  const replies = new Replies({ keepAliveMs, upgradeAfterMs, stallMs }, monotonic);
  const table = new SessionTable(limits);
  const legacy = createLegacyEdge({ replies, table, world, questionMs });
  const modern = createModernEdge({ replies, world });
  const sse = createSseEdge({ replies, table, world, questionMs, pathPrefix });
  const route = createRouter(views, settings);
  const ticker = createTicker(Math.min(TICK_MS, keepAliveMs, upgradeAfterMs));
  ticker.on(() => replies.tick());
  ticker.on(() => table.sweep(replies.now));
  let draining = false;
  let closing: Promise<void> | undefined;

  function fail(response: ServerResponse, thrown: unknown, id?: Buffer): void {
    const error = ProxyError.from(thrown);
    if (error.code === "INTERNAL") logDefect(error, world.log);
    refuse(response, error, id);
  }

  function post(exchange: Exchange, kind: Route["kind"], body: Buffer): void {
    let id: Buffer | undefined;
    try {
      if (kind === "mcp" && isBatch(body)) {
        if (draining) throw new ProxyError("DRAINING", "The proxy is shutting down");
        legacy.postBatch(exchange, body);
        return;
      }
      const message = scan(body);
      id = message.kind === "request" ? idOf(message) : undefined;
      // What is no request may be what a call in flight waits for.
      if (draining && id !== undefined) throw new ProxyError("DRAINING", "The proxy is shutting down");
      if (kind === "message") sse.post(exchange, message);
      else if (isModern(header(exchange.request, "mcp-protocol-version"), message)) modern.post(exchange, message);
      else legacy.post(exchange, message);
    } catch (thrown) {
      fail(exchange.response, thrown, id ?? salvageId(body));
    }
  }

  function admitted(request: IncomingMessage, response: ServerResponse, found: Route, principal: Principal): void {
    try {
      const view = views.get(found.endpoint);
      if (view === undefined) throw new ProxyError("NOT_FOUND", "Nothing is served here");
      const exchange: Exchange = { request, response, principal, endpoint: found.endpoint, view };
      if (request.method === "POST") {
        readBody(request, limits.body, (error, body) => {
          if (error === undefined) post(exchange, found.kind, body);
          else fail(response, error);
        });
      } else if (request.method === "DELETE") legacy.delete(exchange);
      else if (found.kind === "sse") sse.get(exchange, found);
      else legacy.get(exchange);
    } catch (thrown) {
      fail(response, thrown);
    }
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    try {
      const found = route(request.url ?? "");
      if (found === undefined) throw new ProxyError("NOT_FOUND", "Nothing is served here");
      checkMethod(request, response, found);
      if (draining && request.method === "GET") throw new ProxyError("DRAINING", "The proxy is shutting down");
      if (request.method === "POST") checkMedia(request);
      const principal = access.authenticate({
        remoteAddress: request.socket.remoteAddress ?? "",
        rawHeaders: request.rawHeaders,
        headers: request.headers,
        endpoint: found.endpoint,
      });
      if (principal instanceof Promise) {
        principal.then(
          (verified) => admitted(request, response, found, verified),
          (thrown: unknown) => fail(response, thrown),
        );
      } else admitted(request, response, found, principal);
    } catch (thrown) {
      fail(response, thrown);
    }
  }

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
          if (guard(request, response)) handler(request, response);
        },
      );
      http.maxHeadersCount = MOST_HEADERS;
      return http;
    },
  });
  app.setErrorHandler((thrown, _request, reply) => {
    reply.hijack();
    fail(reply.raw, ofFastify(thrown));
  });
  app.setNotFoundHandler((_request, reply) => {
    reply.hijack();
    fail(reply.raw, new ProxyError("NOT_FOUND", "Nothing is served here"));
  });
  void app.register(async (scope) => {
    // Bodies are read by `handle`, once the caller is known.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.all("/*", (request, reply) => {
      reply.hijack();
      handle(request.raw, reply.raw);
    });
  });
  app.get(`${pathPrefix}/health`, async () => {
    const { status, servers } = parts.health();
    return { status: draining ? "draining" : status, version: world.version, servers, path_prefix: pathPrefix };
  });
  app.get(`${pathPrefix}/ready`, async (_request, reply) => {
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
    listen: () => app.listen({ host: settings.host, port: settings.port }),
    drain() {
      draining = true;
    },
    close({ graceMs }) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

const METHODS = { mcp: ["GET", "POST", "DELETE"], sse: ["GET"], message: ["POST"] } as const;

/** Throws METHOD_NOT_ALLOWED with `Allow` set. What carries the header of 2026-07-28 has POST alone. */
function checkMethod(request: IncomingMessage, response: ServerResponse, { kind }: Route): void {
  const modern = kind === "mcp" && header(request, "mcp-protocol-version") === "2026-07-28";
  const allowed: readonly string[] = modern ? METHODS.message : METHODS[kind];
  if (allowed.includes(request.method ?? "")) return;
  response.setHeader("Allow", allowed.join(", "));
  throw new ProxyError("METHOD_NOT_ALLOWED", `Only ${allowed.join(", ")} is served here`);
}

/** What fastify itself refuses, in our words. */
function ofFastify(thrown: unknown): unknown {
  const status = thrown instanceof ProxyError ? undefined : (thrown as { statusCode?: unknown }).statusCode;
  if (typeof status !== "number" || status < 400 || status > 499) return thrown;
  const code = status === 415 ? "UNSUPPORTED_MEDIA" : status === 413 ? "BODY_TOO_LARGE" : "INVALID_REQUEST";
  return new ProxyError(code, "The request is malformed", { cause: thrown });
}
