import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recordingLog } from "../../test/fixtures/recording-log.js";
import { stillClock, testWorld } from "../../test/fixtures/test-world.js";
import type { Store } from "../model/store.js";
import { type FileStoreOptions, openFileStore } from "./file.js";
import { fileOfKey } from "./keys.js";

const KEYS = ["1", "2", "3"].map((byte) => byte.repeat(64));
const [OLD = "", NEW = "", OTHER = ""] = KEYS;

let folder: string;
const open: Store[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "file-")), "store");
});
afterEach(async () => {
  vi.useRealTimers();
  for (const store of open.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const clock = stillClock();
async function opened(keys?: FileStoreOptions["keys"]) {
  const log = recordingLog();
  const store = await openFileStore({ folder, ...(keys && { keys }) }, testWorld({ clock, log }));
  open.push(store);
  return { store, log, events: () => log.lines.map(({ event }) => event) };
}

const pathOf = (key: string): string => join(folder, fileOfKey(key).folder, fileOfKey(key).name);

describe("the key of a store", () => {
  it("is made once, for its owner alone, and used by the next process", async () => {
    const first = await opened();
    await first.store.update("tokens/a", () => 1);
    const made = readFileSync(join(folder, "key"), "utf8");
    expect(Buffer.from(made, "base64")).toHaveLength(32);
    expect(statSync(join(folder, "key")).mode & 0o777).toBe(0o600);
    expect(await (await opened()).store.read("tokens/a")).toBe(1);
    expect(readFileSync(join(folder, "key"), "utf8")).toBe(made);
    expect(readdirSync(join(folder, "locks"))).toEqual([]);
  });

  it("of the file leaves no key in the folder", async () => {
    await opened({ key: OLD, previousKeys: [] });
    expect(existsSync(join(folder, "key"))).toBe(false);
  });

  it("that is another one is refused before anything is written", async () => {
    const { store } = await opened({ key: OLD, previousKeys: [] });
    await store.update("tokens/a", () => 1);
    const before = readFileSync(pathOf("tokens/a"), "utf8");
    await expect(opened({ key: NEW, previousKeys: [OTHER] })).rejects.toMatchObject({
      code: "STORE",
      message: expect.stringContaining("list it under store.encryption.previousKeys"),
    });
    expect(readFileSync(pathOf("tokens/a"), "utf8")).toBe(before);
  });

  it("that follows a previous one writes every record anew, and then the previous one can go", async () => {
    const { store } = await opened({ key: OLD, previousKeys: [] });
    for (const key of ["tokens/a", "tokens/b", "clients/a"]) await store.update(key, () => key);
    const rotated = await opened({ key: NEW, previousKeys: [OLD] });
    expect(rotated.events()).toEqual(["store.key_rotated"]);
    const alone = await opened({ key: NEW, previousKeys: [] });
    for (const key of ["tokens/a", "tokens/b", "clients/a"]) expect(await alone.store.read(key)).toBe(key);
    expect(alone.events()).toEqual([]);
    await expect(opened({ key: OLD, previousKeys: [] })).rejects.toMatchObject({ code: "STORE" });
  });

  it("is not proved by a check record that is damaged or belongs to another record", async () => {
    const { store } = await opened({ key: OLD, previousKeys: [] });
    await store.update("tokens/a", () => 1);
    writeFileSync(pathOf("check/key"), readFileSync(pathOf("tokens/a")));
    await expect(opened({ key: OLD, previousKeys: [] })).rejects.toThrow("The store's check record is damaged");
    await expect(opened({ key: NEW, previousKeys: [OLD] })).rejects.toThrow("The store's check record is damaged");
  });
});

describe("a record", () => {
  it("that is moved to another's place is reported as tampered, and kept aside by the next write only", async () => {
    const { store, log } = await opened();
    await store.update("tokens/a", () => "a");
    renameSync(pathOf("tokens/a"), pathOf("tokens/b"));
    expect(await store.read("tokens/b")).toBeUndefined();
    expect(log.lines).toMatchObject([
      {
        severity: "error",
        event: "store.tampered",
        fields: { record: "tokens", reason: "it belongs to another record" },
      },
    ]);
    expect(existsSync(pathOf("tokens/b"))).toBe(true);
    await store.update("tokens/b", (current) => {
      expect(current).toBeUndefined();
      return "b";
    });
    expect(await store.read("tokens/b")).toBe("b");
    expect(readdirSync(join(folder, "tokens")).filter((name) => name.endsWith(`.${clock.now()}.bad`))).toHaveLength(1);
  });

  it("that is no record is reported as unreadable, and not listed", async () => {
    const { store, log } = await opened();
    await store.update("tokens/b", () => "b");
    await store.update("tokens/a", () => "a");
    writeFileSync(pathOf("tokens/a"), "no record");
    expect(await store.read("tokens/a")).toBeUndefined();
    expect(log.lines).toMatchObject([{ severity: "warn", event: "store.unreadable", fields: { record: "tokens" } }]);
    expect(await store.list("")).toEqual(["tokens/b"]);
  });

  it("is not in the store's own folders, and other files are none", async () => {
    const { store } = await opened();
    await store.update("tokens/a", () => "a");
    writeFileSync(join(folder, "tokens", "notes.txt"), "x", { mode: 0o644 });
    expect(await store.list("")).toEqual(["tokens/a"]);
    expect(await store.list("tok")).toEqual(["tokens/a"]);
    expect(await store.list("tokens/b")).toEqual([]);
    expect(await store.list("token/")).toEqual([]);
    await expect(store.read("../key")).rejects.toMatchObject({ code: "STORE" });
    await expect(store.update("locks/../key", () => 1)).rejects.toMatchObject({ code: "STORE" });
  });

  it("that cannot be written says so, and the value before stays", async () => {
    const { store } = await opened();
    await store.update("tokens/a", () => "a");
    rmSync(join(folder, "tokens"), { recursive: true });
    await expect(store.update("tokens/a", () => "b")).rejects.toMatchObject({
      code: "STORE",
      message: "A record cannot be written: ENOENT",
    });
  });

  it("is not written and not removed by a process that lost its lock", async () => {
    const { store } = await opened();
    await store.update("tokens/a", () => "a");
    const steal = (next: unknown) => () => {
      const [lock = ""] = readdirSync(join(folder, "locks"));
      rmSync(join(folder, "locks", lock));
      return next;
    };
    for (const next of ["b", undefined]) {
      await expect(store.update("tokens/a", steal(next))).rejects.toMatchObject({ code: "STORE" });
    }
    expect(await store.read("tokens/a")).toBe("a");
  });
});

describe("a start", () => {
  it("removes what a killed writer left behind more than a minute ago, once it is over", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldClearNativeTimers: true });
    const { store } = await opened();
    vi.useRealTimers();
    await store.update("tokens/a", () => "a");
    await store.close();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldClearNativeTimers: true });
    const { events } = await opened();
    const at = (name: string): string => join(folder, "tokens", name);
    for (const name of ["old.tmp", "old.dead", "old.bad", "young.tmp", "young.dead"]) writeFileSync(at(name), "x");
    const now = statSync(at("young.tmp")).mtimeMs / 1000;
    for (const name of ["old.tmp", "old.dead", "old.bad"]) utimesSync(at(name), now - 120, now - 120);
    writeFileSync(join(folder, "locks", "gone.lock.mine.evictor"), "x");
    vi.advanceTimersByTime(1999);
    expect(readdirSync(join(folder, "tokens"))).toContain("old.tmp");
    vi.advanceTimersByTime(1);
    await expect.poll(() => readdirSync(join(folder, "locks"))).toEqual([]);
    await expect.poll(() => existsSync(at("old.dead"))).toBe(false);
    const left = readdirSync(join(folder, "tokens")).filter((name) => !name.endsWith(".json"));
    expect(left.sort()).toEqual(["old.bad", "young.dead", "young.tmp"]);
    expect(events()).toEqual([]);
    for (const name of ["young.tmp"]) utimesSync(at(name), now - 120, now - 120);
    vi.advanceTimersByTime(60_000);
    await expect.poll(() => existsSync(at("young.tmp"))).toBe(false);
  });
});
