// @ts-check
// What each command of the program loads before it runs: checking a file must not pay for an HTTP server.

/** Packages that some commands load at most. */
const ONLY = {
  validate: ["clipanion", "typanion", "yaml"],
  print: ["clipanion", "typanion", "yaml"],
  explain: ["clipanion", "typanion"],
  schema: ["clipanion", "typanion"],
  init: ["clipanion", "typanion"],
};
/** Packages that a command imports while it runs, and never before. */
const HEAVY = /^(?:fastify|undici|openid-client|jose|@modelcontextprotocol\/.*)$/;

/**
 * What is wrong with the imports of the commands in a build, one line each.
 * @param {import("esbuild").Metafile["inputs"]} inputs
 */
export function commandImportErrors(inputs) {
  const commands = imports(inputs, "src/cli/commands.ts", true);
  if (commands.length === 0) throw new Error("src/cli/commands.ts imports no command");
  return commands.flatMap((file) => {
    const name = file.replace(/^.*\/|\.ts$/g, "");
    const allowed = Object.hasOwn(ONLY, name) ? ONLY[/** @type {keyof typeof ONLY} */ (name)] : undefined;
    const loaded = packagesOf(inputs, file);
    const wrong = loaded.filter((one) => (allowed === undefined ? HEAVY.test(one) : !allowed.includes(one)));
    return wrong.map((one) => `mcp-proxy ${name} loads ${one} before it runs; import it inside execute()`);
  });
}

/**
 * @param {import("esbuild").Metafile["inputs"]} inputs
 * @param {string} entry
 */
function packagesOf(inputs, entry) {
  const files = new Set([entry]);
  for (const file of files) for (const path of imports(inputs, file, false)) files.add(path);
  const names = [...files].flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/**
 * The files of the build that one imports: at once, or only when asked for.
 * @param {import("esbuild").Metafile["inputs"]} inputs
 * @param {string} file
 * @param {boolean} later
 */
function imports(inputs, file, later) {
  const found = (inputs[file]?.imports ?? []).filter(({ kind }) => (kind === "dynamic-import") === later);
  return found.map(({ path }) => path).filter((path) => inputs[path] !== undefined);
}
