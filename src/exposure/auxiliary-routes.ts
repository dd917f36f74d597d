import type { IncomingMessage, ServerResponse } from "node:http";
import fastify from "fastify";
import { isLoopbackAddress } from "../base/loopback.js";
import { ProxyError } from "../model/errors.js";
import { isForwarded } from "../net/identity-headers.js";
import type { Health, RouteBundle } from "./settings.js";

/** Monitors send HEAD. Other routes have none, because a HEAD must not use up what a GET is for. */
const HEAD_TOO = { exposeHeadRoute: true };

/** What the routes besides the endpoints need. */
export interface AuxiliaryRoutesParts {
  /** The prefix of every path. */
  readonly pathPrefix: string;
  /** The version that `/health` shows. */
  readonly version: string;
  readonly health: () => Health;
  readonly isDraining: () => boolean;
  /** Whether a page whose name was rebound to this machine may have sent a request (`RequestGuard`). */
  hasForeignHost(request: IncomingMessage): boolean;
  /** Whether the file leaves HTTP+SSE off, so that the answer to its paths can say so. */
  readonly withoutSse: boolean;
  readonly routes: readonly RouteBundle[];
  /** Writes the answer of a request that failed. */
  fail(response: ServerResponse, thrown: unknown): void;
}

const SSE_PATH = /\/(?:sse|message)\/?(?:\?|$)/;

/** `/health`, `/ready` and the routes of other parts. */
export interface AuxiliaryRoutes {
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** Builds the routes besides the endpoints. Rejects when a part cannot add its routes. */
export async function createAuxiliaryRoutes({ pathPrefix, ...parts }: AuxiliaryRoutesParts): Promise<AuxiliaryRoutes> {
  const app = fastify({
    logger: false,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, ignoreDuplicateSlashes: false },
  });
  app.setErrorHandler((thrown, _request, reply) => {
    reply.hijack();
    parts.fail(reply.raw, ofFastify(thrown));
  });
  app.setNotFoundHandler((request, reply) => {
    reply.hijack();
    const why = parts.withoutSse && SSE_PATH.test(request.url) ? ": HTTP+SSE is off (expose.http.legacySse)" : "";
    parts.fail(reply.raw, new ProxyError("NOT_FOUND", `Unknown path${why}`));
  });
  app.get(`${pathPrefix}/health`, HEAD_TOO, async ({ raw }) => {
    const { status, servers, isOpen = false } = parts.health();
    return {
      status: parts.isDraining() ? "draining" : status,
      version: parts.version,
      ...(isOpen || (isFromHere(raw) && !parts.hasForeignHost(raw)) ? { servers } : {}),
      path_prefix: pathPrefix,
    };
  });
  app.get(`${pathPrefix}/ready`, HEAD_TOO, async (_request, reply) => {
    const ready = !parts.isDraining() && parts.health().ready;
    reply.code(ready ? 200 : 503);
    return { ready };
  });
  for (const bundle of parts.routes) void app.register(async (scope) => bundle(scope, { prefix: pathPrefix }));
  await app.ready();
  return {
    handle: (request, response) => app.routing(request, response),
    close: async () => app.close(),
  };
}

/** Whether a request began on this machine: that of its operator, or the health check of a container. */
const isFromHere = ({ socket, headers }: IncomingMessage): boolean =>
  isLoopbackAddress(socket.remoteAddress ?? "") && !isForwarded(headers);

/** No route has a schema, because fastify's schema compiler is more code than the rest of fastify. */
function noSchemas(): never {
  throw new Error("A route has a schema, and nothing to compile it with");
}

/** An error of fastify's own as a ProxyError. */
function ofFastify(thrown: unknown): unknown {
  const status = thrown instanceof ProxyError ? undefined : (thrown as { statusCode?: unknown }).statusCode;
  if (typeof status !== "number" || status < 400 || status > 499) return thrown;
  const code = status === 415 ? "UNSUPPORTED_MEDIA" : status === 413 ? "BODY_TOO_LARGE" : "INVALID_REQUEST";
  return new ProxyError(code, "The request is malformed", { cause: thrown });
}
