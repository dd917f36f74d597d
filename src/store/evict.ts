import { randomBytes } from "node:crypto";
import { link, readFile, rename, unlink } from "node:fs/promises";
import { storeError } from "./disk.js";
import { create, type LockMark, look, nameOf, remove, watch } from "./marks.js";

/** Moves a dead lock away, if that is for the caller to do. */
export type Evict = (dead: LockMark) => Promise<void>;

/**
 * Who moves away the dead locks at `path`. Only one does: who made the mark that is named after that very lock. A mark is made
 * once, whoever comes late, and what it gives the right to is looked at again behind it; when its owner was killed, the right
 * passes to who made the mark named after the mark.
 */
export function evictor(path: string, mine: string, monotonic: () => number): Evict {
  const watches = new Map<string, ReturnType<typeof watch>>();

  /** The marks that give the right to move `dead` away; none: it is somebody else's. */
  async function marks(at: string, dead: LockMark): Promise<string[]> {
    const mark = `${at}.${nameOf(dead)}.evictor`;
    if (await create(mark, mine)) return [mark];
    let gone = watches.get(mark);
    if (gone === undefined) {
      gone = watch(mark, monotonic);
      watches.set(mark, gone);
    }
    const left = await gone();
    const more = left === undefined ? [] : await marks(mark, left);
    return more.length === 0 ? [] : [mark, ...more];
  }

  return async (dead) => {
    const own = await marks(path, dead);
    if (own.length === 0) return;
    const found = await look(path);
    if (found?.content === dead.content && found.beat === dead.beat) await moveAway(path, dead.content);
    // Only now: nobody must be able to make them anew while the lock stands there.
    for (const mark of own) await remove(mark);
  };
}

/** Removes a mark its owner left behind, if what it gives the right to move away is gone: then it is of no use, and never will be. */
export async function removeIdle(mark: string): Promise<void> {
  const parts = /^(.*)\.([^.]+)\.evictor$/s.exec(mark);
  if (parts?.[1] === undefined) return;
  const found = await look(parts[1]);
  if (found === undefined || nameOf(found) !== parts[2]) await remove(mark);
}

/** Where somebody who was stopped meanwhile moves away another lock than was meant, it is put back if nobody took its place. */
async function moveAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.dead`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) !== dead) await link(aside, path);
    await unlink(aside);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOENT" && code !== "EEXIST") throw storeError("A stale lock cannot be removed", error);
  }
}
