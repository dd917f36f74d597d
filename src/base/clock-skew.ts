/** Clocks of replicas and their corrections differ by no more; a time further ahead was written by a clock that was wrong. */
const MAX_AHEAD_MS = 3_600_000;

/** Whether a time was less than `ms` ago. A time from the future was not, because a clock that was wrong has written it. */
export function isWithin(at: number, now: number, ms: number): boolean {
  return now >= at && now - at < ms;
}

/**
 * The latest of some times that is not from the future; undefined when all are. A clock that was set wrong and right again leaves
 * times behind that lie years ahead or back, so records keep the time of the last write and the latest there ever was.
 */
export function latestPast(now: number, ...times: readonly (number | undefined)[]): number | undefined {
  const past = times.filter((time): time is number => time !== undefined && time <= now + MAX_AHEAD_MS);
  return past.length === 0 ? undefined : Math.max(...past);
}

/** Whether a time lies further ahead than `longest` milliseconds, which no right clock has written. */
export function isBeyond(time: number, now: number, longest: number): boolean {
  return time > now + longest + MAX_AHEAD_MS;
}
