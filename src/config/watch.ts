import { type FSWatcher, readFileSync, watch } from "node:fs";
import { dirname } from "node:path";
import type { Log } from "../model/world.js";

/** Watches files until closed. */
export interface FileWatch {
  /** Looks now, whatever the file system said (SIGHUP). */
  check(): void;
  close(): void;
}

const POLL_INTERVAL_MS = 5000;

/**
 * Calls `changed` when the content of one of the files is another than before, once they have been left alone for
 * `debounce` milliseconds. Saving by renaming, a file that is gone for a moment, and a symbolic link that points
 * elsewhere (Kubernetes) are all changes of content; a file that is gone is none. Looks every five seconds
 * too, because not every file system says when a file changes.
 */
export function watchFiles(files: readonly string[], debounce: number, log: Log, changed: () => void): FileWatch {
  let known = files.map(read);
  let timer: NodeJS.Timeout | undefined;
  let pending: (string | undefined)[] | undefined;

  function look(): void {
    timer = undefined;
    const now = files.map((file, at) => read(file) ?? known[at]);
    if (now.every((text, at) => text === known[at])) {
      pending = undefined;
      return;
    }
    // Still being written: only what was the same twice, `debounce` apart, is taken for whole.
    if (pending === undefined || now.some((text, at) => text !== pending?.[at])) {
      pending = now;
      timer = setTimeout(look, debounce);
      return;
    }
    known = now;
    pending = undefined;
    changed();
  }

  function soon(): void {
    timer ??= setTimeout(look, debounce);
  }

  const watchers: FSWatcher[] = [];
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    try {
      const watcher = watch(folder, { persistent: false }, soon);
      watcher.on("error", (error) => log.warn("reload.watch_failed", { cause: error.message }));
      watchers.push(watcher);
    } catch (error) {
      log.warn("reload.watch_failed", { cause: error instanceof Error ? error.message : String(error) });
    }
  }
  const poll = setInterval(() => {
    if (timer === undefined) look();
  }, POLL_INTERVAL_MS);
  poll.unref();
  return {
    check: soon,
    close() {
      clearInterval(poll);
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** The content, or undefined when there is none to read just now. */
function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, "latin1");
    // An editor that truncates before it writes leaves an empty file for a moment.
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}
