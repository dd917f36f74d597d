import { build } from "esbuild";
import { expect, test } from "vitest";
import { COMMANDS } from "./commands.js";

// One build of all commands says of each what it imports.
const { metafile } = await build({
  entryPoints: Object.keys(COMMANDS).map((command) => `src/cli/${command}.ts`),
  bundle: true,
  splitting: true,
  write: false,
  metafile: true,
  format: "esm",
  platform: "node",
  outdir: "unused",
  logLevel: "silent",
});

/** Packages that a command's file loads before it runs. What it imports while it runs is its own affair. */
function packagesOf(command: string): string[] {
  const files = new Set<string>();
  const follow = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const { path, kind } of metafile.inputs[file]?.imports ?? [])
      if (kind !== "dynamic-import" && metafile.inputs[path] !== undefined) follow(path);
  };
  follow(`src/cli/${command}.ts`);
  const names = [...files].flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

test("what checks a file loads a YAML parser and a command line parser, and nothing else", () => {
  for (const command of ["validate", "print"]) expect(packagesOf(command)).toEqual(["clipanion", "typanion", "yaml"]);
  for (const command of ["explain", "schema", "init"]) expect(packagesOf(command)).toEqual(["clipanion", "typanion"]);
});

test.each(Object.keys(COMMANDS))("%s loads no HTTP server, HTTP client or OAuth before it runs", (command) => {
  const heavy = packagesOf(command).filter((name) =>
    /fastify|undici|openid-client|jose|modelcontextprotocol/.test(name),
  );
  expect(heavy).toEqual([]);
});
