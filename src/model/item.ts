import type { ItemKind, UriSource } from "./access.js";
import type { ProxyError } from "./errors.js";
import type { Message } from "./message.js";
import type { ServerFeature } from "./protocol.js";

/** What of a text a person does not see where it is shown, though a model reads it. */
export type HiddenKind = "zero-width" | "tags" | "variation" | "direction" | "escape" | "control" | "comment";

/** One thing an upstream lists. */
export interface Item {
  readonly kind: ItemKind;
  readonly upstream: string;
  /** What the upstream calls it, for ever: a tool's or prompt's name, a resource's URI, a template's `uriTemplate`. */
  readonly own: string;
  /** What the file calls it: as `own` unless renamed. `naming` makes of it what clients see. */
  readonly name: string;
  /** The listed object, JSON. */
  readonly bytes: Buffer;
  /** Where the URI of a resource comes from; absent: from its upstream's list. */
  readonly source?: UriSource;
  /** Set when the item is shown but not to be used: what its use is refused with. */
  readonly refused?: ProxyError;
}

/** An item that is not shown, and why, for `mcp-proxy tools`; never for a client. */
export interface Hidden {
  readonly hidden: string;
}

/** One place of an item where a model reads what a person does not see. */
export interface HiddenText {
  /** `description`, `inputSchema.properties.path.description`, or `a key`. */
  readonly where: string;
  readonly kinds: readonly HiddenKind[];
  /** The text around it, with what is hidden written out (`\u{200b}`). */
  readonly text: string;
}

/** What one key of `tools`, `prompts` or `resources` makes of an upstream's items. Pure, compiled once at assembly. */
export interface ItemFilter {
  /**
   * The item as the key wants it, or that it is hidden. Hidden items are refused on use too. A resource that is
   * used without being listed (the expansion of a template) is judged with `{}` as its bytes.
   */
  show?(item: Item): Item | Hidden;
  /** A `tools/call` or `prompts/get` as the key wants it, given what the upstream calls the item. */
  request?(own: string, request: Message): Message;
  /** What of the key fits none of the items (all of one upstream's, of one side), in words: a typing error, or an update. */
  unmatched?(items: readonly Item[]): readonly string[];
}

/** Where the key stands. */
export interface FilterPlace {
  /** The part of the file, for messages: `upstreams.files.tools`. */
  readonly path: string;
  /** The part of the file by its kind of item. */
  readonly side: ServerFeature;
  /** Whether patterns may name the upstream (`files:*`), because items of several come by. */
  readonly qualified: boolean;
}

/** A kind of filter: one per key of the rules. */
export type FilterMaker<Setting> = (setting: Setting, place: FilterPlace) => ItemFilter;
