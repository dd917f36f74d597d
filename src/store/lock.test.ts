import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { evictor, removeIdle } from "./evict.js";
import { takeLock } from "./lock.js";
import { create, holderText, type LockMark, look, nameOf, remove, watch } from "./marks.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "a.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** No process has this number: the kernel gives none above 2^22. */
const DEAD_PID = 2 ** 22 + 1;
const MINE = holderText("mine");
const ELSEWHERE = "1 theirs another-machine pid:[1]\n";
const dead = (nonce: string): string => MINE.replace(/^\d+ mine/, `${DEAD_PID} ${nonce}`);
const still = (): number => 0;

describe("the watch over a lock", () => {
  it("tells a dead holder of this machine at once", async () => {
    writeFileSync(path, dead("gone"));
    expect(await watch(path, still)()).toMatchObject({ content: dead("gone") });
  });

  it("tells nothing of a living holder, of a half-written lock and of none", async () => {
    expect(await watch(path, still)()).toBeUndefined();
    for (const content of [MINE, "", dead("gone").slice(0, -1), dead("gone").replace(/ [^ ]+\n$/, " elsewhere\n")]) {
      writeFileSync(path, content);
      expect(await watch(path, still)(), content).toBeUndefined();
    }
  });

  it("tells a holder elsewhere after more than six seconds without a heartbeat, by our clock", async () => {
    let now = 1000;
    writeFileSync(path, ELSEWHERE);
    const gone = watch(path, () => now);
    expect(await gone()).toBeUndefined();
    now += 6000;
    expect(await gone()).toBeUndefined();
    now += 1;
    expect(await gone()).toMatchObject({ content: ELSEWHERE });
  });

  it("begins anew with each heartbeat and with each holder", async () => {
    let now = 0;
    writeFileSync(path, ELSEWHERE);
    const gone = watch(path, () => now);
    await gone();
    now += 5000;
    utimesSync(path, 1, 1);
    expect(await gone()).toBeUndefined();
    now += 5000;
    expect(await gone()).toBeUndefined();
    writeFileSync(path, ELSEWHERE.replace("theirs", "others"));
    utimesSync(path, 1, 1);
    expect(await gone()).toBeUndefined();
    now += 5000;
    expect(await gone()).toBeUndefined();
    now += 1001;
    expect(await gone()).toBeDefined();
  });
});

describe("a mark", () => {
  it("is made once, for its owner alone, and removed as often as one likes", async () => {
    expect(await create(path, MINE)).toBe(true);
    expect(await create(path, "other")).toBe(false);
    expect(readFileSync(path, "utf8")).toBe(MINE);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await remove(path);
    await remove(path);
    expect(await look(path)).toBeUndefined();
  });

  it("fails with STORE where the folder is none", async () => {
    const below = join(folder, "none", "a");
    await expect(create(below, MINE)).rejects.toMatchObject({
      code: "STORE",
      message: "A lock cannot be taken: ENOENT",
    });
    writeFileSync(path, "");
    await expect(look(join(path, "x"))).rejects.toMatchObject({ message: "A lock cannot be looked at: ENOTDIR" });
    await expect(remove(join(path, "x"))).rejects.toMatchObject({ message: "A lock cannot be removed: ENOTDIR" });
  });

  it("has the name its holder gave it, or that of its last heartbeat", () => {
    expect(nameOf({ content: MINE, beat: 5 })).toBe("mine");
    expect(nameOf({ content: "12", beat: 5 })).toBe("unwritten-5");
  });
});

describe("moving a dead lock away", () => {
  const mark = (nonce: string): string => `${path}.${nonce}.evictor`;
  const found = async (): Promise<LockMark> => (await look(path)) as LockMark;

  it("is done by one, and leaves no mark", async () => {
    writeFileSync(path, dead("gone"));
    await evictor(path, MINE, still)(await found());
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is left to a living process that has the mark", async () => {
    writeFileSync(path, dead("gone"));
    writeFileSync(mark("gone"), MINE);
    await evictor(path, MINE, still)(await found());
    expect(readdirSync(folder).sort()).toEqual(["a.lock", "a.lock.gone.evictor"]);
  });

  it("passes on when the process that had the mark is dead too", async () => {
    writeFileSync(path, dead("gone"));
    writeFileSync(mark("gone"), dead("second"));
    await evictor(path, MINE, still)(await found());
    expect(readdirSync(folder)).toEqual([]);
  });

  it("spares another lock that has taken the place, and one with a new heartbeat", async () => {
    writeFileSync(path, dead("gone"));
    const before = await found();
    writeFileSync(path, MINE);
    utimesSync(path, before.beat / 1000, before.beat / 1000);
    await evictor(path, MINE, still)(before);
    expect(readdirSync(folder)).toEqual(["a.lock"]);
    writeFileSync(path, dead("gone"));
    utimesSync(path, 1, 1);
    await evictor(path, MINE, still)(before);
    expect(readdirSync(folder)).toEqual(["a.lock"]);
  });

  it("removes a mark whose lock is gone or another, and keeps one whose lock stands", async () => {
    writeFileSync(mark("gone"), MINE);
    await removeIdle(mark("gone"));
    expect(existsSync(mark("gone"))).toBe(false);
    writeFileSync(path, dead("gone"));
    for (const nonce of ["gone", "other"]) writeFileSync(mark(nonce), MINE);
    for (const nonce of ["gone", "other"]) await removeIdle(mark(nonce));
    expect(readdirSync(folder).sort()).toEqual(["a.lock", "a.lock.gone.evictor"]);
    await removeIdle(path);
    expect(existsSync(path)).toBe(true);
  });
});

describe("a held lock", () => {
  it("is confirmed while it stands, and given back", async () => {
    const lock = await takeLock(path, still);
    expect(readFileSync(path, "utf8")).toMatch(/^\d+ [\w-]+ /);
    await lock.confirm();
    await lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it("that another process took over is not confirmed, and not removed", async () => {
    const lock = await takeLock(path, still);
    writeFileSync(path, ELSEWHERE);
    await expect(lock.confirm()).rejects.toMatchObject({ code: "STORE" });
    await lock.release();
    expect(readFileSync(path, "utf8")).toBe(ELSEWHERE);
    rmSync(path);
    await expect(lock.confirm()).rejects.toMatchObject({ code: "STORE" });
  });

  it("is taken from a dead holder, and waited for 45 seconds from a living one", async () => {
    writeFileSync(path, dead("gone"));
    await (await takeLock(path, still)).release();
    writeFileSync(path, MINE);
    let now = 0;
    // Each look finds a new heartbeat.
    const late = takeLock(path, () => {
      now += 5000;
      utimesSync(path, now, now);
      return now;
    });
    await expect(late).rejects.toMatchObject({
      code: "STORE",
      message: "Another process locked a record for too long",
    });
    expect(readFileSync(path, "utf8")).toBe(MINE);
  });
});
