import type { Clock } from "../../model/world.js";

const MAX_SOURCES = 10_000;

/** A token bucket per source. `take` answers 0, or the seconds after which it is worth trying again. */
export function rateLimit(
  clock: Clock,
  limit: { readonly perMinute: number; readonly burst: number },
): { take(source: string): number } {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(source) {
      const now = clock.monotonic();
      const bucket = buckets.get(source);
      const left =
        bucket === undefined
          ? limit.burst
          : Math.min(limit.burst, bucket.left + ((now - bucket.at) / 60_000) * limit.perMinute);
      if (bucket === undefined && buckets.size >= MAX_SOURCES) buckets.clear();
      buckets.set(source, { left: left < 1 ? left : left - 1, at: now });
      return left < 1 ? Math.ceil(((1 - left) * 60) / limit.perMinute) : 0;
    },
  };
}
