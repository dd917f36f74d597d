// @ts-check
// npm run check: format, lint, layers, types, freshness of generated files, unused code, fast tests. All of them run, even after
// one failed, so that one run tells everything.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { howLong } from "./how-long.mjs";
import { ensureInstalled, root } from "./setup.mjs";

process.stdout.write(`${howLong("check")}\n`);
ensureInstalled();

/** @type {[name: string, script: string, args: string[]][]} */
const steps = [
  ["format and lint", "node_modules/@biomejs/biome/bin/biome", ["check", ".", "--error-on-warnings"]],
  ["promises", "node_modules/oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]],
  ["house rules", "scripts/layers.mjs", []],
  ["types", "node_modules/typescript/bin/tsc", []],
  ["generated files", "node_modules/tsx/dist/cli.mjs", ["scripts/codegen.ts", "--check"]],
  ["reference pages", "node_modules/tsx/dist/cli.mjs", ["scripts/docs.ts", "--check"]],
  ["unused code", "node_modules/knip/bin/knip.js", ["--no-progress"]],
  ["fast tests", "node_modules/vitest/vitest.mjs", ["run", "--project=fast", "--reporter=dot"]],
];

const failed = steps.filter(([name, script, args]) => {
  const from = performance.now();
  const done = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: "utf8" });
  const good = done.status === 0;
  process.stdout.write(`${good ? "ok    " : "FAILED"} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)\n`);
  if (!good) process.stdout.write(`${done.stdout}${done.stderr}${done.error ?? ""}\n`);
  return !good;
});

if (failed.length > 0) process.stdout.write(`check failed: ${failed.map(([name]) => name).join(", ")}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
