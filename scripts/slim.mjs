// @ts-check
// What the bundle leaves out of packages, or loads later than they say: every start would read, compile and run it.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./setup.mjs";

const require = createRequire(import.meta.url);
const LATER = "?later";
const LATE_BUILTINS = /^(?:node:)?(?:child_process|dns|fs\/promises|http|tls|v8|zlib)$/;

/** @type {import("esbuild").Plugin} */
export const slim = {
  name: "slim",
  setup({ onResolve, onLoad, resolve }) {
    // undici's entry file loads all of it.
    onResolve({ filter: /^undici$/ }, ({ importer }) =>
      dirname(importer) === join(root, "src/net") ? { path: join(root, "scripts/undici.cjs") } : undefined,
    );
    // undici speaks HTTP/2 only when told to.
    onResolve({ filter: /^\.\/client-h2\.js$/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === slim || !/[\\/]undici[\\/]/.test(importer)) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: slim });
      return { path: found.path, suffix: LATER };
    });
    onLoad({ filter: /[\\/]client-h2\.js$/ }, ({ path, suffix }) =>
      suffix === LATER
        ? {
            contents: `module.exports = (...args) => require(${JSON.stringify(path)})(...args);`,
            resolveDir: dirname(path),
          }
        : undefined,
    );
    // Node's own modules that only some calls need.
    onResolve({ filter: LATE_BUILTINS }, ({ path, importer }) =>
      importer.startsWith(join(root, "src")) || /[\\/]cross-spawn[\\/]/.test(importer)
        ? { path, namespace: "builtin" }
        : undefined,
    );
    onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => {
      const getters = Object.keys(require(path)).map((key) => `get ${key}() { return require("${path}").${key}; }`);
      return { contents: `module.exports = { ${getters.join(", ")} };`, loader: "js" };
    });
    // clipanion asks the terminal for its colours while it is loaded; the proxy's help has none.
    onResolve({ filter: /^\.\.\/platform$/ }, async ({ importer, resolveDir, kind }) =>
      /[\\/]clipanion[\\/]/.test(importer)
        ? resolve("../platform/browser.js", { importer, resolveDir, kind })
        : undefined,
    );
    // The schema is looked into to explain a finding.
    onLoad({ filter: /[\\/]generated[\\/]mcp-proxy\.schema\.json$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises");
      const schema = JSON.parse(await readFile(path, "utf8"));
      return { contents: parsedLater(schema), loader: "js" };
    });
  },
};

/**
 * A module whose default export is `value`, an object, parsed when something in it is first asked for.
 * @param {Record<string, unknown>} value
 */
function parsedLater(value) {
  const getters = Object.keys(value).map(
    (key) => `get ${JSON.stringify(key)}() { return parsed()[${JSON.stringify(key)}]; }`,
  );
  const text = JSON.stringify(JSON.stringify(value));
  return `let value; const parsed = () => (value ??= JSON.parse(${text})); export default { ${getters.join(", ")} };`;
}
