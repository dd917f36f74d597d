import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { killedHolders } from "../fixtures/killed-holder.js";

// The real file system, as slow now and then as one on a network: what overlaps there hardly ever does on a disk.
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const slow =
    <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await sleep(Math.random() < 0.2 ? 40 + Math.random() * 60 : Math.random() * 3);
      return act(...args);
    };
  return {
    ...real,
    open: slow(real.open),
    readFile: slow(real.readFile),
    rename: slow(real.rename),
    unlink: slow(real.unlink),
    link: slow(real.link),
  };
});

it("T-44: a lock whose holder and evictor were killed goes to one waiting process, also on a slow file system", async () => {
  const { folder, left, take, remove } = killedHolders();
  const said = { together: 0, lost: 0 };
  const round = async (path: string): Promise<void> => {
    let inside = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const lock = await take(path);
        inside += 1;
        await sleep(Math.random() * 15);
        if (inside > 1) said.together += 1;
        await lock.confirm().catch(() => {
          said.lost += 1;
        });
        inside -= 1;
        await lock.release();
      }),
    );
  };
  try {
    for (let turn = 0; turn < 2; turn++)
      await Promise.all(Array.from({ length: 60 }, (_, at) => round(left(`${turn}-${at}.lock`, true))));
    expect(said).toEqual({ together: 0, lost: 0 });
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    remove();
  }
});
