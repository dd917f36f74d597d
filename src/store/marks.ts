import { readlinkSync } from "node:fs";
import { open, readFile, stat, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { storeError } from "./disk.js";

/** Where process numbers mean the same: a machine and its process namespace. */
const HERE = `${hostname()} ${pidNamespace()}`;

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "-"; // not Linux: the host name alone tells machines apart
  }
}

/** A holder that has shown no sign of life for this long is gone. */
const STALE_MS = 6000;

/** A lock or mark as it stood when it was looked at: whose it is, and its last sign of life. */
export interface LockMark {
  readonly content: string;
  readonly beat: number;
}

/** What this process writes into what it holds; `nonce` is nobody else's, and fit for a file's name. */
export function holderText(nonce: string): string {
  return `${process.pid} ${nonce} ${HERE}\n`;
}

/** A name nothing else had or will have; of one that is half-written, as far as can be told. */
export function nameOf({ content, beat }: LockMark): string {
  return /^\d+ ([\w-]+) /.exec(content)?.[1] ?? `unwritten-${beat}`;
}

/** Makes the file, as one alone can. False: it is there. */
export async function create(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw storeError("A lock cannot be taken", error);
  }
}

/** What stands at a path now; undefined: nothing. */
export async function look(path: string): Promise<LockMark | undefined> {
  try {
    const [content, stats] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return { content, beat: stats.mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw storeError("A lock cannot be looked at", error);
  }
}

/** Removes a lock or mark; fine when there is none. Rejects with STORE. */
export async function remove(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw storeError("A lock cannot be removed", error);
  }
}

/** Looks at a file each time it is called: what stands in it once its holder is certainly gone, undefined before. */
export function watch(path: string, monotonic: () => number): () => Promise<LockMark | undefined> {
  let seen: (LockMark & { readonly since: number }) | undefined;
  return async () => {
    const found = await look(path);
    if (found === undefined) return undefined;
    const now = monotonic();
    if (seen === undefined || seen.content !== found.content || seen.beat !== found.beat) {
      seen = { ...found, since: now };
    }
    return isDead(found.content) || now - seen.since > STALE_MS ? found : undefined;
  };
}

/** Whether the holder is a process of this machine that no longer exists. A half-written lock is nobody's yet. */
function isDead(content: string): boolean {
  const parts = /^(\d+) \S+ (.*)\n$/.exec(content);
  if (parts?.[1] === undefined || parts[2] !== HERE) return false;
  try {
    process.kill(Number(parts[1]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
