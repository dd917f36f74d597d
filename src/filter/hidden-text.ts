import { hiddenKinds, withoutHidden, writtenOut } from "../base/hidden-text.js";
import type { HiddenText, Item } from "../model/item.js";
import { eachString } from "../wire/json-strings.js";

/** Places told of one item. */
const MAX_PLACES = 20;
/** Characters shown of a place, and of those how many before what is hidden. */
const EXCERPT = 240;
const BEFORE = 60;
const PLACE = 200;

/** Where a listed object has text that a person does not see: in its name, its descriptions, anywhere in its schemas. */
export function hiddenIn(object: Buffer): HiddenText[] {
  if (isPlain(object)) return [];
  const found: HiddenText[] = [];
  eachString(object, (span, value) => {
    if (found.length >= MAX_PLACES || isPlain(object.subarray(span.start, span.end))) return;
    const text = JSON.parse(object.toString("utf8", span.start, span.end)) as string;
    const kinds = hiddenKinds(text);
    if (kinds.length === 0) return;
    const where = value === undefined ? "a key" : value.place();
    found.push({ where: writtenOut(where).slice(0, PLACE), kinds, text: excerpt(text) });
  });
  return found;
}

/**
 * The item without text that a person does not see, in its titles and descriptions and those within its schemas; everything
 * else stays byte for byte, names and values among it: those must be what the upstream knows.
 */
export function stripped(item: Item): Item {
  const { bytes } = item;
  if (isPlain(bytes)) return item;
  const parts: Buffer[] = [];
  let at = 0;
  eachString(bytes, (span, value) => {
    if (value?.key === undefined || isPlain(bytes.subarray(span.start, span.end))) return;
    const key: unknown = JSON.parse(value.key.toString("utf8"));
    if (key !== "description" && key !== "title") return;
    const text = JSON.parse(bytes.toString("utf8", span.start, span.end)) as string;
    const clean = withoutHidden(text);
    if (clean === text) return;
    parts.push(bytes.subarray(at, span.start), Buffer.from(JSON.stringify(clean)));
    at = span.end;
  });
  return at === 0 ? item : { ...item, bytes: Buffer.concat([...parts, bytes.subarray(at)]) };
}

/** Whether bytes cannot hold hidden text: printable ASCII without an escape that stands for more, and no comment. */
function isPlain(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x7f || (byte === 0x5c && /[ubf]/.test(String.fromCharCode(bytes[at + 1] ?? 0)))) return false;
    if (byte === 0x3c && bytes.subarray(at, at + 4).equals(COMMENT)) return false;
  }
  return true;
}

const COMMENT = Buffer.from("<!--");

/** The part of a text around the first thing that is hidden in it, with that written out. */
function excerpt(text: string): string {
  const shown = writtenOut(text);
  let first = 0;
  while (first < text.length && text[first] === shown[first]) first++;
  if (first === text.length) first = Math.max(0, text.indexOf("<!--"));
  const start = Math.max(0, first - BEFORE);
  const end = start + EXCERPT;
  return `${start > 0 ? "…" : ""}${shown.slice(start, end)}${end < shown.length ? "…" : ""}`;
}
