import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFile, replaceFile } from "./write-file.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refused = (message: string) =>
  expect.objectContaining({ code: "CONFIG", message: expect.stringContaining(message) });

test("a new file is written, and one that is there stays", () => {
  const file = join(folder, "a");
  createFile(file, "one", 0o600);
  expect(() => createFile(file, "two")).toThrow(refused("already exists"));
  expect(readFileSync(file, "utf8")).toBe("one");
});

test("a file is replaced as a whole, or stays, and nothing is left beside it", () => {
  const file = join(folder, "a");
  replaceFile(file, "one");
  replaceFile(file, "two");
  expect(readFileSync(file, "utf8")).toBe("two");
  mkdirSync(join(folder, "b"));
  writeFileSync(join(folder, "b", "c"), "");
  expect(() => replaceFile(join(folder, "b"), "three")).toThrow(refused("cannot be written (E"));
  expect(() => replaceFile(join(folder, "none", "d"), "four")).toThrow(refused("cannot be written (ENOENT)"));
  expect(readdirSync(folder).sort()).toEqual(["a", "b"]);
});
