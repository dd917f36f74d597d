import { PerformanceObserver } from "node:perf_hooks";
import { expect, test } from "vitest";
import { NURSERY } from "./young-gc.js";

test("what long results leave behind is given back every 8 MiB", async () => {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  observer.observe({ entryTypes: ["gc"] });
  for (let mebibytes = 0; mebibytes < 80; mebibytes++) {
    Buffer.allocUnsafeSlow(1_048_576).fill(1);
    NURSERY.passed(1_048_576);
  }
  const kept = process.memoryUsage().arrayBuffers;
  await expect.poll(() => collections).toBeGreaterThanOrEqual(10);
  observer.disconnect();
  expect(kept).toBeLessThan(24 * 1_048_576);
});
