import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { removeIdle } from "../../src/store/evict.js";
import { takeLock } from "../../src/store/lock.js";

describe("a lock whose holder was killed", () => {
  it("#70 goes to one of those who wait for it, never to two", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-lock-"));
    const gone = spawnSync(process.execPath, ["-e", "0"]).pid;
    const here = `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
    try {
      for (let round = 0; round < 25; round++) {
        const path = join(folder, `${round}.lock`);
        writeFileSync(path, `${gone} abcdefghijkl ${here}\n`);
        // Every other time, the one who was just taking the dead lock away was killed as well.
        if (round % 2 === 1) writeFileSync(`${path}.abcdefghijkl.evictor`, `${gone} mnopqrstuvwx ${here}\n`);
        let inside = 0;
        await Promise.all(
          Array.from({ length: 16 }, async () => {
            const lock = await takeLock(path, () => performance.now());
            inside += 1;
            await sleep(1);
            expect(inside, `round ${round}`).toBe(1);
            await lock.confirm();
            inside -= 1;
            await lock.release();
          }),
        );
      }
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("leaves marks of evictors that are of no use once it is gone, and needed while it is there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-lock-"));
    try {
      writeFileSync(join(folder, "a.lock"), "1 aaa elsewhere\n");
      for (const mark of ["a.lock.aaa.evictor", "a.lock.bbb.evictor", "b.lock.aaa.evictor"]) {
        writeFileSync(join(folder, mark), "1 ccc elsewhere\n");
        await removeIdle(join(folder, mark));
      }
      expect(readdirSync(folder)).toEqual(["a.lock", "a.lock.aaa.evictor"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
