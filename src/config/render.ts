import type { Diagnostic } from "./finding.js";

/** `file:line:col: error[RULE]: message`, the line, a caret, hints and notes. */
export function render({ file, place, level, rule, message, excerpt, hint, notes }: Diagnostic): string {
  const head = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  const out = [`${head}: ${level}[${rule}]: ${message}`];
  const number = String(place?.line ?? "");
  const margin = " ".repeat(number.length);
  if (place !== undefined && excerpt !== undefined) {
    const { from, text } = cut(excerpt, place.column - 1);
    const before = text.slice(0, place.column - 1 - from).replace(/[^\t]/g, " ");
    const width = Math.max(1, Math.min(place.endColumn - place.column, text.length - before.length));
    const remark = hint === undefined ? "" : ` ${hint}`;
    out.push(`${margin} |`, `${number} | ${text}`, `${margin} | ${before}${"^".repeat(width)}${remark}`);
  } else if (hint !== undefined) out.push(`${margin} = ${hint}`);
  for (const note of notes) out.push(`${margin} = ${folded(note, margin)}`);
  return out.join("\n");
}

/** A long note on several lines, each as far in as the first. */
const folded = (note: string, margin: string) => note.replace(/(.{1,104})(?:\s+|$)/g, `$1\n${margin}   `).trimEnd();

/** The part of a very long line around a column. */
function cut(line: string, column: number): { from: number; text: string } {
  if (line.length <= 160) return { from: 0, text: line };
  const from = Math.max(0, column - 60);
  return { from, text: line.slice(from, from + 160) };
}
