import type { Diagnostic } from "./finding.js";

/** `file:line:col: error[RULE]: message`, the line, a caret, hints and notes. */
export function render({ file, place, level, rule, message, excerpt, hint, notes }: Diagnostic): string {
  const head = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  const out = [`${head}: ${level}[${rule}]: ${message}`];
  const number = String(place?.line ?? "");
  const margin = " ".repeat(number.length);
  if (place !== undefined && excerpt !== undefined) {
    const before = excerpt.text.slice(0, excerpt.caret - 1).replace(/[^\t]/g, " ");
    const width = Math.max(1, Math.min(place.endColumn - place.column, excerpt.text.length - before.length));
    const remark = hint === undefined ? "" : ` ${hint}`;
    out.push(`${margin} |`, `${number} | ${excerpt.text}`, `${margin} | ${before}${"^".repeat(width)}${remark}`);
  } else if (hint !== undefined) out.push(`${margin} = ${hint}`);
  for (const note of notes) out.push(`${margin} = ${folded(note, margin)}`);
  return out.join("\n");
}

/** A long note on several lines, each as far in as the first. */
const folded = (note: string, margin: string) => note.replace(/(.{1,104})(?:\s+|$)/g, `$1\n${margin}   `).trimEnd();
