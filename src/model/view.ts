import type { Call, Caller, Handler, LogLevel } from "./call.js";
import type { ProxyError } from "./errors.js";
import type { Message } from "./message.js";

/** What a listener wants to hear outside any call (2026-07-28 `subscriptions/listen`, or a legacy session's stream). */
export interface ListenFilter {
  readonly toolsListChanged: boolean;
  readonly promptsListChanged: boolean;
  readonly resourcesListChanged: boolean;
  /** Exposed resource URIs whose `notifications/resources/updated` are wanted. */
  readonly resourceSubscriptions: readonly string[];
  /** Tasks whose `notifications/tasks` are wanted (tasks extension). */
  readonly taskIds: readonly string[];
}

/** One open ear of a client: a `subscriptions/listen` stream, or a legacy session as a whole. */
export interface Listener {
  readonly caller: Caller;
  /** A notification that belongs to no call, without `subscriptionId`: the edge stamps that. */
  notify(notification: Message): void;
  /** Whether the client reads more slowly than it is told; whoever can should pause its source until `onDrain`. */
  readonly behind?: () => boolean;
  /** Runs `listener` once, when the client has caught up; at once when it has. */
  readonly onDrain?: (listener: () => void) => void;
  /**
   * A request of the upstream outside any call (legacy sessions only: `roots/list`, `sampling/createMessage` …).
   * Answers with a `result` or `error` message whose id the asker replaces. Rejects when the client goes away, and when `signal`
   * aborts because nobody wants the answer any more; the client is then told.
   */
  readonly ask?: (question: Message, signal: AbortSignal) => Promise<Message>;
  /** Logs outside any call, from this severity; undefined: none. Read at each log message. */
  readonly logLevel: () => LogLevel | undefined;
  /** Nothing will come any more, because the proxy drains or the view is gone. */
  ended(): void;
}

/** An upstream refused something with a JSON-RPC error of its own; the edge passes `answer` on with the client's id. */
export class UpstreamAnswer extends Error {
  readonly answer: Message;

  constructor(answer: Message) {
    super("The upstream answered with an error");
    this.name = "UpstreamAnswer";
    this.answer = answer;
  }
}

/** A listener at work. */
export interface Listening {
  /** What of the wanted filter can really be delivered. */
  readonly honoured: ListenFilter;
  /** Replaces the filter. Rejects with a `ProxyError` or `UpstreamAnswer` when the upstream refuses a new resource URI. */
  update(wants: ListenFilter): Promise<ListenFilter>;
  /** Idempotent. */
  close(): void;
}

/**
 * In `inputResponses`, a legacy client's JSON-RPC *error* to a question stands as `{"mcp-proxy/error": {code, message, data?}}`:
 * the legacy edge writes it when the client refused a question, a link to a legacy upstream turns it back into an error response,
 * a link to a modern upstream declines (`{"action":"cancel"}` for an elicitation) or fails the call.
 */
export const QUESTION_ERROR = "mcp-proxy/error";

/**
 * What one endpoint shows: many upstreams answering as one. The edges know nothing below it.
 *
 * `handle` speaks the neutral model, which is the modern era: `server/discover` (the legacy edge makes its
 * `InitializeResult` of it), lists, calls, `completion/complete`, tasks, vendor methods. Never given to it: `initialize`,
 * `ping`, `logging/setLevel`, `resources/subscribe|unsubscribe`, `subscriptions/listen` and `notifications/cancelled`;
 * those the edges turn into `listen`, `Call.cancel` and `Caller.logLevel`.
 */
export interface View {
  readonly handle: Handler;
  /**
   * Modern HTTP only, before a `tools/call`: whether the `Mcp-Param-*` headers agree with the arguments as the tool's
   * `x-mcp-header` annotations ask (2026-07-28, Streamable HTTP). Rejects with HEADER_MISMATCH; undefined: nothing to wait for.
   * `rawHeaders` alternates names (as received) and values.
   */
  checkHeaders?(call: Call, rawHeaders: readonly string[]): Promise<void> | undefined;
  /**
   * A client's notification that the table of methods gives to views, or a vendor's, for the upstreams it concerns. Answers why
   * none of them is told; undefined: those that are running are.
   */
  notify(caller: Caller, notification: Message): ProxyError | undefined;
  /** A message of this caller was refused before it became a call. What clients see tells the log, the audit and the metrics. */
  refused?(caller: Caller, message: Message, error: ProxyError): void;
  listen(listener: Listener, wants: ListenFilter): Promise<Listening>;
  /** A legacy session set its log level; links to upstreams adapt. */
  logLevelChanged(caller: Caller): void;
  /** A legacy session or stdio client is gone: what was kept for it alone (links, parked calls) ends. */
  forget(caller: Caller): void;
}
