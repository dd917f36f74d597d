import { isLoopback } from "../base/loopback.js";

/** The headers that tell where a browser's request comes from. */
export interface OriginHeaders {
  readonly origin?: string | string[] | undefined;
  readonly host?: string | undefined;
  readonly "sec-fetch-site"?: string | string[] | undefined;
}

/**
 * Whether a request comes from a page of ours, by what browsers say of it (`Origin`, `Sec-Fetch-Site`); programs and old browsers
 * say nothing, which passes, because a token decides besides. `own` is the proxy's origin; on loopback the address that was
 * called counts as well (`localhost` and `127.0.0.1` are one machine), since `Host` was checked before.
 */
export function isSameOrigin(headers: OriginHeaders, own: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const said = headers.origin;
  if (said === undefined || said === own) return true;
  return (
    isLoopbackOrigin(own) && typeof said === "string" && said === `http://${headers.host}` && isLoopbackOrigin(said)
  );
}

/** Whether an origin is this machine, by name or address. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}
