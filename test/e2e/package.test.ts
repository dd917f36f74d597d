import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
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

it("has a bill of materials that names exactly the packages inside, for scanners", () => {
  const { bomFormat, components } = JSON.parse(
    readFileSync(join(folder, "package", "dist", "sbom.cdx.json"), "utf8"),
  ) as { bomFormat: string; components: { name: string; version: string; purl: string; licenses: unknown[] }[] };
  expect(bomFormat).toBe("CycloneDX");
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(packagesInside()));
  for (const { name, version, purl, licenses } of components) {
    expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
    expect(licenses).toHaveLength(1);
  }
});

it("has every page that its README and its pages link to", () => {
  const inside = join(folder, "package");
  const pages = readdirSync(inside, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  expect(pages.length).toBeGreaterThan(40);
  const broken: string[] = [];
  for (const page of pages) {
    const text = readFileSync(join(inside, page), "utf8")
      .replace(/```[\s\S]*?```/g, "")
      .replace(/`[^`\n]*`/g, "");
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      if (!existsSync(join(inside, normalize(join(dirname(page), link))))) broken.push(`${page}: ${link}`);
    }
  }
  expect(broken).toEqual([]);
});

it("installs into an empty prefix under both names, and serves a client", async () => {
  const prefix = mkdtempSync(join(tmpdir(), "mcp-proxy-prefix-"));
  try {
    const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    npm("install", "--global", "--offline", "--no-audit", "--no-fund", "--prefix", prefix, join(folder, tarball));
    const bin = process.platform === "win32" ? prefix : join(prefix, "bin");
    const upstream = join(process.cwd(), "node_modules/@modelcontextprotocol/server-memory/dist/index.js");
    const config = join(prefix, "mcp-proxy.yaml");
    writeFileSync(config, `upstreams: { memory: { command: "${process.execPath}", args: ["${upstream}"] } }\n`);
    for (const name of ["mcp-proxy", "mcp-proxy-yaml"]) {
      const client = new Client({ name: "package", version: "1" });
      const env = { PATH: process.env.PATH ?? "", HOME: prefix };
      await client.connect(
        new StdioClientTransport({ command: join(bin, name), args: ["serve", "--stdio", "-c", config], env }),
      );
      expect((await client.callTool({ name: "read_graph", arguments: {} })).isError).not.toBe(true);
      await client.close();
    }
  } finally {
    rmSync(prefix, { recursive: true, force: true });
  }
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
