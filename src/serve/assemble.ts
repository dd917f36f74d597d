import type { Config, Upstream as UpstreamConfig } from "../../generated/config.js";
import { accessOf } from "../access/chain.js";
import { none } from "../access/none.js";
import { within } from "../base/within.js";
import { type Changes, changesBetween } from "../config/changes.js";
import type { Access } from "../model/access.js";
import { LOCAL, type Principal } from "../model/principal.js";
import type { ServerFeature } from "../model/protocol.js";
import type { World } from "../model/world.js";
import type { MembersView } from "../proxy/members-view.js";
import { createSwapView, type SwapView } from "../proxy/swap.js";
import { createTaskOwners } from "../proxy/task-owners.js";
import { TaskSeal } from "../proxy/task-seal.js";
import { createWatchdog } from "../transport/guard.js";
import { Declarations } from "../upstream/conversation/declare.js";
import { ParkedCalls } from "../upstream/questions/parked-calls.js";
import type { ParkedCall } from "../upstream/questions/pending-questions.js";
import type { Upstream } from "../upstream/upstream.js";
import { openLock } from "./assemble-lock.js";
import { makeUpstream, type RunningUpstream } from "./assemble-upstream.js";
import { makeView, type ViewMakings } from "./assemble-view.js";
import type { Foundation } from "./foundation.js";
import { differ, secretFilesOf, withRotated } from "./secret-files.js";

/** A config at work. */
export interface Assembly {
  /** The config at work; another one after `reload`. */
  readonly config: Config;
  /** By endpoint path; the same map and the same views over all reloads. */
  readonly views: ReadonlyMap<string, SwapView>;
  /** What `serve --stdio` shows. */
  readonly stdioView: SwapView;
  readonly access: Access;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Other users or roles are in force: lists are made anew, and whoever listens is told. */
  rulesChanged(): void;
  /** Ends what principals hold open who may not call any more: their links and processes. */
  dismiss(mayCall: (principal: Principal) => boolean): void;
  /** What the views are made of, for commands that explain them. */
  readonly makings: ViewMakings;
  /** Connects what can be connected without a person, all at once; resolves when each is up or has failed. */
  warm(): Promise<void>;
  /**
   * Takes over another valid config: starts what is new, exchanges the views, ends what is gone once its calls are over.
   * Upstreams that are reached as before go on. Rejects with CONFIG, and nothing has changed, when a secret is missing.
   * `apply` runs when the new views are about to be shown.
   */
  reload(next: Config, apply?: () => void): Promise<Changes>;
  /** Ends every link and child. Idempotent. */
  close(): Promise<void>;
}

/** A reload waits this long for new upstreams before it shows them, in milliseconds. */
const START_GRACE_MS = 10_000;
/** Calls of an upstream that is removed may take this long, in milliseconds. */
const DRAIN_GRACE_MS = 60_000;

/** Builds the pipeline a config describes. Reads secrets; connects to nothing before it is used. Throws CONFIG. */
export function assemble(first: Config, world: World, foundation: Foundation): Assembly {
  const guard = createWatchdog(world.log);
  const { perPrincipal, total, timeout } = first.questions;
  const parking = new ParkedCalls<ParkedCall>({ perPrincipal, total, ttl: timeout }, world);
  const seal = new TaskSeal(world.random);
  let shown: MembersView[] = [];
  const shared = {
    world,
    foundation,
    guard,
    parking,
    declarations: new Declarations(),
    taskOwners: createTaskOwners(),
    several: () => foundation.control !== undefined && severalCallers(config),
    changed(principal: { readonly key: string }, upstream: string, kind: ServerFeature): void {
      for (const view of shown) view.changed(principal.key, upstream, kind);
    },
  };
  let config = first;
  let running = new Map<string, RunningUpstream>();
  const upstreams = new Map<string, Upstream>();
  const views = new Map<string, SwapView>();
  /** Upstreams that are on their way out, from the moment they are no longer in the config. */
  const leaving = new Set<RunningUpstream>();
  let closed = false;

  /** The upstreams of a config, with those that are kept as they are. Throws before anything has changed. */
  function started(next: Config, kept: ReadonlySet<string>): Map<string, RunningUpstream> {
    const made = new Map<string, RunningUpstream>();
    for (const [name, entry] of Object.entries(next.upstreams)) {
      const known = kept.has(name) ? running.get(name) : undefined;
      try {
        made.set(name, known ?? makeUpstream(name, entry, shared));
      } catch (error) {
        for (const [other, one] of made) if (!kept.has(other)) void one.end(0);
        throw error;
      }
    }
    return made;
  }

  function adopt(next: Config, made: Map<string, RunningUpstream>): void {
    config = next;
    running = made;
    upstreams.clear();
    for (const [name, one] of made) {
      one.adopt(next.upstreams[name] as UpstreamConfig);
      upstreams.set(name, one.upstream);
    }
  }

  function makingsOf(of: Config, made: ReadonlyMap<string, RunningUpstream>, lock: ViewMakings["lock"]): ViewMakings {
    const peers = new Map([...made].map(([name, { peer }]) => [name, peer]));
    return { config: of, world, peers, lock, seal, control: foundation.control };
  }

  function warm(names: Iterable<string>): Promise<unknown> {
    const eager = [...names].filter((name) => config.upstreams[name]?.start === "eager");
    return Promise.allSettled(eager.map((name) => running.get(name)?.upstream.warm(LOCAL)));
  }

  function viewOf(place: string, endpoint: Parameters<typeof makeView>[2]): MembersView {
    const view = makeView(makings, place, endpoint, (upstream) => {
      for (const one of shown) one.nameByRules(upstream);
    });
    shown.push(view);
    return view;
  }

  adopt(first, started(first, new Set()));
  foundation.logins.onDone((name, principal) => upstreams.get(name)?.signedIn(principal));
  let makings = makingsOf(first, running, openLock(first, world));
  for (const [path, endpoint] of Object.entries(first.expose.http?.endpoints ?? {})) {
    views.set(path, createSwapView(viewOf(placeOf(path), endpoint), world.log));
  }
  const stdioView = createSwapView(viewOf("expose.stdio", first.expose.stdio), world.log);

  /** Exchanges what is behind every view; endpoints come and go. */
  function show(next: Config, kept: ReadonlySet<string>): void {
    const before = shown;
    shown = [];
    const swap = (view: SwapView, place: string, endpoint: Parameters<typeof makeView>[2]): void => {
      const made = viewOf(place, endpoint);
      const old = before.find((one) => one.place === place);
      if (old !== undefined) made.inherit(old, kept);
      view.swap(made);
    };
    const endpoints = Object.entries(next.expose.http?.endpoints ?? {});
    for (const [path, endpoint] of endpoints) {
      const known = views.get(path);
      if (known !== undefined) swap(known, placeOf(path), endpoint);
      else views.set(path, createSwapView(viewOf(placeOf(path), endpoint), world.log));
    }
    for (const [path, view] of views) {
      if (endpoints.some(([known]) => known === path)) continue;
      views.delete(path);
      view.end();
    }
    swap(stdioView, "expose.stdio", next.expose.stdio);
  }

  return {
    get config() {
      return config;
    },
    views,
    stdioView,
    access: foundation.control?.access ?? accessOf([none()]),
    upstreams,
    rulesChanged: () => {
      for (const view of shown) view.rulesChanged();
    },
    dismiss: (mayCall) => {
      for (const upstream of upstreams.values()) upstream.dismiss(mayCall);
    },
    get makings() {
      return makings;
    },
    warm: async () => {
      await warm(running.keys());
    },
    async reload(next, apply) {
      const changes = withRotated(changesBetween(config, next, first), (name) => {
        const [known, entry] = [running.get(name), next.upstreams[name]];
        return known !== undefined && entry !== undefined && differ(known.secrets, secretFilesOf(entry, world));
      });
      const lock = openLock(next, world);
      const made = started(next, changes.kept);
      const gone = [...running].filter(([name]) => !changes.kept.has(name)).map(([, one]) => one);
      for (const one of gone) leaving.add(one);
      adopt(next, made);
      makings = makingsOf(next, made, lock);
      await within(warm(changes.started), START_GRACE_MS);
      // Closed meanwhile: nobody looks at views any more.
      if (closed) return changes;
      apply?.();
      show(next, changes.kept);
      for (const one of gone) void one.end(DRAIN_GRACE_MS).finally(() => leaving.delete(one));
      return changes;
    },
    close: async () => {
      closed = true;
      parking.end(() => true);
      await Promise.all([...running.values(), ...leaving].map((one) => one.end(0)));
      guard.close();
    },
  };
}

/** Whether the file may let more than one principal in. */
function severalCallers({ access }: Config): boolean {
  if (access.mode === "api-key") return Object.keys(access.keys).length > 1;
  return access.mode !== "none";
}

const placeOf = (path: string): string => `expose.http.endpoints.${path}`;
