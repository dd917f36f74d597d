import type { Clock } from "../../model/world.js";
import { siteOf } from "./rate-limit.js";

/** Registrations and sign-ins that strangers began and that are not finished, by the id of the record. */
export interface Unfinished {
  /** Notes one; answers the id of another that has to go for it, undefined while there is room. */
  add(id: string, source: string): string | undefined;
  /** Takes a finished one out of the count. */
  settle(id: string): void;
}

interface Entry {
  /** The sites that began it: equal registrations are one. */
  readonly sites: Set<string>;
  /** Monotonic milliseconds. */
  readonly until: number;
}

/**
 * Holds at most `most` of them, each for `ttl` milliseconds. Beyond it the oldest of the site that has most goes, so that a site
 * that begins many loses its own and not those of others.
 */
export function unfinished(clock: Clock, most: number, ttl: number): Unfinished {
  const entries = new Map<string, Entry>();
  /** The ids of each site, oldest first. */
  const bySite = new Map<string, Set<string>>();

  function leave(id: string, site: string): void {
    const ids = bySite.get(site);
    ids?.delete(id);
    if (ids?.size === 0) bySite.delete(site);
  }

  function settle(id: string): void {
    for (const site of entries.get(id)?.sites ?? []) leave(id, site);
    entries.delete(id);
  }

  function dropOld(): void {
    const now = clock.monotonic();
    for (const [id, { until }] of entries) {
      if (now < until) return;
      settle(id);
    }
  }

  function heaviest(): string {
    let found = "";
    let size = 0;
    for (const [site, ids] of bySite) {
      if (ids.size <= size) continue;
      found = site;
      size = ids.size;
    }
    return found;
  }

  return {
    settle,
    add(id, source) {
      dropOld();
      const site = siteOf(source);
      const known = entries.get(id);
      const sites = known?.sites ?? new Set<string>();
      sites.add(site);
      entries.delete(id);
      entries.set(id, { sites, until: clock.monotonic() + ttl });
      const ids = bySite.get(site) ?? new Set<string>();
      ids.add(id);
      bySite.set(site, ids);
      if (entries.size <= most) return undefined;
      const from = heaviest();
      for (const oldest of bySite.get(from) ?? []) {
        leave(oldest, from);
        const others = entries.get(oldest)?.sites;
        others?.delete(from);
        if (others !== undefined && others.size > 0) continue;
        entries.delete(oldest);
        return oldest;
      }
      return undefined;
    },
  };
}
