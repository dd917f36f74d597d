import type { Config } from "../../generated/config.js";
import type { UpstreamLogins } from "../auth/logins.js";
import type { Credentials } from "../model/credentials.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { realWorld } from "../serve/world.js";
import { loadConfig, type Streams } from "./load-config.js";

/** What commands about logins work with: the file's store and its upstreams' credentials, nothing connected. */
export interface LoginSetting {
  readonly config: Config;
  readonly world: World;
  readonly store: Store;
  readonly logins: UpstreamLogins;
  /** The upstreams with a URL, in the file's order. */
  readonly names: readonly string[];
  close(): Promise<void>;
}

/** The setting of a file; undefined when the file has errors, which are on stderr then. */
export async function openLoginSetting(file: string, streams: Streams): Promise<LoginSetting | undefined> {
  const config = await loadConfig(file, streams);
  if (config === undefined) return undefined;
  const world = realWorld(file, config, { ...config.log, level: "error" }, streams.env, streams.stderr);
  const [{ openFoundation }, { callbackPages }, { createCredentials }, { readTls, secretReader }] = await Promise.all([
    import("../serve/open-foundation.js"),
    import("../serve/callback-pages.js"),
    import("../serve/registry.js"),
    import("../serve/dialers.js"),
  ]);
  const { store, logins, opened } = openFoundation(config, world, callbackPages(undefined), false);
  await opened;
  const credentials: Credentials[] = [];
  const names: string[] = [];
  for (const [name, entry] of Object.entries(config.upstreams)) {
    if (!("url" in entry)) continue;
    names.push(name);
    const secret = secretReader(world);
    const upstream = { name, url: entry.url };
    credentials.push(
      createCredentials(entry.auth, { upstream, store, logins, world, secret, ca: readTls(entry, world)?.ca }),
    );
  }
  return {
    config,
    world,
    store,
    logins,
    names,
    close: async () => {
      await Promise.all(credentials.map((each) => each.close()));
      await logins.close();
      await store.close();
    },
  };
}
