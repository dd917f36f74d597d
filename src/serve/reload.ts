import { dirname, resolve } from "node:path";
import type { Writable } from "node:stream";
import type { Config } from "../../generated/config.js";
import { load } from "../config/load.js";
import { readConfigFile } from "../config/read.js";
import { render } from "../config/render.js";
import { type FileWatch, watchFiles } from "../config/watch.js";
import { ProxyError } from "../model/errors.js";
import type { World } from "../model/world.js";
import type { Assembly } from "./assemble.js";
import { hideSecrets } from "./world.js";

/** Takes over changes of the file until closed. */
export interface Reloading {
  close(): void;
}

/** What is reloaded, and who hears of it. */
export interface ReloadParts {
  readonly file: string;
  readonly assembly: Assembly;
  readonly world: World;
  /**
   * Prepares the rest of a new config; answers what to do when its views are about to be shown, and keys that need a
   * restart. Rejects with CONFIG to refuse the file.
   */
  prepare?(next: Config): Promise<{ apply(): void; readonly needRestart: readonly string[] }>;
  /** Where what is wrong with a file is shown, with its place. */
  readonly stderr: Writable;
}

/**
 * Reloads on SIGHUP and, with `reload.watch`, when the file or its lock file changes. One reload at a time; a file that is not
 * valid changes nothing and is told with every place. Nothing to do for a config from standard input.
 */
export function startReloading({ file, assembly, world, prepare, stderr }: ReloadParts): Reloading {
  if (file === "-") return { close: () => undefined };
  const path = resolve(file);
  let watch: FileWatch | undefined;
  let watched = "";
  let busy = false;
  let again = false;
  let closed = false;

  function follow(): void {
    const { reload, lock } = assembly.config;
    const files = lock === undefined ? [path] : [path, resolve(dirname(path), lock.path)];
    const now = JSON.stringify([reload, files]);
    if (now === watched || closed) return;
    watched = now;
    watch?.close();
    watch = reload.watch ? watchFiles(files, reload.debounce, world.log, ask) : undefined;
  }

  async function once(): Promise<void> {
    const source = readConfigFile(path);
    if (!("text" in source)) {
      world.log.error("reload.rejected", { reason: "cannot read the file; keeping the previous configuration", file });
      return;
    }
    const { config, diagnostics } = load(source.text, file, { ...source, env: world.env });
    if (config === undefined) {
      for (const diagnostic of diagnostics) stderr.write(`${render(diagnostic)}\n`);
      world.log.error("reload.rejected", { reason: "the file is invalid; keeping the previous configuration", file });
      return;
    }
    hideSecrets(config, world);
    const prepared = await prepare?.(config);
    const { kept, started, stopped, needRestart: fixed } = await assembly.reload(config, prepared?.apply);
    const needRestart = [...fixed, ...(prepared?.needRestart ?? [])];
    world.log.info("reload.done", { kept: kept.size, started: started.join(" "), stopped: stopped.join(" ") });
    if (needRestart.length > 0) world.log.warn("reload.restart_needed", { keys: needRestart.join(" ") });
    follow();
  }

  function ask(): void {
    if (closed) return;
    again = true;
    if (busy) return;
    busy = true;
    void (async () => {
      while (again && !closed) {
        again = false;
        try {
          await once();
        } catch (error) {
          world.log.error("reload.rejected", { reason: ProxyError.from(error).message, file });
        }
      }
      busy = false;
    })();
  }

  // The first client is waiting: what is being done for it comes first.
  setImmediate(follow);
  process.on("SIGHUP", ask);
  return {
    close() {
      closed = true;
      watch?.close();
      process.removeListener("SIGHUP", ask);
    },
  };
}
