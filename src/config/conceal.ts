import { masked, merged, type SecretSpan, secretSpans, starred, stars, wholeSecret } from "../model/secret-text.js";
import { type Path, pointer, type Range } from "./finding.js";
import { type FoundSecret, isSecretKey } from "./secrets.js";
import type { Place } from "./tree.js";

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
export interface Source {
  readonly text: string;
  readonly secrets: readonly FoundSecret[];
  readonly places: ReadonlyMap<string, Place>;
  /** The text is no YAML: where its values begin and end is a guess, so lines are looked at by themselves too. */
  readonly broken: boolean;
  /** Further secrets, such as values of environment variables. */
  readonly others?: readonly string[];
}

/** Secrets shorter than this are not looked for in messages: they would be found in every word. */
const SHORTEST = 4;

/** A text without its secrets. What of it is not YAML is judged line by line. */
export function conceal({ text, secrets, places, broken, others = [] }: Source): Concealed {
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
  const keys = broken ? keysAbove(text) : undefined;
  const longestFirst = [...known].sort((a, b) => b.length - a.length);

  return {
    text: safe,
    line(start, end) {
      let line = lines.get(start);
      if (line === undefined) {
        const shown = safe.slice(start, end);
        const spans = secretSpans(shown);
        if (keys !== undefined) spans.push(...brokenLine(shown, keys(start)));
        line = starred(shown, merged(spans));
        lines.set(start, line);
      }
      return line;
    },
    message(message, range, echoes) {
      let out = message;
      for (const secret of longestFirst) if (out.includes(secret)) out = out.replaceAll(secret, stars(secret));
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

function rangeOf(path: Path, key: boolean, places: ReadonlyMap<string, Place>): Range | undefined {
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

/** `key:` within a line, outside of quotes or around them. */
const KEY = /(?:^|[\s{,[-])(?:"([^"]{1,128})"|'([^']{1,128})'|([\w.@/$-]{1,128}))\s*:(?=\s|$)/g;
/** The same where the blank behind the colon is missing, or an equals sign stands there: the mistake may be just that. */
const GLUED = /(?:^|[\s{,[-])["']?([A-Za-z_][\w.-]{1,127})["']?\s*[:=](?=\S)/g;

/** Secret values of a line of which nobody knows how it is meant, below the given keys: from a secret's key to the next key. */
function brokenLine(line: string, above: readonly string[]): SecretSpan[] {
  const keys = [...line.matchAll(KEY)].map((match) => ({
    name: match[1] ?? match[2] ?? match[3] ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
  const spans: SecretSpan[] = [];
  const [first] = keys;
  const list = /^\s*-\s/.test(line);
  // What goes on from the line above belongs to its key.
  const lead = line.slice(0, first?.start ?? line.length);
  if (above.length > 0 && isSecretKey(above) && !/^\s*$/.test(lead.replace(/-/g, "")))
    spans.push(...wholeSecret(line, list ? line.indexOf("-") + 1 : 0, lead.length));
  const open: string[] = [...above];
  keys.forEach((key, index) => {
    const next = keys[index + 1];
    const value = line.slice(key.end, next?.start ?? line.length);
    const path = [...open, key.name];
    if (/^\s*[{[]/.test(value)) open.push(key.name);
    if (isSecretKey(path) && !/^\s*\{\s*(?:env|file)?\s*$/.test(value))
      spans.push(...wholeSecret(line, key.end + (/^\s*[{[]?/.exec(value)?.[0].length ?? 0), key.end + value.length));
    if (/[}\]]\s*,?\s*$/.test(value) && !/^\s*[{[]/.test(value) && open.length > above.length) open.pop();
  });
  for (const match of line.matchAll(GLUED)) {
    const end = match.index + match[0].length;
    const next = keys.find(({ start }) => start > end)?.start ?? line.length;
    if (isSecretKey([...above, match[1] ?? ""])) spans.push(...wholeSecret(line, end, next));
  }
  return spans;
}

/** For the start of each line, the keys it is indented below. */
function keysAbove(text: string): (start: number) => string[] {
  const at = new Map<number, string[]>();
  const open: { indent: number; name: string }[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const indent = /^[\s-]*/.exec(line)?.[0].length ?? 0;
    const blank = indent >= line.trimEnd().length;
    while (!blank && open.length > 0 && (open.at(-1)?.indent ?? 0) >= indent) open.pop();
    at.set(
      start,
      open.map(({ name }) => name),
    );
    const key = /^[\s-]*(?:"([^"]*)"|'([^']*)'|([^\s:#"'{[][^:#{[]{0,127}?))\s*:(?:\s|$)/.exec(line);
    if (key !== null && !blank) open.push({ indent, name: key[1] ?? key[2] ?? key[3] ?? "" });
    start += line.length + 1;
  }
  return (line) => at.get(line) ?? [];
}
