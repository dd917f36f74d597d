import type { Readable, Writable } from "node:stream";
import { getHeapStatistics } from "node:v8";
import type { Config } from "../../generated/config.js";
import { createStdioExposure } from "../exposure/stdio.js";
import { LOCAL } from "../model/principal.js";
import type { World } from "../model/world.js";
import { assemble } from "./assemble.js";
import { startAudit } from "./audit.js";
import { callbackPages } from "./callback-pages.js";
import { EXIT } from "./exit.js";
import { openFoundation } from "./open-foundation.js";
import { startReloading } from "./reload.js";
import { untilTold } from "./signals.js";
import { watchedView } from "./watched-views.js";

const GRACE_MS = 1000;
const MESSAGE_BYTES = 64 * 1024 * 1024;

/** Serves one client on standard input and output; ends with it, and leaves no child behind. */
export async function serveStdio(
  config: Config,
  file: string,
  world: World,
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
): Promise<number> {
  const foundation = openFoundation(config, world, callbackPages(undefined), false);
  const assembly = assemble(config, world, foundation);
  const auditing = startAudit(config.audit, world, stderr);
  const exposure = createStdioExposure({
    input: stdin,
    output: stdout,
    view:
      auditing === undefined
        ? assembly.stdioView
        : watchedView(assembly.stdioView, "stdio", [auditing.watch], world.clock),
    principal: LOCAL,
    world,
    maxBytes: MESSAGE_BYTES,
    heap: getHeapStatistics().heap_size_limit,
    questionMs: config.questions.timeout,
  });
  // Nothing is started before the client has said what it can be asked: that decides what upstreams are told.
  const told = untilTold(exposure.ended, () => process.exit(EXIT.failed));
  const reloading = startReloading({ file, assembly, world, stderr });
  try {
    await Promise.all([told, foundation.opened]);
  } finally {
    reloading.close();
    await exposure.close({ graceMs: GRACE_MS });
    await assembly.close();
    await auditing?.close();
    await foundation.logins.close();
    stdin.destroy();
  }
  await foundation.store.close();
  return EXIT.ok;
}
