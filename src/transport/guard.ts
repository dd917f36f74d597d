import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Log } from "../model/world.js";

/** Outlives the proxy by a moment: ends the process groups it was told of when the proxy is gone without a word. */
export interface Watchdog {
  watch(group: number): void;
  unwatch(group: number): void;
  /** Nothing is guarded any more and the watchdog ends. Idempotent. */
  close(): void;
}

/**
 * Reads `+group` and `-group` until its input ends, which the kernel does for it when the proxy dies (SIGKILL, out of
 * memory), then kills what is left. A constant text: nothing of the file ever reaches this shell.
 */
const WATCHDOG = `
trap '' INT TERM HUP
groups=" "
while read -r op group; do
  case "$op" in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
`;

/**
 * The watchdog of one proxy, started with the first child; it stands in a session of its own and costs about a
 * megabyte. A parent-death signal would reach only the direct child (npx), not what that started.
 *
 * Where there is no `/bin/sh` (Windows, distroless images) this does nothing: there the container or job ends them.
 */
export function createWatchdog(log: Log): Watchdog {
  const shell = process.platform !== "win32" && existsSync("/bin/sh");
  let closed = false;
  let input: NodeJS.WritableStream | undefined;

  function start(): NodeJS.WritableStream {
    const child = spawn("/bin/sh", ["-c", WATCHDOG], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: {} });
    child.on("error", (error) => log.warn("watchdog.failed", { error: error.message }));
    child.stdin.on("error", (error) => log.warn("watchdog.failed", { error: error.message }));
    child.unref();
    (child.stdin as unknown as { unref(): void }).unref();
    return child.stdin;
  }

  function send(text: string): void {
    if (!shell || closed) return;
    input ??= start();
    input.write(text);
  }

  return {
    watch: (group) => send(`+ ${group}\n`),
    unwatch: (group) => send(`- ${group}\n`),
    close() {
      input?.end();
      closed = true;
    },
  };
}
