import type { Readable, Writable } from "node:stream";
import type { Config } from "../../generated/config.js";
import type { UpstreamLogins } from "../auth/logins.js";
import { load } from "../config/load.js";
import { render } from "../config/render.js";
import type { Credentials } from "../model/credentials.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { EXIT } from "../serve/exit.js";
import { realWorld } from "../serve/world.js";
import { readSource } from "./files.js";

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

interface Streams {
  readonly stdin: Readable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Opens the desk for a file; the exit code instead when the file is no good (it has been said why). */
export async function openLoginSetting(file: string, { stdin, stderr, env }: Streams): Promise<LoginSetting | number> {
  const source = await readSource(file, stdin);
  const loaded = "text" in source ? load(source.text, source.file, { ...source, env }) : source;
  if (!("config" in loaded) || loaded.config === undefined) {
    for (const diagnostic of loaded.diagnostics) stderr.write(`${render(diagnostic)}\n`);
    return EXIT.usage;
  }
  const { config } = loaded;
  const world = realWorld(file, config, { ...config.log, level: "error" }, env, stderr);
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
