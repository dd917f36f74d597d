/** How much of something there may be: `burst` at once, then so much a minute. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** What a source may still take. Plain data, so that ten thousand sources cost little. */
export interface TokenBucket {
  /** Tokens that are left; below 1: none. */
  left: number;
  /** When they were counted, in monotonic milliseconds. */
  at: number;
}

/** A bucket nobody has taken from. */
export function fullBucket({ burst }: Rate, now: number): TokenBucket {
  return { left: burst, at: now };
}

/** Puts in the tokens that came since the last look, and answers how many there are. */
export function refill(bucket: TokenBucket, { perMinute, burst }: Rate, now: number): number {
  bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 60_000) * perMinute);
  bucket.at = now;
  return bucket.left;
}

/** Seconds until a bucket that was just refilled has its next token, rounded up; 0: it has one. */
export function secondsToToken({ left }: TokenBucket, { perMinute }: Rate): number {
  return left < 1 ? Math.ceil(((1 - left) * 60) / perMinute) : 0;
}

/** Takes a token: 0, or the seconds after which it is worth trying again. A refused try costs nothing. */
export function takeToken(bucket: TokenBucket, rate: Rate, now: number): number {
  if (refill(bucket, rate, now) < 1) return secondsToToken(bucket, rate);
  bucket.left -= 1;
  return 0;
}
