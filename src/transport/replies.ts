import { ProxyError } from "../model/errors.js";

const RETRY_AFTER_MAX = 300;

/** The value of a header (name in lower case); undefined when absent. `headers` alternates names and values. */
export function header(headers: readonly string[], name: string): string | undefined {
  for (let at = 0; at < headers.length; at += 2) {
    const key = headers[at] as string;
    if (key.length === name.length && key.toLowerCase() === name) return headers[at + 1];
  }
  return undefined;
}

/** Every `WWW-Authenticate` value. */
export function challengesOf(headers: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    if ((headers[at] as string).toLowerCase() === "www-authenticate") found.push(headers[at + 1] as string);
  }
  return found;
}

/** `Retry-After` in seconds, clamped to five minutes; dates count from now (RFC 9110 section 10.2.3). */
export function retryAfter(headers: readonly string[]): number | undefined {
  const value = header(headers, "retry-after");
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX);
}

/** What a status without a JSON-RPC answer means. */
export function refusal(upstream: string, status: number, type: string | undefined, wait: number | undefined): ProxyError {
  if (status < 300) {
    const html = type?.startsWith("text/html") === true;
    const hint = html ? "; a web page usually means that a sign-in is required" : "";
    return new ProxyError("UPSTREAM_PROTOCOL", `${upstream} answered with ${type ?? "no content type"}${hint}`);
  }
  if (status === 401 || status === 403) {
    return new ProxyError("AUTH_FAILED", `${upstream} refused the credential with status ${status}`, { data: { status } });
  }
  const data = wait === undefined ? { status } : { status, retryAfter: wait };
  return new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} answered with status ${status}`, { data });
}
