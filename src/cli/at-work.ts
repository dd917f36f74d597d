import type { Config } from "../../generated/config.js";
import type { World } from "../model/world.js";
import { type Assembly, assemble } from "../serve/assemble.js";
import { callbackPages } from "../serve/callback-pages.js";
import { openFoundation } from "../serve/open-foundation.js";
import { realWorld } from "../serve/world.js";
import { loadConfig, type Streams } from "./load-config.js";

/** A file at work without an exposure, for commands that ask its upstreams. */
export interface AtWork {
  readonly assembly: Assembly;
  readonly world: World;
  close(): Promise<void>;
}

/** Assembles a file; undefined when it has errors, which are on stderr then. `change` has the last word on the config. */
export async function putToWork(
  file: string,
  streams: Streams,
  change: (config: Config) => Config = (config) => config,
): Promise<AtWork | undefined> {
  const loaded = await loadConfig(file, streams);
  if (loaded === undefined) return undefined;
  const config = change(loaded);
  const world = realWorld(file, config, { ...config.log, level: "error" }, streams.env, streams.stderr);
  const foundation = openFoundation(config, world, callbackPages(undefined), false);
  await foundation.opened;
  const close = async (assembly?: Assembly): Promise<void> => {
    await assembly?.close();
    await foundation.logins.close();
    await foundation.store.close();
  };
  try {
    const assembly = assemble(config, world, foundation);
    return { assembly, world, close: () => close(assembly) };
  } catch (error) {
    await close();
    throw error;
  }
}
