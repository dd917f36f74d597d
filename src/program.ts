import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import { type CodeCache, type CodeCachePlace, openCodeCache } from "./code-cache.js";

/** What has been compiled after this long is what a start needs, in milliseconds; later V8 drops what ran only once. */
const START_OVER_MS = 3000;

type Exports = Readonly<Record<string, unknown>>;
/** Answers what a file of the program exports (`./check.cjs`), and runs it the first time. */
type Load = (name: string) => Exports;
type Wrapper = (
  exports: Exports,
  require: (name: string) => unknown,
  module: { exports: Exports },
  filename: string,
  folder: string,
) => void;

/**
 * How the built program is loaded: from the code cache, and what V8 compiled is kept for the next start. As Node does it where
 * there is to be no cache, or where stack traces go through source maps, which Node looks for in its own modules alone.
 */
export function loaderOf(place: CodeCachePlace): Load {
  const require = createRequire(join(place.folder, "program.cjs"));
  if (process.sourceMapsEnabled) return require;
  const cache = openCodeCache(place);
  return cache === undefined ? require : cachedLoader(cache, place.folder, require);
}

const HEAD = "(function(exports,require,module,__filename,__dirname){";
const FOOT = "\n})";

/**
 * The text of a CommonJS file as a function. The build escapes everything beyond ASCII: read like this, a text takes one byte a
 * character, and it is put together before it is one.
 */
function wrapped(filename: string): string {
  const file = openSync(filename, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.allocUnsafeSlow(HEAD.length + size + FOOT.length);
    const read = readSync(file, bytes, HEAD.length, size, 0);
    if (read !== size) throw new Error(`${filename} is shorter than it was`);
    bytes.write(HEAD, 0, "latin1");
    bytes.write(FOOT, HEAD.length + size, "latin1");
    return bytes.toString("latin1");
  } finally {
    closeSync(file);
  }
}

function cachedLoader(cache: CodeCache, folder: string, require: NodeJS.Require): Load {
  const loaded = new Map<string, { exports: Exports }>();
  const scripts = new Map<string, Script>();
  let fresh = false;

  function load(name: string): Exports {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(folder, name);
    const cachedData = cache.part(name);
    const source = wrapped(filename);
    const script = new Script(source, { filename, ...(cachedData === undefined ? {} : { cachedData }) });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh = true;
    scripts.set(name, script);
    const module = { exports: {} };
    loaded.set(name, module);
    (script.runInThisContext() as Wrapper)(module.exports, requireOf, module, filename, folder);
    return module.exports;
  }

  const requireOf = (name: string): unknown => (name.startsWith("./") ? load(name) : require(name));

  function keep(): void {
    process.off("exit", keep);
    clearTimeout(settled);
    if (fresh) cache.keep(new Map([...scripts].map(([name, script]) => [name, script.createCachedData()])));
  }
  const settled = setTimeout(keep, START_OVER_MS).unref();
  process.once("exit", keep);
  return load;
}
