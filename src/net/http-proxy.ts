import { BlockList, isIP } from "node:net";
import { addressRange } from "../base/address-range.js";
import { isLoopback } from "../base/loopback.js";
import { bareHost } from "./addresses.js";

/** The HTTP proxy that leads to an origin. */
export interface HttpProxy {
  /** Without user name and password. */
  readonly url: URL;
  /** The `Proxy-Authorization` value, when the URL had a user name. */
  readonly authorization: string | undefined;
}

/**
 * The HTTP proxy to go through for an origin: `configured` (a URL, or `none`) where the file says so, else what `HTTPS_PROXY`,
 * `HTTP_PROXY` and `NO_PROXY` say (either case; the lower one wins). Undefined: go direct. As in Go, the environment never leads to
 * this machine through a proxy, because the proxy would call its own loopback.
 */
export function proxyFor(
  origin: URL,
  env: Readonly<Record<string, string | undefined>>,
  configured?: string,
): HttpProxy | undefined {
  if (configured !== undefined) return configured === "none" ? undefined : proxyOf(configured);
  const http = env.http_proxy ?? env.HTTP_PROXY;
  const named = origin.protocol === "https:" ? (env.https_proxy ?? env.HTTPS_PROXY ?? http) : http;
  if (
    named === undefined ||
    named === "" ||
    isLoopback(origin.hostname) ||
    excluded(origin, env.no_proxy ?? env.NO_PROXY ?? "")
  )
    return undefined;
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

/** Whether `NO_PROXY` names the origin's host, a domain above it, its network (CIDR), or everything; an entry may end in `:port`. */
function excluded(origin: URL, noProxy: string): boolean {
  const host = bareHost(origin);
  const port = origin.port === "" ? (origin.protocol === "https:" ? "443" : "80") : origin.port;
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true;
    const ported = /^(\[.*\]|[^:]+):(\d+)$/.exec(entry);
    const name = (ported?.[1] ?? entry).toLowerCase().replace(/^\[(.*)\]$/, "$1");
    const domain = name.replace(/^\*?\./, "");
    if (domain === "" || (ported !== null && ported[2] !== port)) return false;
    return host === domain || host.endsWith(`.${domain}`) || isWithin(host, domain);
  });
}

function isWithin(host: string, network: string): boolean {
  const [family, range] = [isIP(host), addressRange(network)];
  if (family === 0 || range === undefined) return false;
  const nets = new BlockList();
  nets.addSubnet(range.address, range.bits, range.family === 4 ? "ipv4" : "ipv6");
  return nets.check(host, family === 4 ? "ipv4" : "ipv6");
}
