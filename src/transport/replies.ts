import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { headerBytes, headerValue, isType } from "../net/http-headers.js";
import { scan, UNLIMITED } from "../wire/scan.js";
import { redirected } from "./moved.js";

const RETRY_AFTER_MAX = 300;

/** What a reply brings: one message, a stream of events, nothing, or what is no answer. */
export type ReplyMode = "json" | "events" | "none" | "error";

/** What the reply with this head brings. `asked`: it is a request's, and not a notification's or a response's. */
export function replyMode(status: number, headers: readonly Buffer[], asked: boolean): ReplyMode {
  if (status >= 300) return "error";
  const type = headerBytes(headers, "content-type");
  if (status !== 204 && isType(type, "text/event-stream")) return "events";
  if (!asked || status === 202 || status === 204) return "none";
  return isType(type, "application/json") ? "json" : "error";
}

/** `Retry-After` in seconds, clamped to five minutes; dates count from now (RFC 9110 section 10.2.3). */
export function retryAfter(headers: readonly Buffer[]): number | undefined {
  const value = headerValue(headers, "retry-after");
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX);
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

/** Whether a message answers a request of ours; an error may have the id `null` (JSON-RPC 2.0 section 5). */
export function answers(message: Message, id: number | undefined): boolean {
  if (message.id === undefined || (message.kind !== "result" && message.kind !== "error")) return false;
  const said = message.raw(message.id);
  return said === String(id) || (message.kind === "error" && said === "null");
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
  const text = `${upstream} answered with something that is not a JSON-RPC message`;
  return new ProxyError("UPSTREAM_PROTOCOL", text, { cause });
}

/** Whether a refusal says that the session is unknown: 404 (the specification), or 400 with words to that effect (seen in the wild). */
export function losesSession(status: number, body: Buffer): boolean {
  return status === 404 || (status === 400 && /session/i.test(body.toString("utf8")));
}

/** The JSON-RPC error in the body of a refusal; undefined when there is none. */
export function jsonRpcError(body: Buffer): Message | undefined {
  try {
    const message = scan(body, UNLIMITED);
    if (message.kind !== "error") return undefined;
    return message;
  } catch {
    return undefined; // a refusal in prose is no JSON-RPC answer; the status speaks for it
  }
}
