import { createHash } from "node:crypto";
import { canonicalJson } from "../base/canonical-json.js";
import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Hidden, Item } from "../model/item.js";
import { depthOf } from "../wire/json-strings.js";

/** One reviewed item: the whole object as it was listed, and the hash of it. */
export interface LockedItem {
  readonly hash: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** The reviewed items of one upstream, by kind and the upstream's own name. */
export type LockedItems = Readonly<Record<ItemKind, ReadonlyMap<string, LockedItem>>>;

/** One place where an item is not what was reviewed. */
export interface Difference {
  /** `description`, `annotations.readOnlyHint`, `inputSchema.properties.path`. */
  readonly place: string;
  /** A JSON value; undefined: there was nothing. */
  readonly before: unknown;
  /** A JSON value; undefined: there is nothing any more. */
  readonly after: unknown;
}

/** How an upstream's list differs from what was reviewed. */
export interface Drift {
  readonly kind: ItemKind;
  readonly own: string;
  readonly what: "new" | "gone" | "changed";
  /** What is different, of an item that changed. */
  readonly differences: readonly Difference[];
}

/** As `lockItem`, once for each item: a list is shown many times, and read once. */
export function rememberingLockItem(): typeof lockItem {
  const known = new WeakMap<Item, LockedItem | "too deep">();
  return (item) => {
    let found = known.get(item);
    if (found === undefined) {
      found = lockItem(item) ?? "too deep";
      known.set(item, found);
    }
    return found === "too deep" ? undefined : found;
  };
}

/** Nobody reviews what is nested deeper than this. */
const REVIEWABLE = 200;

/**
 * An item as it is written down. Its hash does not depend on the order of keys or on white space. Undefined: it is nested so deeply
 * that nobody could review it; it counts as one that was not.
 */
export function lockItem(item: Item): LockedItem | undefined {
  if (depthOf(item.bytes) > REVIEWABLE) return undefined;
  const value = JSON.parse(item.bytes.toString("utf8")) as Record<string, unknown>;
  return { hash: hashOf(value), item: value };
}

/** `sha256-` and the hash of a JSON value in its canonical form (RFC 8785). */
export function hashOf(value: unknown): string {
  return `sha256-${createHash("sha256").update(canonicalJson(value)).digest("base64")}`;
}

/** Every difference between what an upstream lists and what was reviewed; empty: in sync. `write` is `lockItem`, or remembers for it. */
export function driftOf(
  locked: LockedItems,
  items: readonly Item[],
  kinds: readonly ItemKind[],
  write: typeof lockItem = lockItem,
): Drift[] {
  const drifts: Drift[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    seen.add(`${item.kind} ${item.own}`);
    const reviewed = locked[item.kind].get(item.own);
    const now = write(item);
    if (reviewed === undefined) drifts.push({ kind: item.kind, own: item.own, what: "new", differences: [] });
    else if (reviewed.hash !== now?.hash) {
      const found = now === undefined ? [] : differences(reviewed.item, now.item, "");
      drifts.push({ kind: item.kind, own: item.own, what: "changed", differences: found });
    }
  }
  for (const kind of kinds) {
    for (const own of locked[kind].keys()) {
      if (!seen.has(`${kind} ${own}`)) drifts.push({ kind, own, what: "gone", differences: [] });
    }
  }
  return drifts;
}

/**
 * Holds items to what was reviewed. `warn` shows them as they are; `hide` does not show what is new or changed; `block`
 * shows what changed as it was reviewed and refuses its use with DEFINITION_CHANGED, and does not show what is new.
 */
export function lockFilter(
  locked: LockedItems,
  onDrift: "warn" | "hide" | "block",
  report: (item: Item, what: "new" | "changed", hash: string) => void = () => undefined,
  write: typeof lockItem = lockItem,
): (item: Item) => Item | Hidden {
  return (item) => {
    const reviewed = locked[item.kind].get(item.own);
    const hash = write(item)?.hash ?? "";
    if (reviewed?.hash === hash) return item;
    report(item, reviewed === undefined ? "new" : "changed", hash);
    if (onDrift === "warn") return item;
    if (reviewed === undefined) return { hidden: "it is not in the lock file" };
    if (onDrift === "hide") return { hidden: "it differs from the lock file" };
    const refused = new ProxyError(
      "DEFINITION_CHANGED",
      `${item.own} of ${item.upstream} differs from the lock file, so the proxy refuses calls to it. Review it and run mcp-proxy lock.`,
      { data: { executed: false } },
    );
    return { ...item, bytes: Buffer.from(JSON.stringify(reviewed.item)), refused };
  };
}

/** Where two values differ, each place as deep as it goes: `inputSchema.properties.path`. Nothing recurses deeper than `MAX_DEPTH`. */
function differences(before: unknown, after: unknown, place: string, depth = 0): Difference[] {
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  if (isObject(before) && isObject(after) && depth < MAX_DEPTH) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys
      .filter((key) => before[key] !== undefined || after[key] !== undefined)
      .flatMap((key) => differences(before[key], after[key], place === "" ? key : `${place}.${key}`, depth + 1));
  }
  return [{ place, before, after }];
}

/** Deeper places are compared as a whole: each step compares all that is below it. */
const MAX_DEPTH = 20;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
