import type { ToolAnnotations } from "../../generated/config.js";
import type { FilterMaker, Item } from "../model/item.js";
import { memberOf, raw, withKeys } from "./json.js";

/** Gives items other names. */
export const rename: FilterMaker<Readonly<Record<string, string>>> = (names, { path }) => ({
  show(item) {
    const name = own(names, item.own);
    if (name === undefined) return item;
    return { ...item, name, bytes: withKeys(item.bytes, new Map([["name", raw(name)]])) };
  },
  unmatched: (items) => missing(names, items, `${path}.rename`),
});

/** Gives items other descriptions, or adds to theirs. */
export const describe: FilterMaker<Readonly<Record<string, string | { readonly append: string }>>> = (
  texts,
  { path },
) => ({
  show(item) {
    const text = own(texts, item.own);
    if (text === undefined) return item;
    const description = typeof text === "string" ? text : appended(item.bytes, text.append);
    return { ...item, bytes: withKeys(item.bytes, new Map([["description", raw(description)]])) };
  },
  unmatched: (items) => missing(texts, items, `${path}.describe`),
});

function appended(bytes: Buffer, text: string): string {
  const before = memberOf(bytes, "description");
  if (before?.[0] !== 0x22) return text;
  return `${JSON.parse(before.toString("utf8"))}\n\n${text}`;
}

const ANNOTATION_KEYS = {
  title: "title",
  readOnly: "readOnlyHint",
  destructive: "destructiveHint",
  idempotent: "idempotentHint",
  openWorld: "openWorldHint",
} as const satisfies Record<keyof ToolAnnotations, string>;

/** Corrects what tools say about themselves. */
export const annotate: FilterMaker<Readonly<Record<string, ToolAnnotations>>> = (corrections, { path }) => ({
  show(item) {
    const correction = own(corrections, item.own);
    if (correction === undefined) return item;
    const changes = new Map<string, Buffer>();
    for (const [key, value] of Object.entries(correction)) {
      changes.set(ANNOTATION_KEYS[key as keyof ToolAnnotations], raw(value));
    }
    const before = memberOf(item.bytes, "annotations");
    const annotations = withKeys(before?.[0] === 0x7b ? before : Buffer.from("{}"), changes);
    // A title beside the name wins over the one among the annotations, so both say the same.
    const title = correction.title === undefined ? [] : [["title", raw(correction.title)] as const];
    return { ...item, bytes: withKeys(item.bytes, new Map([["annotations", annotations], ...title])) };
  },
  unmatched: (items) => missing(corrections, items, `${path}.annotate`),
});

/** What a map of the file says of a name; a name like `constructor` finds nothing that is not written there. */
export function own<Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Names of the file no item has. */
export function missing(map: Readonly<Record<string, unknown>>, items: readonly Item[], path: string): string[] {
  const known = new Set(items.map((item) => item.own));
  return Object.keys(map)
    .filter((name) => !known.has(name))
    .map((name) => `${path}: there is no ${JSON.stringify(name)}`);
}
