import type { Message } from "./message.js";
import type { Principal } from "./principal.js";

/** `legacy`: 2024-11-05 … 2025-11-25 (`initialize`, sessions). `modern`: 2026-07-28 (stateless, per-request `_meta`). */
export type Era = "legacy" | "modern";

/** RFC 5424 severities as MCP spells them, least severe first. */
export const LOG_LEVELS = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"] as const;
/** One of those. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a client declared it can do, parsed once per session (legacy) or per distinct declaration (modern). */
export interface Capabilities {
  /** The declaration as the client sent it: the bytes of a JSON object. */
  readonly raw: Buffer;
  readonly elicitation: { readonly form: boolean; readonly url: boolean };
  readonly sampling: boolean;
  readonly roots: boolean;
  /** Keys of `capabilities.extensions`. */
  readonly extensions: ReadonlySet<string>;
}

/**
 * Who is on the other end, as an exposure established it, and never inferred below it.
 * One object per legacy session and stdio client; modern requests of one client may share one.
 */
export interface Caller {
  readonly principal: Principal;
  /** The endpoint's path (`/mcp`), or `stdio`. */
  readonly endpoint: string;
  readonly era: Era;
  /** The protocol revision in force, e.g. `2025-06-18`. */
  readonly revision: string;
  readonly capabilities: Capabilities;
  /** The client's `clientInfo`: the bytes of a JSON object. */
  readonly clientInfo: Buffer | undefined;
  /** Set by `logging/setLevel` (legacy) or the request's `_meta` (modern); undefined: nobody asked for logs. */
  readonly logLevel: LogLevel | undefined;
  /** An unguessable name of the legacy session or stdio connection; undefined for modern HTTP requests. */
  readonly session: string | undefined;
}

/** Where the messages that belong to one call go on their way back. */
export interface CallSink {
  /**
   * Progress and log notifications of this call, with the client's own progress token in place.
   * False: the client reads more slowly than this is written; whoever can should pause its source until `onDrain`.
   * Nothing is lost either way, but a client that stays behind is disconnected.
   */
  emit(notification: Message): boolean;
  /** Runs `listener` once, when there is room again; at once when there is. */
  onDrain(listener: () => void): void;
}

/** A request on its way in. Handlers see the client's own bytes; a link upstream puts its own id in. */
export class Call {
  readonly message: Message;
  readonly caller: Caller;
  readonly #sink: CallSink;
  #cancelled: { reason: string | undefined } | undefined;
  /** Most calls have one listener: it needs no list. */
  #listener: ((reason: string | undefined) => void) | undefined;
  #listeners: ((reason: string | undefined) => void)[] | undefined;
  #controller: AbortController | undefined;
  /** The call this one was made of. */
  #origin: Call | undefined;
  #progress: { told: number; floor: number } | undefined;

  constructor(message: Message, caller: Caller, sink: CallSink) {
    this.message = message;
    this.caller = caller;
    this.#sink = sink;
  }

  /** The same call with another message (a renamed target, a changed argument); cancelling the one cancels the other. */
  with(message: Message): Call {
    const derived = new Call(message, this.caller, this.#sink);
    this.onCancel((reason) => derived.cancel(reason));
    derived.#origin = this.#origin ?? this;
    return derived;
  }

  /**
   * Whether progress may be told: it must be further than what was told before the call was sent anew (`anew`), because the
   * client knows of one call only, whose progress increases. How it goes within one sending is its upstream's business.
   */
  advances(progress: number): boolean {
    const origin = this.#origin ?? this;
    origin.#progress ??= { told: Number.NEGATIVE_INFINITY, floor: Number.NEGATIVE_INFINITY };
    if (progress <= origin.#progress.floor) return false;
    if (progress > origin.#progress.told) origin.#progress.told = progress;
    return true;
  }

  /** The call is sent once more, with what its user answered. */
  anew(): void {
    const progress = (this.#origin ?? this).#progress;
    if (progress !== undefined) progress.floor = progress.told;
  }

  /**
   * Sends a notification that belongs to this call to the client; dropped once the call was cancelled.
   * False asks for a pause, see `CallSink.emit`.
   */
  emit(notification: Message): boolean {
    return this.#cancelled === undefined ? this.#sink.emit(notification) : true;
  }

  /** Runs `listener` once, when the client has caught up; at once when it has. */
  onDrain(listener: () => void): void {
    this.#sink.onDrain(listener);
  }

  get cancelled(): boolean {
    return this.#cancelled !== undefined;
  }

  /** The caller cancelled or, where the era says so, went away. Idempotent. */
  cancel(reason?: string): void {
    if (this.#cancelled !== undefined) return;
    this.#cancelled = { reason };
    this.abandon(reason);
  }

  /** Ends what still runs for this call, as `cancel` does; its caller is answered nevertheless. */
  abandon(reason?: string): void {
    this.#controller?.abort(reason);
    const first = this.#listener;
    const listeners = this.#listeners;
    this.#listener = undefined;
    this.#listeners = undefined;
    first?.(reason);
    if (listeners !== undefined) for (const listener of listeners) listener(reason);
  }

  /** Runs `listener` when the call is cancelled; at once when it already was. Cheaper than `signal` on the relay path. */
  onCancel(listener: (reason: string | undefined) => void): void {
    if (this.#cancelled !== undefined) {
      listener(this.#cancelled.reason);
      return;
    }
    if (this.#listener === undefined) {
      this.#listener = listener;
      return;
    }
    this.#listeners ??= [];
    this.#listeners.push(listener);
  }

  /** For I/O that wants an AbortSignal; made on first use. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);
    return this.#controller.signal;
  }
}

/**
 * Answers a call with a `result` or `error` message; an upstream is one, the proxy merges many into one.
 * The answer's id is whatever the answerer used: the edge puts the client's id in.
 * Rejects only with a `ProxyError`, which the edge renders for its era.
 * A question to the user is an answer (`resultType: "input_required"`, specification 2026-07-28, MRTR).
 */
export type Handler = (call: Call) => Promise<Message>;
