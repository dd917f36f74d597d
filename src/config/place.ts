import { LEVELS } from "./catalogue.js";
import { type Diagnostic, type Finding, pointer, type Range } from "./finding.js";
import { mask } from "./secrets.js";
import type { Place } from "./tree.js";

/** Turns findings into diagnostics of one file, in the order of their places, each said once. */
export function placed(
  findings: readonly Finding[],
  file: string,
  text: string,
  places: ReadonlyMap<string, Place>,
): Diagnostic[] {
  const starts = lineStarts(text);
  const safe = withoutSecrets(text, findings, places);
  const seen = new Set<string>();
  const located = findings.map((finding) => ({ finding, range: rangeOf(finding, places) }));
  located.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const out: Diagnostic[] = [];
  for (const { finding, range } of located) {
    const identity = `${finding.rule} ${range.start} ${finding.message}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    out.push(diagnostic(finding, range, file, safe, starts));
  }
  return out;
}

function diagnostic(finding: Finding, range: Range, file: string, text: string, starts: readonly number[]): Diagnostic {
  const start = position(starts, range.start);
  const lineEnd = starts[start.line] ?? text.length + 1;
  // A finding about a whole block points at its first line.
  const last = text.slice(range.start, Math.min(range.end, lineEnd - 1)).trimEnd().length;
  const end = range.start + Math.max(1, last);
  const related = finding.related === undefined ? [] : [`see line ${position(starts, finding.related.start).line}`];
  const whole = text === "" || (range.start === 0 && range.end === 0);
  return {
    rule: finding.rule,
    level: LEVELS[finding.rule],
    message: finding.message,
    file,
    ...(whole
      ? {}
      : {
          place: { ...start, endLine: start.line, endColumn: start.column + end - range.start },
          excerpt: mask(text.slice(starts[start.line - 1], lineEnd - 1).replace(/\r$/, "")),
        }),
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    notes: [...(finding.notes ?? []), ...related],
  };
}

/** The text with every secret that was found in it starred out, each character where it was. */
function withoutSecrets(text: string, findings: readonly Finding[], places: ReadonlyMap<string, Place>): string {
  let safe = text;
  for (const finding of findings) {
    if (finding.rule !== "MCP3001") continue;
    const { start, end } = rangeOf(finding, places);
    const value = text.slice(start, end);
    const masked = mask(value);
    safe = safe.slice(0, start) + (masked === value ? value.replace(/[^\s"']/g, "*") : masked) + safe.slice(end);
  }
  return safe;
}

function rangeOf(finding: Finding, places: ReadonlyMap<string, Place>): Range {
  if (!Array.isArray(finding.at)) return finding.at as Range;
  // What a default put there has no place: the nearest thing above it has one.
  for (let path = finding.at; ; path = path.slice(0, -1)) {
    const place = places.get(pointer(path));
    if (place !== undefined)
      return (finding.key === true || path !== finding.at ? place.key : undefined) ?? place.value;
    if (path.length === 0) return { start: 0, end: 0 };
  }
}

/** The offset each line begins at. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, both from 1, of an offset. */
export function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
