import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const PROGRAM = resolve("dist/main.js");
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "mcp-proxy-code-cache-"));
  writeFileSync(join(home, "mcp-proxy.yaml"), "upstreams: { a: { command: node } }\n");
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function validate(...flags: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: process.env.PATH, XDG_CACHE_HOME: home };
  return spawnSync(process.execPath, [...flags, PROGRAM, "validate"], { cwd: home, env, encoding: "utf8" });
}

const cached = () => readdirSync(join(home, "mcp-proxy")).map((name) => join(home, "mcp-proxy", name));

test("a second start uses what the first compiled, and says the same", () => {
  const first = validate();
  expect(first.status, first.stderr).toBe(0);
  const [file = "", ...others] = cached();
  expect(others).toEqual([]);
  const { mtimeMs, ino } = statSync(file);
  const second = validate();
  expect(second).toMatchObject({ status: 0, stdout: first.stdout, stderr: "" });
  expect(statSync(file)).toMatchObject({ mtimeMs, ino });
});

test("a damaged cache is replaced", () => {
  validate();
  const [file = ""] = cached();
  const bytes = readFileSync(file);
  bytes.fill(0, bytes.length / 2, bytes.length / 2 + 64);
  writeFileSync(file, bytes);
  expect(validate()).toMatchObject({ status: 0, stderr: "" });
  expect(readFileSync(file).equals(bytes)).toBe(false);
});

test("with --enable-source-maps a stack trace names the sources", () => {
  const broken = "data:text/javascript,process.stdout.write=()=>{throw%20new%20Error('broken')}";
  const { status, stderr } = validate("--enable-source-maps", "--import", broken);
  expect(status).toBe(1);
  expect(stderr).toMatch(/src\/cli\/validate\.ts:\d+/);
});
