import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { evictor, removeIdle } from "../../src/store/evict.js";
import { holderText, type LockMark, look } from "../../src/store/marks.js";
import { killedHolders } from "../fixtures/killed-holder.js";

describe("a lock whose holder was killed", () => {
  it("T-44: a lock goes to one waiting process, never to two", async () => {
    const { folder, left, take, remove } = killedHolders();
    try {
      for (let round = 0; round < 25; round++) {
        // Every other time, the one who was just taking the dead lock away was killed as well.
        const path = left(`${round}.lock`, round % 2 === 1);
        let inside = 0;
        await Promise.all(
          Array.from({ length: 16 }, async () => {
            const lock = await take(path);
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
      remove();
    }
  });

  it("T-44: a lock that showed a sign of life after it was found dead is not evicted", async () => {
    const { folder, left, remove } = killedHolders();
    try {
      const path = left("a.lock", false);
      const dead = (await look(path)) as LockMark;
      // Its holder was only stopped for a while, and goes on.
      utimesSync(path, new Date(), new Date(dead.beat + 60_000));
      await evictor(path, holderText("late"), () => 0)(dead);
      expect(readdirSync(folder)).toEqual(["a.lock"]);
      await evictor(path, holderText("later"), () => 0)((await look(path)) as LockMark);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      remove();
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
