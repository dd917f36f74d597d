// @ts-check
// Makes a fresh clone runnable, and costs next to nothing when it already is. Plain Node: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs the locked packages unless every one of them is there in the locked version. */
export function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  if (isLinked()) {
    process.stderr.write("setup: node_modules is a link and does not match package-lock.json; left as it is\n");
    return;
  }
  process.stderr.write("setup: installing packages (npm ci)\n");
  run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Regenerates generated/ when the schema or the code generator changed since the last time. */
export function ensureGenerated() {
  const sources = ["schema", "scripts/codegen.ts", "scripts/codegen"].filter((path) => existsSync(join(root, path)));
  if (sources.length === 0) return;
  whenChanged("generate", [...sources, "package-lock.json"], existsSync(join(root, "generated")), () => {
    process.stderr.write("setup: generating from schema/\n");
    run("npm", ["run", "--silent", "generate"]);
  });
}

/** Builds dist/ when what goes into it changed since the last build. */
export function ensureBuilt() {
  const sources = [
    "src",
    "generated",
    "package.json",
    "package-lock.json",
    "scripts/build.mjs",
    "scripts/pack.mjs",
    "scripts/slim.mjs",
    "scripts/undici.cjs",
  ];
  whenChanged("build", sources, existsSync(join(root, "dist", "main.js")), () => {
    process.stderr.write("setup: building dist/\n");
    run(process.execPath, ["scripts/build.mjs"]);
  });
}

/** Everything `npm start` and `npm test` need. */
export function ensureReady() {
  ensureInstalled();
  ensureGenerated();
  ensureBuilt();
}

/**
 * Runs a command in the repository; ends this process with its exit code when it fails.
 * @param {string} command
 * @param {string[]} args
 */
export function run(command, args) {
  // npm is a .cmd file on Windows, which only a shell can start; every argument here is a constant of ours.
  const shell = process.platform === "win32" && command === "npm";
  const done = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`mcp-proxy needs Node 20.19 or later; this is ${process.version}\n`);
  process.exit(1);
}

function isLinked() {
  return lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** npm keeps a record of what it installed; optional packages (other platforms' binaries) may be missing from it. */
function isInstalled() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

/**
 * Runs `act` when the content of `sources` is not what it was the last time, or what it makes is not there.
 * @param {string} name
 * @param {string[]} sources
 * @param {boolean} present
 * @param {() => void} act
 */
function whenChanged(name, sources, present, act) {
  const stamp = join(root, ".cache", `${name}.stamp`);
  const now = digest(sources);
  if (present && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  act();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

/** @param {string[]} sources */
function digest(sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of files(join(root, source))) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function files(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)))
    .filter((file) => !file.endsWith(".test.ts"));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) ensureReady();
