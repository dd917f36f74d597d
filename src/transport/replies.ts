import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Failure } from "../model/transport.js";
import { headerBytes, headerValue, headerValues, isType } from "../net/http-headers.js";
import { scan, UNLIMITED } from "../wire/scan.js";
import { redirected } from "./moved.js";
import { refusalOf, type SessionRefusal, wordsOf } from "./session-recheck.js";

const MAX_RETRY_AFTER_SECONDS = 300;
/** How much of a refusal's body is kept. */
const MAX_REFUSAL_BYTES = 65_536;

/** What a reply brings: one message, a stream of events, nothing, or what is no answer. */
export type ReplyMode = "json" | "events" | "none" | "error";

/**
 * What the reply with this head brings. `asked`: it is a request's, and not a notification's or a response's. `answered`: the answer
 * is expected in it; else a JSON body may still be one.
 */
export function replyMode(status: number, headers: readonly Buffer[], asked: boolean, answered: boolean): ReplyMode {
  if (status >= 300) return "error";
  const type = headerBytes(headers, "content-type");
  if (!answered) return asked && isType(type, "application/json") ? "json" : "none";
  if (status !== 204 && isType(type, "text/event-stream")) return "events";
  if (!asked || status === 202 || status === 204) return "none";
  return isType(type, "application/json") ? "json" : "error";
}

/** `Retry-After` in seconds, clamped to five minutes; dates count from now (RFC 9110 section 10.2.3). */
function retryAfter(headers: readonly Buffer[]): number | undefined {
  const value = headerValue(headers, "retry-after");
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), MAX_RETRY_AFTER_SECONDS);
}

/** What a status without a JSON-RPC answer means. */
export function refusal(upstream: string, status: number, headers: readonly Buffer[]): ProxyError {
  if (status < 300) {
    const type = headerValue(headers, "content-type");
    const html = type?.startsWith("text/html") === true;
    const hint = html ? "; a web page usually means that a sign-in is required" : "";
    return new ProxyError("UPSTREAM_PROTOCOL", `${upstream} answered with ${type ?? "no content type"}${hint}`);
  }
  if (status === 401 || status === 403) {
    return new ProxyError("AUTH_FAILED", `${upstream} refused the credential with status ${status}`, {
      data: { status },
    });
  }
  const moved = redirected(upstream, status, headers);
  if (moved !== undefined) return moved;
  const wait = retryAfter(headers);
  const data = wait === undefined ? { status } : { status, retryAfter: wait };
  return new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} answered with status ${status}`, { data });
}

/** Whether a message answers a request of ours, whose id may come back as text; an error may have the id `null` (JSON-RPC 2.0 section 5). */
export function answers(message: Message, id: number | undefined): boolean {
  if (message.id === undefined || (message.kind !== "result" && message.kind !== "error")) return false;
  const said = message.raw(message.id);
  return said === String(id) || said === `"${id}"` || (message.kind === "error" && said === "null");
}

/** A connection that broke before the answer: whether the call ran is unknown. */
export function restarted(upstream: string, cause: ProxyError): ProxyError {
  return new ProxyError("UPSTREAM_RESTARTED", `${upstream} ended the connection before it answered`, {
    data: { executed: "unknown" },
    cause,
  });
}

/** An answer that is none, or is not what it should be. */
export function notMcp(upstream: string, cause: unknown): ProxyError {
  const why = cause instanceof ProxyError ? `: ${cause.message}` : "";
  const text = `${upstream} answered with something that is not a JSON-RPC message${why}`;
  return new ProxyError("UPSTREAM_PROTOCOL", text, { cause });
}

/**
 * Whether a refusal that nothing can be tried about says that the session is unknown: 404 (the specification), or 400 with words to
 * that effect (seen in the wild). Elsewhere `SessionRecheck` finds out.
 */
function losesSession(status: number, body: Buffer): boolean {
  return status === 404 || (status === 400 && /session/i.test(body.toString("utf8")));
}

/** The JSON-RPC error in the body of a refusal; undefined when there is none. */
function jsonRpcError(body: Buffer): Message | undefined {
  try {
    const message = scan(body, UNLIMITED);
    if (message.kind !== "error") return undefined;
    return message;
  } catch {
    return undefined; // a refusal in prose is no JSON-RPC answer; the status speaks for it
  }
}

/** A reply that is no answer by its status or its type: what it says, and what it means. */
export class RefusedReply {
  readonly status: number;
  readonly headers: readonly Buffer[];
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(status: number, headers: readonly Buffer[]) {
    this.status = status;
    this.headers = headers;
  }

  take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= MAX_REFUSAL_BYTES) this.#chunks.push(chunk);
  }

  /** Its `WWW-Authenticate` headers. */
  get challenges(): readonly string[] {
    return headerValues(this.headers, "www-authenticate");
  }

  /** The status of a credential that was refused, or has too few scopes (RFC 6750 section 3.1); undefined: it is about something else. */
  get ofCredential(): 401 | 403 | undefined {
    if (this.status === 401) return 401;
    const stepUp = this.status === 403 && this.challenges.some((one) => one.includes("insufficient_scope"));
    return stepUp ? 403 : undefined;
  }

  /** What it says of the session, for `SessionRecheck`. */
  get ofSession(): SessionRefusal {
    const { status } = this;
    const body = Buffer.concat(this.#chunks);
    const overload = status === 429 || (status === 503 && retryAfter(this.headers) !== undefined);
    const elsewhere = overload || status === 502 || status === 504;
    const error = jsonRpcError(body);
    if (error !== undefined) {
      const said = refusalOf(status, error);
      return { ...said, elsewhere: elsewhere || said.elsewhere };
    }
    return { status, words: wordsOf(status, body.toString("utf8")), elsewhere, beforeSignIn: status === 401 };
  }

  /**
   * What a request comes to: the upstream's own error where the body has one, else a failure. `session`: what may be lost, by the
   * specification alone where words were tried already.
   */
  ofRequest(upstream: string, id: number, session: "by status" | "by words" | undefined): Message | Failure {
    const { status } = this;
    const body = Buffer.concat(this.#chunks);
    const refused = status < 300 ? undefined : jsonRpcError(body);
    // An error of this very request's id was said by whoever knows the session.
    const own = status === 400 && refused?.id !== undefined && refused.raw(refused.id) === String(id);
    const lost = session === "by words" ? losesSession(status, body) : session === "by status" && status === 404;
    const sessionLost = !own && lost;
    if (refused !== undefined && !sessionLost) return refused;
    const error = refusal(upstream, status, this.headers);
    const executed = status >= 500 || status < 300 ? "unknown" : "unsent";
    return { error, executed, status, sessionLost };
  }

  /** What a call comes to whose stream the upstream does not give back: it may have run. */
  ofReturn(upstream: string): Failure {
    const { status } = this;
    const error = restarted(upstream, refusal(upstream, status, []));
    const sessionLost = losesSession(status, Buffer.concat(this.#chunks));
    return { error, executed: "unknown", status, sessionLost };
  }
}

/** There is no credential to ask for a call's stream with: it may have run. */
export function unreturned(thrown: unknown): ProxyError {
  const { code, message, data } = ProxyError.from(thrown);
  return new ProxyError(code, message, { data: { ...data, executed: "unknown" }, cause: thrown });
}

/** Without a byte order mark, which a parser may ignore (RFC 8259 section 8.1). */
export function withoutMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}

/** What a request comes to that was refused because its session is lost. */
export function lostWith(upstream: string, { status }: SessionRefusal): Failure {
  const text = `${upstream} lost the session: it refused the request with status ${status} and answers a new initialize`;
  const error = new ProxyError("UPSTREAM_UNAVAILABLE", text, { data: { status } });
  return { error, executed: "unsent", status, sessionLost: true };
}
