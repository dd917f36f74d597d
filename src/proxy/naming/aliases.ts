import type { Item } from "../../model/item.js";

/**
 * What else visible items are called, by exposed name: `upstream:name` and `upstream/name`, and, where only one visible item
 * has it, its name without prefix and the name its author gave it. An MCP App calls tools by the names its own author
 * knows, whatever the file made of them.
 */
export function aliasesOf(items: Iterable<readonly [string, { readonly item: Item }]>): ReadonlyMap<string, string> {
  const sure = new Map<string, string>();
  const bare = new Map<string, string | undefined>();
  for (const [exposed, { item }] of items) {
    for (const name of new Set([item.name, item.own])) {
      for (const mark of [":", "/"]) sure.set(`${item.upstream}${mark}${name}`, exposed);
      bare.set(name, bare.has(name) ? undefined : exposed);
    }
  }
  for (const [name, exposed] of bare) if (exposed !== undefined && !sure.has(name)) sure.set(name, exposed);
  return sure;
}
