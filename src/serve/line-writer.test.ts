import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { fileLines, streamLines } from "./line-writer.js";

const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-lines-"));
let programs = 0;
const numbers = (count: number): string => Array.from({ length: count }, (_, i) => `${i}\n`).join("");

/** A program with a writer `lines` for the file of its first argument, and a promise `told` of the first failure. */
async function compiled(body: string): Promise<string> {
  const outfile = join(folder, `${programs++}.mjs`);
  const contents = `import { fileLines } from "./src/serve/line-writer.ts";
let tell;
const told = new Promise((resolve) => { tell = resolve; });
const lines = fileLines(process.argv[2], tell);
${body}`;
  const stdin = { contents, resolveDir: "." };
  await build({ stdin, bundle: true, platform: "node", format: "esm", outfile, logLevel: "silent" });
  return outfile;
}

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

test("a file that was moved away keeps its lines, and the next ones are in a new one", async () => {
  const path = join(folder, "rotated");
  const lines = fileLines(path, (cause) => expect.fail(cause.message));
  const days = [0, 1, 2, 3, 4];
  const ofDay = (day: number) => Array.from({ length: 20_000 }, (_, i) => `${day} ${i}\n`);
  for (const day of days) {
    for (const line of ofDay(day)) lines.add(line);
    await new Promise((next) => setTimeout(next, day));
    renameSync(path, `${path}.${day}`);
    lines.reopen();
  }
  lines.add("last\n");
  await lines.close();
  const files = [...days.map((day) => `${path}.${day}`), path];
  expect(files.map((file) => readFileSync(file, "utf8")).join("")).toBe(`${days.flatMap(ofDay).join("")}last\n`);
  expect(readFileSync(path, "utf8")).toMatch(/last\n$/);
});

test("a process that exits loses nothing", async () => {
  const path = join(folder, "exit");
  const program = await compiled(`for (let i = 0; i < 2000; i++) lines.add(i + "\\n");
setImmediate(() => process.exit(3));`);
  expect(() => execFileSync(process.execPath, [program, path])).toThrow(expect.objectContaining({ status: 3 }));
  expect(readFileSync(path, "utf8")).toBe(numbers(2000));
});

test.runIf(existsSync("/bin/sh"))("T-65: a full disk truncates at most one line", async () => {
  const path = join(folder, "cut");
  const program = await compiled(`import { truncateSync } from "node:fs";
lines.add("a".repeat(899) + "\\n" + "b".repeat(2999) + "\\n");
await told;
truncateSync(process.argv[2], 902);
lines.add("c\\n");
await lines.close();`);
  // The largest file is a block of 512 or of 1024 bytes, twice.
  execFileSync("/bin/sh", ["-c", 'ulimit -f 2; exec "$@"', "sh", process.execPath, program, path], { stdio: "ignore" });
  expect(readFileSync(path, "utf8")).toBe(`${"a".repeat(899)}\nbb\nc\n`);
});

test.runIf(existsSync("/dev/full"))("T-65: a full disk is reported, and later lines are tried again", async () => {
  const told: string[] = [];
  const lines = fileLines("/dev/full", (cause) => told.push(cause.message));
  lines.add("one\n");
  await expect.poll(() => told.length).toBe(1);
  lines.add("two\n");
  await lines.close();
  expect(told).toEqual([expect.stringContaining("ENOSPC"), expect.stringContaining("ENOSPC")]);
});

test("a file that cannot be opened is no place for lines", () => {
  expect(() => fileLines(join(folder, "no", "such", "folder"), () => undefined)).toThrow("ENOENT");
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
