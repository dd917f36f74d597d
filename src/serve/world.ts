import { randomBytes } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Writable } from "node:stream";
import type { LogConfig } from "../../generated/config.js";
import { secretTexts } from "../config/load.js";
import type { World } from "../model/world.js";
import { createLog } from "./log.js";
import { VERSION } from "./version.js";

/** As `performance.now()`, without what loading that takes at every start. */
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** Adds the secrets that are written into a config, or that a variable put there, to those that are never written to the log. */
export function hideSecrets(config: object, world: World): void {
  for (const secret of secretTexts(config)) world.secrets?.add(secret);
}

/** The real world, for a config file: its log goes to `stderr`, relative paths start at its folder (`-`: the working directory). */
export function realWorld(
  file: string,
  config: object,
  log: LogConfig,
  env: Readonly<Record<string, string | undefined>>,
  stderr: Writable,
): World {
  const secrets = new Set(secretTexts(config));
  return {
    env,
    secrets,
    clock: { now: () => Date.now(), monotonic },
    log: createLog({ ...log, write: (line) => stderr.write(line), now: () => Date.now(), secrets }),
    random: randomBytes,
    baseDir: file === "-" ? process.cwd() : dirname(resolve(file)),
    version: VERSION,
  };
}
