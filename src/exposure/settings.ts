import type { FastifyInstance } from "fastify";
import type { View } from "../model/view.js";

/** The views of a listener, as they are at each request: a reload may change them. */
export type Views = Pick<ReadonlyMap<string, View>, "get" | "has" | "keys">;

/** The load of a listener. */
export interface Load {
  /** Open sessions of the session-based era. */
  readonly sessions: number;
  /** Calls that wait for their answer. */
  readonly inFlight: number;
  /** Open event streams. */
  readonly streams: number;
}

/** The numbers of `expose.http`, resolved: milliseconds, bytes, host and port apart. */
export interface HttpSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Origin under which clients reach the proxy, without a trailing slash. */
  readonly publicUrl: string | undefined;
  /** `""` or `/tools`: the prefix of every path. */
  readonly pathPrefix: string;
  readonly legacySse: boolean;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Whether callers are recognised without a credential of their own; see `GuardSettings`. */
  readonly identityIsAmbient: boolean;
  /** Headers in which a reverse proxy names the caller, in lower case; others of the kind are removed from every request. */
  readonly identityHeaders?: () => ReadonlySet<string>;
  readonly limits: {
    readonly body: number;
    readonly headers: number;
    readonly sessionsPerPrincipal: number;
    readonly sessionIdleMs: number;
    /** Default 2000. */
    readonly streamsPerPrincipal?: number;
  };
  /** Bytes of heap that this process may use; the budgets of calls, sessions and journals are parts of it. Default 512 MiB. */
  readonly heap?: number;
  readonly keepAliveMs: number;
  /** How long a client may take to send one request, headers and body; default 9 s. */
  readonly requestTimeoutMs?: number;
  /** After this long without an answer a reply becomes an event stream; default 2 s. */
  readonly upgradeAfterMs?: number;
  /** How long a reader may take nothing before its stream is closed; default 25 s. */
  readonly stallMs?: number;
  /** How long a client may take to answer a question of an upstream; default 600 s. */
  readonly questionMs?: number;
}

/** The content of `/health` and `/ready`, made anew for each request. */
export interface Health {
  readonly status: "ok" | "degraded" | "starting" | "draining";
  /** Whether a load balancer should send traffic here. */
  readonly ready: boolean;
  /** The upstreams and their states; the shape is the caller's. */
  readonly servers: unknown;
  /** Whether every caller may see them; default: only requests from this machine. */
  readonly isOpen?: boolean;
}

/** Adds routes of another part (OAuth, pages) before the listener opens. `prefix` is `pathPrefix`. */
export type RouteBundle = (fastify: FastifyInstance, options: { readonly prefix: string }) => void | Promise<void>;
