import { ProxyError } from "../model/errors.js";
import { headerValue } from "../net/http-headers.js";

/** How often one transport is led on. */
export const MAX_REDIRECTS_FOLLOWED = 3;

/** Redirects after which a POST is sent again as it was (RFC 9110 sections 15.4.8 and 15.4.9); a GET follows the others too. */
const KEEPING: ReadonlySet<number> = new Set([307, 308]);
const ANY: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Path and query of where a redirect leads, as servers do that want a slash at the end. Undefined when the reply is none, or
 * leads to another origin: credentials are for the one in the file.
 */
export function movedTo(
  status: number,
  headers: readonly Buffer[],
  from: { readonly origin: string; readonly path: string; readonly method: "GET" | "POST" },
): string | undefined {
  if (!(from.method === "GET" ? ANY : KEEPING).has(status)) return undefined;
  const target = location(headers, from.origin + from.path);
  return target?.origin === from.origin ? target.pathname + target.search : undefined;
}

/** Why a redirect is not followed; undefined when the reply is none. */
export function redirected(upstream: string, status: number, headers: readonly Buffer[]): ProxyError | undefined {
  if (!ANY.has(status)) return undefined;
  const value = headerValue(headers, "location");
  // A query may have something secret in it.
  const where = value === undefined ? "nowhere" : (value.split(/[?#]/, 1)[0] as string);
  return new ProxyError(
    "UPSTREAM_UNAVAILABLE",
    `${upstream} redirects to ${where} (status ${status}), which the proxy does not follow; set url to the final address`,
    { data: { status } },
  );
}

function location(headers: readonly Buffer[], base: string): URL | undefined {
  const value = headerValue(headers, "location");
  return value !== undefined && URL.canParse(value, base) ? new URL(value, base) : undefined;
}
