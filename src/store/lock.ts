import { randomBytes } from "node:crypto";
import { utimes } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ProxyError } from "../model/errors.js";
import { evictor } from "./evict.js";
import { create, holderText, look, remove, watch } from "./marks.js";

/** A lock of one file between processes. */
export interface HeldLock {
  /** Rejects with STORE when the lock was lost (this process was stopped for longer than its heartbeat may be missed). */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

const HEARTBEAT_INTERVAL_MS = 1500;
const LOCK_TIMEOUT_MS = 45_000;

/**
 * Takes the lock file at `path`, waiting for whoever holds it. A holder that was killed is noticed at once on the same machine
 * and after six seconds without a heartbeat elsewhere, measured by our own clock, so that wrong clocks do not matter.
 */
export async function takeLock(path: string, monotonic: () => number): Promise<HeldLock> {
  const mine = holderText(randomBytes(9).toString("base64url"));
  const holderGone = watch(path, monotonic);
  const evict = evictor(path, mine, monotonic);
  const start = monotonic();
  for (;;) {
    if (await create(path, mine)) return held(path, mine);
    if (monotonic() - start > LOCK_TIMEOUT_MS)
      throw new ProxyError("STORE", "Another process locked a record for too long");
    const dead = await holderGone();
    if (dead !== undefined) await evict(dead);
    await sleep(5 + Math.random() * 20);
  }
}

function held(path: string, mine: string): HeldLock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => clearInterval(beat)); // the lock is gone: `confirm` will say so
  }, HEARTBEAT_INTERVAL_MS);
  beat.unref();
  return {
    confirm: async () => {
      const found = await look(path);
      if (found?.content !== mine) throw new ProxyError("STORE", "The lock of a record was lost before the write");
    },
    release: async () => {
      clearInterval(beat);
      if ((await look(path))?.content === mine) await remove(path);
    },
  };
}
