import { existsSync, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { conceal } from "../config/conceal.js";
import type { Diagnostic } from "../config/finding.js";
import { placed } from "../config/place.js";
import { readConfigFile } from "../config/read.js";
import { decode, MAX_BYTES } from "../config/text.js";

/** Where a config is looked for when nobody says. */
export const DEFAULT_FILE = "mcp-proxy.yaml";

const FIRST_FILE = "run mcp-proxy init to write a first one, or name another file with -c";

/** The text of a file that cannot be read. */
const NOTHING = conceal({ text: "", secrets: [], places: new Map(), reading: "clear" });

/** A text to check, or why there is none. */
export type ConfigSource =
  | { readonly file: string; readonly text: string; readonly mode?: number }
  | { readonly file: string; readonly diagnostics: readonly Diagnostic[]; readonly unreadable: boolean };

/** The files that arguments name: paths, globs and `-`. A glob that matches nothing stays, and is then not found. */
export async function expand(args: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    args.map(async (arg) => {
      if (arg === "-" || !/[*?[\]{}()!]/.test(arg) || statSync(arg, { throwIfNoEntry: false }) !== undefined)
        return [arg];
      const { glob } = await import("tinyglobby");
      const found = await glob(arg, { dot: true, ignore: ["**/node_modules/**"] });
      return found.length === 0 ? [arg] : found.sort();
    }),
  );
  return [...new Set(lists.flat())];
}

/** Reads one file, or standard input for `-`. */
export async function readSource(file: string, stdin: Readable): Promise<ConfigSource> {
  if (file !== "-") {
    const read = readConfigFile(file);
    if ("text" in read) return { file, ...read };
    const finding = file === DEFAULT_FILE && !existsSync(file) ? { ...read.finding, hint: FIRST_FILE } : read.finding;
    return { file, diagnostics: placed([finding], file, NOTHING, new Map()), unreadable: read.unreadable };
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Uint8Array | string);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_BYTES) break;
  }
  const decoded = decode(Buffer.concat(chunks));
  const name = "<stdin>";
  return "text" in decoded
    ? { file: name, text: decoded.text }
    : { file: name, diagnostics: placed([decoded.finding], name, NOTHING, new Map()), unreadable: false };
}
