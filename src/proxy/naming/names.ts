import { createHash } from "node:crypto";

/** What an exposed name may look like. */
export interface NameShape {
  /** Characters at most, a client's own prefix already taken off. */
  readonly maxLength: number;
  /** `safe`: letters, digits, `_` and `-`, what every client takes; `any`: whatever the upstream sends. */
  readonly characters: "safe" | "any";
}

/** How the items of many upstreams are told apart (`naming` in the file). */
export interface NamingRules extends NameShape {
  /**
   * `conflict`: where two upstreams offer the same name; `always`: everywhere; `never`: nowhere, the first upstream wins. What stands behind
   * an upstream that has not told its names yet has its prefix in any case.
   */
  readonly prefix: "never" | "conflict" | "always";
  /** Between prefix and name. */
  readonly separator: string;
}

/** Whether names may stand without a prefix, so that it matters who has one first. */
export function isBare({ prefix }: NamingRules): boolean {
  return prefix !== "always";
}

/** What one upstream calls its items of one kind, in its order, each once. */
export interface OwnNames {
  readonly upstream: string;
  /** What stands before its names; the upstream's name unless the file says otherwise; `""`: nothing. */
  readonly prefix: string;
  readonly names: readonly string[];
  /** Names that are its own too, though nothing is shown under them. */
  readonly reserved?: readonly string[];
  /** Whether it may have further names: it has not told all of them yet. */
  readonly open?: boolean;
}

/** Whose item an exposed name is. */
export interface Owner {
  readonly upstream: string;
  readonly name: string;
}

/** A bijection between what clients see and what upstreams offer. */
export interface Names {
  /** By exposed name, in the order of the upstreams and of their lists. */
  readonly owners: ReadonlyMap<string, Owner>;
  exposed(upstream: string, name: string): string | undefined;
  /** With `prefix: never`, items left out because an earlier upstream offers the same name. */
  readonly shadowed: readonly Owner[];
}

/**
 * Names every item exactly once. The result depends only on the arguments. An upstream's text decides nothing about
 * whose item a name is: a bare name that begins like another upstream's prefix is always prefixed itself, and two
 * items that still meet get hashes of their identities.
 */
export function assignNames(rules: NamingRules, upstreams: readonly OwnNames[]): Names {
  // A bare name is that of the first upstream that has it, which may be one that has not told yet.
  const stands = ({ prefix }: OwnNames): boolean => isBare(rules) || prefix === "";
  const first = upstreams.findIndex((own) => own.open === true && stands(own));
  const entries = upstreams.flatMap((own, at) => {
    const prefixed = !stands(own) || (first >= 0 && at > first);
    const made = (name: string, shown: boolean): Entry => ({ own, name, round: -1, prefixed, shown, exposed: "" });
    const reserved = new Set(own.reserved);
    for (const name of own.names) reserved.delete(name);
    const all = [...own.names.map((name) => made(name, true)), ...[...reserved].map((name) => made(name, false))];
    return all.filter(({ name }) => name !== "");
  });
  const shadowed: Owner[] = [];
  let open = entries;
  for (const entry of entries) {
    entry.exposed = candidate(rules, entry);
    if (entry.prefixed || !claimsAnother(rules, entry, upstreams)) continue;
    entry.prefixed = true;
    entry.exposed = candidate(rules, entry);
  }
  if (rules.prefix === "never") {
    const holders = new Map<string, OwnNames>();
    open = entries.filter((entry) => {
      const holder = holders.get(entry.name) ?? entry.own;
      holders.set(entry.name, holder);
      if (holder !== entry.own && entry.shown) shadowed.push({ upstream: entry.own.upstream, name: entry.name });
      return holder === entry.own;
    });
  }
  settle(rules, open);
  const owners = new Map<string, Owner>();
  const byOwner = new Map<string, string>();
  for (const { own, name, exposed, shown } of open) {
    if (!shown) continue;
    const owner = { upstream: own.upstream, name };
    owners.set(exposed, owner);
    byOwner.set(identity(own.upstream, name), exposed);
  }
  return {
    owners,
    shadowed,
    exposed: (upstream, name) => byOwner.get(identity(upstream, name)),
  };
}

interface Entry {
  readonly own: OwnNames;
  readonly name: string;
  /** -1: as it comes; 0 and up: with that candidate's hash. */
  round: number;
  prefixed: boolean;
  readonly shown: boolean;
  exposed: string;
}

/** A name with its upstream's prefix, however it is shown just now; as long as it is safe to show. */
export function prefixedName(rules: NamingRules, own: Pick<OwnNames, "upstream" | "prefix">, name: string): string {
  return candidate(rules, { own: { ...own, names: [] }, name, round: -1, prefixed: true, shown: true, exposed: "" });
}

/** An upstream without a prefix still needs one where its names would meet others. */
function prefixOf(own: { readonly upstream: string; readonly prefix: string }): string {
  return own.prefix === "" ? own.upstream : own.prefix;
}

/** Whether a bare name, as it would be shown, begins like one of another upstream's. */
function claimsAnother(rules: NamingRules, { own, exposed }: Entry, upstreams: readonly OwnNames[]): boolean {
  const low = exposed.toLowerCase();
  return upstreams.some(
    (other) => other !== own && low.startsWith(`${prefixOf(other)}${rules.separator}`.toLowerCase()),
  );
}

function candidate(rules: NamingRules, entry: Entry): string {
  const { own, name } = entry;
  const wanted = entry.prefixed ? `${prefixOf(own)}${rules.separator}${name}` : name;
  if (entry.round < 0 && fits(wanted, rules)) return wanted;
  return hashed(wanted, identity(own.upstream, name), rules, Math.max(0, entry.round));
}

/** Until no two meet: first by prefix, then by hash. Ends, because each round changes only entries that still can. */
function settle(rules: NamingRules, entries: readonly Entry[]): void {
  for (;;) {
    const groups = grouped(entries);
    const meeting = [...groups.values()].filter((group) => group.length > 1).flat();
    if (meeting.length === 0) return;
    const bare = rules.prefix === "never" ? [] : meeting.filter((entry) => !entry.prefixed);
    for (const entry of bare.length > 0 ? bare : meeting) {
      if (bare.length > 0) entry.prefixed = true;
      else entry.round += 1;
      entry.exposed = candidate(rules, entry);
    }
  }
}

function grouped(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.exposed);
    if (group === undefined) groups.set(entry.exposed, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Upstream names hold no NUL, so this is injective. */
function identity(upstream: string, name: string): string {
  return `${upstream}\0${name}`;
}

/** Characters of a hash at the end of a changed name, and the underscore before it. */
const HASH_CHARS = 8;

/** Whether a name may be exposed as it is. */
export function fits(name: string, shape: NameShape): boolean {
  return name !== "" && name.length <= shape.maxLength && (shape.characters === "any" || /^[a-zA-Z0-9_-]+$/.test(name));
}

/**
 * A name that fits: as much of `wanted` as there is room for, and a hash of `identity`. The same identity always gets
 * the same name, whatever else is listed; `round` > 0 gives the next candidate, should two ever meet.
 */
function hashed(wanted: string, identity: string, shape: NameShape, round = 0): string {
  const hash = digest(round === 0 ? identity : `${identity}\0${round}`).slice(0, Math.min(HASH_CHARS, shape.maxLength));
  const room = shape.maxLength - hash.length - 1;
  const head = (shape.characters === "safe" ? wanted.replace(/[^a-zA-Z0-9_-]/gu, "_") : wanted).slice(
    0,
    Math.max(0, room),
  );
  return head === "" ? hash : `${head}_${hash}`;
}

/** Base-36 digits of a SHA-256: letters and digits only. */
function digest(text: string): string {
  return BigInt(`0x${createHash("sha256").update(text).digest("hex")}`)
    .toString(36)
    .padStart(50, "0");
}
