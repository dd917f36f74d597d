/** The HTTP proxy that leads to an origin. */
export interface HttpProxy {
  /** Without user name and password. */
  readonly url: URL;
  /** The `Proxy-Authorization` value, when the URL had a user name. */
  readonly authorization: string | undefined;
}

/**
 * The HTTP proxy to go through for an origin: `configured` (a URL, or `none`) where the file says so, else what `HTTPS_PROXY`,
 * `HTTP_PROXY` and `NO_PROXY` say (either case; the lower one wins). Undefined: go direct.
 */
export function proxyFor(
  origin: URL,
  env: Readonly<Record<string, string | undefined>>,
  configured?: string,
): HttpProxy | undefined {
  if (configured !== undefined) return configured === "none" ? undefined : proxyOf(configured);
  const http = env.http_proxy ?? env.HTTP_PROXY;
  const named = origin.protocol === "https:" ? (env.https_proxy ?? env.HTTPS_PROXY ?? http) : http;
  if (named === undefined || named === "" || excluded(origin, env.no_proxy ?? env.NO_PROXY ?? "")) return undefined;
  return proxyOf(named);
}

function proxyOf(text: string): HttpProxy {
  const url = new URL(text.includes("://") ? text : `http://${text}`);
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = url.username === "" ? undefined : `Basic ${Buffer.from(user).toString("base64")}`;
  url.username = "";
  url.password = "";
  return { url, authorization };
}

/** Whether `NO_PROXY` names the origin's host, a domain above it, or everything; an entry may end in `:port`. */
function excluded(origin: URL, noProxy: string): boolean {
  const host = origin.hostname.toLowerCase();
  const port = origin.port === "" ? (origin.protocol === "https:" ? "443" : "80") : origin.port;
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true;
    const ported = /^(\[.*\]|[^:]+):(\d+)$/.exec(entry);
    const name = (ported?.[1] ?? entry).toLowerCase();
    const domain = name.replace(/^\*?\./, "");
    if (domain === "" || (ported !== null && ported[2] !== port)) return false;
    return host === domain || host === `[${domain}]` || host.endsWith(`.${domain}`);
  });
}
