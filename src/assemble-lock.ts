import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../generated/config.js";
import { lockFilter } from "./filter/lock.js";
import { NOTHING_LOCKED, readLock } from "./filter/lock-file.js";
import { ProxyError } from "./model/errors.js";
import type { Hidden, Item } from "./model/item.js";
import type { World } from "./model/world.js";

/** Where the lock file of a config is. */
export function lockPath(config: Config, world: World): string {
  return resolve(world.baseDir, config.lock?.path ?? "mcp-proxy.lock.yaml");
}

/**
 * Holds the items of upstreams to the lock file, as `lock.onDrift` says; undefined when the file has no `lock`. Every drift is
 * logged once. Throws CONFIG when there is no lock file, or it is none.
 */
export function openLock(
  config: Config,
  world: World,
): ((upstream: string) => (item: Item) => Item | Hidden) | undefined {
  const { lock } = config;
  if (lock === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(lockPath(config, world), "utf8");
  } catch (cause) {
    throw new ProxyError("CONFIG", `The lock file ${lock.path} cannot be read; \`mcp-proxy lock\` writes it.`, {
      cause,
    });
  }
  const locked = readLock(text);
  const told = new Set<string>();
  return (upstream) =>
    lockFilter(locked.get(upstream) ?? NOTHING_LOCKED, lock.onDrift, (item, what, hash) => {
      const key = `${upstream}\n${item.kind}\n${item.own}\n${hash}`;
      if (told.has(key)) return;
      told.add(key);
      world.log.warn("lock.drift", { upstream, kind: item.kind, item: item.own, what, onDrift: lock.onDrift });
    });
}
