// @ts-check
// What this machine has that some tests need. Tests that need one of these skip with a note when it is missing.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A Chromium to drive: `CHROMIUM_PATH`, else the first browser on the PATH. */
export function chromiumPath() {
  return process.env.CHROMIUM_PATH || find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
}

/**
 * The first of these programs that is installed; `/usr/sbin`, where servers are, counts also where it is not on the PATH.
 * @param {string[]} names
 */
export function find(...names) {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"]) {
    for (const name of names) {
      for (const suffix of process.platform === "win32" ? [".exe", ".cmd"] : [""]) {
        const path = join(folder, name + suffix);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          // Not here: look on.
        }
      }
    }
  }
  return undefined;
}
