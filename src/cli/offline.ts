import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../../generated/config.js";
import { type AccessRules, compileRules } from "../access/rules.js";
import type { LockedItems } from "../filter/lock.js";
import { NOTHING_LOCKED, readLock } from "../filter/lock-file.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Principal } from "../model/principal.js";
import type { World } from "../model/world.js";
import type { Peer } from "../proxy/peer.js";
import { membersOf } from "../serve/assemble-view.js";
import { type Inventory, judge, placeOf } from "../serve/inventory.js";
import { realWorld } from "../serve/world.js";
import { loadConfig, type Streams } from "./load-config.js";

/** A file without its secrets and upstreams: what can be said of it from itself and its lock file. */
export interface Offline {
  readonly config: Config;
  readonly world: World;
  /** The reviewed items of every upstream, or undefined when there is no lock file. */
  readonly lock: ReadonlyMap<string, LockedItems> | undefined;
}

/** Reads a file for commands that ask nobody. Undefined when it is no good: what is wrong was said on `stderr`. */
export async function readOffline(file: string, streams: Streams): Promise<Offline | undefined> {
  const config = await loadConfig(file, streams, { asWritten: true });
  if (config === undefined) return undefined;
  const world = realWorld(file, config, { ...config.log, level: "error" }, streams.env, streams.stderr);
  return { config, world, lock: lockOf(config, world) };
}

function lockOf(config: Config, world: World): Offline["lock"] {
  const path = config.lock?.path ?? "mcp-proxy.lock.yaml";
  let text: string;
  try {
    text = readFileSync(resolve(world.baseDir, path), "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ProxyError("CONFIG", `Cannot read the lock file ${path}`, { cause });
  }
  return readLock(text);
}

/** What a principal sees at a place, by the lock file. */
export function seen(
  { config, world, lock }: Offline,
  rules: AccessRules,
  principal: Principal,
  endpoint: string | undefined,
): Promise<Inventory> {
  const { place, shown } = placeOf({ config }, endpoint);
  // Only the names of the peers are looked at; nothing here talks to one.
  const peers = new Map(Object.keys(config.upstreams).map((name) => [name, { name } as Peer]));
  const members = membersOf({ config, world, peers, control: undefined, lock: undefined }, place, shown);
  return judge(config, compileRules(rules), principal, async ({ kind, name }) =>
    members.map((member) => ({
      member,
      items: [...(lock?.get(member.peer.name) ?? NOTHING_LOCKED)[kind]].map(
        ([own, { item }]): Item => ({
          kind,
          upstream: member.peer.name,
          own,
          name: own,
          bytes: Buffer.from(JSON.stringify({ [name]: own, ...item })),
        }),
      ),
    })),
  );
}
