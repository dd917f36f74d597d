import { randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { link, open, readFile, rename, stat, unlink, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { ProxyError } from "../model/errors.js";
import { storeError } from "./disk.js";

/** A lock of one file between processes. */
export interface Held {
  /** Rejects with STORE when the lock was lost (this process was stopped for longer than `STALE_MS`). */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

const BEAT_MS = 1500;
/** A holder that has shown no sign of life for this long is gone. */
const STALE_MS = 6000;
const GIVE_UP_MS = 45_000;

/** Where process numbers mean the same: a machine and its process namespace. */
const HERE = `${hostname()} ${pidNamespace()}`;

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "-"; // not Linux: the host name alone tells machines apart
  }
}

/**
 * Takes the lock file at `path`, waiting for whoever holds it. A holder that was killed is noticed at once on the same machine
 * and after `STALE_MS` without a heartbeat elsewhere, measured by our own clock, so that wrong clocks do not matter.
 */
export async function takeLock(path: string, monotonic: () => number): Promise<Held> {
  const mine = `${process.pid} ${randomBytes(9).toString("base64url")} ${HERE}\n`;
  const evictor = `${path}.evictor`;
  const [holderGone, evictorGone] = [watch(path, monotonic), watch(evictor, monotonic)];
  const start = monotonic();
  for (;;) {
    if (await create(path, mine)) return held(path, mine);
    if (monotonic() - start > GIVE_UP_MS) throw new ProxyError("STORE", "A record stayed locked for too long");
    const dead = await holderGone();
    if (dead !== undefined) {
      if (await create(evictor, mine)) {
        try {
          await evict(path, dead);
        } finally {
          await removeIf(evictor, mine);
        }
      } else {
        const stuck = await evictorGone();
        if (stuck !== undefined) await removeIf(evictor, stuck);
      }
    }
    await sleep(5 + Math.random() * 20);
  }
}

/** Looks at a lock each time it is called: what stands in it once its holder is certainly gone, undefined before. */
function watch(path: string, monotonic: () => number): () => Promise<string | undefined> {
  let seen: { content: string; beat: number; since: number } | undefined;
  return async () => {
    const found = await look(path);
    if (found === undefined) return undefined;
    const now = monotonic();
    if (seen === undefined || seen.content !== found.content || seen.beat !== found.beat) {
      seen = { ...found, since: now };
    }
    return isDead(found.content) || now - seen.since > STALE_MS ? found.content : undefined;
  };
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw storeError("A lock cannot be taken", error);
  }
}

async function look(path: string): Promise<{ content: string; beat: number } | undefined> {
  try {
    const [content, stats] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return { content, beat: stats.mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw storeError("A lock cannot be looked at", error);
  }
}

/** Whether the holder is a process of this machine that no longer exists. A half-written lock is nobody's yet. */
function isDead(content: string): boolean {
  const parts = /^(\d+) \S+ (.*)\n$/.exec(content);
  if (parts?.[1] === undefined || parts[2] !== HERE) return false;
  try {
    process.kill(Number(parts[1]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/**
 * Moves a dead lock away. Only one at a time does so (the evictor), and it looks once more: somebody else may have been faster,
 * and a third hold the lock that stands there by now. A holder elsewhere that only seemed dead gets its lock back where nobody
 * took its place.
 */
async function evict(path: string, dead: string): Promise<void> {
  if ((await look(path))?.content !== dead) return;
  const aside = `${path}.${randomBytes(6).toString("hex")}.dead`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) !== dead) await link(aside, path);
    await unlink(aside);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOENT" && code !== "EEXIST") throw storeError("A dead lock cannot be removed", error);
  }
}

async function removeIf(path: string, content: string): Promise<void> {
  if ((await look(path))?.content !== content) return;
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw storeError("A lock cannot be removed", error);
  }
}

function held(path: string, mine: string): Held {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => clearInterval(beat)); // the lock is gone: `confirm` will say so
  }, BEAT_MS);
  beat.unref();
  return {
    confirm: async () => {
      const found = await look(path);
      if (found?.content !== mine) throw new ProxyError("STORE", "The lock of a record was lost before it was written");
    },
    release: async () => {
      clearInterval(beat);
      await removeIf(path, mine);
    },
  };
}
