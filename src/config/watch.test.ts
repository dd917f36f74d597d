import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { recordingLog } from "../../test/fixtures/recording-log.js";
import { type FileWatch, watchFiles } from "./watch.js";

const folder = mkdtempSync(join(tmpdir(), "watch-"));
const file = join(folder, "mcp-proxy.yaml");
let watching: FileWatch | undefined;
// The time between two looks passes when a test says so, however slow the machine is.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
  watching?.close();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});

/** What `look` answers once the time between two looks has passed. */
function later(look: () => number): number {
  vi.advanceTimersByTime(50);
  return look();
}

/** Looks at the file as often as it takes to report a change. */
function looked(): void {
  watching?.check();
  vi.advanceTimersByTime(100);
}

function counting(): { count: number; reached(count: number): Promise<void> } {
  writeFileSync(file, "a: 1\n");
  const seen = {
    count: 0,
    reached: (count: number) => expect.poll(() => later(() => seen.count)).toBeGreaterThanOrEqual(count),
  };
  watching = watchFiles([file], 50, recordingLog(), () => {
    seen.count += 1;
  });
  return seen;
}

test("T-12: a write, a rename over the file and a write after its absence are each reported once", async () => {
  const seen = counting();
  writeFileSync(file, "a: 2\n");
  await seen.reached(1);
  writeFileSync(`${file}.tmp`, "a: 3\n");
  renameSync(`${file}.tmp`, file);
  await seen.reached(2);
  unlinkSync(file);
  looked();
  writeFileSync(file, "a: 4\n");
  await seen.reached(3);
  looked();
  expect(seen.count).toBe(3);
});

test("T-12: a deleted, truncated, touched or equal file is not reported as a change", () => {
  const seen = counting();
  truncateSync(file);
  looked();
  unlinkSync(file);
  looked();
  writeFileSync(file, "a: 1\n");
  looked();
  expect(seen.count).toBe(0);
});

test("T-12: a hundred writes in a row are one change, and the last content counts", () => {
  const seen = counting();
  for (let write = 0; write < 100; write += 1) {
    writeFileSync(file, `a: ${write}\n`);
    looking();
  }
  expect(seen.count).toBe(0);
  looked();
  expect(seen.count).toBe(1);
  looked();
  expect(seen.count).toBe(1);

  /** One look while the file is still being written. */
  function looking(): void {
    watching?.check();
    vi.advanceTimersByTime(50);
  }
});

test("a symbolic link that is turned elsewhere is a change", async () => {
  for (const name of ["one", "two"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "c.yaml"), `from: ${name}\n`);
  }
  symlinkSync("one", join(folder, "..data"));
  const link = join(folder, "c.yaml");
  symlinkSync("..data/c.yaml", link);
  let count = 0;
  watching = watchFiles([link], 50, recordingLog(), () => {
    count += 1;
  });
  symlinkSync("two", join(folder, "..tmp"));
  renameSync(join(folder, "..tmp"), join(folder, "..data"));
  await expect.poll(() => later(() => count)).toBe(1);
});
