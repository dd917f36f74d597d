import { randomBytes } from "node:crypto";
import { open, readdir, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ProxyError } from "../model/errors.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { type KeyRing, type NamedKey, parseKey, parseSealedRecord, seal, Unreadable, unseal } from "./cipher.js";
import { privateFolder, readPrivate, removeDurably, storeError, writeDurably } from "./disk.js";
import { removeIdle } from "./evict.js";
import { checkKey, fileOfKey } from "./keys.js";
import { takeLock } from "./lock.js";
import { createSerial } from "./serial.js";

/** Where a file store is, and how it is encrypted. */
export interface FileStoreOptions {
  /** The folder, absolute. */
  readonly folder: string;
  /** `store.encryption`, resolved; absent: a key file inside the folder. */
  readonly keys?: { readonly key: string; readonly previousKeys: readonly string[] };
}

/** Sealed with the key in force when the store was opened: a wrong key is noticed before anything is written with it. */
const CHECK = "check/key";
const TEMPORARY_MS = 60_000;
/** A start is over after this long, in milliseconds: what can wait is not in its way. */
const START_OVER_MS = 2000;

/**
 * Logins in files under one private folder, shared by all processes that use it. One file a record, named by a hash, encrypted
 * with AES-256-GCM. Rejects with STORE when the folder is not private or the key is not the one the records were written with.
 */
export async function openFileStore(options: FileStoreOptions, world: World): Promise<Store> {
  const { folder } = options;
  privateFolder(folder, "The store's folder");
  privateFolder(join(folder, "locks"), "The store's lock folder");
  const serial = createSerial();
  const folders = new Set<string>();
  const locked = async <T>(key: string, run: (confirm: () => Promise<void>) => Promise<T>): Promise<T> =>
    serial(key, async () => {
      const lock = await takeLock(join(folder, "locks", fileOfKey(key).name.replace("json", "lock")), () =>
        world.clock.monotonic(),
      );
      try {
        return await run(lock.confirm);
      } finally {
        await lock.release();
      }
    });

  const ring = await ringOf();

  async function ringOf(): Promise<KeyRing> {
    if (options.keys !== undefined) {
      return [parseKey(options.keys.key), ...options.keys.previousKeys.map(parseKey)];
    }
    const path = join(folder, "key");
    const existing = readPrivate(path, "The store's key file");
    if (existing !== undefined) return [parseKey(existing)];
    return locked("key", async () => {
      const meanwhile = readPrivate(path, "The store's key file");
      if (meanwhile !== undefined) return [parseKey(meanwhile)] as [NamedKey];
      const made = randomBytes(32).toString("base64");
      await writeDurably(path, `${made}\n`);
      return [parseKey(made)] as [NamedKey];
    });
  }

  function pathOf(key: string): string {
    const file = fileOfKey(checkKey(key));
    if (!folders.has(file.folder)) {
      privateFolder(join(folder, file.folder), "A folder of the store");
      folders.add(file.folder);
    }
    return join(folder, file.folder, file.name);
  }

  /** The value, or undefined where there is none or it cannot be opened; what cannot be opened is kept aside and said once. */
  async function load(key: string, writing: boolean): Promise<unknown> {
    const path = pathOf(key);
    const text = readPrivate(path, "A record of the store");
    if (text === undefined) return undefined;
    try {
      return unseal(ring, key, text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const fields = { record: key.split("/")[0], reason: error.message };
      if (error.tampered) world.log.error("store.tampered", fields);
      else world.log.warn("store.unreadable", fields);
      if (writing) await rename(path, `${path}.${world.clock.now()}.bad`);
      return undefined;
    }
  }

  async function save(key: string, value: unknown, confirm: () => Promise<void>): Promise<void> {
    const path = pathOf(key);
    try {
      if (value === undefined) {
        await confirm();
        await removeDurably(path);
      } else {
        await writeDurably(path, seal(ring, key, value), confirm);
      }
    } catch (cause) {
      throw storeError("A record cannot be written", cause);
    }
  }

  async function list(prefix: string): Promise<string[]> {
    const slash = prefix.indexOf("/");
    const keys: string[] = [];
    for (const name of await foldersOf(folder)) {
      const fits = slash < 0 ? name.startsWith(prefix) : name === prefix.slice(0, slash);
      if (!fits || name === "locks" || name === "check") continue;
      for (const file of await readdir(join(folder, name))) {
        if (!file.endsWith(".json")) continue;
        const text = readPrivate(join(folder, name, file), "A record of the store");
        const key = text === undefined ? undefined : keyIn(text);
        if (key?.startsWith(prefix)) keys.push(key);
      }
    }
    return keys;
  }

  await adopt();
  // Twice: what is old already, and what becomes old because its writer was killed just before this start.
  const sweeping = [START_OVER_MS, START_OVER_MS + TEMPORARY_MS].map((delay) => setTimeout(tidy, delay).unref());

  function tidy(): void {
    sweep(folder).catch((error) => world.log.warn("store.cleanup_failed", { reason: error.message }));
  }

  /** Proves the key and, after a rotation, writes every record anew. */
  async function adopt(): Promise<void> {
    const path = pathOf(CHECK);
    const look = (): string | undefined => readPrivate(path, "The store's check record");
    const first = look();
    if (first !== undefined && kidIn(first) === ring[0].id) return unsealCheck(first);
    await locked(CHECK, async (confirm) => {
      const text = look();
      if (text !== undefined) {
        const kid = kidIn(text);
        if (kid === ring[0].id) {
          unsealCheck(text);
          return;
        }
        if (!ring.some((named) => named.id === kid)) {
          throw new ProxyError(
            "STORE",
            "The store was written with another key; set store.encryption.key to it, or list it under store.encryption.previousKeys",
          );
        }
        unsealCheck(text);
        for (const key of await list("")) {
          await locked(key, async (still) => save(key, await load(key, true), still));
        }
        world.log.info("store.key_rotated", {});
      }
      await save(CHECK, { opened: world.clock.now() }, confirm);
    });
  }

  function unsealCheck(text: string): void {
    try {
      unseal(ring, CHECK, text);
    } catch (cause) {
      throw new ProxyError("STORE", "The store's check record is damaged", { cause });
    }
  }

  return {
    read: (key) => load(key, false),
    update: async (key, change) =>
      locked(checkKey(key), async (confirm) => {
        const current = await load(key, true);
        const next = await change(current);
        if (next !== current) await save(key, next, confirm);
        return next;
      }),
    list,
    async close() {
      for (const timer of sweeping) clearTimeout(timer);
    },
  };
}

function keyIn(text: string): string | undefined {
  try {
    return parseSealedRecord(text).key;
  } catch (error) {
    if (error instanceof Unreadable) return undefined; // `load` says so when somebody wants it
    throw error;
  }
}

function kidIn(text: string): string | undefined {
  try {
    return parseSealedRecord(text).kid;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/**
 * Removes what a killed writer left behind: temporary files older than a minute. How old they are is measured by the clock of
 * the file system, which dated them: by ours, if it is ahead, a file somebody is just writing would look left behind.
 */
async function sweep(folder: string): Promise<void> {
  const found: { path: string; at: number }[] = [];
  for (const name of await foldersOf(folder)) {
    for (const file of await readdir(join(folder, name))) {
      if (file.endsWith(".evictor")) await removeIdle(join(folder, name, file));
      if (!file.endsWith(".tmp") && !file.endsWith(".dead")) continue;
      const path = join(folder, name, file);
      await unlessGone(async () => found.push({ path, at: (await stat(path)).mtimeMs }));
    }
  }
  if (found.length === 0) return;
  const now = await clockOf(folder);
  for (const { path, at } of found) {
    if (now - at > TEMPORARY_MS) await unlessGone(() => unlink(path));
  }
}

/** What time the file system has that the folder is on (ms since the epoch): the date of a file made now. */
async function clockOf(folder: string): Promise<number> {
  const path = join(folder, "locks", `${randomBytes(6).toString("hex")}.tmp`);
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile("\n");
    return (await file.stat()).mtimeMs;
  } finally {
    await file.close();
    await unlink(path);
  }
}

async function unlessGone(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw storeError("A left-over file cannot be removed", error);
  }
}

async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
