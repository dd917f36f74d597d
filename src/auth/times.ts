import { backoff } from "../base/backoff.js";
/** A random whole number in `[0, below)`, from the world's randomness. */
export function randomBelow(random: (bytes: number) => Buffer, below: number): number {
  return below <= 0 ? 0 : Math.floor((random(4).readUInt32BE() / 0x1_0000_0000) * below);
}

interface Life {
  readonly obtainedAt: number;
  readonly expiresAt: number;
}

function leadOf(token: Life, before: number): number {
  const life = Math.max(0, token.expiresAt - token.obtainedAt);
  return life < 2 * before ? life * 0.2 : before;
}

/**
 * The latest time to renew a token (ms since the epoch): `before` ahead of its end, or after 80 % of its life when it lives less
 * than twice as long.
 */
export function latestRenewal(token: Life, before: number): number {
  return Math.floor(token.expiresAt - leadOf(token, before));
}

/** When this process renews a token: up to a tenth of the lead earlier, so that processes do not all come at once. */
export function renewalTime(token: Life, before: number, random: (bytes: number) => Buffer): number {
  return latestRenewal(token, before) - randomBelow(random, leadOf(token, before) * 0.1);
}

/** The wait after the nth failure in a row (1, 2, …): 1 s doubling to 60 s, between half and all of it. */
export function retryDelay(failures: number, random: (bytes: number) => Buffer): number {
  const full = backoff(failures, 1000, 60_000);
  return full / 2 + randomBelow(random, full / 2);
}
