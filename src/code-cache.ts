import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/**
 * What V8 made of the program's files the last time: with it they need not be compiled again (ADR 0013). It is code, so it is
 * read only where nobody but this user can write, and only when it is whole.
 */
export interface CodeCache {
  /** The compiled form of a file, by its name; undefined when there is none that can be used. */
  part(name: string): Buffer | undefined;
  /** Keeps these for the next time. Does nothing where they cannot be kept; never throws. */
  keep(parts: ReadonlyMap<string, Buffer>): void;
}

/** Where and for what a cache is. */
export interface CodeCachePlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program's folder: stack traces from the cache name files of the folder it was made in. */
  readonly folder: string;
  /** Another one for every content of the program. */
  readonly build: string;
  /** How the program is started: each way compiles other functions. */
  readonly way: string;
}

const POSIX = process.platform !== "win32";
/** V8 takes a part without copying it when it begins at a multiple of this. */
const ALIGNMENT = 8;
/** The table's length stands before it. */
const LENGTH_BYTES = 4;
const MAX_BYTES = 1 << 26;
/** A file of another version that was not written for so long is removed, in milliseconds. */
const STALE_MS = 30 * 24 * 3600 * 1000;
/** So many files at the most: whoever builds the program all day leaves one for each build and way. */
const MAX_FILES = 24;

/**
 * Opens the cache in the user's cache folder. Undefined where there is to be none: `NODE_DISABLE_COMPILE_CACHE=1` switches it off,
 * as it does Node's own, and some users have no home.
 */
export function openCodeCache(place: CodeCachePlace): CodeCache | undefined {
  const folder = cacheFolder(place.env);
  if (folder === undefined) return undefined;
  const digest = createHash("sha256").update(place.folder).digest("hex").slice(0, 8);
  const { version, arch } = process;
  const file = join(folder, `${place.build}-${version}-${arch}-${digest}-${place.way}.bin`);
  return {
    part: (name) => attempt(() => read(folder, file, name)),
    keep: (parts) => void attempt(() => write(folder, file, parts)),
  };
}

/** `mcp-proxy` below the folder for caches (XDG, or LOCALAPPDATA on Windows). */
function cacheFolder(env: CodeCachePlace["env"]): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE !== undefined) return undefined;
  if (!POSIX) return env.LOCALAPPDATA === undefined ? undefined : join(env.LOCALAPPDATA, "mcp-proxy", "cache");
  const base = env.XDG_CACHE_HOME ?? (env.HOME === undefined ? undefined : join(env.HOME, ".cache"));
  return base?.startsWith("/") === true ? join(base, "mcp-proxy") : undefined;
}

/** Of each part its name, where it begins behind the table, its length and its SHA-256. */
type Table = readonly (readonly [name: string, from: number, length: number, digest: string])[];

function read(folder: string, file: string, wanted: string): Buffer | undefined {
  if (!isOurs(lstatSync(folder))) return undefined;
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || !isOurs(stat)) return undefined;
    const head = bytesAt(descriptor, 0, LENGTH_BYTES).readUInt32LE();
    const table: Table = JSON.parse(bytesAt(descriptor, LENGTH_BYTES, head).toString());
    const [, from = 0, length = 0, digest] = table.find(([name]) => name === wanted) ?? [];
    if (digest === undefined) return undefined;
    const part = bytesAt(descriptor, aligned(LENGTH_BYTES + head) + from, length);
    return digestOf(part) === digest ? part : undefined;
  } finally {
    closeSync(descriptor);
  }
}

function bytesAt(descriptor: number, from: number, length: number): Buffer {
  if (length > MAX_BYTES) throw new Error("Too long");
  const bytes = Buffer.allocUnsafeSlow(length);
  if (readSync(descriptor, bytes, 0, length, from) !== length) throw new Error("Too short");
  return bytes;
}

const digestOf = (part: Buffer): string => createHash("sha256").update(part).digest("base64");

function write(folder: string, file: string, parts: ReadonlyMap<string, Buffer>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(lstatSync(folder))) return;
  let size = 0;
  const table: Table = [...parts].map(([name, part]) => {
    const from = size;
    size = aligned(from + part.length);
    return [name, from, part.length, digestOf(part)];
  });
  const head = Buffer.from(JSON.stringify(table));
  const start = aligned(LENGTH_BYTES + head.length);
  const bytes = Buffer.alloc(start + size);
  bytes.writeUInt32LE(head.length);
  head.copy(bytes, LENGTH_BYTES);
  for (const [name, from] of table) parts.get(name)?.copy(bytes, start + from);
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, bytes, { flag: "wx", mode: 0o600 });
    renameSync(fresh, file);
  } catch (error) {
    attempt(() => unlinkSync(fresh));
    throw error;
  }
  const long = Date.now() - STALE_MS;
  readdirSync(folder)
    .filter((name) => /\.bin(\.\d+)?$/.test(name))
    .map((name) => ({ path: join(folder, name), at: lstatSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .forEach(({ path, at }, newer) => {
      if (newer >= MAX_FILES || at < long) unlinkSync(path);
    });
}

/** Whether nobody else can write there. */
function isOurs(stat: { readonly uid: number; readonly mode: number }): boolean {
  return !POSIX || (stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0);
}

const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

/** A cache that cannot be read or written is no cache: nobody has to know. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
