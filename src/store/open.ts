import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { FileStore, MemoryStore, Secret } from "../../generated/config.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { openFileStore } from "./file.js";
import { createMemoryStore } from "./memory.js";

/** Opens a store as the file describes it. One per `store.type`. */
export type OpenStore<C> = (config: C, world: World, secret: (ref: Secret) => string) => Promise<Store>;

/** `store.type: file`. Rejects with STORE when the folder cannot be used. */
export const openFile: OpenStore<FileStore> = (config, world, secret) =>
  openFileStore(
    {
      folder: storeFolder(config.path, world),
      ...(config.encryption === undefined
        ? {}
        : {
            keys: { key: secret(config.encryption.key), previousKeys: config.encryption.previousKeys.map(secret) },
          }),
    },
    world,
  );

/** `store.type: memory`: forgotten with the process. */
export const openMemory: OpenStore<MemoryStore> = async () => createMemoryStore();

/** `store.path` made absolute; absent: `mcp-proxy/store` in the user's configuration folder (XDG, or APPDATA on Windows). */
export function storeFolder(path: string | undefined, world: World): string {
  const home = world.env.HOME ?? world.env.USERPROFILE ?? homedir();
  if (path === undefined) {
    const base = world.env.XDG_CONFIG_HOME ?? world.env.APPDATA ?? join(home, ".config");
    return join(base, "mcp-proxy", "store");
  }
  const expanded = path === "~" ? home : path.startsWith("~/") ? join(home, path.slice(2)) : path;
  return isAbsolute(expanded) ? expanded : resolve(world.baseDir, expanded);
}
