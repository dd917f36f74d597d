import type { Item } from "../../model/item.js";

/** How names without an upstream in them are taken. */
export interface AliasRules {
  /** A name with its upstream's prefix, where that is not what is shown. */
  prefixed?(item: Item): string | undefined;
  /** Whether a name can only mean something of this upstream. */
  isSure?(upstream: string, name: string): boolean;
}

/**
 * What else visible items are called, by exposed name: `upstream:name` and `upstream/name`, and, where only one visible item
 * has it, its name without prefix and the name its author gave it. An MCP App calls tools by the names its own author
 * knows, whatever the file made of them.
 */
export function aliasesOf(
  items: Iterable<readonly [string, { readonly item: Item }]>,
  rules: AliasRules = {},
): ReadonlyMap<string, string> {
  const sure = new Map<string, string>();
  const bare = new Map<string, string | undefined>();
  for (const [exposed, { item }] of items) {
    for (const name of new Set([item.name, item.own])) {
      for (const mark of [":", "/"]) sure.set(`${item.upstream}${mark}${name}`, exposed);
      if (rules.isSure?.(item.upstream, name) !== false) bare.set(name, bare.has(name) ? undefined : exposed);
    }
    const prefixed = rules.prefixed?.(item);
    if (prefixed !== undefined) sure.set(prefixed, exposed);
  }
  for (const [name, exposed] of bare) if (exposed !== undefined && !sure.has(name)) sure.set(name, exposed);
  return sure;
}
