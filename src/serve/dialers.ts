import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { HttpUpstream, Secret, StdioUpstream, Value } from "../../generated/config.js";
import type { Credentials } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import { MODERN_REVISION } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { HttpOrigin } from "../net/http.js";
import { childEnvironment } from "../transport/command.js";
import type { Watchdog } from "../transport/guard.js";
import { HttpTransport } from "../transport/http.js";
import { SseTransport } from "../transport/sse.js";
import { StdioTransport } from "../transport/stdio.js";
import type { ConnectionMethod, Dialer } from "../upstream/pool/connect.js";
import { isHeaderValue } from "../wire/headers.js";

/** Reads a secret reference: `{ env }` from the world, `{ file }` relative to the config. Throws CONFIG. */
export type ReadSecret = (ref: Secret) => string;

/** Secrets of a config, read when the proxy starts; an error names the variable or file, never what is in it. */
export function secretReader(world: World): ReadSecret {
  const read = readerOf(world);
  return (ref) => {
    const secret = read(ref);
    if (secret.length >= SHORTEST_HIDDEN) world.secrets?.add(secret);
    return secret;
  };
}

/** Shorter ones would be found in every word. */
const SHORTEST_HIDDEN = 6;

function readerOf(world: World): ReadSecret {
  return (ref) => {
    if ("env" in ref) {
      const value = world.env[ref.env];
      if (value === undefined) throw new ProxyError("CONFIG", `The environment variable ${ref.env} is not set`);
      return value;
    }
    try {
      return readFileSync(resolve(world.baseDir, ref.file), "utf8").replace(/\r?\n$/, "");
    } catch (cause) {
      const why = ref.file.startsWith("~") ? ": ~ is not expanded; write ${HOME} instead" : "";
      throw new ProxyError("CONFIG", `Cannot read the secret file ${ref.file}${why}`, { cause });
    }
  };
}

/** PEM texts of an upstream's `tls`. */
export function readTls(entry: HttpUpstream, world: World): { ca?: string; cert?: string; key?: string } | undefined {
  const { tls } = entry;
  if (tls === undefined) return undefined;
  const read = (path: string): string => {
    try {
      return readFileSync(resolve(world.baseDir, path), "utf8");
    } catch (cause) {
      throw new ProxyError("CONFIG", `Cannot read the certificate file ${path}`, { cause });
    }
  };
  return {
    ...(tls.ca === undefined ? {} : { ca: read(tls.ca) }),
    ...(tls.cert === undefined ? {} : { cert: read(tls.cert) }),
    ...(tls.key === undefined ? {} : { key: read(tls.key) }),
  };
}

/** The ways that `protocol` leaves, and the legacy revision it names. */
function pinned(
  ways: readonly ConnectionMethod[],
  protocol: StdioUpstream["protocol"],
): Pick<Dialer, "ways" | "revision"> {
  if (protocol === "auto") return { ways, revision: undefined };
  const modern = protocol === "modern" || protocol === MODERN_REVISION;
  return {
    ways: ways.filter((way) => way.endsWith("-modern") === modern),
    revision: modern || protocol === "legacy" ? undefined : protocol,
  };
}

/** How to start a program and talk to it over its pipes. */
export function stdioDialer(
  name: string,
  entry: StdioUpstream,
  world: World,
  secret: ReadSecret,
  guard: Watchdog,
): Dialer {
  const own: Record<string, string> = {};
  for (const [key, value] of Object.entries(entry.env)) own[key] = text(value, secret);
  return {
    ...pinned(["stdio-modern", "stdio-legacy"], entry.protocol),
    connectTimeout: entry.timeouts.connect,
    transport: () =>
      new StdioTransport({
        upstream: name,
        command: entry.command,
        args: entry.args,
        env: childEnvironment(world.env, own),
        cwd: entry.cwd === undefined ? world.baseDir : resolve(world.baseDir, entry.cwd),
        secrets: [...Object.values(own), ...(world.secrets ?? [])],
        maxBytes: entry.limits.message,
        log: world.log.with({ upstream: name }),
        guard,
      }),
  };
}

const WAYS: Readonly<Record<HttpUpstream["transport"], readonly ConnectionMethod[]>> = {
  "http-first": ["http-modern", "http-legacy", "sse"],
  "sse-first": ["sse", "http-modern", "http-legacy"],
  "streamable-http": ["http-modern", "http-legacy"],
  sse: ["sse"],
};

/** How to reach a URL. Where both transports may be tried, a path that ends in `/sse` is tried as HTTP+SSE first. */
export function httpDialer(
  name: string,
  entry: HttpUpstream,
  origin: HttpOrigin,
  world: World,
  secret: ReadSecret,
  credentials: Credentials,
): Dialer {
  const url = new URL(entry.url);
  const headers = Object.entries(entry.headers).flatMap(([key, value]) => [
    key.toLowerCase(),
    headerText(`upstreams.${name}.headers.${key}`, text(value, secret)),
  ]);
  const connectTimeout = entry.timeouts.connect;
  const parts = (principal: Principal, abortCancels: boolean) => ({
    upstream: name,
    origin,
    path: url.pathname + url.search,
    headers,
    principal,
    credentials,
    maxBytes: entry.limits.message,
    idle: entry.timeouts.idle,
    abortCancels,
    log: world.log.with({ upstream: name }),
  });
  const sseFirst = /\/sse\/?$/.test(url.pathname) && entry.transport === "http-first";
  return {
    ...pinned(sseFirst ? WAYS["sse-first"] : WAYS[entry.transport], entry.protocol),
    connectTimeout,
    transport: (way, principal) =>
      way === "sse"
        ? new SseTransport({ ...parts(principal, false), url, endpointTimeout: connectTimeout })
        : new HttpTransport(parts(principal, way === "http-modern")),
  };
}

/** The connections to a URL's origin, shared by all links of the upstream. */
export function originOf(entry: HttpUpstream, world: World): HttpOrigin {
  return new HttpOrigin({
    origin: new URL(entry.url).origin,
    connectTimeout: Math.min(entry.timeouts.connect, 10_000),
    tls: readTls(entry, world),
    httpProxy: entry.httpProxy,
    env: world.env,
  });
}

/** The value of a header, whatever it was read from; a line break in it would start a header of its own. */
function headerText(where: string, value: string): string {
  if (isHeaderValue(value)) return value;
  throw new ProxyError("CONFIG", `${where} is not a valid header value`);
}

function text(value: Value, secret: ReadSecret): string {
  return typeof value === "string" ? value : secret(value);
}
