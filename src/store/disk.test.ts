import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProxyError } from "../model/errors.js";
import { privateFolder, readPrivate, removeDurably, storeError, writeDurably } from "./disk.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const MAX_BYTES = 4 * 1024 * 1024;

function put(name: string, text = "x", mode = 0o600): string {
  writeFileSync(at(name), text);
  chmodSync(at(name), mode);
  return at(name);
}

describe("a private folder", () => {
  it("is made with its parents, for its owner alone, and taken as it is the next time", () => {
    privateFolder(at("a/b"), "It");
    expect(statSync(at("a/b")).mode & 0o777).toBe(0o700);
    privateFolder(at("a/b"), "It");
  });

  it.each([0o750, 0o701, 0o720])("of mode %o is refused, and the message says what to do", (mode) => {
    mkdirSync(at("open"));
    chmodSync(at("open"), mode);
    const shown = mode.toString(8).padStart(4, "0");
    expect(() => privateFolder(at("open"), "It")).toThrow(
      `It is open to other users (mode ${shown}); run chmod 700 on it`,
    );
  });

  it("that is a link, a file or cannot be made is refused", () => {
    mkdirSync(at("real"), { mode: 0o700 });
    symlinkSync("real", at("link"));
    expect(() => privateFolder(at("link"), "It")).toThrow("It is a symbolic link");
    put("file");
    expect(() => privateFolder(at("file"), "It")).toThrow("It is not a folder");
    expect(() => privateFolder(at("file/below"), "It")).toThrow("It cannot be created: ENOTDIR");
  });
});

describe("a private file", () => {
  it("is read as it stands, and undefined where there is none", () => {
    expect(readPrivate(put("a", "grüße"), "It")).toBe("grüße");
    expect(readPrivate(at("none"), "It")).toBeUndefined();
  });

  it.each([0o640, 0o604, 0o620])("of mode %o is refused, and the message says what to do", (mode) => {
    const shown = mode.toString(8).padStart(4, "0");
    expect(() => readPrivate(put("a", "x", mode), "It")).toThrow(
      `It is open to other users (mode ${shown}); run chmod 600 on it`,
    );
  });

  it("that is a link, has a second name or is a folder is refused", () => {
    put("a");
    symlinkSync("a", at("link"));
    expect(() => readPrivate(at("link"), "It")).toThrow("It is a symbolic link, which the proxy does not follow");
    linkSync(at("a"), at("second"));
    expect(() => readPrivate(at("a"), "It")).toThrow("It has a second name");
    expect(() => readPrivate(folder, "It")).toThrow("It is not a plain file");
    expect(() => readPrivate(at("a/b"), "It")).toThrow("It cannot be opened: ENOTDIR");
  });

  it("of 4 MiB is read, and one byte more is refused", () => {
    put("a");
    truncateSync(at("a"), MAX_BYTES);
    expect(readPrivate(at("a"), "It")).toHaveLength(MAX_BYTES);
    truncateSync(at("a"), MAX_BYTES + 1);
    expect(() => readPrivate(at("a"), "It")).toThrow("It is too large");
  });
});

describe("writing durably", () => {
  it("replaces the file for its owner alone, and leaves nothing beside it", async () => {
    put("a", "old");
    await writeDurably(at("a"), "new");
    expect(readFileSync(at("a"), "utf8")).toBe("new");
    expect(statSync(at("a")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("changes nothing when it is not confirmed, and asks once the bytes are there", async () => {
    put("a", "old");
    const seen: string[] = [];
    const confirm = async (): Promise<void> => {
      const [temporary] = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
      seen.push(readFileSync(at(String(temporary)), "utf8"));
      throw new Error("lost");
    };
    await expect(writeDurably(at("a"), "new", confirm)).rejects.toThrow("lost");
    expect(seen).toEqual(["new"]);
    expect(readFileSync(at("a"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("fails with what the system said", async () => {
    await expect(writeDurably(at("none/a"), "x")).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("removing durably", () => {
  it("removes a file, takes none for done, and fails for anything else", async () => {
    put("a");
    await removeDurably(at("a"));
    expect(existsSync(at("a"))).toBe(false);
    await removeDurably(at("a"));
    await expect(removeDurably(folder)).rejects.toThrow();
  });
});

describe("the error of a store", () => {
  it("says the system's word, or nothing where there is none, and keeps one that is made already", () => {
    const cause = Object.assign(new Error("/secret/path"), { code: "ENOSPC" });
    expect(storeError("It failed", cause)).toMatchObject({ code: "STORE", message: "It failed: ENOSPC", cause });
    expect(storeError("It failed", new Error("x")).message).toBe("It failed");
    expect(storeError("It failed", undefined).message).toBe("It failed");
    const made = new ProxyError("STORE", "made");
    expect(storeError("It failed", made)).toBe(made);
  });
});
