// @ts-check
// The house rules the linters cannot see. Reads formatted source line by line, so column 0 is module level.
// usage: node scripts/layers.mjs [folder with src/]
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import { root } from "./setup.mjs";

/** The floors of src, lowest first. A folder imports its own files and the folders of the floors below it, and no sibling. */
const FLOORS = [
  ["model"],
  ["base"],
  ["wire", "net"],
  ["oauth"],
  [
    ...["config", "exposure", "proxy", "upstream", "transport", "auth", "access", "filter", "store", "pages"],
    "metrics",
  ],
  ["serve"],
  ["cli"],
];

/** What a line imports or exports from: a statement, a call or a type. */
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']/g;

/** @typedef {{ file: string, line: number, rule: string, message: string }} Finding */

/**
 * @param {string} file relative to the repository, with forward slashes
 * @param {string} text
 * @returns {Finding[]}
 */
export function findings(file, text) {
  /** @type {Finding[]} */
  const found = [];
  if (basename(file) === "index.ts") {
    found.push({ file, line: 1, rule: "no-index", message: "no index.ts: import the file that has the thing" });
  }
  let quoted = false;
  const lines = text.split("\n");
  lines.forEach((line, at) => {
    // Lines within a template literal are somebody else's text (a page's script).
    const skip = quoted;
    if ((line.match(/(?<!\\)`/g)?.length ?? 0) % 2 === 1) quoted = !quoted;
    if (skip) return;
    const add = (/** @type {string} */ rule, /** @type {string} */ message) =>
      found.push({ file, line: at + 1, rule, message });
    for (const [, specifier = ""] of line.matchAll(IMPORTED)) {
      const message = layerError(file, posix.normalize(posix.join(posix.dirname(file), specifier)));
      if (message !== undefined) add("layer", message);
    }
    for (const [, event = ""] of line.matchAll(/\blog\.(?:trace|debug|info|warn|error)\(\s*"([^"]*)"/g)) {
      if (!/^[a-z]+(\.[a-z_]+)?$/.test(event)) add("log-event", `an event has a name, like upstream.down: ${event}`);
    }
    // A command says what it does in its usage.
    if (/^export (async )?(function|class|interface|const|type)\b/.test(line) && !/ extends Command \{$/.test(line)) {
      if (!/\*\/$/.test(lines[at - 1] ?? "")) add("doc", "what is exported says what it promises: /** … */");
    }
    if (/^(export )?(let|var) /.test(line))
      add("module-state", "no variable at module level: pass it or keep it in an object");
    else if (
      /^(export )?const (?!\w+: (readonly |Readonly)).*= (new (Map|Set|WeakMap|WeakSet|Array)(<.*>)?\(\)|\[\]|\{\});$/.test(
        line,
      )
    ) {
      add("module-state", "no collection at module level that starts empty: it can only be there to be filled");
    }
  });
  return found;
}

/**
 * @param {string} from
 * @param {string} target
 */
function layerError(from, target) {
  const folder = folderOf(from);
  if (folder === undefined || !target.startsWith("src/")) return undefined;
  const other = folderOf(target);
  if (other === folder || (other !== undefined && floorOf(other) < floorOf(folder))) return undefined;
  return `src/${folder}/ may not import ${target}: only its own files and the folders below it (${FLOORS.flat().join(", ")})`;
}

/**
 * The folder of src a file belongs to; undefined for the entry and its loader, which stand above all.
 * @param {string} file
 */
function folderOf(file) {
  const [, folder, ...inner] = file.split("/");
  return inner.length === 0 ? undefined : folder;
}

/** @param {string} folder */
function floorOf(folder) {
  const floor = FLOORS.findIndex((folders) => folders.includes(folder));
  if (floor < 0) throw new Error(`src/${folder}/ stands on no floor: add it to FLOORS`);
  return floor;
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath ?? dirname(entry.name), entry.name));
}

const base = resolve(process.argv[2] ?? root);
const all = sources(join(base, "src")).flatMap((path) =>
  findings(relative(base, path).split(sep).join("/"), readFileSync(path, "utf8")),
);
for (const { file, line, rule, message } of all) process.stdout.write(`${file}:${line}: error[${rule}]: ${message}\n`);
process.exitCode = all.length > 0 ? 1 : 0;
