import type { ItemKind, UriSource } from "../model/access.js";
import type { Item } from "../model/item.js";

const UNLISTED = Buffer.from("{}");

/** What is judged where something is asked for that no list has: an item of which nothing is known but its name. */
export function unlisted(kind: ItemKind, upstream: string, own: string, source: UriSource = "asked"): Item {
  return { kind, upstream, own, name: own, bytes: UNLISTED, source };
}
