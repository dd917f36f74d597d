// @ts-check
// Puts the chunks of the bundle together into few CommonJS files: what one way of starting loads is one file on top of another.
// CommonJS, because V8 takes a code cache only for scripts (docs/adr/0013).
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";

const ENTRY = "src/cli/run.ts";

/**
 * What is loaded together, in the order it is: each file holds what its sources need and no file before it has. Every other chunk
 * stays a file of its own.
 * @type {readonly { name: string, sources: readonly string[] }[]}
 */
const PACKS = [
  { name: "check", sources: [ENTRY, "src/cli/serve.ts", "src/cli/validate.ts"] },
  { name: "stdio", sources: ["src/serve/stdio.ts"] },
  { name: "http", sources: ["src/serve/http.ts"] },
  { name: "beside", sources: ["src/exposure/auxiliary-routes.ts"] },
];

/** @typedef {import("esbuild").Metafile["outputs"]} Outputs */

/**
 * Replaces the ES modules in `folder/chunks` by CommonJS files in `folder/program`. The first of them exports what `src/cli/run.ts` does.
 * @param {string} root
 * @param {string} folder
 * @param {Outputs} outputs by path from `root`
 */
export async function pack(root, folder, outputs) {
  const { build: bundle } = await import("esbuild");
  const packs = assign(outputs);
  /** @param {string} chunk */
  const full = (chunk) => join(root, chunk);
  for (const name of new Set(packs.values())) {
    const own = [...packs].filter(([, pack]) => pack === name).map(([chunk]) => chunk);
    const shown = own.map((chunk) => `export * as ${JSON.stringify(key(chunk))} from ${JSON.stringify(full(chunk))};`);
    const entry = own.find((chunk) => outputs[chunk]?.entryPoint === ENTRY);
    if (entry !== undefined) shown.push(`export * from ${JSON.stringify(full(entry))};`);
    await bundle({
      absWorkingDir: root,
      stdin: { contents: shown.join("\n"), resolveDir: root, sourcefile: `${name}.js` },
      outfile: join(folder, "program", `${name}.cjs`),
      bundle: true,
      format: "cjs",
      platform: "node",
      target: "node20.19",
      define: { "import.meta.url": "__filename" },
      // Scripts from a code cache cannot import(); what is loaded late is loaded by require() behind a promise.
      supported: { "dynamic-import": false },
      charset: "ascii",
      sourcemap: "linked",
      sourcesContent: false,
      legalComments: "none",
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: "warning",
      plugins: [
        {
          name: "packs",
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /./, namespace: "elsewhere" }, ({ path }) => ({ path, external: true }));
            onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
              const chunk = relative(root, join(dirname(importer), path)).replaceAll("\\", "/");
              return packs.get(chunk) === name ? undefined : { path: chunk, namespace: "elsewhere" };
            });
            onLoad({ filter: /./, namespace: "elsewhere" }, ({ path }) => ({
              contents: borrowed(
                `require("./${packs.get(path)}.cjs")[${JSON.stringify(key(path))}]`,
                outputs[path]?.exports ?? [],
              ),
              loader: "js",
            }));
          },
        },
      ],
    });
  }
  for (const name of readdirSync(join(folder, "program")).filter((file) => file.endsWith(".map"))) {
    const file = join(folder, "program", name);
    const map = JSON.parse(readFileSync(file, "utf8"));
    // As they are seen from dist/program, where the folder is going to be.
    const seen = join(root, "dist", "program");
    map.sources = map.sources.map((/** @type {string} */ path) =>
      relative(seen, join(folder, "program", path)).replaceAll("\\", "/"),
    );
    writeFileSync(file, JSON.stringify(map));
  }
  for (const name of readdirSync(join(folder, "program")).filter((file) => file.endsWith(".cjs"))) {
    // src/program.ts reads a byte as a character.
    const odd = /[^\0-\x7f].{0,40}/.exec(readFileSync(join(folder, "program", name), "utf8"));
    if (odd !== null) throw new Error(`${name} is not ASCII: what a tagged template says cannot be escaped: ${odd[0]}`);
  }
  rmSync(join(folder, "chunks"), { recursive: true, force: true });
}

/**
 * A module that exports what another file has. Each thing is looked up once, when the module is loaded: a call from one file to
 * another is then no dearer than within one.
 * @param {string} from
 * @param {readonly string[]} names
 */
function borrowed(from, names) {
  const shown = names.map((name) =>
    name === "default" ? "export default from.default;" : `export const ${name} = from.${name};`,
  );
  return `const from = ${from};\n${shown.join("\n")}`;
}

/** @param {string} chunk */
const key = (chunk) => posix.basename(chunk, ".js");

/**
 * Which file each chunk goes to.
 * @param {Outputs} outputs
 */
function assign(outputs) {
  /** @type {Map<string, string>} */
  const packs = new Map();
  /** @param {string} chunk @param {string} name */
  const take = (chunk, name) => {
    if (packs.has(chunk) || outputs[chunk] === undefined) return;
    packs.set(chunk, name);
    for (const { path, kind } of outputs[chunk].imports) if (kind !== "dynamic-import") take(path, name);
  };
  const chunks = Object.keys(outputs).filter((path) => path.endsWith(".js"));
  for (const { name, sources } of PACKS)
    for (const source of sources) {
      const entry = chunks.find((chunk) => outputs[chunk]?.entryPoint === source);
      if (entry === undefined) throw new Error(`${source} is not loaded by itself any more: see PACKS`);
      take(entry, name);
    }
  for (const chunk of chunks) if (!packs.has(chunk)) packs.set(chunk, key(chunk));
  return packs;
}
