import { MAX_NAME_BYTES } from "../model/bounds.js";

/** A compiled pattern: whether a whole text matches it. */
export type Glob = (text: string) => boolean;

/** Patterns longer than this are refused by `globProblem`. */
const MAX_PATTERN_CHARS = 1024;

/** No longer text matches anything. Names and URIs are bounded in bytes, and a character has at least one. */
export const MAX_MATCHED_CHARS = MAX_NAME_BYTES;

/**
 * Why a text is not a pattern, in words; undefined when it is one. A pattern is text in which `*` stands for any number of
 * characters (none too, `/` and `:` too) and `?` for exactly one. Nothing else is special, so what people carry over from
 * other tools (`**`, `[a-z]`, `!x`) is refused rather than taken literally.
 */
export function globProblem(pattern: string): string | undefined {
  if (pattern === "") return "a pattern needs at least one character";
  if (pattern.length > MAX_PATTERN_CHARS) return `a pattern may have at most ${MAX_PATTERN_CHARS} characters`;
  if (pattern.includes("**")) return "`**` is not supported; `*` already matches everything";
  if (/[[\]|]/.test(pattern)) return "only `*` and `?` are special; `[`, `]` and `|` are not allowed";
  if (pattern.startsWith("!")) return "`!` is not supported; use the key that ignores or denies";
  return undefined;
}

/** The characters that are special in a pattern. */
export interface Wildcards {
  readonly star: string;
  readonly any: string;
}

const WRITTEN: Wildcards = { star: "*", any: "?" };

/** Compiles a pattern. `ignoreCase` compares by `toLowerCase`. No text beyond `MAX_MATCHED_CHARS` matches. */
export function compileGlob(pattern: string, options: { ignoreCase?: boolean } = {}): Glob {
  if (options.ignoreCase !== true) return compileTokens(pattern, WRITTEN);
  const glob = compileTokens(pattern.toLowerCase(), WRITTEN);
  return (text) => text.length <= MAX_MATCHED_CHARS && glob(text.toLowerCase());
}

/**
 * Compiles a pattern whose special characters are others. The pattern is cut at its stars: its first piece begins the text, its
 * last one ends it, and each of the others is taken where it comes first, because a later place leaves less room for the rest.
 * Nothing is ever tried twice, so the time grows with the text and, for pieces with `any` alone, with the piece.
 */
export function compileTokens(pattern: string, { star, any }: Wildcards): Glob {
  const pieces = pattern.split(star).map((text) => pieceOf(text, any));
  const [first, ...rest] = pieces as [Piece, ...Piece[]];
  const last = rest.pop();
  const fits = (piece: Piece, text: string, at: number): boolean =>
    piece.plain ? text.startsWith(piece.text, at) : fitsAt(piece.text, any, text, at);
  if (last === undefined) {
    return (text) => text.length === first.text.length && text.length <= MAX_MATCHED_CHARS && fits(first, text, 0);
  }
  return (text) => {
    if (text.length > MAX_MATCHED_CHARS || !fits(first, text, 0)) return false;
    let at = first.text.length;
    const end = text.length - last.text.length;
    if (end < at || !fits(last, text, end)) return false;
    for (const piece of rest) {
      const found = piece.plain ? text.indexOf(piece.text, at) : search(piece, any, text, at, end);
      if (found < 0 || found + piece.text.length > end) return false;
      at = found + piece.text.length;
    }
    return true;
  };
}

interface Piece {
  readonly text: string;
  /** Every character stands for itself. */
  readonly plain: boolean;
  /** The longest part of it in which every character does, and where that begins. */
  readonly anchor: string;
  readonly offset: number;
}

function pieceOf(text: string, any: string): Piece {
  const anchor = text.split(any).reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  return { text, plain: !text.includes(any), anchor, offset: text.indexOf(anchor) };
}

function fitsAt(piece: string, any: string, text: string, at: number): boolean {
  for (let i = 0; i < piece.length; i++) {
    const wanted = piece[i];
    if (at + i >= text.length || (wanted !== any && wanted !== text[at + i])) return false;
  }
  return true;
}

/** Where a piece comes first: only there where its anchor does. */
function search({ text: piece, anchor, offset }: Piece, any: string, text: string, from: number, end: number): number {
  let at = text.indexOf(anchor, from + offset) - offset;
  while (at >= from && at + piece.length <= end) {
    if (fitsAt(piece, any, text, at)) return at;
    at = text.indexOf(anchor, at + offset + 1) - offset;
  }
  return -1;
}
