// @ts-check
// How long `npm run check` and `npm test` take, for those who wait for them.

/**
 * Seconds each may take on two idle cores.
 * @type {Readonly<Record<"check" | "test", number>>}
 */
const SECONDS = { check: 60, test: 360 };

/**
 * The line a command begins with.
 * @param {keyof typeof SECONDS} command
 */
export function howLong(command) {
  const seconds = SECONDS[command];
  const time = seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `This takes up to ${time} on two idle cores.`;
}
