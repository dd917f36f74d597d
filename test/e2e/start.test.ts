import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start } from "../fixtures/launch.js";

/** What a stranger does first: clone, `npm start`, and a client. */
let clone: string;

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), "mcp-proxy-clone-"));
  const files = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  }).stdout;
  for (const file of files.split("\n").filter((name) => name !== "")) cpSync(file, join(clone, file));
  // Installing is npm's; that it happens when packages are missing is the next test.
  symlinkSync(resolve("node_modules"), join(clone, "node_modules"), "junction");
  const example = join(clone, "mcp-proxy.yaml.example");
  const text = readFileSync(example, "utf8");
  expect(text).toContain("listen: 127.0.0.1:8080");
  writeFileSync(example, text.replace("127.0.0.1:8080", "127.0.0.1:0"));
});

afterAll(() => rmSync(clone, { recursive: true, force: true }));

describe("npm start", () => {
  it("builds, serves the example, says where and what, and real tools answer", async () => {
    // The first time, with nothing to serve: it builds, which takes as long as it takes.
    const first = spawnSync("npm", ["start", "--", "--version"], { cwd: clone, encoding: "utf8" });
    expect(first.stderr).toContain("setup: building");
    const proxy = await start("npm", ["start"], { cwd: clone });
    try {
      const client = new Client({ name: "stranger", version: "1.0.0" });
      await client.connect(new StreamableHTTPClientTransport(new URL(proxy.url)) as Transport);
      const names = async () => (await client.listTools()).tools.map((tool) => tool.name);
      const both = expect.arrayContaining(["files__read_text_file", "everything__echo"]);
      await expect.poll(names, { timeout: 60_000 }).toEqual(both);
      const echo = await client.callTool({ name: "everything__echo", arguments: { message: "through the proxy" } });
      expect(JSON.stringify(echo.content)).toContain("through the proxy");
      const path = join(clone, ".cache/example-files/welcome.txt");
      const file = await client.callTool({ name: "files__read_text_file", arguments: { path } });
      expect(JSON.stringify(file.content)).toContain("read through mcp-proxy");
      await client.close();
    } finally {
      await proxy.stop();
    }
  });

  it("sets nothing up the second time", async () => {
    const proxy = await start("npm", ["start"], { cwd: clone });
    await proxy.stop();
    expect(proxy.stderr()).not.toContain("setup:");
  });

  it("can install exactly what the lock file says, on every platform", () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-lock-"));
    for (const file of ["package.json", "package-lock.json"]) cpSync(file, join(folder, file));
    // npm ci refuses a lock file that lacks anything, also another platform's optional packages.
    const args = ["ci", "--dry-run", "--offline", "--ignore-scripts", "--loglevel=error"];
    const done = spawnSync("npm", args, { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
    expect(done.status, done.stderr).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it("notices that packages are missing", () => {
    const bare = mkdtempSync(join(tmpdir(), "mcp-proxy-bare-"));
    cpSync("scripts/setup.mjs", join(bare, "scripts/setup.mjs"));
    const version = { version: "1.0.0" };
    const lock = { name: "bare", lockfileVersion: 3, packages: { "": { name: "bare", ...version } } };
    writeFileSync(join(bare, "package.json"), JSON.stringify({ name: "bare", ...version }));
    writeFileSync(join(bare, "package-lock.json"), JSON.stringify(lock));
    const run = (): string => {
      const program = 'import("./scripts/setup.mjs").then((setup) => setup.ensureInstalled())';
      const done = spawnSync(process.execPath, ["-e", program], { cwd: bare, encoding: "utf8" });
      expect(done.status, done.stderr).toBe(0);
      return done.stderr;
    };
    expect(run()).toContain("setup: installing");
    rmSync(bare, { recursive: true, force: true });
  });
});
