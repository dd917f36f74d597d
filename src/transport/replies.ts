import { ProxyError } from "../model/errors.js";
import { headerValue } from "../wire/http-headers.js";

const RETRY_AFTER_MAX = 300;

/** `Retry-After` in seconds, clamped to five minutes; dates count from now (RFC 9110 section 10.2.3). */
export function retryAfter(headers: readonly Buffer[]): number | undefined {
  const value = headerValue(headers, "retry-after");
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX);
}

/** What a status without a JSON-RPC answer means. */
export function refusal(
  upstream: string,
  status: number,
  type: string | undefined,
  wait: number | undefined,
): ProxyError {
  if (status < 300) {
    const html = type?.startsWith("text/html") === true;
    const hint = html ? "; a web page usually means that a sign-in is required" : "";
    return new ProxyError("UPSTREAM_PROTOCOL", `${upstream} answered with ${type ?? "no content type"}${hint}`);
  }
  if (status === 401 || status === 403) {
    return new ProxyError("AUTH_FAILED", `${upstream} refused the credential with status ${status}`, {
      data: { status },
    });
  }
  const data = wait === undefined ? { status } : { status, retryAfter: wait };
  return new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} answered with status ${status}`, { data });
}
