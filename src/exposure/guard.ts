import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { LOOPBACK_NAMES } from "../base/loopback.js";
import { ProxyError } from "../model/errors.js";
import { removeUnnamedIdentity } from "../net/identity-headers.js";
import { refuse } from "./refuse.js";

/** The limit of Node's parser. A request with this many headers is refused, because Node has dropped the ones after it. */
export const MAX_HEADERS = 200;

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/i;
const ORIGIN = /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/i;
const FOREIGN_PAGE =
  "Pages of this origin may not call the proxy; if the page is yours, add its origin to expose.http.allowedOrigins";
const NONE: ReadonlySet<string> = new Set();
const EXPOSED = "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate";

/** Headers that must not be repeated, because Node silently takes the first or joins them. */
const SINGLE_HEADERS = new Set(["host", "origin", "content-type", "content-length", "authorization", "mcp-session-id"]);

/** The names and origins that the exposure answers to. */
export interface GuardSettings {
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /**
   * Paths (with prefix) of probes. Load balancers and orchestrators send what they can: HTTP/1.0, no `Host`, or the address or
   * name of a pod, all of which is allowed there for GET and HEAD.
   */
  readonly probes: readonly string[];
  /** Accepts every `Host`, where each caller shows a credential or strangers cannot reach the listener. */
  readonly anyHost?: boolean;
  /**
   * Whether a caller is recognised without showing a credential, so that any page in the caller's browser is that caller. Then
   * only pages of the proxy's own origin and of `allowedOrigins` may call; otherwise pages of every loopback port may.
   */
  readonly identityIsAmbient: boolean;
  /** Headers in which a reverse proxy names the caller, in lower case. Others of the kind are removed from the request. */
  readonly identityHeaders?: () => ReadonlySet<string>;
}

function hostName(value: string): string | undefined {
  return HOST.exec(value)?.[1]?.toLowerCase();
}

const OLD_HTTP =
  "MCP needs HTTP/1.1, and this request came over HTTP/1.0. nginx sends HTTP/1.0 unless it is told otherwise; set proxy_http_version 1.1 there";

/** Checks a request's head; false when it refused the request or answered a preflight. */
export interface RequestGuard {
  (request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether a probe was admitted in spite of its `Host`, as a page whose name was rebound to this machine sends one. */
  hasForeignHost(request: IncomingMessage): boolean;
}

/**
 * Checks a request's line, `Host` and `Origin` before anything else does. Returns false when it refused the request or answered a
 * preflight. Against DNS rebinding, only the names in the file and loopback names are accepted.
 */
export function createRequestGuard(settings: GuardSettings): RequestGuard {
  const hosts = new Set(LOOPBACK_NAMES);
  const listen = settings.host.includes(":") ? `[${settings.host}]` : settings.host.toLowerCase();
  if (listen !== "0.0.0.0" && listen !== "[::]" && listen !== "") hosts.add(listen);
  for (const name of settings.allowedHosts) hosts.add(hostName(name) ?? name.toLowerCase());
  const origins = new Set(settings.allowedOrigins.map((origin) => origin.toLowerCase().replace(/\/$/, "")));
  let publicHost: string | undefined;
  if (settings.publicUrl !== undefined) {
    const url = new URL(settings.publicUrl);
    publicHost = url.hostname.toLowerCase();
    hosts.add(url.hostname.toLowerCase());
    origins.add(url.origin);
  }
  const probes = new Set(settings.probes);
  const identityHeaders = settings.identityHeaders ?? (() => NONE);
  const passed = new Set<string>();
  const strangeProbes = new WeakSet<IncomingMessage>();

  function isOurs(host: string): boolean {
    if (passed.has(host)) return true;
    const name = hostName(host);
    if (name === undefined || !hosts.has(name)) return false;
    if (passed.size < 64) passed.add(host);
    return true;
  }

  /** Only a request by hand has no `Host`, or an IP address that is not ours: a browser sends the name that it resolved. */
  function isRebindable(host: string | undefined): boolean {
    const name = host === undefined ? undefined : hostName(host);
    return host !== undefined && (name === undefined || isIP(name.replace(/^\[|\]$/g, "")) === 0) && !isOurs(host);
  }

  function isProbe({ method }: IncomingMessage, url: string): boolean {
    return (method === "GET" || method === "HEAD") && probes.has(url.split("?", 1)[0] as string);
  }

  function isFriend(origin: string, host: string): boolean {
    const lower = origin.toLowerCase();
    if (origins.has(lower)) return true;
    const name = ORIGIN.exec(lower)?.[1];
    if (name === undefined || !hosts.has(name)) return false;
    if (!settings.identityIsAmbient) return true;
    // A page of the proxy has the origin it was loaded from. For the public name, `publicUrl` has that origin.
    return name !== publicHost && /^https?:\/\/(.*)$/.exec(lower)?.[1] === host.toLowerCase();
  }

  function guard(request: IncomingMessage, response: ServerResponse): boolean {
    const { rawHeaders, headers } = request;
    const url = request.url ?? "";
    const probe = probes.size > 0 && isProbe(request, url);
    if (!probe && request.httpVersion !== "1.1") return no(response, "INVALID_REQUEST", OLD_HTTP);
    if (url.charCodeAt(0) !== 0x2f) return no(response, "INVALID_REQUEST", "The request target must be a path");
    if (rawHeaders.length >= 2 * MAX_HEADERS) {
      return no(response, "HEADERS_TOO_LARGE", `More than ${MAX_HEADERS - 1} headers`);
    }
    const twice = repeated(rawHeaders);
    if (twice !== undefined) return no(response, "INVALID_REQUEST", `Duplicate header ${twice}`);
    if (probe) {
      if (isRebindable(headers.host)) strangeProbes.add(request);
    } else if (headers.host === undefined) {
      return no(response, "INVALID_REQUEST", "The request has no Host header");
    } else if (settings.anyHost !== true && !isOurs(headers.host)) {
      return no(
        response,
        "FORBIDDEN",
        "The proxy does not serve the host of this request; see expose.http.allowedHosts",
      );
    }
    removeUnnamedIdentity(request, identityHeaders());
    const { origin } = headers;
    if (origin === undefined) {
      if (!settings.identityIsAmbient || !isForeignSubrequest(headers)) return true;
      return no(response, "FORBIDDEN", FOREIGN_PAGE);
    }
    // A form on the proxy's own page without a referrer. Only a browser sets Sec-Fetch-Site, and Host is one of the proxy's names.
    if (origin === "null" && headers["sec-fetch-site"] === "same-origin") return true;
    if (!isFriend(origin, headers.host ?? "")) return no(response, "FORBIDDEN", FOREIGN_PAGE);
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Expose-Headers", EXPOSED);
    response.setHeader("Vary", "Origin");
    if (request.method !== "OPTIONS" || headers["access-control-request-method"] === undefined) return true;
    const wanted = headers["access-control-request-headers"];
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
    if (typeof wanted === "string") response.setHeader("Access-Control-Allow-Headers", wanted);
    response.setHeader("Access-Control-Max-Age", "600");
    response.writeHead(204).end();
    return false;
  }

  return Object.assign(guard, { hasForeignHost: (request: IncomingMessage) => strangeProbes.has(request) });
}

/**
 * Whether another site's page loads something without `Origin` (an image, a script, a fetch without CORS). A navigation is allowed,
 * because a person may follow a link from anywhere.
 */
function isForeignSubrequest(headers: IncomingMessage["headers"]): boolean {
  const site = headers["sec-fetch-site"];
  return (site === "same-site" || site === "cross-site") && headers["sec-fetch-mode"] !== "navigate";
}

function no(
  response: ServerResponse,
  code: "INVALID_REQUEST" | "FORBIDDEN" | "HEADERS_TOO_LARGE",
  text: string,
): false {
  response.setHeader("Connection", "close");
  refuse(response, new ProxyError(code, text));
  return false;
}

function repeated(rawHeaders: readonly string[]): string | undefined {
  let seen = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const raw = rawHeaders[at] as string;
    const mark = MARKS[raw.length];
    if (mark === undefined) continue;
    const name = raw.toLowerCase();
    const bit = mark.get(name);
    if (bit === undefined) continue;
    if ((seen & bit) !== 0) return name;
    seen |= bit;
  }
  return undefined;
}

/** `SINGLE_HEADERS` by length of name, so that most headers cost one look-up. */
const MARKS: readonly (ReadonlyMap<string, number> | undefined)[] = (() => {
  const marks: (Map<string, number> | undefined)[] = [];
  let bit = 1;
  for (const name of SINGLE_HEADERS) {
    const same = marks[name.length] ?? new Map<string, number>();
    same.set(name, bit);
    marks[name.length] = same;
    bit <<= 1;
  }
  return marks;
})();
