import { buildConnector, type Dispatcher, Pool, ProxyAgent } from "undici";
import { authoritiesWith } from "./authorities.js";
import { DispatchedRequest, type HttpExchange, type HttpRequest } from "./http-exchange.js";
import { type HttpProxy, proxyFor } from "./http-proxy.js";
import { type Connector, Valves } from "./http-valve.js";

/** How one origin is reached. */
export interface HttpOriginOptions {
  /** Scheme, host and port: `https://mcp.example.com`. */
  readonly origin: string;
  /** How many connections calls may use at once; what comes on top waits. Default 256. */
  readonly connections?: number;
  /** Milliseconds until an attempt to connect is given up. Default 10,000. */
  readonly connectTimeout?: number;
  /** PEM texts: authorities trusted besides the usual ones, and the certificate the proxy shows. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string } | undefined;
  /** The HTTP proxy to go through as a URL, or `none`; undefined: `env` decides. */
  readonly httpProxy?: string | undefined;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_CONNECTIONS = 256;
const DEFAULT_CONNECT_TIMEOUT = 10_000;
/** More than Node reads from a socket at once: at the usual 64 KB every full read would stop and start the reading. */
const READING = { highWaterMark: 131_072 };
const IDENTITY = ["accept-encoding", "identity"];

/**
 * The HTTP client for one upstream's origin: keep-alive connections without pipelining, no redirects, no timeouts after the
 * connection stands (those belong to the call), no cookies, certificates always verified.
 */
export class HttpOrigin {
  readonly origin: string;
  readonly #valves = new Valves();
  readonly #calls: Dispatcher;
  readonly #urgent: Dispatcher;
  /** What the request line has before the path: the origin, when a plain HTTP proxy is asked. */
  readonly #pathPrefix: string;
  readonly #extraHeaders: readonly string[];
  readonly #completed = new WeakMap<readonly string[], string[]>();

  constructor(options: HttpOriginOptions) {
    const url = new URL(options.origin);
    this.origin = url.origin;
    const proxy = proxyFor(url, options.env ?? {}, options.httpProxy);
    const forwarded = proxy !== undefined && url.protocol === "http:";
    this.#pathPrefix = forwarded ? url.origin : "";
    this.#extraHeaders = forwarded ? [...IDENTITY, "host", url.host, ...proxyHeaders(proxy)] : IDENTITY;
    this.#calls = this.#dispatcher(url, options, proxy, options.connections ?? DEFAULT_CONNECTIONS);
    this.#urgent = this.#dispatcher(url, options, proxy, undefined);
  }

  /** Sends a request. The receiver is never called before this returns, except for `onError`. */
  request(request: HttpRequest): HttpExchange {
    const exchange = new DispatchedRequest(this.origin, request, this.#valves);
    const urgent = request.urgent === true || request.method !== "POST";
    const target = urgent ? this.#urgent : this.#calls;
    target.dispatch(
      {
        origin: this.origin,
        path: this.#pathPrefix + request.path,
        method: request.method,
        headers: this.#complete(request.headers),
        body: request.body ?? null,
      },
      exchange,
    );
    return exchange;
  }

  /** With what is sent on every request. Requests bring the same list again and again. */
  #complete(headers: readonly string[]): string[] {
    let all = this.#completed.get(headers);
    if (all === undefined) {
      all = headers.concat(this.#extraHeaders);
      this.#completed.set(headers, all);
    }
    return all;
  }

  #dispatcher(
    origin: URL,
    options: HttpOriginOptions,
    proxy: HttpProxy | undefined,
    connections: number | undefined,
  ): Dispatcher {
    const timeout = options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT;
    const limits = { connections: connections ?? null, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };
    const secure = { ...READING, timeout, ...tlsOptions(options) };
    const valves = this.#valves;
    if (proxy === undefined)
      return new Pool(origin.origin, { ...limits, connect: valves.guard(buildConnector(secure)) });
    if (origin.protocol === "http:") {
      return new Pool(proxy.url.origin, { ...limits, connect: valves.guard(buildConnector({ ...READING, timeout })) });
    }
    const token = proxy.authorization === undefined ? {} : { token: proxy.authorization };
    return new ProxyAgent({
      ...limits,
      ...token,
      uri: proxy.url.href,
      requestTls: secure,
      proxyTls: { ...READING, timeout },
      // Given the connector that goes through the tunnel.
      factory: (target, { connect, ...rest }: Pool.Options & { connect?: Connector }) =>
        new Pool(target, { ...rest, ...(connect === undefined ? {} : { connect: valves.guard(connect) }) }),
    });
  }

  /** Ends what is under way (its receivers hear UPSTREAM_UNAVAILABLE) and all connections. Idempotent. */
  async close(): Promise<void> {
    await Promise.all([this.#calls.destroy(), this.#urgent.destroy()]);
  }
}

function proxyHeaders(proxy: HttpProxy): string[] {
  return proxy.authorization === undefined ? [] : ["proxy-authorization", proxy.authorization];
}

function tlsOptions({ tls, env }: HttpOriginOptions): { ca?: string[]; cert?: string; key?: string } {
  if (tls === undefined) return {};
  const { cert, key } = tls;
  const ca = authoritiesWith(tls.ca, env);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}
