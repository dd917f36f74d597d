import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { within } from "../base/within.js";
import type { Access } from "../model/access.js";
import { type BudgetName, budgetBytes } from "../model/bounds.js";
import type { Principal } from "../model/principal.js";
import type { World } from "../model/world.js";
import type { AuxiliaryRoutes } from "./auxiliary-routes.js";
import { Backlog } from "./backlog.js";
import { bind } from "./bind.js";
import { Budget, callBudget, sessionBudget } from "./budget.js";
import { createEntry } from "./entry.js";
import { createRequestGuard, MAX_HEADERS } from "./guard.js";
import { createLegacyEdge } from "./legacy.js";
import { createModernEdge } from "./modern.js";
import { createRouter } from "./paths.js";
import { Replies } from "./replies.js";
import { SessionTable } from "./session-table.js";
import type { Health, HttpSettings, Load, RouteBundle, Views } from "./settings.js";
import { createSseEdge } from "./sse.js";
import { StreamCount } from "./stream-count.js";
import { createStreamReauthorizer } from "./stream-reauthorizer.js";
import { createTicker } from "./ticker.js";

const TICK_MS = 500;
/** While there are sessions and streams, and nothing that is under way on them. */
const KEPT_TICK_MS = 2000;
/** How often Node looks for requests that take too long to arrive; this timer runs without connections, too. */
const CONNECTIONS_CHECK_INTERVAL_MS = 2500;

/** What an HTTP exposure is made of. */
export interface HttpParts {
  readonly settings: HttpSettings;
  /** By endpoint path, without prefix. */
  readonly views: Views;
  readonly access: Access;
  /** Access control for checking the callers of open streams again, which is no request of theirs. Default: `access`. */
  readonly standing?: Access;
  /** A text that is equal for equal rights. A stream ends when its caller's claims now grant other rights. */
  readonly rightsOf?: (principal: Principal) => string;
  readonly world: World;
  readonly health: () => Health;
  readonly routes?: readonly RouteBundle[];
}

/** One HTTP listener that shows endpoints. */
export interface HttpExposure {
  readonly server: Server;
  /** Opens the listener; answers its URL (`http://127.0.0.1:8080`). Rejects with CANNOT_LISTEN. */
  listen(): Promise<string>;
  /** The load at this moment. */
  load(): Load;
  /** Ends the streams of principals that may no longer call. Their sessions stay until they expire. */
  dismiss(mayCall: (principal: Principal) => boolean): void;
  /** Refuses new calls with DRAINING from now on and fails `/ready`. Calls in flight go on. Idempotent. */
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
  const keptTickMs = Math.max(tickMs, Math.min(KEPT_TICK_MS, keepAliveMs / 4));
  // A tick may be late, so a keep-alive is due two ticks before the promised time.
  const times = { keepAliveMs: keepAliveMs - 2 * keptTickMs, upgradeAfterMs, stallMs };
  const share = (name: BudgetName): number => budgetBytes(name, settings.heap);
  const replies = new Replies(times, monotonic, world.log, new Backlog(share("unread")));
  const table = new SessionTable(limits, world.log, sessionBudget(share("sessions")));
  const legacy = createLegacyEdge({ replies, table, world, questionMs, journalBytes: share("journals") });
  const modern = createModernEdge({ replies, world });
  const sse = createSseEdge({ replies, table, world, questionMs, pathPrefix });
  const route = createRouter(views, settings);
  const standing = createStreamReauthorizer(parts.standing ?? access, parts.rightsOf);
  const ticker = createTicker(tickMs, keptTickMs, () => {
    replies.tick();
    table.sweep(replies.now);
    standing.tick(replies.now);
    if (replies.waiting) return "busy";
    return replies.streams > 0 || table.size > 0 ? "kept" : "none";
  });
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
    // One body as long as the file allows must always fit.
    budgets: {
      bodies: new Budget(Math.max(share("bodies"), 4 * limits.body), { what: "bodies", code: "RATE_LIMITED" }),
      calls: callBudget(Math.max(share("calls"), 4 * limits.body)),
    },
    streams: new StreamCount(limits.streamsPerPrincipal),
    isDraining: () => draining,
  });
  const guard = createRequestGuard({
    ...settings,
    probes: [`${pathPrefix}/health`, `${pathPrefix}/ready`],
  });
  const pipelined = new Pipelined();
  const timeout = settings.requestTimeoutMs ?? 9000;
  const http = createServer(
    {
      maxHeaderSize: limits.headers,
      // The guard refuses a request without Host, except where machines probe.
      requireHostHeader: false,
      headersTimeout: timeout,
      requestTimeout: timeout,
      keepAliveTimeout: 72_000,
      connectionsCheckingInterval: Math.min(CONNECTIONS_CHECK_INTERVAL_MS, timeout),
    },
    (request, response) => {
      response.on("error", gone);
      ticker.wake();
      if (response.socket === null) pipelined.watch(request, response);
      if (!guard(request, response)) return;
      const found = route(request.url ?? "");
      if (found !== undefined) entry.enter(request, response, found);
      else if (auxiliary !== undefined) auxiliary.handle(request, response);
      else
        loadAuxiliary().then(
          (opened) => opened.handle(request, response),
          (error) => entry.fail(response, error),
        );
    },
  );
  http.maxHeadersCount = MAX_HEADERS;
  let auxiliary: AuxiliaryRoutes | undefined;
  let opening: Promise<AuxiliaryRoutes> | undefined;

  /** Loads the other routes at their first request, because they take longer to load than all that the endpoints need. */
  function loadAuxiliary(): Promise<AuxiliaryRoutes> {
    opening ??= import("./auxiliary-routes.js").then(async ({ createAuxiliaryRoutes }) => {
      auxiliary = await createAuxiliaryRoutes({
        pathPrefix,
        hasForeignHost: guard.hasForeignHost,
        version: world.version,
        health: parts.health,
        isDraining: () => draining,
        withoutSse: !settings.legacySse,
        routes: parts.routes ?? [],
        fail: entry.fail,
      });
      return auxiliary;
    });
    return opening;
  }

  async function close(graceMs: number): Promise<void> {
    draining = true;
    modern.drain();
    await within(replies.idle(), graceMs);
    table.close();
    const closed = new Promise((resolve) => http.close(resolve));
    replies.destroy();
    http.closeAllConnections();
    await closed;
    // The request that opened it was answered with the error.
    await opening?.then(
      (opened) => opened.close(),
      () => undefined,
    );
    ticker.stop();
  }

  return {
    server: http,
    listen: () => bind(http, settings),
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

/** The client left during a write. The writer finds the response destroyed; without a listener the event would end the process. */
function gone(): void {}

/**
 * Pipelined responses that wait for their turn (RFC 9112, section 9.3.2). Node emits no event for them when the connection ends. They
 * are closed here, so that their calls are cancelled.
 */
class Pipelined {
  readonly #waiting = new WeakMap<Socket, Set<ServerResponse>>();

  /** Watches a response until it closes. */
  watch({ socket }: IncomingMessage, response: ServerResponse): void {
    let waiting = this.#waiting.get(socket);
    if (waiting === undefined) {
      const fresh = new Set<ServerResponse>();
      socket.once("close", () => {
        for (const one of fresh) close(one);
      });
      this.#waiting.set(socket, fresh);
      waiting = fresh;
    }
    waiting.add(response);
    response.once("close", () => waiting.delete(response));
  }
}

function close(response: ServerResponse): void {
  // Node closes a response that has the connection.
  if (response.socket !== null || response.writableFinished) return;
  response.destroy();
  response.emit("close");
}
