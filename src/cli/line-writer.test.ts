import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { fileLines, streamLines } from "./line-writer.js";

const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-lines-"));
const numbers = (count: number): string => Array.from({ length: count }, (_, i) => `${i}\n`).join("");

test("every line is in the file, once and in order, and nobody else may read it", async () => {
  const path = join(folder, "lines");
  const lines = fileLines(path, (cause) => expect.fail(cause.message));
  for (let i = 0; i < 50_000; i++) {
    lines.add(`${i}\n`);
    if (i % 10_000 === 0) await new Promise((next) => setImmediate(next));
  }
  await Promise.all([lines.close(), lines.close()]);
  expect(readFileSync(path, "utf8")).toBe(numbers(50_000));
  expect(statSync(path).mode & 0o077).toBe(0);
  const more = fileLines(path, (cause) => expect.fail(cause.message));
  more.add("more\n");
  await expect.poll(() => readFileSync(path, "utf8").endsWith("more\n")).toBe(true);
  await more.close();
});

test("a process that exits loses nothing", async () => {
  const path = join(folder, "exit");
  const program = join(folder, "exit.mjs");
  const contents = `import { fileLines } from "./src/cli/line-writer.ts";
const lines = fileLines(process.argv[2], console.error);
for (let i = 0; i < 2000; i++) lines.add(i + "\\n");
setImmediate(() => process.exit(3));`;
  await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
    logLevel: "silent",
  });
  expect(() => execFileSync(process.execPath, [program, path])).toThrow(expect.objectContaining({ status: 3 }));
  expect(readFileSync(path, "utf8")).toBe(numbers(2000));
});

test.runIf(existsSync("/dev/full"))("#149 a full disk is said, and what comes later is tried", async () => {
  const told: string[] = [];
  const lines = fileLines("/dev/full", (cause) => told.push(cause.message));
  lines.add("one\n");
  await expect.poll(() => told.length).toBe(1);
  lines.add("two\n");
  await lines.close();
  expect(told).toEqual([expect.stringContaining("ENOSPC"), expect.stringContaining("ENOSPC")]);
});

test("a file that cannot be opened is said once, and costs nothing", async () => {
  const told: string[] = [];
  const lines = fileLines(join(folder, "no", "such", "folder"), (cause) => told.push(cause.message));
  lines.add("one\n");
  await lines.close();
  expect(told).toEqual([expect.stringContaining("ENOENT")]);
});

test("lines for a stream arrive without a close, and with one at once", async () => {
  const out = new PassThrough();
  const lines = streamLines(out);
  lines.add("one\n");
  expect(out.read()).toBeNull();
  await expect.poll(() => String(out.read())).toBe("one\n");
  lines.add("two\n");
  await lines.close();
  expect(String(out.read())).toBe("two\n");
});
