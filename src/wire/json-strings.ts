import type { Span } from "../model/message.js";
import { JsonCursor } from "./json.js";

/** One string of a JSON text that is a value, not a key. */
export interface JsonString {
  /** With its quotes. */
  readonly span: Span;
  /** The key it stands under, as the bytes of a JSON string; undefined in an array, or alone. */
  readonly key: Buffer | undefined;
  /** `inputSchema.properties.path.description`, `enum[2]`: where it stands. */
  readonly place: () => string;
}

interface Open {
  readonly object: boolean;
  /** Of the member being read; undefined: a key comes next. */
  key: Span | undefined;
  index: number;
}

const QUOTE = 0x22;

/**
 * Visits every key and string value of a JSON text in order; `value` is undefined for a key. One pass, nothing recurses. The text
 * must be valid JSON: throws PARSE_ERROR where a string of it is not.
 */
export function eachString(json: Buffer, visit: (span: Span, value: JsonString | undefined) => void): void {
  const cursor = new JsonCursor(json, json.length, Number.POSITIVE_INFINITY);
  const open: Open[] = [];
  for (let at = 0; at < json.length; ) {
    const byte = json[at] as number;
    const top = open.at(-1);
    if (byte === QUOTE) {
      const span = { start: at, end: cursor.string(at) };
      if (top?.object === true && top.key === undefined) {
        top.key = span;
        visit(span, undefined);
      } else {
        const key =
          top?.object === true && top.key !== undefined ? json.subarray(top.key.start, top.key.end) : undefined;
        visit(span, { span, key, place: () => placeOf(json, open) });
      }
      at = span.end;
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) open.push({ object: byte === 0x7b, key: undefined, index: 0 });
    else if (byte === 0x7d || byte === 0x5d) open.pop();
    else if (byte === 0x2c && top !== undefined) {
      top.key = undefined;
      top.index++;
    }
    at++;
  }
}

function placeOf(json: Buffer, open: readonly Open[]): string {
  let place = "";
  for (const { key, index, object } of open) {
    if (!object) place += `[${index}]`;
    else if (key !== undefined) {
      place += `${place === "" ? "" : "."}${JSON.parse(json.toString("utf8", key.start, key.end))}`;
    }
  }
  return place;
}

/** How many containers within each other a valid JSON text has. */
export function depthOf(json: Buffer): number {
  const cursor = new JsonCursor(json, json.length, Number.POSITIVE_INFINITY);
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; ) {
    const byte = json[at] as number;
    if (byte === QUOTE) {
      at = cursor.string(at);
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
    at++;
  }
  return deepest;
}
