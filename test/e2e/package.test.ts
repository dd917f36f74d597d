import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

/** What npm would publish, unpacked where no other package is. */
let folder: string;
let program: string;

function npm(...args: string[]): string {
  const done = spawnSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" });
  expect(done.status, done.stderr).toBe(0);
  return done.stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-package-"));
  // dist/ is fresh; packing must not rebuild it under the other tests.
  npm("pack", "--ignore-scripts", "--pack-destination", folder);
  const [tarball = ""] = readdirSync(folder);
  const done = spawnSync("tar", ["-xzf", tarball], { cwd: folder, encoding: "utf8" });
  expect(done.status, done.stderr).toBe(0);
  program = join(folder, "package", "dist", "main.js");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every package whose code is in dist/, also inside the bundle of another one: the source maps tell. */
function packagesInside(): string[] {
  const maps = ["dist", "dist/program"].flatMap((path) =>
    readdirSync(path).flatMap((name) => (name.endsWith(".map") ? [join(path, name)] : [])),
  );
  const sources = maps.flatMap((path) => (JSON.parse(readFileSync(path, "utf8")) as { sources: string[] }).sources);
  const names = sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1]);
  const found = [...new Set(names)].filter((name) => name !== undefined);
  expect(found.length).toBeGreaterThan(30);
  return found;
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: "utf8" });
}

it("has the licences of what is in it, and nothing of the sources or tests", () => {
  const names = readdirSync(join(folder, "package"));
  expect(names).toEqual(
    expect.arrayContaining(["dist", "LICENSE", "README.md", "package.json", "mcp-proxy.yaml.example"]),
  );
  expect(names).not.toEqual(expect.arrayContaining(["src"]));
  const licences = readFileSync(join(folder, "package", "dist", "THIRD-PARTY.txt"), "utf8");
  const entries = new Map(licences.split(`\n${"-".repeat(80)}\n`).map((text) => [/^(\S+) \d/m.exec(text)?.[1], text]));
  for (const name of packagesInside()) expect(entries.get(name), name).toMatch(/copyright|permission/i);
});

it("runs without any other package", () => {
  expect(existsSync(join(folder, "node_modules"))).toBe(false);
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(run("--version").stdout.trim()).toBe(version);
  writeFileSync(join(folder, "good.yaml"), "upstreams: { a: { command: node } }\n");
  expect(run("validate", "good.yaml").status).toBe(0);
  writeFileSync(join(folder, "bad.yaml"), "upstreams: { a: { comand: node } }\n");
  const bad = run("validate", "bad.yaml");
  expect(bad.status).toBe(1);
  expect(bad.stdout + bad.stderr).toContain("bad.yaml:1:");
});
