import type { ToolAnnotations } from "../../generated/config.js";
import type { FilterMaker, Item } from "../model/item.js";
import type { ServerFeature } from "../model/protocol.js";
import { memberOf, raw, withKeys } from "./json.js";

/** Gives items other names. Only the item that is spelt so gets one: two that differ by case alone cannot share it. */
export const rename: FilterMaker<Readonly<Record<string, string>>> = (names, { path }) => ({
  show(item) {
    const name = own(names, item.own);
    if (name === undefined) return item;
    return { ...item, name, bytes: withKeys(item.bytes, new Map([["name", raw(name)]])) };
  },
  unmatched: (items) => missing(names, items, undefined, `${path}.rename`),
});

/** Gives items other descriptions, or adds to theirs. */
export const describe: FilterMaker<Readonly<Record<string, string | { readonly append: string }>>> = (
  texts,
  { path, side },
) => {
  const textOf = byName(texts, side);
  return {
    show(item) {
      const text = textOf(item.own);
      if (text === undefined) return item;
      const description = typeof text === "string" ? text : appended(item.bytes, text.append);
      return { ...item, bytes: withKeys(item.bytes, new Map([["description", raw(description)]])) };
    },
    unmatched: (items) => missing(texts, items, side, `${path}.describe`),
  };
};

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
export const annotate: FilterMaker<Readonly<Record<string, ToolAnnotations>>> = (corrections, { path, side }) => {
  const correctionOf = byName(corrections, side);
  return {
    show(item) {
      const correction = correctionOf(item.own);
      return correction === undefined ? item : annotated(item, correction);
    },
    unmatched: (items) => missing(corrections, items, side, `${path}.annotate`),
  };
};

function annotated(item: Item, correction: ToolAnnotations): Item {
  const changes = new Map<string, Buffer>();
  for (const [key, value] of Object.entries(correction)) {
    changes.set(ANNOTATION_KEYS[key as keyof ToolAnnotations], raw(value));
  }
  const before = memberOf(item.bytes, "annotations");
  const annotations = withKeys(before?.[0] === 0x7b ? before : Buffer.from("{}"), changes);
  // A title beside the name wins over the one among the annotations, so both say the same.
  const title = correction.title === undefined ? [] : [["title", raw(correction.title)] as const];
  return { ...item, bytes: withKeys(item.bytes, new Map([["annotations", annotations], ...title])) };
}

/**
 * Finds what a map of the file says of an item. Names of tools and prompts are the same in any case, as they are in patterns, so
 * that an upstream does not get rid of a fixed argument by another spelling; a key that is spelt alike comes first.
 */
export function byName<Value>(
  map: Readonly<Record<string, Value>>,
  side: ServerFeature,
): (name: string) => Value | undefined {
  if (side === "resources") return (name) => own(map, name);
  const folded = new Map<string, Value>();
  for (const [key, value] of Object.entries(map)) {
    const low = key.toLowerCase();
    if (!folded.has(low)) folded.set(low, value);
  }
  return (name) => own(map, name) ?? folded.get(name.toLowerCase());
}

/** What a map of the file says of a name; a name like `constructor` finds nothing that is not written there. */
export function own<Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Names of the file no item has; in any case where a side says that case makes no difference. */
export function missing(
  map: Readonly<Record<string, unknown>>,
  items: readonly Item[],
  side: ServerFeature | undefined,
  path: string,
): string[] {
  const spelt = (name: string): string => (side === undefined || side === "resources" ? name : name.toLowerCase());
  const known = new Set(items.map((item) => spelt(item.own)));
  return Object.keys(map)
    .filter((name) => !known.has(spelt(name)))
    .map((name) => `${path}: ${JSON.stringify(name)} does not exist`);
}
