import { LEVELS } from "./catalogue.js";
import { type Diagnostic, type Finding, type Level, pointer, type Range } from "./finding.js";
import { mask } from "./secrets.js";
import type { Place } from "./tree.js";

/** How many findings of one file are shown, and how many of them get the hints that take work. */
const SHOWN = 500;
const HINTED = 50;
/** What of a long line is shown around a place. */
const WINDOW = { before: 80, all: 240 };

/** Turns findings into diagnostics of one file, in the order of their places, each said once. */
export function placed(
  findings: readonly Finding[],
  file: string,
  text: string,
  places: ReadonlyMap<string, Place>,
): Diagnostic[] {
  const starts = lineStarts(text);
  const located = findings.map((finding) => ({ finding, range: rangeOf(finding, places) }));
  located.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const safe = withoutSecrets(text, located);
  const seen = new Set<string>();
  const out: Diagnostic[] = [];
  let hidden: Level | undefined;
  for (const { finding, range } of located) {
    const identity = `${finding.rule} ${range.start} ${finding.message}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    if (seen.size > SHOWN) hidden = hidden === "error" ? hidden : LEVELS[finding.rule];
    else out.push(diagnostic(finding, range, file, safe, starts, seen.size <= HINTED));
  }
  if (hidden !== undefined) {
    const message = `${seen.size - SHOWN} more findings are not shown`;
    out.push({ rule: "MCP1008", level: hidden, message, file, notes: [] });
  }
  return out;
}

function diagnostic(
  finding: Finding,
  range: Range,
  file: string,
  text: string,
  starts: readonly number[],
  hinted: boolean,
): Diagnostic {
  const start = position(starts, range.start);
  const lineStart = starts[start.line - 1] ?? 0;
  const lineEnd = (starts[start.line] ?? text.length + 1) - 1;
  // A finding about a whole block points at its first line.
  const last = text.slice(range.start, Math.min(range.end, lineEnd)).trimEnd().length;
  const width = Math.max(1, last);
  const related = finding.related === undefined ? [] : [`see line ${position(starts, finding.related.start).line}`];
  const { hint, notes = [] } = finding;
  const remark = typeof hint === "function" ? (hinted ? hint() : undefined) : hint;
  const remarks = typeof notes === "function" ? (hinted ? notes() : []) : notes;
  const whole = text === "" || (range.start === 0 && range.end === 0);
  const from = lineEnd - lineStart > WINDOW.all ? Math.max(lineStart, range.start - WINDOW.before) : lineStart;
  const line = text.slice(from, Math.min(lineEnd, from + WINDOW.all)).replace(/\r$/, "");
  return {
    rule: finding.rule,
    level: LEVELS[finding.rule],
    message: short(finding.message),
    file,
    ...(whole
      ? {}
      : {
          place: { ...start, endLine: start.line, endColumn: start.column + width },
          excerpt: { text: mask(line), caret: range.start - from + 1 },
        }),
    ...(remark === undefined ? {} : { hint: short(remark) }),
    notes: [...remarks, ...related],
  };
}

/** A message that repeats something very long from the file, cut. */
const short = (message: string) => (message.length > 400 ? `${message.slice(0, 397)}…` : message);

/** The text with every secret that was found in it starred out, each character where it was. */
function withoutSecrets(text: string, located: readonly { finding: Finding; range: Range }[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { finding, range } of located) {
    if (finding.rule !== "MCP3001" || range.start < done) continue;
    const value = text.slice(range.start, range.end);
    const masked = value.length > WINDOW.all ? value : mask(value);
    parts.push(text.slice(done, range.start), masked === value ? value.replace(/[^\s"']/g, "*") : masked);
    done = range.end;
  }
  return parts.join("") + text.slice(done);
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
