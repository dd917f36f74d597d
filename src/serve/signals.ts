/** What asked the program to end. */
export type Ending = "SIGTERM" | "SIGINT" | "end";

/**
 * Waits for SIGTERM, SIGINT or `other`. After the first signal a second one ends the program at once with exit code 1,
 * so that nobody has to wait for a graceful end.
 */
export async function untilTold(other: Promise<unknown>, impatient: () => void): Promise<Ending> {
  const ending = await new Promise<Ending>((resolve) => {
    process.once("SIGTERM", () => resolve("SIGTERM"));
    process.once("SIGINT", () => resolve("SIGINT"));
    other.then(
      () => resolve("end"),
      () => resolve("end"),
    );
  });
  process.once("SIGTERM", impatient);
  process.once("SIGINT", impatient);
  return ending;
}
