import { oneLine } from "../base/hidden-text.js";
import type { Concealed } from "./conceal.js";
import { type Diagnostic, type Finding, type Level, pointer, type Range } from "./finding.js";
import { LEVELS } from "./rules/entries.js";
import type { SourcePlace } from "./tree.js";

/** How many findings of one file are shown, and how many of them get the hints that take work. */
const SHOWN = 500;
const HINTED = 50;
/** What of a long line is shown around a place. */
const WINDOW = { before: 80, all: 240 };

/** Turns findings into diagnostics of one file, in the order of their places, each said once. */
export function placed(
  findings: readonly Finding[],
  file: string,
  source: Concealed,
  places: ReadonlyMap<string, SourcePlace>,
): Diagnostic[] {
  const starts = lineStarts(source.text);
  const located = findings.map((finding) => ({ finding, range: rangeOf(finding, places) }));
  located.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const seen = new Set<string>();
  const out: Diagnostic[] = [];
  let hidden: Level | undefined;
  for (const { finding, range } of located) {
    const identity = `${finding.rule} ${range.start} ${finding.message}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    if (seen.size > SHOWN) hidden = hidden === "error" ? hidden : LEVELS[finding.rule];
    else out.push(diagnostic(finding, range, file, source, starts, seen.size <= HINTED));
  }
  if (hidden !== undefined) {
    const message = `${seen.size - SHOWN} more findings are not shown`;
    out.push({ rule: "MCP1008", level: hidden, message, file, notes: [] });
  }
  return out;
}

/** Rules whose messages repeat a part of the value they are about. */
const ECHOES: ReadonlySet<string> = new Set(["MCP1003", "MCP1005", "MCP1009", "MCP1012", "MCP1014", "MCP1015"]);

function diagnostic(
  finding: Finding,
  range: Range,
  file: string,
  source: Concealed,
  starts: readonly number[],
  hinted: boolean,
): Diagnostic {
  const { text } = source;
  const start = position(starts, range.start);
  const lineStart = starts[start.line - 1] ?? 0;
  const lineEnd = (starts[start.line] ?? text.length + 1) - 1;
  // A finding about a whole block points at its first line.
  const last = text.slice(range.start, Math.min(range.end, lineEnd)).trimEnd().length;
  const width = Math.max(1, last);
  const { related } = finding;
  const first = related === undefined ? "" : ` (first used on line ${position(starts, related.start).line})`;
  const { hint, notes = [] } = finding;
  const remark = typeof hint === "function" ? (hinted ? hint() : undefined) : hint;
  const remarks = typeof notes === "function" ? (hinted ? notes() : []) : notes;
  const whole = text === "" || (range.start === 0 && range.end === 0);
  const from = lineEnd - lineStart > WINDOW.all ? Math.max(lineStart, range.start - WINDOW.before) : lineStart;
  // The line is looked at before it is cut: the beginning of a cut one could be the rest of a secret.
  const line = source
    .line(lineStart, lineEnd)
    .slice(from - lineStart, from - lineStart + WINDOW.all)
    .replace(/\r$/, "");
  const echoes = ECHOES.has(finding.rule);
  const safe = (said: string) => short(oneLine(source.message(said, range, echoes)));
  return {
    rule: finding.rule,
    level: LEVELS[finding.rule],
    message: safe(finding.message + first),
    file: oneLine(file),
    ...(whole
      ? {}
      : {
          place: { ...start, endLine: start.line, endColumn: start.column + width },
          excerpt: { text: line, caret: range.start - from + 1 },
        }),
    ...(remark === undefined ? {} : { hint: safe(remark) }),
    notes: remarks.map(safe),
  };
}

/** A message that repeats something very long from the file, cut. */
const short = (message: string) => (message.length > 400 ? `${message.slice(0, 397)}…` : message);

function rangeOf(finding: Finding, places: ReadonlyMap<string, SourcePlace>): Range {
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
