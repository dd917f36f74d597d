import type { Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import { LOCAL } from "../../model/principal.js";
import type { Link } from "../conversation/link.js";
import type { UpstreamParts } from "../upstream-parts.js";

/** A link that is one caller's own ends when nobody calls or listens on it for this long, in milliseconds. */
const ORPHAN_IDLE_MS = 900_000;
/** The longest pause between two looks at the links, in milliseconds. */
const MAX_LOOK_INTERVAL_MS = 60_000;

/** The links of an upstream, as eviction sees them. */
export interface EvictableLinks {
  links(): Iterable<Link>;
  /** With those that are being opened. */
  count(): number;
  /** All of them, each with its owner's key, oldest first; without a link: it is being opened. */
  owned(): readonly { readonly owner: string; readonly link: Link | undefined }[];
  /** For whom a link was opened. */
  caller(link: Link): Caller | undefined;
  /** Whether anybody listens on a link. */
  listened(link: Link): boolean;
  /** Whether anybody waits on a link for news of a resource or task. */
  awaited(link: Link): boolean;
  /** Ends a link that is not worth keeping; the next call opens it again. */
  rest(link: Link): void;
}

/** How long and how many links of an upstream are kept. */
export interface LinkEviction {
  /**
   * Makes room for one more link of an owner, where there are as many as there may be: a link nobody calls on ends, of whoever has the most.
   * Where several owners may come, one has no more than it leaves to others. Throws RATE_LIMITED when that cannot be.
   */
  makeRoom(owner: string): void;
  close(): void;
}

/** Ends links by themselves that are left alone: after `idleStop`, and what is one caller's own in any case. */
export function createLinkEviction(
  { name, isolation, idleStop, links: most, several }: UpstreamParts,
  kept: EvictableLinks,
): LinkEviction {
  const isOperators = (link: Link): boolean => kept.caller(link)?.principal.key === LOCAL.key;
  /** Whether a link stays though nobody uses it: everybody's, and the last one of the operator's own. */
  const stays = (link: Link): boolean => {
    if (isolation === "shared" || kept.caller(link) === undefined) return true;
    return isOperators(link) && ![...kept.links()].some((other) => other !== link && isOperators(other));
  };
  const watched = {
    links: () => kept.links(),
    idleLimit: (link: Link) => idleStop ?? (stays(link) ? undefined : ORPHAN_IDLE_MS),
    // Whoever subscribed would never learn that nothing comes any more.
    held: (link: Link) => (idleStop === undefined ? kept.listened(link) : kept.awaited(link)),
    rest: (link: Link) => kept.rest(link),
  };
  const watches = idleStop !== undefined || isolation !== "shared";
  const idle = watches ? new IdleWatch(idleStop ?? ORPHAN_IDLE_MS, watched) : undefined;
  return {
    makeRoom(owner) {
      const count = kept.count();
      const left = most - count;
      // Nobody has more than there are.
      if (left > count || (left > 0 && !several())) return;
      const owned = kept.owned();
      const held = new Map<string, number>();
      for (const one of owned) held.set(one.owner, (held.get(one.owner) ?? 0) + 1);
      const mine = held.get(owner) ?? 0;
      if (left > 0 && (mine === 0 || mine < left)) return;
      const ends = owned
        .flatMap(({ owner: of, link }) => (link?.pending === 0 ? [{ of, link, held: held.get(of) ?? 0 }] : []))
        // Whoever has as few is not pushed out.
        .filter((one) => one.of === owner || one.held > mine)
        .sort((a, b) => b.held - a.held || Number(kept.listened(a.link)) - Number(kept.listened(b.link)));
      const [first] = ends;
      if (first !== undefined) {
        kept.rest(first.link);
        return;
      }
      const own = mine > 0 && several() ? `${mine} of them this caller` : "each for a call under way";
      throw new ProxyError("RATE_LIMITED", `${name} has ${count} links, ${own} (limits.links)`, {
        data: { retryAfter: 5, executed: false },
      });
    },
    close: () => idle?.close(),
  };
}

/** The links that an idle watch ends. */
interface WatchedLinks {
  links(): Iterable<Link>;
  /** Milliseconds without a call after which a link is not worth keeping; undefined: it is kept. */
  idleLimit(link: Link): number | undefined;
  /** Whether somebody holds the link without calling; that counts as use. */
  held(link: Link): boolean;
  /** Ends a link that was unused for so long. */
  rest(link: Link): void;
}

/** Ends unused links. It looks at them at least four times within the shortest limit, so that none outlives its limit by much. */
class IdleWatch {
  readonly #watched: WatchedLinks;
  readonly #lastUse = new WeakMap<Link, { readonly count: number; readonly since: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(shortest: number, watched: WatchedLinks) {
    this.#watched = watched;
    this.#timer = setInterval(() => this.#look(), Math.min(MAX_LOOK_INTERVAL_MS, Math.max(20, shortest / 4))).unref();
  }

  #look(): void {
    for (const link of [...this.#watched.links()]) {
      const limit = this.#watched.idleLimit(link);
      if (this.#idleFor(link) >= (limit ?? Number.POSITIVE_INFINITY)) this.#watched.rest(link);
    }
  }

  /** Milliseconds since the link was last seen in use. */
  #idleFor(link: Link): number {
    const now = performance.now();
    const last = this.#lastUse.get(link);
    if (last !== undefined && last.count === link.used && link.pending === 0 && !this.#watched.held(link)) {
      return now - last.since;
    }
    this.#lastUse.set(link, { count: link.used, since: now });
    return 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
