import { createHash } from "node:crypto";
import type { Config, Endpoint, StdioExposure, Upstream as UpstreamConfig } from "../generated/config.js";
import { accessOf } from "./access/chain.js";
import type { AccessControl } from "./access/control.js";
import { none } from "./access/none.js";
import type { LoginOffice } from "./auth/logins.js";
import { httpDialer, originOf, type ReadSecret, readTls, secretReader, stdioDialer } from "./dialers.js";
import { memberRules } from "./filter/member.js";
import type { Access } from "./model/access.js";
import { LOCAL } from "./model/principal.js";
import type { Store } from "./model/store.js";
import type { View } from "./model/view.js";
import type { Log, World } from "./model/world.js";
import type { Member } from "./proxy/member.js";
import { MergedView } from "./proxy/merged.js";
import type { NamingRules } from "./proxy/naming/names.js";
import type { Peer } from "./proxy/peer.js";
import { rememberedPeer } from "./proxy/remember.js";
import { SingleView } from "./proxy/single.js";
import { createCredentials, itemFilters } from "./registry.js";
import { createGuard, type Guard } from "./transport/guard.js";
import type { Dialer } from "./upstream/connect.js";
import { Declarations } from "./upstream/declare.js";
import { type ParkedCall, QuestionDesk } from "./upstream/desk.js";
import { createGate } from "./upstream/gate.js";
import { Parking } from "./upstream/parking.js";
import { createRevival } from "./upstream/revival.js";
import { Upstream } from "./upstream/upstream.js";

/** What stands around the pipeline and outlives a reload: logins and where they are kept. */
export interface Foundation {
  readonly store: Store;
  readonly logins: LoginOffice;
  /** Who may call and see what; absent where nobody is asked: on stdio, the person at the machine sees everything. */
  readonly control?: AccessControl;
}

/** A config at work. */
export interface Assembly {
  /** By endpoint path. */
  readonly views: ReadonlyMap<string, View>;
  /** What `serve --stdio` shows. */
  readonly stdioView: View;
  readonly access: Access;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Other users or roles are in force: lists are made anew, and whoever listens is told. */
  rulesChanged(): void;
  /** Connects what can be connected without a person, all at once; resolves when each is up or has failed. */
  warm(): Promise<void>;
  /** Ends every link and child. Idempotent. */
  close(): Promise<void>;
}

/** How long a list or a description waits for upstreams that are not up yet, in milliseconds. */
const DEADLINE = 2000;
/** How long a legacy list is trusted when nothing was heard, in milliseconds. */
const TRUST = 300_000;
const PARKING = { perPrincipal: 100, total: 10_000, ttl: 600_000 };
const CATALOGUES = 1000;
/** What a merged view calls everybody. */
const SHARED = "shared";

/** Builds the pipeline a config describes. Reads secrets; connects to nothing before it is used. Throws CONFIG. */
export function assemble(config: Config, world: World, foundation: Foundation): Assembly {
  const secret = secretReader(world);
  const declarations = new Declarations();
  const parking = new Parking<ParkedCall>(PARKING, world);
  const guard = createGuard(world.log);
  const closers: (() => Promise<unknown>)[] = [async () => guard.close()];
  const merged: MergedView[] = [];
  const upstreams = new Map<string, Upstream>();
  const peers = new Map<string, Peer>();
  for (const [name, entry] of Object.entries(config.upstreams)) {
    const log = world.log.with({ upstream: name });
    const clientInfo = JSON.stringify({ name: "mcp-proxy", version: world.version });
    const desk = new QuestionDesk(name, parking);
    const shared = {
      upstream: name,
      timeouts: entry.timeouts,
      clock: world.clock,
      log,
      clientInfo,
      desk,
      declarations,
    };
    const dialer = dialerOf(name, entry, { world, secret, guard, foundation, closers });
    const upstream = new Upstream({
      name,
      isolation: entry.isolation,
      declarations,
      revival: createRevival(name, entry.restart, world.clock, () => world.random(4).readUInt32LE() / 2 ** 32),
      gate: createGate(name, entry.limits, world.clock),
      eager: entry.start === "eager",
      idleStop: entry.idleStop,
      log,
      dialer,
      legacy: shared,
      modern: shared,
      changed: (principal, kind) => {
        for (const view of merged) view.changed(principal.key, name, kind);
      },
    });
    upstreams.set(name, upstream);
    peers.set(name, entry.start === "lazy" ? remembered(upstream, entry, foundation.store, log) : upstream);
  }
  const view = (place: string, shown: Endpoint | StdioExposure | undefined): View => {
    const made = makeView(config, world, peers, place, shown, foundation.control);
    if (made instanceof MergedView) merged.push(made);
    return made;
  };
  const endpoints = Object.entries(config.expose.http?.endpoints ?? {});
  const views = new Map(endpoints.map(([path, endpoint]) => [path, view(`expose.http.endpoints.${path}`, endpoint)]));
  const all = [...upstreams.values()];
  return {
    views,
    stdioView: view("expose.stdio", config.expose.stdio),
    access: foundation.control?.access ?? accessOf([none()]),
    upstreams,
    rulesChanged: () => {
      for (const view of merged) {
        for (const name of upstreams.keys()) {
          for (const kind of ["tools", "prompts", "resources"] as const) view.changed(SHARED, name, kind);
        }
      }
    },
    warm: async () => {
      const eager = all.filter(({ name }) => config.upstreams[name]?.start === "eager");
      await Promise.allSettled(eager.map((upstream) => upstream.warm(LOCAL)));
    },
    close: async () => {
      parking.end(() => true);
      await Promise.all(all.map((upstream) => upstream.close()));
      await Promise.all(closers.map((close) => close()));
    },
  };
}

/** A lazy upstream, listed from memory while it does not run. */
function remembered(upstream: Upstream, entry: UpstreamConfig, store: Store, log: Log): Peer {
  const { tools: _, prompts: __, resources: ___, ...reached } = entry;
  const fingerprint = createHash("sha256").update(JSON.stringify(reached)).digest("hex");
  return rememberedPeer(upstream, { store, fingerprint, running: (caller) => upstream.running(caller), log });
}

interface DialParts {
  readonly world: World;
  readonly secret: ReadSecret;
  readonly guard: Guard;
  readonly foundation: Foundation;
  readonly closers: (() => Promise<unknown>)[];
}

function dialerOf(name: string, entry: UpstreamConfig, parts: DialParts): Dialer {
  const { world, secret, guard, foundation, closers } = parts;
  if (!("url" in entry)) return stdioDialer(name, entry, world, secret, guard);
  const origin = originOf(entry, world);
  const credentials = createCredentials(entry.auth, {
    upstream: { name, url: entry.url },
    store: foundation.store,
    logins: foundation.logins,
    world,
    secret,
    ca: readTls(entry, world)?.ca,
  });
  closers.push(
    () => origin.close(),
    () => credentials.close(),
  );
  return httpDialer(name, entry, origin, world, secret, credentials);
}

/** One upstream without rules is shown as it is; everything else is merged. */
function makeView(
  config: Config,
  world: World,
  peers: ReadonlyMap<string, Peer>,
  place: string,
  shown: Endpoint | StdioExposure | undefined,
  control: AccessControl | undefined,
): View {
  const names = shown === undefined || shown.upstreams.length === 0 ? [...peers.keys()] : shown.upstreams;
  const face = { name: "mcp-proxy", version: world.version };
  const only = names.length === 1 ? (names[0] as string) : undefined;
  const plain = !hasRules(shown) && control?.restricts !== true;
  if (only !== undefined && plain && !hasRules(config.upstreams[only])) {
    return new SingleView(peers.get(only) as Peer, { face, log: world.log, deadline: DEADLINE });
  }
  const members = names.map((name): Member => {
    const entry = config.upstreams[name] as UpstreamConfig;
    const endpoint = shown === undefined ? {} : { endpoint: { path: place, sides: shown } };
    const rules = memberRules({ upstream: name, kinds: itemFilters, own: entry, ...endpoint, log: world.log });
    return { ...rules, peer: peers.get(name) as Peer, prefix: entry.prefix ?? name };
  });
  const first = config.upstreams[names[0] as string] as UpstreamConfig;
  return new MergedView({
    members,
    naming: namingOf(config, names.length),
    limits: { items: first.limits.items, bytes: first.limits.list, pages: first.limits.pages },
    clock: world.clock,
    log: world.log,
    deadline: DEADLINE,
    trust: TRUST,
    visible: (caller, { kind, upstream, own }, exposed) =>
      control === undefined || control.visible(caller.principal, kind, upstream, own, exposed),
    variant: (principal) => control?.variant(principal) ?? "",
    face,
    catalogues: CATALOGUES,
  });
}

function namingOf(config: Config, upstreams: number): NamingRules {
  const { prefix, separator, characters, maxLength, clientPrefix } = config.naming;
  const mode = prefix === "always" && upstreams === 1 ? "never" : prefix;
  return { prefix: mode, separator, characters, maxLength: Math.max(24, maxLength - clientPrefix.length) };
}

function hasRules(place: Partial<Endpoint> | UpstreamConfig | undefined): boolean {
  if (place === undefined) return false;
  return [place.tools, place.prompts, place.resources].some(
    (side) => side !== undefined && Object.keys(side).length > 0,
  );
}
