// @ts-check
// Runs a script of this project on another Node, which the npm package `node` brings; kept in .cache.
// usage: node scripts/on-node.mjs 24 scripts/test-all.mjs [arguments]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root, run } from "./setup.mjs";

const [major = "", script = "scripts/test-all.mjs", ...args] = process.argv.slice(2);
if (!/^\d+$/.test(major)) {
  process.stderr.write("usage: node scripts/on-node.mjs MAJOR [SCRIPT [ARGUMENTS]]\n");
  process.exit(2);
}

const folder = join(root, ".cache", `node${major}`);
const binary = join(folder, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
if (!existsSync(binary)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", `node@${major}`]);
}

// First on the PATH too, so that children which say `node` or `npx` run on it as well.
const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH}` };
const done = spawnSync(binary, [join(root, script), ...args], { cwd: root, stdio: "inherit", env });
process.exitCode = done.status ?? 1;
