/** A random whole number in `[0, below)`, from the world's randomness. */
export function randomBelow(random: (bytes: number) => Buffer, below: number): number {
  return below <= 0 ? 0 : Math.floor((random(4).readUInt32BE() / 0x1_0000_0000) * below);
}

/**
 * When a token is renewed (ms since the epoch): `before` ahead of its end, or after 80 % of its life when it lives less than
 * twice as long, and up to a tenth of that lead earlier, so that processes do not all come at once.
 */
export function renewalTime(
  token: { readonly obtainedAt: number; readonly expiresAt: number },
  before: number,
  random: (bytes: number) => Buffer,
): number {
  const life = Math.max(0, token.expiresAt - token.obtainedAt);
  const lead = life < 2 * before ? life * 0.2 : before;
  return Math.floor(token.expiresAt - lead - randomBelow(random, lead * 0.1));
}

/** How long to wait after the nth failure in a row (1, 2, …): 1 s doubling to 60 s, between half and all of it. */
export function backoff(failures: number, random: (bytes: number) => Buffer): number {
  const full = Math.min(60_000, 1000 * 2 ** Math.min(10, failures - 1));
  return full / 2 + randomBelow(random, full / 2);
}
