import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** A rule of the house counts only once a planted violation has been seen to fail it: here each one is planted. */
const repository = join(import.meta.dirname, "..");
const modules = join(repository, "node_modules");

/** [tool, rule as the tool names it, file to plant, its text] */
const violations: [tool: Tool, rule: string, file: string, text: string][] = [
  ["layers", "layer", "src/auth/planted-sibling.ts", 'import "../store/memory.js";\n'],
  ["layers", "layer", "src/auth/planted-type.ts", 'export type { A } from "../access/rules.js";\n'],
  ["layers", "layer", "src/auth/planted-above.ts", 'import "../serve/registry.js";\n'],
  ["layers", "layer", "src/auth/planted-cli.ts", 'import "../cli/serve.js";\n'],
  ["layers", "layer", "src/auth/planted-lazy.ts", 'export const a = () => import("../store/memory.js");\n'],
  ["layers", "layer", "src/auth/deep/planted.ts", 'import "../../store/memory.js";\n'],
  ["layers", "layer", "src/auth/deep/planted-round.ts", 'import "../../../src/store/memory.js";\n'],
  ["layers", "layer", "src/model/planted.ts", 'import "../wire/scan.js";\n'],
  ["layers", "layer", "src/wire/planted.ts", 'import "../config/load.js";\n'],
  ["layers", "layer", "src/wire/planted-net.ts", 'import "../net/http.js";\n'],
  ["layers", "layer", "src/oauth/planted.ts", 'import "../auth/plan.js";\n'],
  ["layers", "layer", "src/net/planted-oauth.ts", 'import "../oauth/client.js";\n'],
  ["layers", "layer", "src/base/planted.ts", 'import "../wire/scan.js";\n'],
  ["layers", "layer", "src/serve/planted.ts", 'import "../cli/run.js";\n'],
  [
    "biome",
    "noImportCycles",
    "src/auth/planted-a.ts",
    'import { b } from "./planted-b.js";\nexport const a = () => b;\n',
  ],
  [
    "biome",
    "noImportCycles",
    "src/auth/planted-b.ts",
    'import { a } from "./planted-a.js";\nexport const b = () => a;\n',
  ],
  ["biome", "noBarrelFile", "src/auth/planted-barrel.ts", 'export { a } from "./planted-a.js";\n'],
  ["biome", "noReExportAll", "src/auth/planted-all.ts", 'export * from "./planted-a.js";\n'],
  ["biome", "noProcessEnv", "src/auth/planted-env.ts", "export const home = process.env.HOME;\n"],
  [
    "biome",
    "noProcessEnv",
    "src/auth/planted-env2.ts",
    'import { env } from "node:process";\n\nexport const home = env.HOME;\n',
  ],
  ["biome", "noProcessExit", "src/auth/planted-exit.ts", "export const stop = () => process.exit(1);\n"],
  ["biome", "noConsole", "src/auth/planted-console.ts", 'console.log("stdout belongs to the protocol");\n'],
  [
    "biome",
    "noFocusedTests",
    "src/auth/planted.test.ts",
    'import { it } from "vitest";\n\nit.only("alone", () => {});\n',
  ],
  [
    "biome",
    "noFloatingPromises",
    "src/auth/planted-float.ts",
    "async function later() {}\nexport const go = () => {\n  later();\n};\n",
  ],
  [
    "oxlint",
    "no-floating-promises",
    "src/auth/planted-float-node.ts",
    'import { rm } from "node:fs/promises";\n\nexport const go = () => {\n  rm("x");\n};\n',
  ],
  [
    "oxlint",
    "no-misused-promises",
    "src/auth/planted-misused.ts",
    "export const go = (a: number[]) => a.forEach(async () => {});\n",
  ],
  [
    "oxlint",
    "switch-exhaustiveness-check",
    "src/auth/planted-switch.ts",
    'export function go(a: "x" | "y"): void {\n  switch (a) {\n    case "x":\n      return;\n  }\n}\n',
  ],
  ["layers", "layer", "src/auth/planted-import-type.ts", 'export type A = import("../access/rules.js").A;\n'],
  ["layers", "no-index", "src/auth/index.ts", "export const a = 1;\n"],
  ["layers", "doc", "src/auth/planted-doc.ts", "export interface Undocumented {\n  readonly a: number;\n}\n"],
  [
    "layers",
    "log-event",
    "src/auth/planted-event.ts",
    'import type { Log } from "../model/world.js";\n\n/** Says it. */\nexport const say = (log: Log): void => log.warn("it failed");\n',
  ],
  ["layers", "module-state", "src/auth/planted-let.ts", "export let count = 0;\n"],
  ["layers", "module-state", "src/auth/planted-map.ts", "const seen = new Map<string, number>();\n"],
  ["tsc", "TS2322", "src/auth/planted-types.ts", 'export const n: number = "one";\n'],
  ["tsc", "TS2375", "src/auth/planted-optional.ts", "export const n: { a?: number } = { a: undefined };\n"],
  ["knip", "Unused files", "src/auth/planted-unused.ts", "export const nobody = 1;\n"],
];

type Tool = "biome" | "oxlint" | "layers" | "tsc" | "knip";
const commands: Record<Tool, string[]> = {
  biome: ["@biomejs/biome/bin/biome", "lint", ".", "--reporter=github", "--max-diagnostics=none"],
  oxlint: ["oxlint/bin/oxlint", "--type-aware", "--format=unix"],
  layers: ["../scripts/layers.mjs", "."],
  tsc: ["typescript/bin/tsc", "--pretty", "false"],
  knip: ["knip/bin/knip.js", "--no-progress"],
};

let copy: string;
const lines = new Map<Tool, string[]>();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "mcp-proxy-lint-"));
  const tracked = spawnSync("git", ["ls-files"], { cwd: repository, encoding: "utf8" }).stdout.split("\n");
  for (const file of tracked.filter((name) => name !== "")) cpSync(join(repository, file), join(copy, file));
  symlinkSync(modules, join(copy, "node_modules"), "junction");
  for (const [, , file, text] of violations) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  for (const tool of Object.keys(commands) as Tool[]) lines.set(tool, run(tool, copy));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The tool's output, one finding a line; the tool must have failed. */
function run(tool: Tool, cwd: string): string[] {
  const [script = "", ...args] = commands[tool];
  const done = spawnSync(process.execPath, [join(modules, script), ...args], { cwd, encoding: "utf8" });
  expect(done.status, `${tool}: ${done.stderr}`).not.toBe(0);
  const out = done.stdout.replaceAll("\\", "/").split("\n");
  if (tool !== "knip") return out;
  // knip prints a heading and then bare file names.
  let heading = "";
  return out.map((line) => {
    heading = /^(Unused|Unlisted|Duplicate) [a-z ]+/.exec(line)?.[0] ?? heading;
    return `${heading} ${line}`;
  });
}

describe("each rule of the house fails on a planted violation", () => {
  it.each(violations)("%s %s: %s", (tool, rule, file) => {
    const found = (lines.get(tool) ?? []).filter((line) => line.includes(file) && line.includes(rule));
    expect(found.length, `${tool} says nothing of ${rule} in ${file}`).toBeGreaterThan(0);
  });

  it("what the layers allow passes", () => {
    const allowed = join(copy, "src/auth/deep/allowed.ts");
    const text = [
      'import type { Era } from "../../model/call.js";',
      'import { encodeHeaderValue } from "../../wire/headers.js";',
      'import type { Config } from "../../../generated/config.js";',
      "",
      "/** What it promises. */",
      "export const allowed = (era: Era, config: Config): string => encodeHeaderValue(`${era} ${config.version}`);",
      "",
    ];
    writeFileSync(allowed, text.join("\n"));
    for (const tool of ["biome", "layers"] as const) {
      expect(run(tool, copy).filter((line) => line.includes("src/auth/deep/allowed.ts"))).toEqual([]);
    }
  });

  it("a schema that was changed and not generated from fails", () => {
    const schema = join(copy, "schema/mcp-proxy.json");
    const changed = readFileSync(schema, "utf8").replace('"description": "', '"description": "Changed. ');
    writeFileSync(schema, changed);
    const codegen = ["scripts/codegen.ts", "--check"];
    const done = spawnSync(process.execPath, [join(modules, "tsx/dist/cli.mjs"), ...codegen], {
      cwd: copy,
      encoding: "utf8",
    });
    expect(done.status).toBe(1);
    expect(done.stderr).toContain("stale");
  });

  it("a file that is not formatted fails", () => {
    writeFileSync(join(copy, "src/auth/planted-format.ts"), "export   const a=1\n");
    const done = spawnSync(process.execPath, [join(modules, "@biomejs/biome/bin/biome"), "format", "src/auth"], {
      cwd: copy,
      encoding: "utf8",
    });
    expect(done.status).not.toBe(0);
    expect(done.stdout + done.stderr).toContain("planted-format.ts");
  });
});
