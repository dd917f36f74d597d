import { sourceLine } from "../base/hidden-text.js";
import type { Diagnostic } from "./finding.js";

/** `file:line:col: error[RULE]: message`, the line, a caret, hints and notes. */
export function render({ file, place, level, rule, message, excerpt, hint, notes }: Diagnostic): string {
  const head = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  const out = [`${head}: ${level}[${rule}]: ${message}`];
  const number = String(place?.line ?? "");
  const margin = " ".repeat(number.length);
  if (place !== undefined && excerpt !== undefined) {
    const start = excerpt.caret - 1;
    const end = start + Math.max(1, place.endColumn - place.column);
    // Each part by itself: what is written out makes the line longer.
    const [lead, marked, rest] = [
      excerpt.text.slice(0, start),
      excerpt.text.slice(start, end),
      excerpt.text.slice(end),
    ];
    const before = blank(sourceLine(lead));
    const carets = "^".repeat(Math.max(1, blank(sourceLine(marked)).length));
    const remark = hint === undefined ? "" : ` ${hint}`;
    out.push(
      `${margin} |`,
      `${number} | ${sourceLine(lead)}${sourceLine(marked)}${sourceLine(rest)}`,
      `${margin} | ${before}${carets}${remark}`,
    );
  } else if (hint !== undefined) out.push(`${margin} = ${hint}`);
  for (const note of notes) out.push(`${margin} = ${folded(note, margin)}`);
  return out.join("\n");
}

/** Characters that take two columns of a terminal: East Asian ones, and pictures. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u30ff\uff01-\uff60]/gu;

/** Spaces as wide as a text; tabs stay, because how wide they are depends on where they stand. */
const blank = (text: string): string =>
  text
    .replace(/\p{M}/gu, "")
    .replace(WIDE, "  ")
    .replace(/[^\t\s]/gu, " ");

/** A long note on several lines, each as far in as the first. */
const folded = (note: string, margin: string) => note.replace(/(.{1,104})(?:\s+|$)/g, `$1\n${margin}   `).trimEnd();
