// @ts-check
// How long `npm run check` and `npm test` take, for those who wait for them.

/**
 * Seconds each took at the most on two cores, with the numbers of a build machine (CI=1).
 * @type {Readonly<Record<"check" | "test", number>>}
 */
const SECONDS = { check: 105, test: 1020 };

/**
 * The line a command begins with.
 * @param {keyof typeof SECONDS} command
 */
export function howLong(command) {
  const seconds = SECONDS[command];
  const time = seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `This takes up to ${time} on two cores.`;
}
