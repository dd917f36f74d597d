import { createHash } from "node:crypto";
import type { Upstream as UpstreamConfig } from "../../generated/config.js";
import { compileGlob } from "../base/glob.js";
import { reached } from "../config/changes.js";
import type { Principal } from "../model/principal.js";
import type { ServerFeature } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { type Peer, withOwn } from "../proxy/peer.js";
import { rememberedPeer } from "../proxy/remember.js";
import { type TaskOwners, withOwnTasks } from "../proxy/task-owners.js";
import type { Watchdog } from "../transport/guard.js";
import type { Declarations } from "../upstream/conversation/declare.js";
import type { Dialer } from "../upstream/pool/connect.js";
import { createGate } from "../upstream/pool/gate.js";
import { createCircuitBreaker } from "../upstream/pool/reopening.js";
import type { ParkedCalls } from "../upstream/questions/parked-calls.js";
import { type ParkedCall, PendingQuestions } from "../upstream/questions/pending-questions.js";
import { Upstream } from "../upstream/upstream.js";
import { httpDialer, originOf, readTls, secretReader, stdioDialer } from "./dialers.js";
import type { Foundation } from "./foundation.js";
import { createCredentials } from "./registry.js";
import { type SecretFiles, secretFilesOf } from "./secret-files.js";

/** The most links of one upstream unless the file says otherwise: a process takes memory here, a session hardly any. */
const MAX_PROCESSES = 100;
const MAX_SESSIONS = 10_000;

/** What all upstreams share, over all reloads. */
export interface UpstreamMakings {
  readonly world: World;
  readonly foundation: Foundation;
  readonly guard: Watchdog;
  readonly declarations: Declarations;
  readonly parking: ParkedCalls<ParkedCall>;
  readonly taskOwners: TaskOwners;
  /** Whether more than one principal may call, just now. */
  several(): boolean;
  /** A list of an upstream changed for a principal. */
  changed(principal: Principal, upstream: string, kind: ServerFeature): void;
}

/** An upstream at work. */
export interface RunningUpstream {
  readonly upstream: Upstream;
  /** As views see it: a lazy one answers lists from memory while it does not run. */
  readonly peer: Peer;
  /** What its secrets and certificates were when it was built. */
  readonly secrets: SecretFiles;
  /** A reload keeps it: what the file says that is looked at with each message. */
  adopt(entry: UpstreamConfig): void;
  /** Waits up to `graceMs` for its calls, then ends its links and what they were made of. Asked again, the shorter wait counts. */
  end(graceMs: number): Promise<void>;
}

/** Builds an upstream; it connects to nothing before it is used. Reads its secrets; throws CONFIG. */
export function makeUpstream(name: string, entry: UpstreamConfig, makings: UpstreamMakings): RunningUpstream {
  const { world, foundation, declarations } = makings;
  const log = world.log.with({ upstream: name });
  const closers: (() => Promise<unknown>)[] = [];
  let allowed = allowedMethods(entry);
  const takes = (method: string): boolean => allowed?.(method) ?? foundation.control?.ruled !== true;
  const shared = {
    upstream: name,
    timeouts: entry.timeouts,
    clock: world.clock,
    log,
    clientInfo: JSON.stringify({ name: "mcp-proxy", version: world.version }),
    desk: new PendingQuestions(name, makings.parking),
    declarations,
    takes,
  };
  const upstream = new Upstream({
    name,
    isolation: entry.isolation,
    declarations,
    breaker: createCircuitBreaker(name, entry.restart, world.clock, () => world.random(4).readUInt32LE() / 2 ** 32),
    gate: createGate(name, entry.limits, world.clock, makings.several),
    links: entry.limits.links ?? ("url" in entry ? MAX_SESSIONS : MAX_PROCESSES),
    several: makings.several,
    eager: entry.start === "eager",
    idleStop: entry.idleStop,
    log,
    dialer: dialerOf(name, entry, makings, closers),
    legacy: shared,
    modern: shared,
    takes,
    changed: (principal, kind) => makings.changed(principal, name, kind),
  });
  let ended: Promise<unknown> | undefined;
  const running = (caller: Parameters<Upstream["running"]>[0]): boolean => upstream.running(caller);
  const plain =
    entry.start === "eager"
      ? upstream
      : rememberedPeer(upstream, {
          store: foundation.store,
          fingerprint: fingerprintOf(entry),
          running,
          limits: { pages: entry.limits.pages, bytes: entry.limits.list },
          log,
        });
  const handle = foundation.counted?.((call) => plain.handle(call), name);
  const counted = handle === undefined ? plain : withOwn(plain, { handle });
  const peer = isPooled(entry) ? withOwnTasks(counted, makings.taskOwners, makings.several) : counted;
  return {
    upstream,
    peer,
    secrets: secretFilesOf(entry, world),
    adopt(next) {
      allowed = allowedMethods(next);
    },
    async end(graceMs) {
      await upstream.drain(graceMs);
      ended ??= Promise.all(closers.map((close) => close()));
      await ended;
    },
  };
}

/** Ways of signing in with which each principal has an account of its own. */
const OWN_ACCOUNTS: ReadonlySet<string> = new Set(["cimd", "dcr", "oidc", "token-exchange"]);

/** Whether an upstream may be unable to tell principals apart, because they share its link or its account. */
function isPooled(entry: UpstreamConfig): boolean {
  return entry.isolation === "shared" || ("url" in entry && !OWN_ACCOUNTS.has(entry.auth.mode));
}

/** Whether the file opens a method that the protocol does not have; undefined: the file says nothing of them. */
function allowedMethods({ methods }: UpstreamConfig): ((method: string) => boolean) | undefined {
  if (methods === undefined) return undefined;
  const globs = methods.allow.map((pattern) => compileGlob(pattern));
  return (method) => globs.some((glob) => glob(method));
}

/** Another one when the upstream is reached differently. */
function fingerprintOf(entry: UpstreamConfig): string {
  return createHash("sha256")
    .update(JSON.stringify(reached(entry)))
    .digest("hex");
}

function dialerOf(
  name: string,
  entry: UpstreamConfig,
  makings: UpstreamMakings,
  closers: (() => Promise<unknown>)[],
): Dialer {
  const { world, guard, foundation } = makings;
  const secret = secretReader(world);
  if (!("url" in entry)) return stdioDialer(name, entry, world, secret, guard);
  const origin = originOf(entry, world);
  const credentials = createCredentials(entry.auth, {
    upstream: { name, url: entry.url },
    store: foundation.store,
    logins: foundation.logins,
    world: entry.httpProxy === undefined ? world : { ...world, env: through(entry.httpProxy, world.env) },
    secret,
    ca: readTls(entry, world)?.ca,
  });
  closers.push(
    () => origin.close(),
    () => credentials.close(),
  );
  return httpDialer(name, entry, origin, world, secret, credentials);
}

/** The environment of whoever signs in to an upstream that has an HTTP proxy of its own: the issuer is reached the same way. */
function through(httpProxy: string, env: World["env"]): World["env"] {
  const { http_proxy: _, HTTP_PROXY: _1, https_proxy: _2, HTTPS_PROXY: _3, ...rest } = env;
  return httpProxy === "none" ? rest : { ...rest, HTTP_PROXY: httpProxy, HTTPS_PROXY: httpProxy };
}
