import type { Fragments, Node } from "./fragments.js";

/** What the loader must know of places, so that it needs no schema at run time. */
const KINDS = {
  DURATIONS: "Durations: text such as `30s` in the file, milliseconds in a `Config`.",
  SIZES: "Sizes: text such as `4MiB` in the file, bytes in a `Config`.",
  LISTENS: "Addresses to listen on.",
  FILES: "Files that are read when the proxy starts.",
  URLS: "URLs the proxy calls.",
  PUBLIC_URLS: "Origins under which clients reach the proxy.",
  TEXTS: "Where a number or boolean is taken as the text it is written as.",
  SECRETS: "Where `{ env }` and `{ file }` refer to a secret.",
  WHOLE_SECRETS: "Where a text that is written there is a secret.",
  HIDDEN_TEXTS: "Where a text is never printed, though it need not be a secret.",
  NAMED_SECRETS: "Where a text is a secret when the name of its key says so.",
  INPUTS: "Keys that shape a `Config` without being in it.",
} as const;

/** A TypeScript module of path patterns; `*` stands for any one key or index. */
export function paths(fragments: Fragments): string {
  const found = new Map<keyof typeof KINDS, Set<string>>();
  const note = (kind: keyof typeof KINDS, path: readonly string[]) => {
    const set = found.get(kind) ?? new Set();
    found.set(kind, set.add(path.join(" ")));
  };

  function walk(node: Node, path: readonly string[], open: readonly string[]): void {
    if (node.format === "duration") note("DURATIONS", path);
    if (node.format === "size") note("SIZES", path);
    if (node.format === "file") note("FILES", path);
    if (node.format === "url") note("URLS", path);
    if (node.format === "public-url") note("PUBLIC_URLS", path);
    if (node.format === "listen") note("LISTENS", path);
    if (node["x-source"] === true) note("TEXTS", path);
    if (node["x-input"] === true) note("INPUTS", path);
    if (node["x-secret"] === "whole") note("WHOLE_SECRETS", path);
    if (node["x-secret"] === "hidden") note("HIDDEN_TEXTS", path);
    if (node["x-secret"] === "named") note("NAMED_SECRETS", path);
    if (node.title === "Value" || node.title === "Secret") note("SECRETS", path);
    if (node.$ref !== undefined) {
      const name = node.$ref.slice("#/definitions/".length);
      if (open.includes(name)) return;
      const union = fragments.unions.get(name);
      const names = union === undefined ? [name] : union.branches.map((branch) => branch.definition);
      for (const each of names) {
        if (!open.includes(each)) walk(fragments.definitions.get(each) ?? {}, path, [...open, each]);
      }
    }
    for (const [key, child] of Object.entries(node.properties ?? {})) walk(child, [...path, key], open);
    if (typeof node.additionalProperties === "object") walk(node.additionalProperties, [...path, "*"], open);
    if (node.items !== undefined) walk(node.items, [...path, "*"], open);
  }
  walk(fragments.root, [], []);

  const lines = ["// Generated from schema/ by `npm run generate`. Do not edit.", ""];
  for (const [kind, says] of Object.entries(KINDS)) {
    const list = [...(found.get(kind as keyof typeof KINDS) ?? [])].sort();
    lines.push(`/** ${says} Segments are parted by a space. */`, `export const ${kind}: readonly string[] = [`);
    for (const path of list) lines.push(`  ${JSON.stringify(path)},`);
    lines.push("];", "");
  }
  return lines.join("\n");
}
