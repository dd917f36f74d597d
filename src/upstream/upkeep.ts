import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import { LOCAL } from "../model/principal.js";
import { IdleWatch } from "./idle-watch.js";
import type { Link } from "./link.js";
import type { UpstreamParts } from "./upstream-parts.js";

/** A link that is one caller's own ends when nobody calls or listens on it for this long, in milliseconds. */
const LEFT_ALONE = 900_000;

/** The links of an upstream as its upkeep sees them. */
export interface Kept {
  links(): Iterable<Link>;
  /** With those that are being opened. */
  count(): number;
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
export interface Upkeep {
  /** Ends a link nobody calls on where there are as many as there may be. Throws RATE_LIMITED when each has a call under way. */
  makeRoom(): void;
  close(): void;
}

/** Ends links by themselves that are left alone: after `idleStop`, and what is one caller's own in any case. */
export function createUpkeep({ name, isolation, idleStop, links: most }: UpstreamParts, kept: Kept): Upkeep {
  const isOperators = (link: Link): boolean => kept.caller(link)?.principal.key === LOCAL.key;
  /** Whether a link stays though nobody uses it: everybody's, and the last one of the operator's own. */
  const stays = (link: Link): boolean => {
    if (isolation === "shared" || kept.caller(link) === undefined) return true;
    return isOperators(link) && ![...kept.links()].some((other) => other !== link && isOperators(other));
  };
  const watched = {
    links: () => kept.links(),
    patience: (link: Link) => idleStop ?? (stays(link) ? undefined : LEFT_ALONE),
    // Whoever subscribed would never learn that nothing comes any more.
    held: (link: Link) => (idleStop === undefined ? kept.listened(link) : kept.awaited(link)),
    rest: (link: Link) => kept.rest(link),
  };
  const watches = idleStop !== undefined || isolation !== "shared";
  const idle = watches ? new IdleWatch(idleStop ?? LEFT_ALONE, watched) : undefined;
  return {
    makeRoom() {
      if (kept.count() < most) return;
      const uncalled = [...kept.links()].filter((link) => link.pending === 0);
      const oldest = uncalled.find((link) => !kept.listened(link)) ?? uncalled[0];
      if (oldest !== undefined) {
        kept.rest(oldest);
        return;
      }
      throw new ProxyError("RATE_LIMITED", `${name} serves ${most} callers at the same time already (limits.links)`, {
        data: { retryAfter: 5, executed: false },
      });
    },
    close: () => idle?.close(),
  };
}
