import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Finding } from "./finding.js";
import { decode, MAX_BYTES } from "./text.js";

/** What reading a file gave: its text and permission bits, or why it could not be read. */
export type ReadFile =
  | { readonly text: string; readonly mode: number }
  | { readonly finding: Finding; readonly unreadable: boolean };

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read it",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links form a loop",
  ENOTDIR: "part of its path is not a folder",
  ENXIO: "it is not a regular file",
};

/** Reads a config file: a regular file (or what a link to one names) of bounded length. Never waits for a writer. */
export function readConfigFile(path: string): ReadFile {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return unreadable(stat.isDirectory() ? "it is a folder" : "it is not a regular file");
    const buffer = Buffer.alloc(Math.min(stat.size, MAX_BYTES) + 1);
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += count;
      if (count === 0 || length === buffer.length) break;
    }
    if (length > stat.size && length <= MAX_BYTES) return unreadable("it grew while the proxy read it");
    const decoded = decode(buffer.subarray(0, length));
    return "text" in decoded ? { text: decoded.text, mode: stat.mode & 0o777 } : { ...decoded, unreadable: false };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return unreadable(WORDS[code] ?? `the read failed (${code === "" ? "unknown" : code})`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function unreadable(why: string): ReadFile {
  return {
    unreadable: true,
    finding: { rule: "MCP1000", message: `cannot read the file: ${why}`, at: { start: 0, end: 0 } },
  };
}
