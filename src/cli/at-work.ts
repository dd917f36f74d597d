import type { Readable, Writable } from "node:stream";
import type { Config } from "../../generated/config.js";
import { load } from "../config/load.js";
import { render } from "../config/render.js";
import type { World } from "../model/world.js";
import { type Assembly, assemble } from "../serve/assemble.js";
import { callbackPages } from "../serve/callback-pages.js";
import { EXIT } from "../serve/exit.js";
import { openFoundation } from "../serve/open-foundation.js";
import { realWorld } from "../serve/world.js";
import { readSource } from "./files.js";

/** A file at work without an exposure, for commands that ask its upstreams. */
export interface AtWork {
  readonly assembly: Assembly;
  readonly world: World;
  close(): Promise<void>;
}

/** Assembles a file; the exit code instead when it is no good (it has been said why). `change` has the last word on the config. */
export async function putToWork(
  file: string,
  { stdin, stderr, env }: { stdin: Readable; stderr: Writable; env: Readonly<Record<string, string | undefined>> },
  change: (config: Config) => Config = (config) => config,
): Promise<AtWork | number> {
  const source = await readSource(file, stdin);
  const loaded = "text" in source ? load(source.text, source.file, { ...source, env }) : source;
  if (!("config" in loaded) || loaded.config === undefined) {
    for (const diagnostic of loaded.diagnostics) stderr.write(`${render(diagnostic)}\n`);
    return EXIT.usage;
  }
  const config = change(loaded.config);
  const world = realWorld(file, config, { ...config.log, level: "error" }, env, stderr);
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
