import type { IncomingMessage, ServerResponse } from "node:http";
import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Principal } from "../model/principal.js";
import { MODERN_REVISION } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { salvageId, scan } from "../wire/scan.js";
import { isBatch } from "./batch.js";
import { checkMedia, readBody } from "./body.js";
import type { Budget } from "./budget.js";
import { type EndpointRequest, header } from "./exchange.js";
import type { LegacyEdge } from "./legacy.js";
import { idOf } from "./lengths.js";
import type { ModernEdge } from "./modern.js";
import type { Route } from "./paths.js";
import { refuse } from "./refuse.js";
import { logDefect } from "./render.js";
import type { Views } from "./settings.js";
import type { SseEdge } from "./sse.js";
import type { StreamCount } from "./stream-count.js";
import type { StreamReauthorizer } from "./stream-reauthorizer.js";

/** What the entry needs. */
export interface EntryParts {
  readonly views: Views;
  readonly access: Access;
  readonly world: World;
  readonly maxBody: number;
  readonly legacy: LegacyEdge;
  readonly modern: ModernEdge;
  readonly sse: SseEdge;
  readonly standing: StreamReauthorizer;
  readonly budgets: { readonly bodies: Budget; readonly calls: Budget };
  readonly streams: StreamCount;
  readonly isDraining: () => boolean;
}

/** Takes HTTP requests from their head to the edge of their era. */
export interface Entry {
  /** Takes a request on a route over and answers it. */
  enter(request: IncomingMessage, response: ServerResponse, route: Route): void;
  /** Ends a response with an error; a defect goes to the log. */
  fail(response: ServerResponse, thrown: unknown, id?: Buffer): void;
}

const METHODS = { mcp: ["GET", "POST", "DELETE"], sse: ["GET"], message: ["POST"] } as const;

/** What access control sees of a request. The address is a getter, because reading it from the socket is a system call. */
class Presented implements AccessRequest {
  readonly endpoint: string;
  readonly path: string;
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage, { endpoint, path }: Route) {
    this.#request = request;
    this.endpoint = endpoint;
    this.path = path;
  }

  get remoteAddress(): string {
    return this.#request.socket.remoteAddress ?? "";
  }

  get connection(): object {
    return this.#request.socket;
  }

  get rawHeaders(): readonly string[] {
    return this.#request.rawHeaders;
  }

  get headers(): AccessRequest["headers"] {
    return this.#request.headers;
  }
}

/** Memory of a call under way besides its message: the connection, and the state at each stop. */
const PER_CALL = 16_384;
/** Bytes of a body that Node reads before its consumer starts. */
const READ_AHEAD = 65_536;

function readAhead({ method, headers }: IncomingMessage): number {
  const length = headers["content-length"];
  if (length === undefined) return method === "POST" ? READ_AHEAD : 0;
  return Math.min(Number(length), READ_AHEAD);
}

function drained(): ProxyError {
  return new ProxyError("DRAINING", "The proxy is shutting down");
}

/** Checks in this order: method, media type, caller, body, message, era. No body is read before its caller is known. */
export function createEntry(parts: EntryParts): Entry {
  const { views, access, world, legacy, modern, sse, standing, budgets, streams, isDraining } = parts;

  function fail(response: ServerResponse, thrown: unknown, id?: Buffer): void {
    const error = ProxyError.from(thrown);
    if (error.code === "INTERNAL") logDefect(error, world.log);
    refuse(response, error, id);
  }

  function post(exchange: EndpointRequest, kind: Route["kind"], body: Buffer, presented: AccessRequest): void {
    let request: Message | undefined;
    try {
      if (kind === "mcp" && isBatch(body)) {
        if (isDraining()) throw drained();
        if (header(exchange.request, "mcp-protocol-version") === MODERN_REVISION)
          throw new ProxyError(
            "INVALID_REQUEST",
            `${MODERN_REVISION} does not allow batches; send one message at a time`,
          );
        exchange.lease = budgets.calls.take(exchange.principal.key, PER_CALL + body.length);
        legacy.postBatch(exchange, body);
        return;
      }
      const message = scan(body);
      if (message.kind === "request") request = message;
      // A response or notification may be what a call in flight waits for.
      if (isDraining() && request !== undefined) throw drained();
      if (request !== undefined) exchange.lease = budgets.calls.take(exchange.principal.key, PER_CALL + body.length);
      if (message.method === "subscriptions/listen") {
        streams.open(exchange.principal, exchange.response);
        standing.watch(presented, exchange.principal, exchange.response, false);
      }
      if (kind === "message") sse.post(exchange, message);
      else if (modern.isFor(exchange, message)) modern.post(exchange, message);
      else legacy.post(exchange, message);
    } catch (thrown) {
      exchange.lease?.release();
      fail(exchange.response, thrown, request === undefined ? salvageId(body) : idOf(request));
    }
  }

  function admitted(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    principal: Principal,
    presented: AccessRequest,
  ): void {
    // The client left during authentication.
    if (response.destroyed) return;
    try {
      const view = views.get(route.endpoint);
      if (view === undefined) throw new ProxyError("NOT_FOUND", "Unknown path");
      const exchange: EndpointRequest = {
        request,
        response,
        principal,
        endpoint: route.endpoint,
        view,
        lease: undefined,
      };
      if (request.method === "POST") {
        readBody(request, parts.maxBody, { budget: budgets.bodies, owner: principal.key }, (error, body) => {
          if (error === undefined) post(exchange, route.kind, body, presented);
          else fail(response, error);
        });
      } else if (request.method === "DELETE") legacy.delete(exchange);
      else if (isDraining()) throw drained();
      else {
        streams.open(principal, response);
        standing.watch(presented, principal, response, route.kind === "sse");
        if (route.kind === "sse") sse.get(exchange, route);
        else legacy.get(exchange);
      }
    } catch (thrown) {
      fail(response, thrown);
    }
  }

  return {
    fail,
    enter(request, response, route) {
      try {
        checkMethod(request, response, route);
        if (request.method === "POST") checkMedia(request);
        const presented = new Presented(request, route);
        const principal = access.authenticate(presented);
        if (principal instanceof Promise) {
          // Node's read-ahead of a body counts for the client's address while the caller is not known.
          const lease = budgets.bodies.take(presented.remoteAddress, PER_CALL + readAhead(request));
          principal.then(
            (verified) => {
              lease.release();
              admitted(request, response, route, verified, presented);
            },
            (thrown: unknown) => {
              lease.release();
              fail(response, thrown);
            },
          );
        } else admitted(request, response, route, principal, presented);
      } catch (thrown) {
        fail(response, thrown);
      }
    },
  };
}

/** Throws METHOD_NOT_ALLOWED with `Allow` set. 2026-07-28 has POST alone. */
function checkMethod(request: IncomingMessage, response: ServerResponse, { kind }: Route): void {
  if (request.method === "POST" && kind !== "sse") return;
  const modern = kind === "mcp" && header(request, "mcp-protocol-version") === MODERN_REVISION;
  const allowed: readonly string[] = modern ? METHODS.message : METHODS[kind];
  if (allowed.includes(request.method ?? "")) return;
  response.setHeader("Allow", allowed.join(", "));
  throw new ProxyError("METHOD_NOT_ALLOWED", `This path supports only ${allowed.join(", ")}`);
}
