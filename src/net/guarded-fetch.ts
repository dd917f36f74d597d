import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, type Dispatcher, fetch, ProxyAgent, type RequestInit } from "undici";
import { isLoopback, isLoopbackAddress } from "../base/loopback.js";
import { ProxyError } from "../model/errors.js";
import { bareHost, isPublicAddress } from "./addresses.js";
import { authoritiesWith } from "./authorities.js";
import { type HttpProxy, proxyFor } from "./http-proxy.js";

/** What a guarded fetch may reach besides public https hosts, all of it written in the file by the operator. */
export interface GuardOptions {
  /**
   * Hosts (`login.corp.example`, port optional) that may have a private address, and origins (`http://keycloak:8080`) that may
   * also be plain http.
   */
  readonly allowHosts?: readonly string[];
  /** Whether this machine may be reached, by http too: true when the upstream itself is on it. */
  readonly allowLoopback?: boolean;
  /** Extra trusted certificates, PEM. */
  readonly ca?: string | undefined;
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` (either case) are honoured; a proxy then resolves names, and only literals are checked. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds for one request with its whole body; default 5000. */
  readonly timeoutMs?: number;
  /** Bytes of a body after decoding; default 1 MiB. */
  readonly maxBytes?: number;
}

/**
 * The one fetch for everything OAuth: https only (or what the options name), the address checked when it is connected to,
 * redirects not followed for anything but GET and there at most three within one origin, 5 s, 1 MiB decoded.
 * Rejects with AUTH_FAILED when the guard refuses, UPSTREAM_UNAVAILABLE when the network or the clock does.
 */
export interface GuardedFetch {
  (url: string, init?: GuardedInit): Promise<Response>;
  /** Throws AUTH_FAILED unless a request to this URL would be let out (names are not resolved here). */
  check(url: string): URL;
  close(): Promise<void>;
}

/** The part of `RequestInit` that OAuth needs. */
export interface GuardedInit {
  readonly method?: string | undefined;
  readonly headers?: Record<string, string> | Headers;
  readonly body?: string | Uint8Array | URLSearchParams | null | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

const MAX_REDIRECTS = 3;
const MAX_JSON_DEPTH = 128;

/** Everything fetched for OAuth goes through one of these: https or named hosts, addresses checked when connecting, bounded. */
export function createGuardedFetch(options: GuardOptions = {}): GuardedFetch {
  const { timeoutMs = 5000, maxBytes = 1024 * 1024 } = options;
  const allowed = new Set((options.allowHosts ?? []).map((entry) => entry.toLowerCase().replace(/\/$/, "")));

  function refuse(url: URL | undefined, reason: string): ProxyError {
    return new ProxyError("AUTH_FAILED", `Refused to fetch ${url === undefined ? "a URL" : url.host}: ${reason}`);
  }

  function mayBePrivate(url: URL): boolean {
    return (
      allowed.has(url.origin) ||
      allowed.has(url.host) ||
      allowed.has(bareHost(url)) ||
      (options.allowLoopback === true && isLoopback(url.hostname))
    );
  }

  function check(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined) throw refuse(undefined, "it is not a valid URL");
    if (url.username !== "" || url.password !== "") throw refuse(url, "it contains a user name");
    if (url.protocol === "http:") {
      const named = allowed.has(url.origin) || (options.allowLoopback === true && isLoopback(url.hostname));
      if (!named) throw refuse(url, `it is not https; add ${url.origin} to auth.allowHosts if it is yours`);
    } else if (url.protocol !== "https:") {
      throw refuse(url, "it is not https");
    }
    const host = bareHost(url);
    if ((isIP(host) !== 0 && !isPublicAddress(host)) || isLoopback(url.hostname)) {
      if (!mayBePrivate(url))
        throw refuse(url, `its address is not public; add ${host} to auth.allowHosts if it is yours`);
    }
    return url;
  }

  const open = agentFor(options, () => true);
  const publicOnly = agentFor(options, isPublicAddress);
  const loopbackOnly = agentFor(options, (address) => isPublicAddress(address) || isLoopbackAddress(address));
  /** One for each HTTP proxy of the environment, of which there are two at most. */
  const proxied = new Map<string, Dispatcher>();

  function dispatcherFor(url: URL): Dispatcher {
    const proxy = proxyFor(url, options.env ?? {});
    if (proxy !== undefined) {
      const known = proxied.get(proxy.url.href);
      if (known !== undefined) return known;
      const agent = agentThrough(proxy, options);
      proxied.set(proxy.url.href, agent);
      return agent;
    }
    if (!mayBePrivate(url)) return publicOnly;
    return allowed.has(url.origin) || allowed.has(url.host) || allowed.has(bareHost(url)) ? open : loopbackOnly;
  }

  const run = async (text: string, init: GuardedInit = {}): Promise<Response> => {
    const method = (init.method ?? "GET").toUpperCase();
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    let url = check(text);
    for (let hop = 0; ; hop++) {
      const response = await send(url, method, init, signal);
      const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
      if (location === null || (method !== "GET" && method !== "HEAD")) return response;
      const next = URL.canParse(location, url.href) ? check(new URL(location, url).href) : undefined;
      if (next === undefined || next.origin !== url.origin) throw refuse(url, "it redirects to another origin");
      if (hop >= MAX_REDIRECTS) throw refuse(url, "too many redirects");
      url = next;
    }
  };

  async function send(url: URL, method: string, init: GuardedInit, signal: AbortSignal): Promise<Response> {
    try {
      const headers = Object.fromEntries(new Headers(init.headers ?? {}));
      const response = await fetch(url, {
        method,
        headers: { "accept-encoding": "identity", ...headers },
        body: (init.body ?? null) as RequestInit["body"] & null,
        redirect: "manual",
        signal,
        dispatcher: dispatcherFor(url),
      });
      const body = await collect(response.body, maxBytes);
      if (body === undefined) throw refuse(url, `the answer is larger than ${maxBytes} bytes`);
      if (isTooDeep(body)) throw refuse(url, "the answer is JSON that is too deeply nested");
      const bodyless = response.status === 204 || response.status === 205 || response.status === 304;
      const kept = new Headers(
        [...response.headers].filter(([name]) => name !== "content-encoding" && name !== "content-length"),
      );
      return new Response(bodyless ? null : new Uint8Array(body), { status: response.status, headers: kept });
    } catch (error) {
      if (error instanceof ProxyError) throw error;
      const blocked = causeWithCode(error, "EBLOCKEDADDRESS");
      if (blocked)
        throw refuse(url, `its address is not public; add ${bareHost(url)} to auth.allowHosts if it is yours`);
      const given = init.signal?.aborted === true;
      const late = given
        ? (init.signal?.reason as { name?: string } | undefined)?.name === "TimeoutError"
        : signal.aborted;
      const why = late ? "no answer in time" : given ? "the request was cancelled" : networkReason(error);
      throw new ProxyError("UPSTREAM_UNAVAILABLE", `${url.host} cannot be reached: ${why}`, { cause: error });
    }
  }

  return Object.assign(run, {
    check,
    close: async () => {
      await Promise.all([open, publicOnly, loopbackOnly, ...proxied.values()].map((agent) => agent.destroy()));
    },
  });
}

/** An agent whose connections only ever reach addresses that pass; what is resolved is what is connected to. */
function agentFor(options: GuardOptions, passes: (address: string) => boolean): Dispatcher {
  const lookup: LookupFunction = (hostname, lookupOptions, callback) => {
    dnsLookup(hostname, { ...lookupOptions, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, "", 4);
      const good = addresses.filter((entry) => passes(entry.address));
      const first = good[0];
      if (first === undefined) return callback(Object.assign(new Error("blocked"), { code: "EBLOCKEDADDRESS" }), "", 4);
      if (lookupOptions.all) return callback(null, good);
      callback(null, first.address, first.family);
    });
  };
  return new Agent({ ...LIMITS, connect: { lookup, ...secure(options) } });
}

/** An agent that goes through an HTTP proxy, which resolves the names. Plain HTTP is asked for in full, as at an upstream. */
function agentThrough(proxy: HttpProxy, options: GuardOptions): Dispatcher {
  const { timeout, ...requestTls } = secure(options);
  const token = proxy.authorization === undefined ? {} : { token: proxy.authorization };
  // What is behind a tunnel is judged by the same authorities.
  return new ProxyAgent({
    ...LIMITS,
    ...token,
    uri: proxy.url.href,
    proxyTunnel: false,
    proxyTls: { timeout },
    requestTls,
  });
}

const LIMITS = { keepAliveTimeout: 4000, maxHeaderSize: 32 * 1024 };

function secure({ ca, env, timeoutMs = 5000 }: GuardOptions): { timeout: number; ca?: string[] } {
  const authorities = authoritiesWith(ca, env);
  return { timeout: timeoutMs, ...(authorities === undefined ? {} : { ca: authorities }) };
}

/** The whole body, or undefined as soon as it is longer than allowed. */
async function collect(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Buffer | undefined> {
  if (body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Counts open brackets outside strings; parsing first would already walk them all. */
function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}

function causeWithCode(error: unknown, code: string): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ((at as NodeJS.ErrnoException).code === code) return true;
    if (at instanceof AggregateError && at.errors.some((inner) => causeWithCode(inner, code))) return true;
  }
  return false;
}

/** The system's short code (ENOTFOUND, ECONNREFUSED, certificate problems …): enough to tell DNS from TCP from TLS. */
function networkReason(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as NodeJS.ErrnoException).code;
    if (typeof code === "string") return code;
  }
  return "the connection failed";
}
