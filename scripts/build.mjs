// @ts-check
// Bundles src/main.ts and what it imports into dist/: one file to start, one more per command, no node_modules at run time.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandImportErrors } from "./command-imports.mjs";
import { billOfMaterials, licences, packagesInside } from "./licences.mjs";
import { pack } from "./pack.mjs";
import { ensureGenerated, ensureInstalled, root } from "./setup.mjs";
import { slim } from "./slim.mjs";

/** Builds into a folder beside dist/ and swaps it in, so that a failed build leaves the last good one. */
async function build() {
  const { build: bundle } = await import("esbuild");
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { version } = own;
  const fresh = join(root, ".cache", `dist-${process.pid}`);
  const stale = join(root, ".cache", `stale-${process.pid}`);
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: ["src/cli/run.ts"],
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    entryNames: "chunks/[name]-[hash]",
    chunkNames: "chunks/[name]-[hash]",
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    metafile: true,
    // Less to read and to compile at every start; names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [slim],
    logLevel: "warning",
    define: { MCP_PROXY_VERSION: JSON.stringify(version) },
  });
  // A replacement that meets nothing is a silent one: every start would load all of the package.
  if (metafile.inputs["scripts/undici.cjs"] === undefined)
    throw new Error("scripts/slim.mjs replaced no import of undici");
  if (metafile.inputs["node_modules/undici/index.js"] !== undefined) throw new Error("something imports all of undici");
  const errors = commandImportErrors(metafile.inputs);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  await pack(root, fresh, metafile.outputs);
  await bundle({
    absWorkingDir: root,
    entryPoints: ["src/main.ts"],
    outdir: fresh,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    sourcemap: "linked",
    sourcesContent: false,
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "warning",
    plugins: [slim],
    define: { MCP_PROXY_BUILD: JSON.stringify(digest(join(fresh, "program"))) },
  });
  writeFileSync(join(fresh, "package.json"), '{ "type": "commonjs" }\n');
  const packages = packagesInside(Object.keys(metafile.inputs), [fresh, join(fresh, "program")]);
  writeFileSync(join(fresh, "THIRD-PARTY.txt"), licences(packages));
  writeFileSync(join(fresh, "sbom.cdx.json"), `${JSON.stringify(billOfMaterials(own, packages), undefined, 2)}\n`);
  rmSync(stale, { recursive: true, force: true });
  try {
    renameSync(join(root, "dist"), stale);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT") throw error;
  }
  renameSync(fresh, join(root, "dist"));
  rmSync(stale, { recursive: true, force: true });
}

/**
 * A short name for what the program's files hold.
 * @param {string} folder
 */
function digest(folder) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

ensureInstalled();
ensureGenerated();
await build();
