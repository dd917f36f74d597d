import { createHash } from "node:crypto";
import { isBeyond } from "../../base/clock-skew.js";
import type { Store } from "../../model/store.js";
import type { Clock } from "../../model/world.js";

/** A record of the front, which may be forgotten from a time on (milliseconds since the epoch). */
export interface Expiring {
  readonly expiresAt: number;
  /** The latest `expiresAt` the record ever had; kept by `recordsOf`. */
  readonly latestExpiry?: number;
}

/** Records of one kind, by an id that need not be safe in a file name. Expired ones are as if absent. */
export interface Records<T extends Expiring> {
  read(id: string): Promise<T | undefined>;
  /** Atomic across processes; `undefined` deletes, the same object changes nothing. */
  update(
    id: string,
    change: (current: T | undefined) => T | undefined | Promise<T | undefined>,
  ): Promise<T | undefined>;
  /** Deletes what has expired. */
  sweep(): Promise<void>;
}

/**
 * Whether a record still counts. A write while the clock is set back makes `expiresAt` too early, so the latest expiry counts as
 * well, as long as it is one that a right clock can have written: no further ahead than `longest`.
 */
export function isAlive({ expiresAt, latestExpiry = expiresAt }: Expiring, now: number, longest: number): boolean {
  return expiresAt > now || (latestExpiry > now && !isBeyond(latestExpiry, now, longest));
}

/** The records under `front/<kind>/` of a store. None is meant to last longer than `longest` milliseconds without being used. */
export function recordsOf<T extends Expiring>(store: Store, clock: Clock, kind: string, longest: number): Records<T> {
  const prefix = `front/${kind}/`;
  const keyOf = (id: string): string => prefix + createHash("sha256").update(id, "utf8").digest("hex");
  const alive = (value: unknown): T | undefined =>
    value !== undefined && isAlive(value as T, clock.now(), longest) ? (value as T) : undefined;
  return {
    read: async (id) => alive(await store.read(keyOf(id))),
    update: async (id, change) =>
      (await store.update(keyOf(id), async (value) => {
        const current = alive(value);
        const next = await change(current);
        if (next === undefined || next === current) return next;
        const before = current?.latestExpiry ?? current?.expiresAt ?? 0;
        return { ...next, latestExpiry: Math.max(before, next.expiresAt) };
      })) as T | undefined,
    async sweep() {
      for (const key of await store.list(prefix)) {
        const value = alive(await store.read(key));
        if (value !== undefined && !isBeyond(value.expiresAt, clock.now(), longest)) continue;
        await store.update(key, (stored) => {
          const current = alive(stored);
          const now = clock.now();
          if (current === undefined || !isBeyond(current.expiresAt, now, longest)) return current;
          // Written while the clock was ahead, or read while it is behind: the latest expiry tells which, once it is right.
          return { ...current, expiresAt: now + longest, latestExpiry: current.latestExpiry ?? current.expiresAt };
        });
      }
    },
  };
}
