import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CodeCachePlace, openCodeCache } from "./code-cache.js";

let home: string;
let folder: string;
let place: CodeCachePlace;
const PARTS = new Map([
  ["./one.cjs", Buffer.from("compiled one")],
  ["./two.cjs", Buffer.from("and two!")],
]);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "mcp-proxy-cache-"));
  folder = join(home, ".cache", "mcp-proxy");
  place = { env: { HOME: home }, folder: "/opt/mcp-proxy/program", build: "b1", way: "stdio" };
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function parts(of: Partial<CodeCachePlace> = {}): Map<string, Buffer> {
  const cache = openCodeCache({ ...place, ...of });
  const found = [...PARTS.keys()].map((name) => [name, cache?.part(name)] as const);
  return new Map(found.filter((one): one is [string, Buffer] => one[1] !== undefined));
}
const keep = (of: Partial<CodeCachePlace> = {}) => openCodeCache({ ...place, ...of })?.keep(PARTS);
const onlyFile = () => join(folder, readdirSync(folder)[0] as string);

test("what was kept is there the next time, for this user alone", () => {
  expect(parts().size).toBe(0);
  keep();
  expect(parts()).toEqual(PARTS);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
});

test("another build, way or place of the program has a cache of its own", () => {
  keep();
  for (const other of [{ build: "b2" }, { way: "http" }, { folder: "/home/me/program" }])
    expect(parts(other).size).toBe(0);
});

test("a part that is not whole is not used, and written anew", () => {
  keep();
  const file = onlyFile();
  const whole = readFileSync(file);
  for (const [damaged, left] of [
    [Buffer.alloc(0), 0],
    [whole.subarray(0, 20), 0],
    [whole.subarray(0, -1), 1],
    [flipped(whole, whole.length - 3), 1],
  ] as const) {
    writeFileSync(file, damaged);
    expect(parts().size).toBe(left);
    keep();
    expect(parts()).toEqual(PARTS);
  }
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

test("what others could have written is not used", () => {
  keep();
  const file = onlyFile();
  chmodSync(file, 0o620);
  expect(parts().size).toBe(0);
  chmodSync(file, 0o600);
  expect(parts()).toEqual(PARTS);
  chmodSync(folder, 0o777);
  expect(parts().size).toBe(0);
  chmodSync(folder, 0o700);
  const elsewhere = join(home, "planted");
  writeFileSync(elsewhere, readFileSync(file));
  rmSync(file);
  symlinkSync(elsewhere, file);
  expect(parts().size).toBe(0);
});

test("a folder that others can write to gets no cache", () => {
  keep();
  rmSync(onlyFile());
  chmodSync(folder, 0o777);
  keep();
  expect(readdirSync(folder)).toEqual([]);
});

test("no home, a relative XDG_CACHE_HOME and NODE_DISABLE_COMPILE_CACHE mean no cache", () => {
  expect(openCodeCache({ ...place, env: {} })).toBeUndefined();
  expect(openCodeCache({ ...place, env: { XDG_CACHE_HOME: "here" } })).toBeUndefined();
  expect(openCodeCache({ ...place, env: { HOME: home, NODE_DISABLE_COMPILE_CACHE: "1" } })).toBeUndefined();
});

test("where nothing can be written there is no cache and no error", () => {
  writeFileSync(join(home, "file"), "");
  const env = { XDG_CACHE_HOME: join(home, "file") };
  keep({ env });
  expect(parts({ env }).size).toBe(0);
});

test("files that nothing has written for a month go when something is kept", () => {
  keep({ build: "old" });
  const old = onlyFile();
  const stranger = join(folder, "notes.txt");
  writeFileSync(stranger, "");
  const long = new Date(Date.now() - 31 * 24 * 3600 * 1000);
  for (const file of [old, stranger]) utimesSync(file, long, long);
  keep();
  expect(existsSync(old)).toBe(false);
  expect(existsSync(stranger)).toBe(true);
  expect(parts()).toEqual(PARTS);
});

test("of many builds the last ones are kept", () => {
  for (let build = 0; build < 30; build += 1) {
    keep({ build: `b${build}` });
    const file = readdirSync(folder).find((name) => name.startsWith(`b${build}-`)) as string;
    utimesSync(join(folder, file), build + 1e9, Date.now() / 1000 - 100 + build);
  }
  expect(readdirSync(folder)).toHaveLength(24);
  expect([parts({ build: "b5" }).size, parts({ build: "b6" }), parts({ build: "b29" })]).toEqual([0, PARTS, PARTS]);
});
