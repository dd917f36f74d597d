import { createRecent } from "../../model/recent.js";
import type { Clock } from "../../model/world.js";
import { OAuthError } from "./oauth-error.js";

const MAX_SOURCES = 10_000;

/** How much of something there may be: `burst` at once, then so much a minute. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** A token bucket per source. `take` answers 0, or the seconds after which it is worth trying again. */
export function rateLimit(clock: Clock, limit: Rate): { take(source: string): number } {
  const buckets = createRecent<{ left: number; at: number }>(MAX_SOURCES);
  return {
    take(source) {
      const now = clock.monotonic();
      const bucket = buckets.get(source);
      const left =
        bucket === undefined
          ? limit.burst
          : Math.min(limit.burst, bucket.left + ((now - bucket.at) / 60_000) * limit.perMinute);
      buckets.set(source, { left: left < 1 ? left : left - 1, at: now });
      return left < 1 ? Math.ceil(((1 - left) * 60) / limit.perMinute) : 0;
    },
  };
}

/** What anybody may ask for without having shown who they are: so much for each source, so much for all of them together. */
export function openToAll(clock: Clock, what: string, each: Rate, all: Rate): (source: string) => void {
  const perSource = rateLimit(clock, each);
  const overall = rateLimit(clock, all);
  return (source) => {
    const wait = perSource.take(source) || overall.take("");
    if (wait === 0) return;
    throw new OAuthError("temporarily_unavailable", `Too many ${what}; try again in ${wait} s`, {
      status: 429,
      retryAfterSeconds: wait,
    });
  };
}
