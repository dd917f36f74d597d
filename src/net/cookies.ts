/** The cookies of a `Cookie` header (RFC 6265, section 4.2), without prototype; the first of a repeated name counts. */
export function parseCookies(header: string | undefined): Readonly<Record<string, string>> {
  const cookies: Record<string, string> = Object.create(null);
  for (const pair of (header ?? "").slice(0, 16_384).split(";")) {
    const at = pair.indexOf("=");
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    if (!(name in cookies)) cookies[name] = pair.slice(at + 1).trim();
  }
  return cookies;
}

/** How a cookie of the proxy is set. Every one is for this host only and out of reach of scripts. */
export interface CookieOptions {
  /** Whether people reach the proxy by https: then the cookie is `Secure`, and its name begins with `__Host-`. */
  readonly secure: boolean;
  /** 0 removes the cookie; undefined ends it with the browser. */
  readonly maxAgeSeconds?: number;
}

/** The name a cookie has on the wire: with the `__Host-` prefix where browsers allow it (RFC 6265bis, section 4.1.3.2). */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** A `Set-Cookie` value. `value` must be cookie-safe already (base64url, hex). */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  const parts = [`${cookieName(name, options.secure)}=${value}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (options.maxAgeSeconds !== undefined) parts.push(`Max-Age=${Math.floor(options.maxAgeSeconds)}`);
  if (options.secure) parts.push("Secure");
  return parts.join("; ");
}
