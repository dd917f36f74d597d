import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LOCAL, principalOf } from "../../src/model/principal.js";
import type { Store } from "../../src/model/store.js";
import { openFile } from "../../src/store/open.js";
import { compile } from "../fixtures/launch.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

let folder: string;
let log = recordingLog();

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "mcp-proxy-hostile-")), "store");
  log = recordingLog();
});
afterEach(() => rmSync(dirname(folder), { recursive: true }));

function open(keys: { key: string; previousKeys?: string[] } | undefined = undefined, path = folder): Promise<Store> {
  const encryption =
    keys === undefined
      ? {}
      : { encryption: { key: { env: keys.key }, previousKeys: (keys.previousKeys ?? []).map((env) => ({ env })) } };
  return openFile({ type: "file", path, ...encryption }, testWorld({ log }), (ref) => ("env" in ref ? ref.env : ""));
}

/** Every record file of the tokens folder. */
function records(): string[] {
  return readdirSync(join(folder, "tokens"))
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, "tokens", name));
}

const K1 = Buffer.alloc(32, 1).toString("base64");
const K2 = Buffer.alloc(32, 2).toString("base64");

describe("T-63: user ids do not decide where a file is", () => {
  const NAMES = ["../../etc/passwd", "/abs", "..", "a\0b", "CON", "a".repeat(300), "__proto__", "*", "\u202eevil", "Ü"];

  it.each(NAMES)("the principal %j stays inside the folder", async (subject) => {
    const store = await open();
    await store.update(`tokens/${principalOf("https://issuer.example.com", subject).key}`, () => ({ subject }));
    expect(readdirSync(dirname(folder))).toEqual(["store"]);
    for (const file of records()) expect(file).toMatch(/\/tokens\/[0-9a-f]{64}\.json$/);
  });

  it("two principals never share a key", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (issuer, subject, otherIssuer, otherSubject) => {
        const same = issuer === otherIssuer && subject === otherSubject;
        expect(principalOf(issuer, subject).key === principalOf(otherIssuer, otherSubject).key).toBe(same);
      }),
    );
  });
});

describe("T-64: a folder or file that others can read or swap is refused and left unchanged", () => {
  it.each<[string, RegExp, () => void]>([
    ["a symbolic link", /symbolic link/, () => symlinkSync(tmpdir(), folder)],
    ["a dangling link", /symbolic link|cannot be/, () => symlinkSync(join(tmpdir(), "mcp-proxy-nowhere", "x"), folder)],
    ["a file", /not a folder|cannot be/, () => writeFileSync(folder, "")],
    [
      "open to all",
      /open to other users \(mode 0777\); run chmod 700/,
      () => {
        mkdirSync(folder);
        chmodSync(folder, 0o777);
      },
    ],
  ])("the folder is %s", async (_what, message, prepare) => {
    prepare();
    await expect(open()).rejects.toMatchObject({ code: "STORE", message: expect.stringMatching(message) });
  });

  it.each<[string, RegExp, (file: string) => void]>([
    [
      "a symbolic link",
      /symbolic link/,
      (file) => {
        renameSync(file, `${file}.aside`);
        symlinkSync("/etc/passwd", file);
      },
    ],
    [
      "a pipe",
      /not a plain file/,
      (file) => {
        rmSync(file);
        spawnSync("mkfifo", ["-m", "600", file]);
      },
    ],
    ["readable by the group", /open to other users \(mode 0640\); run chmod 600/, (file) => chmodSync(file, 0o640)],
    ["a hard link", /second name/, (file) => linkSync(file, `${file}.second`)],
    ["longer than four megabytes", /too large/, (file) => truncateSync(file, 4 * 1024 * 1024 + 1)],
  ])("a record is %s", async (_what, message, prepare) => {
    const store = await open();
    await store.update("tokens/a", () => ({ token: 1 }));
    const [file = ""] = records();
    prepare(file);
    const mode = statSync(file).mode;
    await expect(store.read("tokens/a")).rejects.toMatchObject({
      code: "STORE",
      message: expect.stringMatching(message),
    });
    await expect(store.update("tokens/a", () => ({ token: 2 }))).rejects.toMatchObject({ code: "STORE" });
    expect(statSync(file).mode).toBe(mode);
  });

  it("the folder or a record belongs to another user", async ({ skip }) => {
    if (process.getuid?.() !== 0) skip("only root can give a file to another user");
    const store = await open();
    await store.update("tokens/a", () => ({ token: 1 }));
    const [file = ""] = records();
    chownSync(file, 12_345, 12_345);
    const refused = { code: "STORE", message: expect.stringMatching(/belongs to another user/) };
    await expect(store.read("tokens/a")).rejects.toMatchObject(refused);
    chownSync(folder, 12_345, 12_345);
    await expect(open()).rejects.toMatchObject(refused);
    expect([statSync(file).uid, statSync(folder).uid]).toEqual([12_345, 12_345]);
  });

  it("makes its own folder 0700 and its files 0600, whatever the umask", async () => {
    const before = process.umask(0);
    try {
      await (await open()).update("tokens/a", () => 1);
    } finally {
      process.umask(before);
    }
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o777).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
  });
});

describe("T-65: a disk that is full", () => {
  it("keeps the old value, says ENOSPC, and works again when there is room", async ({ skip }) => {
    mkdirSync(folder, { mode: 0o700 });
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", folder]);
    if (mounted.status !== 0) skip("this machine lets nobody mount a small file system");
    try {
      const store = await open();
      await store.update("tokens/a", () => ({ n: 1 }));
      await expect(store.update("tokens/a", () => ({ n: 2, padding: "x".repeat(100_000) }))).rejects.toMatchObject({
        code: "STORE",
        message: expect.stringContaining("ENOSPC"),
      });
      expect(await store.read("tokens/a")).toEqual({ n: 1 });
      expect(await store.update("tokens/a", () => ({ n: 3 }))).toEqual({ n: 3 });
    } finally {
      spawnSync("umount", [folder]);
    }
  });
});

describe("T-66: kill -9 while it writes", () => {
  it("200 of 200: what was said to be kept is kept, every file is whole, and nothing is left behind", async () => {
    const file = await compile("test/fixtures/store-writer.ts");
    const store = await open();
    let last = 0;
    for (let round = 0; round < 200; round++) {
      const child = spawn(process.execPath, [file, folder], { stdio: ["ignore", "pipe", "inherit"] });
      let said = 0;
      child.stdout.on("data", (chunk: Buffer) => {
        said = Number(chunk.toString().trim().split("\n").at(-1));
      });
      await once(child.stdout, "data");
      await sleep(Math.random() * 8);
      child.kill("SIGKILL");
      await once(child, "exit");
      const kept = (await store.read("tokens/victim")) as { generation: number };
      expect(kept.generation).toBeGreaterThanOrEqual(said);
      expect(kept.generation).toBeGreaterThan(last);
      last = kept.generation;
    }
    expect(log.lines.filter(({ event }) => event.startsWith("store."))).toEqual([]);
    for (const name of readdirSync(join(folder, "tokens")).filter((each) => each.endsWith(".tmp"))) {
      const old = new Date(Date.now() - 120_000);
      utimesSync(join(folder, "tokens", name), old, old);
    }
    await open();
    const leftovers = (): string[] => readdirSync(join(folder, "tokens")).filter((each) => !each.endsWith(".json"));
    await expect.poll(leftovers).toEqual([]);
  }, 900_000);

  it("what another process is just writing is not left behind, however far this one's clock is ahead", async () => {
    await (await open()).update("tokens/alice", () => ({ generation: 1 }));
    const [young, old] = ["young", "old"].map((name) => join(folder, "tokens", `${name}.tmp`)) as [string, string];
    writeFileSync(young, "half a record");
    writeFileSync(old, "half a record");
    utimesSync(old, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
    const clock = testClock();
    clock.advance(3_600_000);
    await openFile({ type: "file", path: folder }, testWorld({ log, clock }), () => "");
    await expect.poll(() => existsSync(old)).toBe(false);
    expect(existsSync(young)).toBe(true);
  });
});

describe("T-67: altered and moved records", () => {
  async function two(): Promise<Store> {
    const store = await open();
    await store.update("tokens/alice", () => ({ who: "alice" }));
    await store.update("tokens/bob", () => ({ who: "bob" }));
    return store;
  }
  function fileWith(key: string): string {
    return records().find((file) => readFileSync(file, "utf8").includes(`"${key}"`)) ?? "";
  }

  it("any single flipped bit costs that record alone, and it is kept aside", async () => {
    const store = await two();
    const file = fileWith("tokens/alice");
    const good = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length - 2 }), fc.nat({ max: 7 }), async (at, bit) => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ (1 << bit);
        writeFileSync(file, bad);
        const read = await store.read("tokens/alice");
        // Base64 has spare bits, and JSON blanks: what decodes to the same bytes is the same record.
        if (read !== undefined) expect(read).toEqual({ who: "alice" });
        expect(await store.read("tokens/bob")).toEqual({ who: "bob" });
      }),
      { numRuns: 300 },
    );
    writeFileSync(file, good.subarray(0, good.length / 2));
    expect(await store.read("tokens/alice")).toBeUndefined();
    await store.update("tokens/alice", () => ({ who: "alice again" }));
    expect(readdirSync(join(folder, "tokens")).some((name) => name.endsWith(".bad"))).toBe(true);
  });

  it("records swapped between two people are a tamper alert, and nobody gets the other's", async () => {
    const store = await two();
    const [alice, bob] = [fileWith("tokens/alice"), fileWith("tokens/bob")];
    renameSync(alice, `${alice}.x`);
    renameSync(bob, alice);
    renameSync(`${alice}.x`, bob);
    expect(await store.read("tokens/alice")).toBeUndefined();
    expect(await store.read("tokens/bob")).toBeUndefined();
    expect(log.lines.filter(({ event }) => event === "store.tampered")).toHaveLength(2);
  });

  it("a record renamed inside its envelope is a tamper alert too", async () => {
    const store = await two();
    const [alice, bob] = [fileWith("tokens/alice"), fileWith("tokens/bob")];
    writeFileSync(alice, readFileSync(bob, "utf8").replace("tokens/bob", "tokens/alice"));
    expect(await store.read("tokens/alice")).toBeUndefined();
    expect(log.lines).toContainEqual(expect.objectContaining({ severity: "error", event: "store.tampered" }));
  });

  it("logs name neither the record nor its content", async () => {
    const store = await two();
    writeFileSync(fileWith("tokens/alice"), "{}");
    await store.read("tokens/alice");
    expect(JSON.stringify(log.lines)).not.toMatch(/alice|store\/tokens/);
  });
});

describe("T-68: keys", () => {
  it("a wrong key is refused at the start, and nothing is overwritten", async () => {
    const store = await open({ key: K1 });
    await store.update(`tokens/${LOCAL.key}`, () => ({ token: 1 }));
    const [file = ""] = records();
    const before = readFileSync(file);
    await expect(open({ key: K2 })).rejects.toMatchObject({
      code: "STORE",
      message: expect.stringContaining("another key"),
    });
    await expect(open()).rejects.toMatchObject({ code: "STORE" });
    expect(readFileSync(file)).toEqual(before);
    expect(await (await open({ key: K1 })).read(`tokens/${LOCAL.key}`)).toEqual({ token: 1 });
  });

  it("a rotation writes everything anew, while another process goes on with the old key until it restarts", async () => {
    const old = await open({ key: K1 });
    for (const name of ["a", "b", "c"]) await old.update(`tokens/${name}`, () => ({ name }));
    const rotated = await open({ key: K2, previousKeys: [K1] });
    for (const name of ["a", "b", "c"]) expect(await rotated.read(`tokens/${name}`)).toEqual({ name });
    const later = await open({ key: K2 });
    for (const name of ["a", "b", "c"]) expect(await later.read(`tokens/${name}`)).toEqual({ name });
  });

  it.each(["", "short", "!".repeat(44), Buffer.alloc(31).toString("base64")])("%j is no key", async (key) => {
    await expect(open({ key })).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringContaining("openssl rand"),
    });
    expect(existsSync(join(folder, "tokens"))).toBe(false);
  });
});
