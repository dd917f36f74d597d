import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { wordsOf } from "../model/protocol.js";
import type { Target, ViewMember } from "./member.js";
import type { AliasRules } from "./naming/aliases.js";
import { type NamingRules, prefixedName } from "./naming/names.js";

/** What one upstream has of one kind, as far as it has told. */
export interface Claim {
  readonly member: ViewMember;
  readonly items: readonly Item[];
  /** Names that are its own too, though nothing is shown under them. */
  readonly reserved: readonly string[];
  /** Whether that is all it has. */
  readonly told: boolean;
}

/** Where names have no prefix, another one of the same name counts though the caller does not see it, or it is not told yet. */
export function aliasRules(naming: NamingRules, claims: readonly Claim[]): AliasRules {
  const holders = new Map<string, string | undefined>();
  for (const { member, items, reserved } of claims) {
    const names = new Set([...items.flatMap((item) => [item.name, item.own]), ...reserved]);
    for (const one of names) holders.set(one, holders.has(one) ? undefined : member.peer.name);
  }
  const untold = claims.findIndex(({ told }) => !told);
  const first = untold < 0 ? claims : claims.slice(0, untold + 1);
  const sure = new Set(first.map(({ member }) => member.peer.name));
  const prefixes = new Map(claims.map(({ member }) => [member.peer.name, member.prefix]));
  return {
    isSure: (upstream, name) => sure.has(upstream) && holders.get(name) === upstream,
    prefixed: ({ upstream, name }) => prefixedName(naming, { upstream, prefix: prefixes.get(upstream) ?? "" }, name),
  };
}

/** What a caller sees of a name that is not shown without its prefix, as long as it may be another upstream's. */
export function heldBack(items: Iterable<readonly [string, Target]>, asked: string): string | undefined {
  for (const [exposed, { item }] of items) if (item.name === asked && exposed !== asked) return exposed;
  return undefined;
}

/** Why a name or URI is nobody's yet. */
export function undecided(kind: ItemKind, asked: string, advice: string): ProxyError {
  const { word } = wordsOf(kind);
  const text = `The ${word} ${asked} may belong to an upstream that has not listed its items yet. ${advice}`;
  return new ProxyError("UPSTREAM_UNAVAILABLE", text, { data: { retryAfter: 1, executed: false } });
}
