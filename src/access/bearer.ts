import type { AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";

/** Longer tokens are refused unread. */
const MAX_TOKEN = 16_384;

/** RFC 6750 section 2.1 `b64token`, which is also what RFC 9110 calls token68. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * The bearer token of a request (RFC 6750 section 2.1, the header only: a token in the query is never looked at).
 * `undefined` when there is none. Two `Authorization` headers are refused with INVALID_REQUEST, a malformed or huge
 * token with UNAUTHENTICATED.
 */
export function bearerToken(request: AccessRequest): string | undefined {
  const value = authorization(request);
  if (value === undefined) return undefined;
  if (value.length < 7 || value.slice(0, 7).toLowerCase() !== "bearer ") return undefined;
  const token = value.slice(7).trim();
  if (token === "") return undefined;
  if (token.length > MAX_TOKEN || !TOKEN.test(token)) {
    throw new ProxyError("UNAUTHENTICATED", "The bearer token is malformed");
  }
  return token;
}

/** The one `Authorization` header of a request, whatever it holds; two are refused with INVALID_REQUEST. */
export function authorization(request: AccessRequest): string | undefined {
  const value = request.headers.authorization;
  if (value === undefined) return undefined;
  if (typeof value !== "string" || count(request.rawHeaders, "authorization") !== 1) {
    throw new ProxyError("INVALID_REQUEST", "More than one Authorization header");
  }
  return value;
}

/** The number of times a header occurs in a request as it was received. `name` is lower case. */
export function count(rawHeaders: readonly string[], name: string): number {
  let found = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const raw = rawHeaders[i] as string;
    if (raw.length === name.length && raw.toLowerCase() === name) found++;
  }
  return found;
}

/** A parameter of a challenge: an RFC 9110 quoted-string of printable ASCII; everything else is dropped. */
export function quoted(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]/g, "").replace(/["\\]/g, "\\$&")}"`;
}
