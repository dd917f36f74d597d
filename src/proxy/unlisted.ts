import type { ItemKind } from "../model/access.js";
import type { Item } from "../model/item.js";

const UNLISTED = Buffer.from("{}");

/** What is judged where something is asked for that no list has: an item of which nothing is known but its name. */
export function unlisted(kind: ItemKind, upstream: string, own: string): Item {
  return { kind, upstream, own, name: own, bytes: UNLISTED };
}

/**
 * A URI as the file's patterns must look at it: as it is, and as whoever opens it may read it, with dot segments resolved and
 * percent-encoding undone. A pattern that grants `file:///public/*` must not open `file:///public/../secret`, and one that
 * denies `file:///secret/*` must close `file:///%73ecret/x` too.
 */
export function spellings(uri: string): readonly string[] {
  const found = new Set([uri]);
  for (const one of [uri, decoded(uri)]) {
    found.add(one);
    if (URL.canParse(one)) found.add(new URL(one).href);
  }
  // No other place: a slash behind a bare host, and what had to be encoded.
  found.delete(`${uri}/`);
  for (const one of found) if (one !== uri && decoded(one) === uri) found.delete(one);
  return [...found];
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri; // Not encoded text: nobody can read it otherwise.
  }
}
