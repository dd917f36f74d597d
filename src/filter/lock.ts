import { createHash } from "node:crypto";
import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Hidden, Item } from "../model/item.js";

/** One reviewed item: the whole object as it was listed, and the hash of it. */
export interface LockedItem {
  readonly hash: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** The reviewed items of one upstream, by kind and the upstream's own name. */
export type LockedItems = Readonly<Record<ItemKind, ReadonlyMap<string, LockedItem>>>;

/** How an upstream's list differs from what was reviewed. */
export interface Drift {
  readonly kind: ItemKind;
  readonly own: string;
  readonly what: "new" | "gone" | "changed";
  /** One line for each difference: where, what it was, what it is. */
  readonly lines: readonly string[];
}

/** An item as it is written down. Its hash does not depend on the order of keys or on white space. */
export function lockItem(item: Item): LockedItem {
  const value = JSON.parse(item.bytes.toString("utf8")) as Record<string, unknown>;
  return { hash: hashOf(value), item: value };
}

/** `sha256-` and the hash of a JSON value with its keys sorted. */
export function hashOf(value: unknown): string {
  return `sha256-${createHash("sha256").update(canonical(value)).digest("base64")}`;
}

/** Every difference between what an upstream lists and what was reviewed; empty: in sync. */
export function driftOf(locked: LockedItems, items: readonly Item[], kinds: readonly ItemKind[]): Drift[] {
  const drifts: Drift[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    seen.add(`${item.kind} ${item.own}`);
    const reviewed = locked[item.kind].get(item.own);
    const now = lockItem(item);
    if (reviewed === undefined) drifts.push({ kind: item.kind, own: item.own, what: "new", lines: [] });
    else if (reviewed.hash !== now.hash) {
      drifts.push({ kind: item.kind, own: item.own, what: "changed", lines: differences(reviewed.item, now.item, "") });
    }
  }
  for (const kind of kinds) {
    for (const own of locked[kind].keys()) {
      if (!seen.has(`${kind} ${own}`)) drifts.push({ kind, own, what: "gone", lines: [] });
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
): (item: Item) => Item | Hidden {
  return (item) => {
    const reviewed = locked[item.kind].get(item.own);
    const { hash } = lockItem(item);
    if (reviewed?.hash === hash) return item;
    report(item, reviewed === undefined ? "new" : "changed", hash);
    if (onDrift === "warn") return item;
    if (reviewed === undefined) return { hidden: "it is not in the lock file" };
    if (onDrift === "hide") return { hidden: "it is not as the lock file has it" };
    const refused = new ProxyError(
      "DEFINITION_CHANGED",
      `${item.own} of ${item.upstream} is no longer what was reviewed; calls of it are refused until it is locked anew.`,
      { data: { executed: false } },
    );
    return { ...item, bytes: Buffer.from(JSON.stringify(reviewed.item)), refused };
  };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(",")}}`;
}

/** Where two values differ, deepest place first named: `inputSchema.properties.path: "…" → "…"`. */
function differences(before: unknown, after: unknown, path: string): string[] {
  if (canonical(before ?? null) === canonical(after ?? null) && (before === undefined) === (after === undefined))
    return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], path === "" ? key : `${path}.${key}`));
  }
  return [`${path}: ${brief(before)} → ${brief(after)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Invisible characters are written out, so that a diff shows what a terminal would not. */
function brief(value: unknown): string {
  if (value === undefined) return "(absent)";
  const text = JSON.stringify(value).replace(
    /[\p{Cf}\p{Cc}\u{e0000}-\u{e007f}]/gu,
    (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
