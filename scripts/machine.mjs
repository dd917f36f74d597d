// @ts-check
// What this machine has that some tests need. Tests that need one of these skip with a note when it is missing.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A Chromium to drive: `CHROMIUM_PATH`, else the first browser on the PATH. */
export function chromiumPath() {
  return process.env.CHROMIUM_PATH || find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
}

/** @param {string[]} names */
function find(...names) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
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
