import { within } from "../base/within.js";
import type { ItemKind } from "../model/access.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { KINDS, type ServerFeature, wordsOf } from "../model/protocol.js";
import { aliasRules, type Claim, heldBack, undecided } from "./claims.js";
import { compose } from "./compose.js";
import { type Listing, readListing } from "./listing.js";
import type { Target, ViewMember } from "./member.js";
import { aliasesOf } from "./naming/aliases.js";
import { assignNames, isBare, type Names } from "./naming/names.js";
import { assignUris, type Uris } from "./naming/uris.js";
import { type CatalogueParts, exposedName, type ItemPage, type Offered } from "./page.js";
import { unlisted } from "./targets.js";
import { type Withheld, withheldOf } from "./withheld.js";

interface Shelf {
  listing: Listing | undefined;
  expires: number;
  loading: Promise<void> | undefined;
}

/** What one caller sees through one endpoint: each upstream's lists, cached, named, and composed. */
export class Catalogue {
  readonly #parts: CatalogueParts;
  readonly caller: Caller;
  readonly #shelves = new Map<string, Shelf>();
  readonly #pages = new Map<ItemKind, ItemPage>();
  /** When the page of a kind must be composed anew; absent: at once. */
  readonly #freshUntil = new Map<ItemKind, number>();
  readonly #within: readonly ViewMember[];
  /** Whether names of several upstreams may stand without a prefix, so that it matters which has one first. */
  readonly #bare: boolean;
  /** Higher than of any that was used before it. */
  used = 0;

  constructor(parts: CatalogueParts, caller: Caller) {
    this.#parts = parts;
    this.caller = caller;
    this.#bare = isBare(parts.naming) || parts.members.filter(({ prefix }) => prefix === "").length > 1;
    this.#within = parts.members.filter(({ peer }) => parts.reaches(caller, peer.name));
  }

  /**
   * The upstreams whose lists a page is made of. Where names depend on what others are called, that is all of them, so that
   * a name means the same to everybody.
   */
  #members(kind: ItemKind): readonly ViewMember[] {
    const named = kind === "tool" || kind === "prompt";
    return named && this.#bare ? this.#parts.members : this.#within;
  }

  /** Bytes of the lists, as they came and as they are shown. */
  get bytes(): number {
    let bytes = 0;
    for (const { listing } of this.#shelves.values()) bytes += listing?.bytes ?? 0;
    return 3 * bytes;
  }

  /** Takes over the lists of upstreams that are still the same; what is being read just now is read again. */
  inherit(before: Catalogue, kept: ReadonlySet<string>): void {
    for (const [key, shelf] of before.#shelves) {
      const upstream = key.slice(key.indexOf("\n") + 1);
      if (!kept.has(upstream) || shelf.listing === undefined) continue;
      this.#shelves.set(key, {
        ...shelf,
        loading: undefined,
        expires: shelf.loading === undefined ? shelf.expires : 0,
      });
    }
  }

  /** The composed page, when every list behind it is fresh. */
  ready(kind: ItemKind): ItemPage | undefined {
    const until = this.#freshUntil.get(kind);
    return until !== undefined && until > this.#parts.clock.monotonic() ? this.#pages.get(kind) : undefined;
  }

  /** Until when a page composed now is true: while one of its lists is being read, it is not. */
  #freshness(kind: ItemKind): number {
    let until = Number.POSITIVE_INFINITY;
    for (const { peer } of this.#members(kind)) {
      for (const related of relatives(kind)) {
        const shelf = this.#shelves.get(`${related}\n${peer.name}`);
        if (shelf?.listing === undefined || shelf.loading !== undefined) return 0;
        until = Math.min(until, shelf.expires);
      }
    }
    return until;
  }

  /** A list of a kind is not what the pages were made of any more. */
  #stale(kind: ItemKind): void {
    for (const related of relatives(kind)) this.#freshUntil.delete(related);
  }

  /** A page that may be stale, for routing: names an upstream took back are refused by the upstream itself. */
  known(kind: ItemKind): ItemPage | undefined {
    return this.#pages.get(kind);
  }

  /** The page with every list as fresh as it must be; upstreams that take longer than the deadline are left out for now. */
  async page(kind: ItemKind): Promise<ItemPage> {
    const ready = this.ready(kind);
    if (ready !== undefined) return ready;
    const loads = this.#members(kind).flatMap((member) =>
      relatives(kind).map((related) => this.#load(related, member)),
    );
    await within(Promise.all(loads), this.#parts.deadline);
    return this.#compose(kind);
  }

  /** The page once the lists of some upstreams were read, however long that takes. */
  async settled(kind: ItemKind, members: readonly ViewMember[]): Promise<ItemPage> {
    await Promise.all(members.flatMap((member) => relatives(kind).map((related) => this.#load(related, member))));
    return this.#compose(kind);
  }

  /** Why nothing is known of what an upstream lists; undefined: it is known. */
  unread(kind: ItemKind, { peer }: ViewMember): ProxyError | undefined {
    const listing = this.#shelves.get(`${kind}\n${peer.name}`)?.listing;
    if (listing === undefined) return new ProxyError("UPSTREAM_UNAVAILABLE", `${peer.name} has not answered yet`);
    return listing.items.length === 0 ? listing.error : undefined;
  }

  /** The page with the list of one upstream as fresh as it must be, whatever the others do. */
  async renewed(kind: ItemKind, member: ViewMember): Promise<ItemPage> {
    await within(this.#load(kind, member), this.#parts.deadline);
    return this.#compose(kind);
  }

  /**
   * The page anew, each time a list has come that is read for the first time and may have the name: its upstream is still
   * starting, and whoever calls by name waits for it as for an upstream that stands alone.
   */
  async *arrivals(kind: ItemKind, asked: string): AsyncGenerator<ItemPage> {
    const shelves = this.#mayWait(kind, asked).map(({ peer }) => this.#shelves.get(`${kind}\n${peer.name}`));
    const first = shelves.filter((shelf) => shelf?.listing === undefined);
    const loads = new Set(first.flatMap((shelf) => shelf?.loading ?? []));
    while (loads.size > 0) {
      await Promise.race([...loads].map((load) => load.then(() => loads.delete(load))));
      yield this.#compose(kind);
    }
  }

  /**
   * Why a name cannot be known: it begins like those of an upstream whose list could not be read, or has no prefix, so that it may be one
   * of any that has not told yet. Undefined when it is not, or the caller may not use what has such a name.
   */
  absence(kind: ItemKind, asked: string): ProxyError | undefined {
    const bare = this.#bare;
    for (const member of this.#mayHave(kind, asked, bare)) {
      const { items, error } = this.#shown(kind, member);
      if (error !== undefined && (items.length === 0 || bare)) return error;
    }
    if (!bare) return undefined;
    const untold = this.#parts.members.find((member) => !this.#told(kind, member));
    const held = untold && heldBack(this.#pages.get(kind)?.items ?? [], asked);
    return held === undefined ? undefined : undecided(kind, asked, `Call ${held}, or try again.`);
  }

  /** Why a bare URI is not asked for at anybody: an upstream that may have it has not told yet. */
  untold(kind: ItemKind, upstream: string, asked: string): ProxyError {
    const member = this.#parts.members.find(({ peer }) => peer.name === upstream);
    const error = member && (this.#shown(kind, member).error ?? this.#shown("resourceTemplate", member).error);
    return error ?? undecided(kind, asked, "Try again.");
  }

  /** The upstreams whose first list a call by this name waits for. */
  #mayWait(kind: ItemKind, asked: string): ViewMember[] {
    const bare = this.#bare;
    // Whose name it is depends on all of them, whoever may use it.
    const untold = bare && heldBack(this.#pages.get(kind)?.items ?? [], asked) !== undefined ? this.#parts.members : [];
    return [...new Set([...this.#mayHave(kind, asked, bare), ...untold])];
  }

  /** Whether an upstream has told all it has of one kind, now or before. */
  #told(kind: ItemKind, { peer }: ViewMember): boolean {
    const listing = this.#shelves.get(`${kind}\n${peer.name}`)?.listing;
    return listing !== undefined && listing.error === undefined;
  }

  /** The upstreams whose names begin like this one, where the caller may use what has such a name. `bare`: or have no prefix. */
  #mayHave(kind: ItemKind, asked: string, bare = false): ViewMember[] {
    const { members, naming, visible } = this.#parts;
    return members.filter((member) => {
      const prefix = members.length === 1 ? "" : `${member.prefix}${naming.separator}`;
      const prefixed = asked.startsWith(prefix) && (prefix !== "" || members.length === 1);
      if (!prefixed && !bare) return false;
      const own = prefixed ? asked.slice(prefix.length) : asked;
      return visible(this.caller, unlisted(kind, member.peer.name, own), asked);
    });
  }

  /** What every upstream was last seen to list, before any rule; those that never answered are left out. */
  offered(kind: ItemKind): Offered[] {
    return this.#within.flatMap(({ peer }) => {
      const listing = this.#shelves.get(`${kind}\n${peer.name}`)?.listing;
      return listing === undefined ? [] : [{ upstream: peer.name, items: listing.items, error: listing.error }];
    });
  }

  /** Something changed: the next list asks again. */
  invalidate(upstream: string, changes: ServerFeature): void {
    for (const { kind } of KINDS.filter((words) => words.changes === changes)) {
      const shelf = this.#shelves.get(`${kind}\n${upstream}`);
      if (shelf !== undefined) shelf.expires = 0;
      this.#stale(kind);
    }
  }

  #load(kind: ItemKind, member: ViewMember): Promise<void> {
    const key = `${kind}\n${member.peer.name}`;
    let shelf = this.#shelves.get(key);
    if (shelf === undefined) {
      shelf = { listing: undefined, expires: 0, loading: undefined };
      this.#shelves.set(key, shelf);
    }
    const { clock } = this.#parts;
    if (shelf.listing !== undefined && shelf.expires > clock.monotonic()) return Promise.resolve();
    shelf.loading ??= this.#read(kind, member, shelf);
    return shelf.loading;
  }

  async #read(kind: ItemKind, { peer, limits }: ViewMember, shelf: Shelf): Promise<void> {
    const { clock, log, report, trust } = this.#parts;
    const started = clock.monotonic();
    shelf.expires = Number.POSITIVE_INFINITY;
    const listing = await readListing(peer, wordsOf(kind), this.caller, limits, log, report);
    const invalidated = shelf.expires === 0;
    shelf.loading = undefined;
    this.#stale(kind);
    const before = shelf.listing;
    shelf.listing = listing.error !== undefined && before !== undefined ? before : listing;
    const ttl = listing.error === undefined ? (listing.ttl ?? trust) : 1000;
    shelf.expires = invalidated ? 0 : clock.monotonic() + ttl;
    if (before === undefined) this.#pages.delete(kind);
    if (clock.monotonic() - started > this.#parts.deadline && listing.error === undefined)
      this.#parts.late(this.caller, kind);
  }

  #compose(kind: ItemKind): ItemPage {
    const shown = this.#members(kind).map((member) => ({ member, ...this.#shown(kind, member) }));
    const missing = shown.flatMap(({ member, error }) =>
      error === undefined || !this.#within.includes(member) ? [] : [{ upstream: member.peer.name, error }],
    );
    const claims = kind === "tool" || kind === "prompt" ? this.#claims(kind, shown) : undefined;
    const names = claims && this.#names(claims);
    const uris = names === undefined ? this.#uris() : undefined;
    const items = new Map<string, Target>();
    for (const { member, items: own } of shown) {
      for (const item of own) {
        const exposed = exposedName(kind, item, names, uris);
        if (exposed === undefined || !this.#parts.visible(this.caller, item, exposed)) continue;
        items.set(exposed, { member, item });
      }
    }
    let aliases: ReadonlyMap<string, string> | undefined;
    const page: ItemPage = {
      items,
      alias: (asked) => {
        if (claims === undefined) return undefined;
        aliases ??= aliasesOf(items, this.#bare ? aliasRules(this.#parts.naming, claims) : {});
        const exposed = aliases.get(asked);
        return exposed === undefined ? undefined : items.get(exposed);
      },
      uris,
      withheld: kind === "resource" ? this.#withheld(shown) : undefined,
      answer: compose(wordsOf(kind), items, missing, uris ?? this.#uris(), this.#remaining(kind)),
    };
    this.#pages.set(kind, page);
    this.#freshUntil.set(kind, this.#freshness(kind));
    return page;
  }

  /** The shortest time any list of this kind stays true, in milliseconds. */
  #remaining(kind: ItemKind): number {
    const now = this.#parts.clock.monotonic();
    const left = this.#members(kind).map(({ peer }) => {
      const shelf = this.#shelves.get(`${kind}\n${peer.name}`);
      // While a list is being read anew, nobody knows how long the one at hand stays true.
      if (shelf?.listing?.ttl === undefined || shelf.loading !== undefined) return 0;
      return Math.max(0, Math.min(shelf.expires - now, MAX_TTL_MS));
    });
    // Who may see nothing of any upstream is told nothing that lasts.
    return left.length === 0 ? 0 : Math.floor(Math.min(...left));
  }

  #shown(kind: ItemKind, member: ViewMember): { items: readonly Item[]; error: ProxyError | undefined } {
    const listing = this.#shelves.get(`${kind}\n${member.peer.name}`)?.listing;
    if (listing === undefined) {
      const starting = new ProxyError("UPSTREAM_UNAVAILABLE", `${member.peer.name} has not answered yet`);
      return { items: [], error: member.peer.trouble(this.caller) ?? starting };
    }
    return { items: member.shape(kind, listing.items), error: listing.error };
  }

  #claims(kind: ItemKind, shown: readonly { member: ViewMember; items: readonly Item[] }[]): Claim[] {
    return shown.map(({ member, items }) => ({
      member,
      items,
      reserved: member.reserved(kind, this.#shelves.get(`${kind}\n${member.peer.name}`)?.listing?.items ?? []),
      told: this.#told(kind, member),
    }));
  }

  #names(claims: readonly Claim[]): Names {
    return assignNames(
      this.#parts.naming,
      claims.map(({ member, items, reserved, told }) => ({
        upstream: member.peer.name,
        prefix: member.prefix,
        names: items.map((item) => item.name),
        reserved,
        open: !told,
      })),
    );
  }

  #withheld(shown: readonly { member: ViewMember; items: readonly Item[] }[]): Withheld {
    return withheldOf(
      shown.map(({ member, items }) => ({
        upstream: member.peer.name,
        listed: this.#shelves.get(`resource\n${member.peer.name}`)?.listing?.items ?? [],
        shown: items,
        templates: this.#shown("resourceTemplate", member).items,
      })),
    );
  }

  #uris(): Uris {
    return assignUris(
      this.#members("resource").map((member) => ({
        upstream: member.peer.name,
        uris: this.#shown("resource", member).items.map((item) => item.own),
        templates: this.#shown("resourceTemplate", member).items.map((item) => item.own),
        open: isBare(this.#parts.naming) && !(this.#told("resource", member) && this.#told("resourceTemplate", member)),
      })),
    );
  }
}

/** No client is told to trust a merged list longer than a day, in milliseconds. */
const MAX_TTL_MS = 86_400_000;

/** The kinds whose lists decide the names of a kind. */
function relatives(kind: ItemKind): readonly ItemKind[] {
  return kind === "resource" || kind === "resourceTemplate" ? ["resource", "resourceTemplate"] : [kind];
}
