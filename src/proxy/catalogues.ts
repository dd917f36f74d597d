import { BOUNDS, entryBytes } from "../model/bounds.js";
import type { Caller } from "../model/call.js";
import type { Principal } from "../model/principal.js";
import type { ServerFeature } from "../model/protocol.js";
import { Catalogue } from "./catalogue.js";
import type { CatalogueParts } from "./page.js";

/** What the catalogues of a view are made of. */
export interface CataloguesParts extends CatalogueParts {
  /** How many callers' catalogues are kept. */
  readonly catalogues: number;
  /** The same text for principals who see the same; claims may change what a principal sees. */
  readonly variant: (principal: Principal) => string;
}

const MAX_BYTES = BOUNDS["proxy.catalogues"].bytes;

/** What each caller of a view sees: one catalogue for those who are answered alike, the ones used last kept. */
export class Catalogues {
  readonly #parts: CataloguesParts;
  readonly #kept = new Map<string, Catalogue>();
  /** Keys of catalogues, by caller, for the variant they were made for. */
  readonly #keys = new WeakMap<Caller, { readonly variant: string; readonly key: string }>();
  #uses = 0;

  constructor(parts: CataloguesParts) {
    this.#parts = parts;
  }

  /** The catalogue of a caller. */
  of(caller: Caller): Catalogue {
    const variant = this.#parts.variant(caller.principal);
    let of = this.#keys.get(caller);
    if (of === undefined || of.variant !== variant) {
      of = { variant, key: this.#keyOf(caller, variant) };
      this.#keys.set(caller, of);
    }
    const found = this.#kept.get(of.key) ?? this.#add(of.key, caller);
    found.used = ++this.#uses;
    return found;
  }

  /** Begins with the principal's key and a line break. */
  #keyOf(caller: Caller, variant: string): string {
    // Lists are those of the links that serve this caller: what another client's link lists may be something else.
    const audience = this.#parts.members.map(({ peer }) => peer.audience(caller)).join("\n");
    const declared = [...caller.capabilities.extensions].sort().join(",");
    return `${caller.principal.key}\n${declared}\n${variant}\n${audience}`;
  }

  #add(key: string, caller: Caller): Catalogue {
    const made = new Catalogue(this.#parts, caller);
    // What others hold is looked at when one more comes: lists grow as they are read.
    let bytes = entryBytes(key);
    for (const [other, catalogue] of this.#kept) bytes += entryBytes(other, catalogue.bytes);
    while (this.#kept.size > 0 && (bytes > MAX_BYTES || this.#kept.size >= this.#parts.catalogues)) {
      bytes -= this.#forgetOldest();
    }
    this.#kept.set(key, made);
    return made;
  }

  /** Answers how many bytes that gave back. */
  #forgetOldest(): number {
    let oldest: readonly [string, Catalogue] | undefined;
    for (const one of this.#kept) if (oldest === undefined || one[1].used < oldest[1].used) oldest = one;
    if (oldest === undefined) return 0;
    const [key, { bytes }] = oldest;
    this.#kept.delete(key);
    return entryBytes(key, bytes);
  }

  /** Takes over what others know of upstreams that are still the same. */
  inherit(before: Catalogues, same: ReadonlySet<string>): void {
    for (const catalogue of before.#kept.values()) this.of(catalogue.caller).inherit(catalogue, same);
  }

  /** A list of an upstream changed for a principal (`shared`: for everybody). */
  invalidate(principal: string, upstream: string, changes: ServerFeature): void {
    for (const [key, catalogue] of this.#kept) {
      if (principal === "shared" || key.startsWith(`${principal}\n`)) catalogue.invalidate(upstream, changes);
    }
  }

  /** A session is gone: what only its links listed is of no use any more. */
  forget(caller: Caller): void {
    const key = this.#keys.get(caller)?.key;
    if (key !== undefined && caller.session !== undefined && key.includes(caller.session)) this.#kept.delete(key);
  }
}
