import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../../generated/config.js";
import { type Drift, driftOf, type LockedItems, lockFilter, rememberingLockItem } from "../filter/lock.js";
import { NOTHING_LOCKED, readLock } from "../filter/lock-file.js";
import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Hidden, Item } from "../model/item.js";
import type { World } from "../model/world.js";

/** Where the lock file of a config is. */
export function lockPath(config: Config, world: World): string {
  return resolve(world.baseDir, config.lock?.path ?? "mcp-proxy.lock.yaml");
}

/** The lock file at work. */
export interface Lock {
  /** Holds the items of an upstream to what was reviewed, as `lock.onDrift` says. */
  hold(upstream: string): (item: Item) => Item | Hidden;
  /** How what an upstream lists differs from what was reviewed, for the kinds that were listed. */
  drift(upstream: string, items: readonly Item[], kinds: readonly ItemKind[]): readonly Drift[];
  /** What was reviewed of an upstream. */
  reviewed(upstream: string): LockedItems;
}

/** Undefined when the file has no `lock`. Every drift is logged once. Throws CONFIG when there is no lock file, or it is none. */
export function openLock(config: Config, world: World): Lock | undefined {
  const { lock } = config;
  if (lock === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(lockPath(config, world), "utf8");
  } catch (cause) {
    throw new ProxyError("CONFIG", `Cannot read the lock file ${lock.path}; run \`mcp-proxy lock\` to write it.`, {
      cause,
    });
  }
  const locked = readLock(text);
  const told = new Set<string>();
  const write = rememberingLockItem();
  const reviewed = (upstream: string): LockedItems => locked.get(upstream) ?? NOTHING_LOCKED;
  function report(item: Item, what: "new" | "changed", hash: string): void {
    const { upstream, kind, own } = item;
    const key = `${upstream}\n${kind}\n${own}\n${hash}`;
    if (told.has(key)) return;
    // An upstream that is never the same twice must not fill the memory.
    if (told.size >= MAX_REPORTED) told.clear();
    told.add(key);
    world.log.warn("lock.drift", { upstream, kind, item: own, what, onDrift: lock?.onDrift });
  }
  return {
    hold: (upstream) => lockFilter(reviewed(upstream), lock.onDrift, report, write),
    drift: (upstream, items, kinds) => driftOf(reviewed(upstream), items, kinds, write),
    reviewed,
  };
}

const MAX_REPORTED = 10_000;
