import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTicker, type Load } from "./ticker.js";

test("a ticker stops when nothing waits for it, and goes on when it is woken", async () => {
  let load: Load = "busy";
  let ticks = 0;
  const ticker = createTicker(5, 1_000_000, () => {
    ticks++;
    return load;
  });
  await delay(30);
  expect(ticks).toBe(0);
  ticker.wake();
  expect(ticks).toBe(1);
  await expect.poll(() => ticks).toBeGreaterThan(3);
  load = "none";
  const before = ticks;
  await expect.poll(() => ticks).toBe(before + 1);
  await delay(50);
  expect(ticks).toBe(before + 1);
  ticker.wake();
  await expect.poll(() => ticks).toBe(before + 3);
  // Streams and sessions alone are looked at seldom.
  load = "kept";
  ticker.wake();
  await expect.poll(() => ticks).toBe(before + 5);
  await delay(50);
  expect(ticks).toBe(before + 5);
  ticker.stop();
});
