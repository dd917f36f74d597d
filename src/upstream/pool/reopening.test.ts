import { expect, test } from "vitest";
import { ProxyError } from "../../model/errors.js";
import { createCircuitBreaker, Failures } from "./reopening.js";

const RULES = { initial: 100, max: 30_000, crashes: 2, window: 60_000, probe: 30_000 };
const DOWN = new ProxyError("UPSTREAM_UNAVAILABLE", "down");

function made(): { failures: Failures; wait(ms: number): void; breaker: ReturnType<typeof createCircuitBreaker> } {
  let now = 0;
  const breaker = createCircuitBreaker("one", RULES, { now: () => now, monotonic: () => now }, () => 0);
  return { failures: new Failures(breaker), breaker, wait: (ms) => (now += ms) };
}

test("whoever failed and never came back costs the calls of the others nothing once its wait is over", () => {
  const { failures, wait } = made();
  failures.notReached("ann\n", DOWN);
  wait(200);
  failures.notReached("ann\n", DOWN);
  expect(() => failures.refuse("ann\n")).toThrow("keeps failing");
  failures.reached("bob\n");
  expect(failures.anyUnreached).toBe(true);
  expect(() => failures.refuse("ann\n")).toThrow("keeps failing");
  wait(30_000);
  failures.reached("bob\n");
  expect(failures.anyUnreached).toBe(false);
  expect(() => failures.refuse("ann\n")).not.toThrow();
});

test("twenty thousand callers who fail leave no more than ten thousand behind", () => {
  const { failures, breaker } = made();
  for (let at = 0; at < 20_000; at++) {
    failures.add(`${at}\n`, DOWN);
    failures.notReached(`${at}\n`, DOWN);
  }
  const known = (account: (at: number) => unknown): number => {
    let count = 0;
    for (let at = 0; at < 20_000; at++) if (account(at)) count++;
    return count;
  };
  const left = known((at) => failures.of(`${at}\n`));
  expect(left).toBeLessThanOrEqual(10_000);
  expect(left).toBeGreaterThan(1000);
  expect(known((at) => breaker.wait(`${at}\n`))).toBe(10_000);
  expect(failures.of("19999\n")).toBe(DOWN);
});
