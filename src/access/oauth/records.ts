import { createHash } from "node:crypto";
import type { Store } from "../../model/store.js";
import type { Clock } from "../../model/world.js";

/** What every record of the front has: when it may be forgotten (milliseconds since the epoch). */
export interface Expiring {
  readonly expiresAt: number;
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

/** The records under `front/<kind>/` of a store. */
export function recordsOf<T extends Expiring>(store: Store, clock: Clock, kind: string): Records<T> {
  const prefix = `front/${kind}/`;
  const keyOf = (id: string): string => prefix + createHash("sha256").update(id, "utf8").digest("hex");
  const alive = (value: unknown): T | undefined =>
    value !== undefined && (value as T).expiresAt > clock.now() ? (value as T) : undefined;
  return {
    read: async (id) => alive(await store.read(keyOf(id))),
    update: async (id, change) => (await store.update(keyOf(id), (current) => change(alive(current)))) as T | undefined,
    async sweep() {
      for (const key of await store.list(prefix)) {
        if (alive(await store.read(key)) !== undefined) continue;
        await store.update(key, (current) => (alive(current) === undefined ? undefined : current));
      }
    },
  };
}
