import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTicker, type Load } from "./ticker.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a ticker stops when nothing waits for it, and goes on when it is woken", () => {
  let load: Load = "busy";
  let ticks = 0;
  const ticker = createTicker(5, 1000, () => {
    ticks++;
    return load;
  });
  vi.advanceTimersByTime(10_000);
  expect(ticks).toBe(0);
  ticker.wake();
  vi.advanceTimersByTime(50);
  expect(ticks).toBeGreaterThan(5);
  load = "none";
  vi.advanceTimersByTime(5);
  const before = ticks;
  vi.advanceTimersByTime(10_000);
  expect(ticks).toBe(before);
  expect(vi.getTimerCount()).toBe(0);
  // Streams and sessions alone are looked at seldom.
  load = "kept";
  ticker.wake();
  vi.advanceTimersByTime(5);
  const woken = ticks;
  vi.advanceTimersByTime(900);
  expect(ticks).toBe(woken);
  vi.advanceTimersByTime(200);
  expect(ticks).toBe(woken + 1);
  ticker.stop();
  expect(vi.getTimerCount()).toBe(0);
});
