import { masked, merged, type SecretSpan, secretSpans, starred, stars, wholeSecret } from "../base/secret-text.js";
import { type Path, pointer, type Range } from "./finding.js";
import { type FoundSecret, kindBelow } from "./secrets.js";
import type { SourcePlace } from "./tree.js";

/** The text of a file as it may be shown. */
export interface Concealed {
  /** As long as the file, every character where it was, and each of a secret a star. */
  readonly text: string;
  /** The line from `start` to `end` of `text`, also without what only its shape gives away. */
  line(start: number, end: number): string;
  /** A message about a range of the file, without the secrets of the file; `echoes`: it repeats something of what stands there. */
  message(message: string, range: Range, echoes: boolean): string;
}

/** What is known of a file that is shown. */
export interface ConcealInput {
  readonly text: string;
  readonly secrets: readonly FoundSecret[];
  readonly places: ReadonlyMap<string, SourcePlace>;
  /**
   * `doubtful`: something is wrong, and a text may stand elsewhere than its writer thinks; `broken`: where values begin and end is a
   * guess. Then lines are looked at by themselves too.
   */
  readonly reading: "clear" | "doubtful" | "broken";
  /** Further secrets, such as values of environment variables. */
  readonly others?: readonly string[];
}

/** Secrets shorter than this are not looked for in messages: they would be found in every word. */
const SHORTEST = 4;

/** A text without its secrets. What of it is not YAML is judged line by line. */
export function conceal({ text, secrets, places, reading, others = [] }: ConcealInput): Concealed {
  const ranges: SecretSpan[] = [];
  const known = new Set(others.filter((secret) => secret.length >= SHORTEST));
  for (const found of secrets) {
    for (const { start, end } of found.spans) {
      const secret = found.text.slice(start, end);
      if (secret.length >= SHORTEST) known.add(secret);
    }
    const range = rangeOf(found.path, found.key, places);
    if (range !== undefined) ranges.push(...inSource(text, range, found));
  }
  const hidden = merged(ranges);
  const safe = starred(text, hidden);
  const lines = new Map<number, string>();
  const keys = reading === "clear" ? undefined : keysAbove(text);
  const byStart = new Map<string, string[]>();
  for (const secret of [...known].sort((a, b) => b.length - a.length)) {
    const start = secret.slice(0, SHORTEST);
    const alike = byStart.get(start);
    if (alike === undefined) byStart.set(start, [secret]);
    else alike.push(secret);
  }
  const withoutKnown = (message: string): string => {
    let out = "";
    for (let at = 0; at < message.length; ) {
      const secret = byStart.get(message.slice(at, at + SHORTEST))?.find((each) => message.startsWith(each, at));
      out += secret === undefined ? message[at] : stars(secret);
      at += secret?.length ?? 1;
    }
    return out;
  };

  return {
    text: safe,
    line(start, end) {
      let line = lines.get(start);
      if (line === undefined) {
        const shown = safe.slice(start, end);
        const spans = secretSpans(shown);
        if (keys !== undefined) spans.push(...brokenLine(shown, keys(start), reading === "doubtful"));
        line = starred(shown, merged(spans));
        lines.set(start, line);
      }
      return line;
    },
    message(message, range, echoes) {
      let out = withoutKnown(message);
      // A parser's message may repeat a part of what it could not read.
      const overlaps = echoes ? hidden.filter(({ start, end }) => start <= range.end && end >= range.start) : [];
      for (const { start, end } of overlaps) {
        const secret = text.slice(start, end);
        out = out.replace(/[^\s"'`]{3,}/g, (word) => {
          const bare = word.replace(/^[&*!\\$<{[(]+|[.,:;)\]}>]+$/g, "");
          return bare.length >= 3 && secret.includes(bare) ? word.replace(bare, stars(bare)) : word;
        });
      }
      return masked(out);
    },
  };
}

function rangeOf(path: Path, key: boolean, places: ReadonlyMap<string, SourcePlace>): Range | undefined {
  const place = places.get(pointer(path));
  return key ? place?.key : place?.value;
}

/** The spans of a value in the source: exactly where it is written as it reads, else all of it. */
function inSource(text: string, { start, end }: Range, found: FoundSecret): SecretSpan[] {
  const raw = text.slice(start, end);
  const quoted = /^(["'])([\s\S]*)\1\s*$/.exec(raw)?.[2];
  const offset = raw.trimEnd() === found.text ? 0 : quoted === found.text ? 1 : undefined;
  if (offset !== undefined)
    return found.spans.map((span) => ({
      start: start + offset + span.start,
      end: start + offset + span.end,
      sure: span.sure,
    }));
  const inner = wholeSecret(raw);
  return inner.map((span) => ({ ...span, start: start + span.start, end: start + span.end }));
}

/** `key:` within a line, in quotes or not. */
const KEY =
  /(?:^|[\s{,[-]|(?<=["']))(?:\\?"([^"\\]{1,128})\\?"\s*:|'([^']{1,128})'\s*:|([\w.@/$-]{1,128})\s*:(?=\s|$))/g;
/** The same where the blank behind the colon is missing, or an equals sign stands there: the mistake may be just that. */
const GLUED = /(?:^|[\s{,[-])["']?([A-Za-z_][\w.-]{1,127})["']?\s*[:=](?=\S)/g;
/** A word that looks like no word: where the place is not known either, it is not shown. */
const ODD = /(?<![\w./+=-])(?=[\w+=-]*\d)(?=[\w+=-]*[A-Za-z])[\w+=-]{8,}|[\w+=-]{24,}/g;

/** Lines longer than this are not taken apart: no person wrote one. */
const LONG = 16_384;

/** Secret values of a line of which nobody knows how it is meant, below the given keys: from a secret's key to the next key. */
function brokenLine(line: string, above: readonly string[], sure: boolean): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const odd = (start: number, end: number): void => {
    for (const { index, 0: word } of line.slice(start, end).matchAll(ODD))
      spans.push(...wholeSecret(line, start + index, start + index + word.length));
  };
  if (line.length > LONG) {
    odd(0, line.length);
    return spans;
  }
  // A second key needs a brace or a comma before it; without, it may be a part of the value.
  const keys = [...line.matchAll(KEY)]
    .filter(({ index }, at) => at === 0 || /[{,[]["']?\s*["']?$/.test(line.slice(Math.max(0, index - 8), index + 1)))
    .map((match) => ({
      name: match[1] ?? match[2] ?? match[3] ?? "",
      start: match.index,
      end: match.index + match[0].length,
    }));
  const judge = (path: readonly string[], start: number, end: number): void => {
    // An item of a list of secrets is one too; the name of a variable is not.
    const refers = /^(?:env|file|sha256)$/.test(path.at(-1) ?? "");
    const isItem = !refers && path.length > 0 && kindBelow([...path, "0"]) === "secret";
    const kind = isItem ? "secret" : kindBelow(path);
    // A value that was found where it stands is left as it is, unless nobody knows where it ends.
    const found = sure && /^[\s"']*\*+["']?(?:[\s,}\]].*)?$/.test(line.slice(start, end));
    if (kind === "secret" && !found) spans.push(...wholeSecret(line, start, withoutClosers(line, start, end)));
    else if (kind === "unknown") odd(start, end);
  };
  // What goes on from the line above belongs to its key.
  const lead = line.slice(0, keys[0]?.start ?? line.length);
  judge(above, /^[\s-]*/.exec(lead)?.[0].length ?? 0, lead.length);
  const open: string[] = [...above];
  keys.forEach((key, index) => {
    const end = keys[index + 1]?.start ?? line.length;
    const value = line.slice(key.end, end);
    const opens = /^\s*[{[]/.test(value);
    const path = [...open, key.name];
    if (opens) open.push(key.name);
    if (!/^\s*\{\s*["']?$/.test(value)) judge(path, key.end + (/^\s*[{[]*/.exec(value)?.[0].length ?? 0), end);
    const closed = opens ? 0 : (value.match(/[}\]]/g)?.length ?? 0);
    open.length = Math.max(above.length, open.length - closed);
  });
  for (const match of line.matchAll(GLUED)) {
    const end = match.index + match[0].length;
    const next = keys.find(({ start }) => start > end)?.start ?? line.length;
    if (kindBelow([...above, match[1] ?? ""]) === "secret") spans.push(...wholeSecret(line, end, next));
  }
  return spans;
}

/** Where a value ends before the brackets around it. */
function withoutClosers(line: string, start: number, end: number): number {
  let last = end;
  while (last > start && /[\s}\],]/.test(line[last - 1] ?? "")) last -= 1;
  return last;
}

/** For the start of each line, the keys it is indented below. */
function keysAbove(text: string): (start: number) => string[] {
  const at = new Map<number, Above | undefined>();
  let open: Above | undefined;
  let start = 0;
  for (const line of text.split("\n")) {
    const indent = /^[\s-]*/.exec(line)?.[0].length ?? 0;
    const blank = indent >= line.trimEnd().length;
    while (!blank && open !== undefined && open.indent >= indent) open = open.above;
    at.set(start, open);
    const key =
      /^[\s-]*[^\w"']{0,8}(?:"([^"]{1,128})"|'([^']{1,128})'|([^\s:#"'{[][^:#{[]{0,127}?))\s{0,8}:(?:\s|$)/.exec(line);
    if (key !== null && !blank) open = { indent, name: key[1] ?? key[2] ?? key[3] ?? "", above: open };
    start += line.length + 1;
  }
  return (line) => {
    const names: string[] = [];
    for (let key = at.get(line); key !== undefined && names.length < DEEPEST; key = key.above) names.unshift(key.name);
    return names;
  };
}

/** A key that lines are indented below, and the one above it. */
interface Above {
  readonly indent: number;
  readonly name: string;
  readonly above: Above | undefined;
}

/** No place of the format is deeper. */
const DEEPEST = 16;
