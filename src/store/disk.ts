import { randomBytes } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, type Stats } from "node:fs";
import { open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { ProxyError } from "../model/errors.js";

const POSIX = process.platform !== "win32";

/** STORE with what the system said in a word (`ENOSPC`, `EACCES` …); `what` names the thing, never a path. */
export function storeError(what: string, cause: unknown): ProxyError {
  if (cause instanceof ProxyError) return cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  return new ProxyError("STORE", code === undefined ? what : `${what}: ${code}`, { cause });
}

function missing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

/**
 * Makes the folder (0700) where there is none, and refuses one that others could read or swap: a symbolic link, another
 * owner, or any right for group or others. Nothing of anybody is ever changed.
 * At once, as `readPrivate`: a start waits for both, and threads would take ten times as long.
 */
export function privateFolder(path: string, name: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw storeError(`${name} cannot be created`, cause);
  }
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (cause) {
    throw storeError(`${name} cannot be inspected`, cause);
  }
  if (stats.isSymbolicLink()) throw new ProxyError("STORE", `${name} is a symbolic link; name the real folder`);
  if (!stats.isDirectory()) throw new ProxyError("STORE", `${name} is not a folder`);
  if (!POSIX) return;
  if (stats.uid !== process.getuid?.()) throw new ProxyError("STORE", `${name} belongs to another user`);
  if ((stats.mode & 0o077) !== 0) {
    throw new ProxyError("STORE", `${name} is open to other users (mode ${octal(stats.mode)}); run chmod 700 on it`);
  }
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, "0");
}

/**
 * The text of a file that is certainly ours and private: no symbolic link, no pipe, one name, our owner, no right for others.
 * Undefined when there is none.
 */
export function readPrivate(path: string, name: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (missing(error)) return undefined;
    if ((error as NodeJS.ErrnoException).code === "ELOOP") {
      throw new ProxyError("STORE", `${name} is a symbolic link, which the proxy does not follow`, { cause: error });
    }
    throw storeError(`${name} cannot be opened`, error);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new ProxyError("STORE", `${name} is not a plain file`);
    if (POSIX) {
      if (stats.uid !== process.getuid?.()) throw new ProxyError("STORE", `${name} belongs to another user`);
      if ((stats.mode & 0o077) !== 0) {
        throw new ProxyError(
          "STORE",
          `${name} is open to other users (mode ${octal(stats.mode)}); run chmod 600 on it`,
        );
      }
      if (stats.nlink > 1) throw new ProxyError("STORE", `${name} has a second name (hard link)`);
    }
    if (stats.size > 4 * 1024 * 1024) throw new ProxyError("STORE", `${name} is too large`);
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw storeError(`${name} cannot be read`, cause);
  } finally {
    closeSync(file);
  }
}

/**
 * Replaces a file at once and for good: a temporary file (0600) in the same folder, fsync, rename, fsync of the folder. Fails
 * with the old file as it was. `confirm` runs after the bytes are on disk and before they count; when it throws, nothing changed.
 */
export async function writeDurably(path: string, text: string, confirm?: () => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await confirm?.();
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch((cause: unknown) => {
      if (!missing(cause)) throw storeError("A temporary file cannot be removed", cause);
    });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Removes a file for good; fine when there is none. */
export async function removeDurably(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (missing(error)) return;
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes renames and removals within a folder survive a power cut; systems that cannot open folders do it themselves. */
async function syncFolder(path: string): Promise<void> {
  if (!POSIX) return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
