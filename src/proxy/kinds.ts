import type { ItemKind } from "../model/access.js";

/** How the items of one kind are listed and named (specification, server features). */
export interface KindWords {
  readonly kind: ItemKind;
  /** The method that lists them. */
  readonly list: string;
  /** The member of the list result that holds them. */
  readonly key: string;
  /** The member of an item that names it. */
  readonly name: string;
  /** The upstream list whose `list_changed` concerns them. */
  readonly changes: "tools" | "prompts" | "resources";
  /** What an error calls one. */
  readonly word: string;
}

/** Every kind of item there is. */
export const KINDS: readonly KindWords[] = [
  { kind: "tool", list: "tools/list", key: "tools", name: "name", changes: "tools", word: "tool" },
  { kind: "prompt", list: "prompts/list", key: "prompts", name: "name", changes: "prompts", word: "prompt" },
  { kind: "resource", list: "resources/list", key: "resources", name: "uri", changes: "resources", word: "resource" },
  {
    kind: "resourceTemplate",
    list: "resources/templates/list",
    key: "resourceTemplates",
    name: "uriTemplate",
    changes: "resources",
    word: "resource template",
  },
];

/** The words of a kind. */
export function wordsOf(kind: ItemKind): KindWords {
  return KINDS.find((words) => words.kind === kind) as KindWords;
}
