import type { ItemKind, UriSource } from "../model/access.js";
import type { Call } from "../model/call.js";
import { isCut, ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import { wordsOf } from "../model/protocol.js";
import type { Target, ViewMember } from "./member.js";
import type { ItemPage } from "./page.js";

/** Where an exposed name leads, else a name that means an item unambiguously. */
export function find(page: ItemPage | undefined, asked: string): Target | undefined {
  return page?.items.get(asked) ?? page?.alias(asked);
}

/** A hidden item is refused in the same words as one that does not exist. */
export function unknown(kind: ItemKind, asked: string): ProxyError {
  const { word } = wordsOf(kind);
  return new ProxyError("UNKNOWN_ITEM", `Unknown ${word}: ${asked}`);
}

/** Sends a call that is harmless to repeat again after its upstream went away; anything else fails as it did. */
export function onceMore(error: unknown, call: Call, { peer }: ViewMember): Promise<Message> {
  return isCut(error) && !call.cancelled ? peer.handle(call) : Promise.reject(error);
}

const UNLISTED = Buffer.from("{}");

/** What is judged where something is asked for that no list has: an item of which nothing is known but its name. */
export function unlisted(kind: ItemKind, upstream: string, own: string, source: UriSource = "asked"): Item {
  return { kind, upstream, own, name: own, bytes: UNLISTED, source };
}
