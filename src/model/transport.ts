import type { ProxyError } from "./errors.js";
import type { Message } from "./message.js";

/** What a transport needs to know of the bytes it sends. */
export interface Outgoing {
  readonly bytes: Buffer;
  /** The proxy's own id of a request; undefined for notifications and responses. */
  readonly id: number | undefined;
  /** Further HTTP headers, names in lower case alternating with values (`mcp-method` …); transports without headers ignore them. */
  readonly headers: readonly string[];
  /** The answer is looked into: however long it is, it is delivered whole, without a tail. */
  readonly whole: boolean;
}

/** Where a transport delivers. Calls may come at any time between `open` and `closed`, never after. */
export interface Receiver {
  /** A message arrived. `on` is the request whose reply stream carried it, where the transport can tell. */
  message(message: Message, on: number | undefined): void;
  /** Something arrived for a request (response headers), which ends the wait for its first byte. */
  activity(id: number): void;
  /** A request will have no answer. */
  failed(id: number, failure: Failure): void;
  /** The upstream is gone; every pending request is lost. */
  closed(error: ProxyError): void;
}

/** Why a request has no answer. */
export interface Failure {
  readonly error: ProxyError;
  /** `unsent`: it never reached the upstream, or was refused before it ran; resending is safe. `unknown`: it may have run. */
  readonly executed: "unsent" | "unknown";
  /** The HTTP status that refused it; undefined when none was received. */
  readonly status: number | undefined;
  /** The upstream no longer knows the session (HTTP 404 with a session id). */
  readonly sessionLost: boolean;
}

/** Bytes to and from one upstream, for one principal. */
export interface Transport {
  /** Whether `Receiver.message` is told which request a message arrived for (Streamable HTTP: yes; stdio and HTTP+SSE: no). */
  readonly correlates: boolean;
  /** Whether closing a request's stream cancels it (2026-07-28 over HTTP), so that no `notifications/cancelled` is due. */
  readonly abortCancels: boolean;
  /** Connects (spawns, opens the SSE stream). Streamable HTTP has nothing to do. Rejects with a ProxyError. */
  open(receiver: Receiver): Promise<void>;
  /** Never throws: what cannot be sent comes back as `failed`. */
  send(message: Outgoing): void;
  /**
   * Sends a notification and resolves once the upstream has taken it, or cannot be told: what is sent then comes behind it.
   * Absent: everything arrives in the order it was sent. Never rejects.
   */
  deliver?(message: Outgoing): Promise<void>;
  /** Reads no more of a request's stream until `release`, because its client reads more slowly. Absent: streams are shared. */
  hold?(id: number): void;
  /** Reads on. Idempotent. */
  release?(id: number): void;
  /** Reads nothing more, until `resumeAll`, of the stream that carries what belongs to no one request: everything, or what is said outside. */
  pauseAll?(): void;
  /** Reads on. Idempotent. */
  resumeAll?(): void;
  /** Drops a request's stream; nothing more is delivered for it. */
  abort(id: number): void;
  /**
   * Legacy Streamable HTTP: opens the GET stream for messages outside any call and keeps it open. Elsewhere nothing.
   * Resolves once the upstream has answered it, whatever it says, or cannot be asked. Never rejects.
   */
  listen(): Promise<void>;
  /** The handshake is done: this revision goes into `mcp-protocol-version` from now on (legacy Streamable HTTP). */
  negotiated(revision: string): void;
  /** Ends it: DELETE of a session, the stop ladder of a child. Never rejects; idempotent. */
  close(): Promise<void>;
}
