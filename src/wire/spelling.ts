import { ProxyError } from "../model/errors.js";
import type { Member } from "../model/message.js";

/** The keys the protocol gives one object, by what they are when upper and lower case are the same. */
export type Spelling = ReadonlyMap<string, string>;

/** The keys of one object, as the protocol spells them. */
export function spellingOf(keys: readonly string[]): Spelling {
  return new Map(keys.flatMap((key) => [[fold(key), key] as const, [key, key] as const]));
}

/** A key as a parser reads it that ignores case (Go's encoding/json does, with Unicode's simple folds). */
export function fold(key: string): string {
  return key.toUpperCase().toLowerCase();
}

/** Refuses a key that is one of the protocol's to a parser that ignores case, and another one to a parser that does not. */
export function checkKey(key: string, spelling: Spelling): void {
  const exact = spelling.get(key) ?? spelling.get(fold(key));
  if (exact === undefined || exact === key) return;
  throw new ProxyError("INVALID_REQUEST", `The key ${JSON.stringify(key.slice(0, 64))} must be spelled "${exact}"`);
}

/** `checkKey` for each member of an object. */
export function checkSpelling(members: readonly Member[], spelling: Spelling): void {
  for (let at = 0; at < members.length; at++) checkKey((members[at] as Member).key, spelling);
}
