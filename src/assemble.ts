import type {
  Config,
  HttpUpstream,
  Secret,
  StdioUpstream,
  Upstream as UpstreamConfig,
  Value,
} from "../generated/config.js";
import type { Credential, Credentials } from "./model/credentials.js";
import { ProxyError } from "./model/errors.js";
import type { Principal } from "./model/principal.js";
import { LOCAL } from "./model/principal.js";
import type { View } from "./model/view.js";
import type { World } from "./model/world.js";
import { SingleView } from "./proxy/single.js";
import { childEnvironment } from "./transport/command.js";
import { createGuard, type Guard } from "./transport/guard.js";
import { HttpTransport } from "./transport/http.js";
import { SseTransport } from "./transport/sse.js";
import { StdioTransport } from "./transport/stdio.js";
import type { Dialer, Way } from "./upstream/connect.js";
import { Declarations } from "./upstream/declare.js";
import { type ParkedCall, QuestionDesk } from "./upstream/desk.js";
import { Parking } from "./upstream/parking.js";
import { Upstream } from "./upstream/upstream.js";
import { HttpOrigin } from "./wire/http.js";

/** A config at work. */
export interface Assembly {
  /** By endpoint path. */
  readonly views: ReadonlyMap<string, View>;
  /** What `serve --stdio` shows. */
  readonly stdioView: View;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Connects what can be connected without a person, all at once; resolves when each is up or has failed. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** How secret references are read: `{ env }` from the world, `{ file }` relative to the config. */
export type ReadSecret = (ref: Secret) => string;

/** Builds the pipeline that the config describes. Reads secrets; opens nothing before it is used. */
export function assemble(config: Config, world: World, secret: ReadSecret): Assembly {
  const declarations = new Declarations();
  const parking = new Parking<ParkedCall>({ perPrincipal: 100, total: 10_000, ttl: 600_000 }, world);
  const guard = createGuard(world.log);
  const closers: (() => Promise<unknown>)[] = [async () => guard.close()];
  const upstreams = new Map<string, Upstream>();
  const clientInfo = JSON.stringify({ name: "mcp-proxy", version: world.version });
  for (const [name, entry] of Object.entries(config.upstreams)) {
    const log = world.log.with({ upstream: name });
    const origin = "url" in entry ? originOf(entry, world, secret) : undefined;
    if (origin !== undefined) closers.push(() => origin.close());
    const shared = {
      upstream: name,
      timeouts: entry.timeouts,
      clock: world.clock,
      log,
      clientInfo,
      desk: new QuestionDesk(name, parking),
      declarations,
    };
    const upstream = new Upstream({
      name,
      isolation: "principal",
      declarations,
      log,
      dialer: dialerOf(name, entry, origin, { world, secret, guard, credentials: STATIC }),
      legacy: shared,
      modern: shared,
      changed: () => undefined,
    });
    upstreams.set(name, upstream);
  }
  const views = new Map<string, View>();
  const all = [...upstreams.values()];
  const parts = { face: { name: "mcp-proxy", version: world.version }, log: world.log, deadline: 2000 };
  const view = (names: readonly string[]): View => {
    const chosen = names.length === 0 ? all : names.map((name) => upstreams.get(name) as Upstream);
    if (chosen.length === 1) return new SingleView(chosen[0] as Upstream, parts);
    throw new ProxyError("CONFIG", "Several upstreams are not merged yet");
  };
  for (const [path, endpoint] of Object.entries(config.expose.http?.endpoints ?? {}))
    views.set(path, view(endpoint.upstreams));
  return {
    views,
    stdioView: view([]),
    upstreams,
    warm: async () => {
      await Promise.allSettled(all.map((upstream) => upstream.warm(LOCAL)));
    },
    close: async () => {
      parking.end(() => true);
      await Promise.all(all.map((upstream) => upstream.close()));
      await Promise.all(closers.map((close) => close()));
    },
  };
}

const NOTHING: Credential = { headers: [] };
const STATIC: Credentials = {
  current: () => NOTHING,
  renew: async () => {
    throw new ProxyError("AUTH_FAILED", "The upstream wants a credential, and the file gives none");
  },
  close: async () => undefined,
};

interface DialerParts {
  readonly world: World;
  readonly secret: ReadSecret;
  readonly guard: Guard;
  readonly credentials: Credentials;
}

function dialerOf(name: string, entry: UpstreamConfig, origin: HttpOrigin | undefined, parts: DialerParts): Dialer {
  const { connect } = entry.timeouts;
  if ("url" in entry) return httpDialer(name, entry, origin as HttpOrigin, parts, connect);
  return stdioDialer(name, entry, parts, connect);
}

function stdioDialer(name: string, entry: StdioUpstream, parts: DialerParts, connectTimeout: number): Dialer {
  const own: Record<string, string> = {};
  for (const [key, value] of Object.entries(entry.env)) own[key] = text(value, parts.secret);
  const { world, guard } = parts;
  return {
    ways: ["stdio-modern", "stdio-legacy"],
    connectTimeout,
    transport: () =>
      new StdioTransport({
        upstream: name,
        command: entry.command,
        args: entry.args,
        env: childEnvironment(world.env, own),
        cwd: entry.cwd ?? world.baseDir,
        secrets: Object.values(own),
        maxBytes: entry.limits.message,
        log: world.log.with({ upstream: name }),
        guard,
      }),
  };
}

const WAYS: Readonly<Record<HttpUpstream["transport"], readonly Way[]>> = {
  "http-first": ["http-modern", "http-legacy", "sse"],
  "sse-first": ["sse", "http-modern", "http-legacy"],
  "streamable-http": ["http-modern", "http-legacy"],
  sse: ["sse"],
};

function httpDialer(
  name: string,
  entry: HttpUpstream,
  origin: HttpOrigin,
  parts: DialerParts,
  connectTimeout: number,
): Dialer {
  const url = new URL(entry.url);
  const headers = Object.entries(entry.headers).flatMap(([key, value]) => [
    key.toLowerCase(),
    text(value, parts.secret),
  ]);
  const common = (principal: Principal) => ({
    upstream: name,
    origin,
    path: url.pathname + url.search,
    headers,
    principal,
    credentials: parts.credentials,
    maxBytes: entry.limits.message,
    log: parts.world.log.with({ upstream: name }),
  });
  const sseFirst = /\/sse\/?$/.test(url.pathname) && entry.transport !== "sse";
  return {
    ways: sseFirst ? WAYS["sse-first"] : WAYS[entry.transport],
    connectTimeout,
    transport: (way, principal) =>
      way === "sse"
        ? new SseTransport({ ...common(principal), abortCancels: false, url, endpointTimeout: connectTimeout })
        : new HttpTransport({ ...common(principal), abortCancels: way === "http-modern" }),
  };
}

function originOf(entry: HttpUpstream, world: World, secret: ReadSecret): HttpOrigin {
  const url = new URL(entry.url);
  const { tls } = entry;
  return new HttpOrigin({
    origin: url.origin,
    connectTimeout: Math.min(entry.timeouts.connect, 10_000),
    tls: tls === undefined ? undefined : readTls(tls, secret),
    httpProxy: entry.httpProxy,
    env: world.env,
  });
}

function readTls(
  tls: NonNullable<HttpUpstream["tls"]>,
  secret: ReadSecret,
): { ca?: string; cert?: string; key?: string } {
  const read = (path: string): string => secret({ file: path });
  return {
    ...(tls.ca === undefined ? {} : { ca: read(tls.ca) }),
    ...(tls.cert === undefined ? {} : { cert: read(tls.cert) }),
    ...(tls.key === undefined ? {} : { key: read(tls.key) }),
  };
}

function text(value: Value, secret: ReadSecret): string {
  return typeof value === "string" ? value : secret(value);
}
