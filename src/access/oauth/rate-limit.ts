import { createRecent } from "../../base/recent.js";
import { fullBucket, type Rate, refill, type TokenBucket, takeToken } from "../../base/token-bucket.js";
import { BOUNDS } from "../../model/bounds.js";
import type { Clock } from "../../model/world.js";
import { OAuthError } from "./oauth-error.js";

const MAX_SOURCES = 10_000;
/** A site has a whole /48 of IPv6 addresses: all its /64 networks together may ask for so many times what one may. */
const SITE_FACTOR = 4;
/** A source that has taken no more than this lately is not held up by what others take. */
const MAX_LIGHT = 3;

/** A token bucket per source. */
export interface RateLimit {
  /** Takes one: 0, or the seconds after which it is worth trying again. */
  take(source: string): number;
  /** The tokens a source has taken that were not refilled yet. */
  taken(source: string): number;
}

/** Token buckets by source; of ten thousand, the one not used for longest goes first. */
export function rateLimit(clock: Clock, limit: Rate): RateLimit {
  const buckets = createRecent<TokenBucket>(MAX_SOURCES, BOUNDS["access.rates"].bytes);
  const of = (source: string): TokenBucket => buckets.get(source) ?? fullBucket(limit, clock.monotonic());
  return {
    take(source) {
      const bucket = of(source);
      buckets.set(source, bucket);
      return takeToken(bucket, limit, clock.monotonic());
    },
    taken: (source) => limit.burst - refill(of(source), limit, clock.monotonic()),
  };
}

/** The site a source belongs to: the /48 of an IPv6 network, and anything else itself. */
export function siteOf(source: string): string {
  const groups = /^([0-9a-f]+:[0-9a-f]+:[0-9a-f]+):[0-9a-f]+::\/64$/.exec(source)?.[1];
  return groups === undefined ? source : `${groups}::/48`;
}

/**
 * A limit for requests without a credential: so much for each source and each site. Where all of them together
 * ask for more than `all`, the sources that took most wait; one that took little lately does not, so that no number of busy
 * sources shuts out others.
 */
export function openToAll(clock: Clock, what: string, each: Rate, all: Rate): (source: string) => void {
  const perSource = rateLimit(clock, each);
  const perSite = rateLimit(clock, { perMinute: each.perMinute * SITE_FACTOR, burst: each.burst * SITE_FACTOR });
  const overall = rateLimit(clock, all);
  return (source) => {
    const site = siteOf(source);
    let wait = perSource.take(source) || (site === source ? 0 : perSite.take(site));
    if (wait === 0) {
      const isLight = (site === source ? perSource.taken(source) : perSite.taken(site)) <= MAX_LIGHT;
      const busy = overall.take("");
      wait = isLight ? 0 : busy;
    }
    if (wait > 0) throw tooMany(what, wait);
  };
}

/** The answer to a source that asked for too much. */
export function tooMany(what: string, retryAfterSeconds: number): OAuthError {
  return new OAuthError("temporarily_unavailable", `Too many ${what}; try again in ${retryAfterSeconds} s`, {
    status: 429,
    retryAfterSeconds,
  });
}
