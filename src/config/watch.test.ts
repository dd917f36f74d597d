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
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { recordingLog } from "../../test/fixtures/recording-log.js";
import { type FileWatch, watchFiles } from "./watch.js";

const folder = mkdtempSync(join(tmpdir(), "watch-"));
const file = join(folder, "mcp-proxy.yaml");
let watching: FileWatch | undefined;
afterEach(() => {
  watching?.close();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});

function counting(): { count: number; reached(count: number): Promise<void> } {
  writeFileSync(file, "a: 1\n");
  const seen = {
    count: 0,
    reached: (count: number) => expect.poll(() => seen.count).toBeGreaterThanOrEqual(count),
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
  await sleep(300);
  writeFileSync(file, "a: 4\n");
  await seen.reached(3);
  await sleep(300);
  expect(seen.count).toBe(3);
});

test("T-12: a deleted, truncated, touched or equal file is not reported as a change", async () => {
  const seen = counting();
  truncateSync(file);
  await sleep(200);
  unlinkSync(file);
  await sleep(200);
  writeFileSync(file, "a: 1\n");
  await sleep(300);
  expect(seen.count).toBe(0);
});

test("T-12: a hundred writes in a row are few changes, and the last content counts", async () => {
  const seen = counting();
  // What stays the same for as long as two looks are apart is taken for whole, also where only this machine was busy meanwhile.
  let rests = 0;
  let last = performance.now();
  for (let write = 0; write < 100; write += 1) {
    writeFileSync(file, `a: ${write}\n`);
    await sleep(2);
    const now = performance.now();
    if (now - last > 25) rests += 1;
    last = now;
  }
  await seen.reached(1);
  await sleep(300);
  expect(seen.count).toBeLessThanOrEqual(3 + rests);
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
  await expect.poll(() => count).toBe(1);
});
