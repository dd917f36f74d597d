import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { ProxyError } from "../model/errors.js";

/** Writes a new file whole or not at all; one that is there stays. Throws CONFIG. */
export function createFile(file: string, text: string, mode = 0o644): void {
  try {
    writeFileSync(file, text, { flag: "wx", mode });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw new ProxyError("CONFIG", `${file} already exists; choose another name or remove it`, { cause });
    // Nothing but what could not be finished just now has this name.
    rmSync(file, { force: true });
    throw new ProxyError("CONFIG", `${file} cannot be written (${code})`, { cause });
  }
}

/** Puts a text in the place of a file: whoever reads it sees the old one or the new one. Throws CONFIG, and the old one stays. */
export function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    throw new ProxyError("CONFIG", `${file} cannot be written (${code})`, { cause });
  }
}
