import type { ItemKind } from "../model/access.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import type { ListLimits } from "./listing.js";
import type { Peer } from "./peer.js";

/** One upstream in a view, with what the file says of its items there. */
export interface ViewMember {
  readonly peer: Peer;
  /** What stands before its names. */
  readonly prefix: string;
  /** How much of its lists is taken. */
  readonly limits: ListLimits;
  /** The items as the file wants them shown; hidden ones are left out. */
  shape(kind: ItemKind, items: readonly Item[]): readonly Item[];
  /** What the file calls items that are hidden for more than its rules: their names stay this upstream's. */
  reserved(kind: ItemKind, items: readonly Item[]): readonly string[];
  /** Whether an item that is used without being listed (a template's expansion) is shown. */
  admits(item: Item): boolean;
  /** Whether a tool may be called once more when its first call was cut off. */
  repeats(item: Item): boolean;
  /** A request as the file wants it. */
  request(kind: ItemKind, own: string, message: Message): Message;
}

/** Where a name leads. */
export interface Target {
  readonly member: ViewMember;
  readonly item: Item;
}
