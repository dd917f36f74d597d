/** The wait before the nth try in a row (1, 2, …), in milliseconds: `first`, doubled each time, up to `most`. */
export function backoff(tries: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(tries - 1, 30));
}
