// @ts-check
// npm test: sets up what is missing, says what this machine cannot run, runs every test, ends with the counts.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { howLong } from "./how-long.mjs";
import { ensureReady, root } from "./setup.mjs";

if (process.argv.length === 2) say(howLong("test"));
ensureReady();
const { countsFile } = await import("./closing-line.mjs");
const { chromiumPath } = await import("./machine.mjs");

if (chromiumPath() === undefined)
  say("skipped: tests in a browser, because there is no chromium here (or set CHROMIUM_PATH)");

rmSync(countsFile, { force: true });
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const reporters = ["--reporter=default", "--reporter=./scripts/closing-line.mjs"];
const done = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});

if (!existsSync(countsFile)) {
  say("the tests did not run to their end");
  process.exit(done.status || 1);
}
const { passed, failed, skipped, again } = JSON.parse(readFileSync(countsFile, "utf8"));
const more = [
  skipped > 0 ? `, ${skipped} skipped` : "",
  again > 0 ? ` (${again} at the second attempt only)` : "",
].join("");
// A test that passes at its second attempt only does not stop a change, and is not forgotten either: it fails the nightly run.
const nightly = Boolean(process.env.NIGHTLY) && again > 0;
if (nightly) say("this nightly run fails: a test passed at its second attempt only");
say(`\n${passed} passed, ${failed} failed${more}`);
process.exit(failed > 0 || passed === 0 || nightly ? 1 : (done.status ?? 1));

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
