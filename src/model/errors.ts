import { RPC } from "./protocol.js";

/** The party that can fix an error; the table below is sorted by it. */
export type Fixer = "client" | "user" | "operator" | "upstream" | "proxy";

/** One row of the error table; docs/reference/errors.md is generated from it. */
export interface ErrorRow {
  readonly fixer: Fixer;
  /** The JSON-RPC code a client sees. Our own lie outside the reserved range (-32768..-32000). */
  readonly rpc: number;
  /** The HTTP status of a response that carries nothing but this error. */
  readonly http: number;
  /** `data.reason`: what programs match on. */
  readonly reason: string;
  /** For the operator at 3 a.m.: the meaning and the remedy. */
  readonly help: string;
}

/** Every error that the proxy itself creates. An upstream's errors are answers and pass unchanged. */
export const ERRORS = {
  PARSE_ERROR: {
    fixer: "client",
    rpc: RPC.PARSE_ERROR,
    http: 400,
    reason: "parse_error",
    help: "The message is not valid JSON.",
  },
  INVALID_REQUEST: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 400,
    reason: "invalid_request",
    help: "The message is JSON, but not a JSON-RPC 2.0 message that this revision allows.",
  },
  METHOD_NOT_FOUND: {
    fixer: "client",
    rpc: RPC.METHOD_NOT_FOUND,
    http: 404,
    reason: "method_not_found",
    help: "No upstream behind this endpoint offers the method.",
  },
  INVALID_PARAMS: {
    fixer: "client",
    rpc: RPC.INVALID_PARAMS,
    http: 400,
    reason: "invalid_params",
    help: "A required parameter is missing, has the wrong type, or is too long. Names, URIs, methods, cursors, ids, tokens and keys may have at most 8 KiB, `clientInfo` and capabilities at most 16 KiB each.",
  },
  UNKNOWN_ITEM: {
    fixer: "client",
    rpc: RPC.INVALID_PARAMS,
    http: 200,
    reason: "unknown_item",
    help: "No tool, prompt or resource of that name is visible to this caller. A hidden item gives the same answer as an unknown one.",
  },
  HEADER_MISMATCH: {
    fixer: "client",
    rpc: RPC.HEADER_MISMATCH,
    http: 400,
    reason: "header_mismatch",
    help: "A header is missing or contradicts the body (2026-07-28, Streamable HTTP).",
  },
  MISSING_CAPABILITY: {
    fixer: "client",
    rpc: RPC.MISSING_CLIENT_CAPABILITY,
    http: 400,
    reason: "missing_capability",
    help: "The answer needs a client capability that this request did not declare.",
  },
  UNSUPPORTED_VERSION: {
    fixer: "client",
    rpc: RPC.UNSUPPORTED_PROTOCOL_VERSION,
    http: 400,
    reason: "unsupported_version",
    help: "The requested protocol revision is not supported; data.supported lists the supported ones.",
  },
  UNKNOWN_SESSION: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 404,
    reason: "unknown_session",
    help: "The session id is unknown or belongs to another caller; initialize again.",
  },
  NOT_FOUND: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 404,
    reason: "not_found",
    help: "This path does not exist. Paths are compared exactly; expose.http.endpoints and pathPrefix define them.",
  },
  METHOD_NOT_ALLOWED: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 405,
    reason: "method_not_allowed",
    help: "The path does not support this HTTP method; `Allow` lists the supported ones.",
  },
  NOT_ACCEPTABLE: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 406,
    reason: "not_acceptable",
    help: "`Accept` must allow application/json and text/event-stream (GET: text/event-stream). `*/*` and a missing header allow both.",
  },
  BODY_TOO_LARGE: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 413,
    reason: "body_too_large",
    help: "The request body is longer than expose.http.limits.body allows.",
  },
  UNSUPPORTED_MEDIA: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 415,
    reason: "unsupported_media",
    help: "The body must be application/json in UTF-8, without Content-Encoding.",
  },
  HEADERS_TOO_LARGE: {
    fixer: "client",
    rpc: RPC.INVALID_REQUEST,
    http: 431,
    reason: "headers_too_large",
    help: "The request has too many headers, or a header that is too long.",
  },
  TOO_MANY_SESSIONS: {
    fixer: "client",
    rpc: -33009,
    http: 429,
    reason: "too_many_sessions",
    help: "The caller has reached the limit of open sessions (expose.http.limits), or of memory for its sessions. End a session first.",
  },
  UNAUTHENTICATED: {
    fixer: "client",
    rpc: -33010,
    http: 401,
    reason: "unauthenticated",
    help: "The request has no valid credential for this endpoint.",
  },
  FORBIDDEN: {
    fixer: "operator",
    rpc: -33011,
    http: 403,
    reason: "forbidden",
    help: "The caller is authenticated, but the file grants it nothing here. Check access.users, access.rules and access.roles.",
  },
  LOGIN_REQUIRED: {
    fixer: "user",
    rpc: -33003,
    http: 200,
    reason: "upstream_auth_required",
    help: "The user must sign in to the upstream; data.auth_url is the link.",
  },
  AUTH_FAILED: {
    fixer: "operator",
    rpc: -33012,
    http: 200,
    reason: "upstream_auth_failed",
    help: "The proxy could not get a credential for the upstream, and a sign-in by the caller would not help. The message names the key of the file to check.",
  },
  UPSTREAM_UNAVAILABLE: {
    fixer: "upstream",
    rpc: -33001,
    http: 200,
    reason: "upstream_unavailable",
    help: "The upstream cannot be reached or started; the proxy retries.",
  },
  UPSTREAM_TIMEOUT: {
    fixer: "upstream",
    rpc: -33002,
    http: 200,
    reason: "upstream_timeout",
    help: "The upstream exceeded one of its four timeouts (connect, first byte, idle, total); the message names it.",
  },
  UPSTREAM_PROTOCOL: {
    fixer: "upstream",
    rpc: -33004,
    http: 200,
    reason: "upstream_protocol_error",
    help: "The upstream sent data that is not valid MCP.",
  },
  RESPONSE_TOO_LARGE: {
    fixer: "operator",
    rpc: -33005,
    http: 200,
    reason: "response_too_large",
    help: "The upstream's answer is larger than the file allows.",
  },
  UPSTREAM_RESTARTED: {
    fixer: "upstream",
    rpc: -33006,
    http: 200,
    reason: "upstream_restarted",
    help: "The upstream ended during the call, so the call may or may not have run (data.executed).",
  },
  DRAINING: {
    fixer: "proxy",
    rpc: -33007,
    http: 503,
    reason: "draining",
    help: "The proxy is shutting down or reloading, and accepts no new calls. Retry.",
  },
  DEFINITION_CHANGED: {
    fixer: "operator",
    rpc: -33008,
    http: 200,
    reason: "definition_changed",
    help: "The item no longer matches the lock file; review it and run `mcp-proxy lock`.",
  },
  AMBIGUOUS_QUESTION: {
    fixer: "operator",
    rpc: -33013,
    http: 200,
    reason: "ambiguous_question",
    help: "An upstream over stdio or HTTP+SSE asked a question during several calls, so the proxy cannot tell to which call it belongs. The upstream gets this error and usually forwards it. Repeat the call on its own, or set limits.concurrency: 1. For clients with sessions, isolation: session also helps.",
  },
  RATE_LIMITED: {
    fixer: "client",
    rpc: -33014,
    http: 429,
    reason: "rate_limited",
    help: "The caller exceeded a limit on calls, open streams, wrong credentials or bytes in flight. data.retryAfter is in seconds.",
  },
  OVERLOADED: {
    fixer: "operator",
    rpc: -33021,
    http: 503,
    reason: "overloaded",
    help: "All callers together have used up the memory for requests in flight; data.retryAfter is in seconds. Give the process more memory (`--max-old-space-size`), or lower expose.http.limits.",
  },
  CANCELLED: {
    fixer: "client",
    rpc: -33017,
    http: 200,
    reason: "cancelled",
    help: "The caller cancelled the call. This error is sent only if a stream must end with an answer.",
  },
  CANNOT_ASK: {
    fixer: "client",
    rpc: -33018,
    http: 200,
    reason: "cannot_ask",
    help: "The upstream asked a question that this client does not support. Use a client with elicitation, sampling or roots, as the message says.",
  },
  CONFIG: {
    fixer: "operator",
    rpc: -33015,
    http: 500,
    reason: "config",
    help: "The file is invalid; `mcp-proxy validate` shows where.",
  },
  CANNOT_LISTEN: {
    fixer: "operator",
    rpc: -33019,
    http: 500,
    reason: "cannot_listen",
    help: "Cannot bind expose.http.listen; the message has the reason. The program ends, so clients never see this error.",
  },
  ISSUER_UNAVAILABLE: {
    fixer: "operator",
    rpc: -33020,
    http: 503,
    reason: "issuer_unavailable",
    help: "The identity provider for callers does not answer, so new callers cannot be authenticated. Check access.issuer and the network.",
  },
  STORE: {
    fixer: "operator",
    rpc: -33016,
    http: 503,
    reason: "store_unavailable",
    help: "The proxy cannot read or write the credential store. Check its disk space and permissions.",
  },
  INTERNAL: {
    fixer: "proxy",
    rpc: RPC.INTERNAL_ERROR,
    http: 500,
    reason: "internal",
    help: "A defect in the proxy; the log has the cause.",
  },
} as const satisfies Record<string, ErrorRow>;

/** The name of a row. */
export type ErrorCode = keyof typeof ERRORS;

/** Characters of a message, because it may repeat text of any length from a client or an upstream. */
const MAX_MESSAGE = 4096;

/** A copy, because a piece of a text keeps all of it. */
function beginningOf(message: string): string {
  return `${Buffer.from(message.slice(0, MAX_MESSAGE)).toString()}…`;
}

/**
 * The one error class of the house. Its message is for a person and carries no token, stack or path;
 * `data` is JSON and reaches the client beside `reason`.
 */
export class ProxyError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options?: { data?: Readonly<Record<string, unknown>>; cause?: unknown },
  ) {
    super(
      message.length > MAX_MESSAGE ? beginningOf(message) : message,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "ProxyError";
    this.code = code;
    this.data = options?.data;
  }

  get row(): ErrorRow {
    return ERRORS[this.code];
  }

  /** Anything thrown, as a ProxyError: itself, or INTERNAL with the cause kept for the log. */
  static from(thrown: unknown): ProxyError {
    return thrown instanceof ProxyError ? thrown : new ProxyError("INTERNAL", "Internal error", { cause: thrown });
  }
}

/** Whether an upstream ended before it answered a call, so that the call may have run; an idempotent call can be sent again. */
export function isCut(error: unknown): boolean {
  return error instanceof ProxyError && error.code === "UPSTREAM_RESTARTED" && error.data?.executed === "unknown";
}
