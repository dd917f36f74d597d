import type { RuleId } from "./rules/entries.js";

/** A half-open range of UTF-16 offsets into the text of a file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Keys and indices from the root of a document to one of its values. */
export type Path = readonly (string | number)[];

/** What a check found, before it has a place. */
export interface Finding {
  readonly rule: RuleId;
  /** One sentence without a full stop; names keys and values, never a secret. */
  readonly message: string;
  /** Where: a value by its path, or a range of the text. */
  readonly at: Path | Range;
  /** Points at the key instead of its value. */
  readonly key?: boolean;
  /** Goes under the caret: `did you mean "id"?` A function where finding it is work: it is not called for the hundredth finding. */
  readonly hint?: string | (() => string | undefined) | undefined;
  /** The first use of a key that must be unique: "(first used on line 3)". */
  readonly related?: Range;
  /** Further lines: what is allowed there, what to do. */
  readonly notes?: readonly string[] | (() => readonly string[]);
}

/** Takes findings, in any order. */
export type Report = (finding: Finding) => void;

/** An error keeps the proxy from starting; a warning does not. */
export type Level = "error" | "warning";

/** A finding in its place, ready to be shown in any format. Nothing in it is secret. */
export interface Diagnostic {
  readonly rule: RuleId;
  readonly level: Level;
  readonly message: string;
  readonly file: string;
  /** From 1; column and endColumn count UTF-16 units; endColumn is behind the last one. Absent: the file as a whole. */
  readonly place?: {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
  /** The line `place` is in, or the part of a long line around it, with secrets masked; `caret` is its column there, from 1. */
  readonly excerpt?: { readonly text: string; readonly caret: number };
  readonly hint?: string;
  readonly notes: readonly string[];
}

/** A path as people write it: `upstreams.notes.args[0]`, keys with other characters in brackets and quotes. */
export function show(path: Path): string {
  let out = "";
  for (const step of path) {
    if (typeof step === "number") out += `[${step}]`;
    else if (/^[$A-Za-z_][\w$-]*$/.test(step)) out += out === "" ? step : `.${step}`;
    else out += `[${quotedKey(step)}]`;
  }
  return out === "" ? "the file" : out;
}

/** A key as a message repeats it. A very long one is no key, but a piece of the file. */
export const quotedKey = (key: string): string => JSON.stringify(key.length > 64 ? `${key.slice(0, 24)}…` : key);

/** The same path as a key for maps. */
export const pointer = (path: Path): string => path.map((step) => `${step}\u0000`).join("");
