import { MAX_NAME_BYTES } from "../model/bounds.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import { type KindWords, RPC } from "../model/protocol.js";
import type { Log } from "../model/world.js";
import { elementsWithMembers } from "../wire/scan.js";
import { type MalformedItem, MalformedReport } from "./malformed.js";
import { ownCall } from "./own-call.js";
import type { Peer } from "./peer.js";
import { shaped } from "./shape.js";

/** What one upstream may list before it is cut short. */
export interface ListLimits {
  readonly items: number;
  readonly bytes: number;
  readonly pages: number;
}

/** What an item costs beside its bytes. */
const PER_ITEM = 512;

/** One upstream's items of one kind. */
export interface Listing {
  readonly items: readonly Item[];
  /** Bytes it keeps. */
  readonly bytes: number;
  /** How long the upstream says they stay true, in milliseconds; undefined: it did not say (legacy). */
  readonly ttl: number | undefined;
  /** Why there are none, when there should be. */
  readonly error: ProxyError | undefined;
  /** The items that clients would not take as they came. */
  readonly malformed: readonly MalformedItem[];
}

/** Reads a list to its last page. Never rejects: what went wrong is in `error`, and what was read before stays. */
export async function readListing(
  peer: Pick<Peer, "name" | "handle">,
  words: KindWords,
  caller: Caller,
  limits: ListLimits,
  log: Log,
  report = new MalformedReport(log),
): Promise<Listing> {
  const items: Item[] = [];
  const malformed: MalformedItem[] = [];
  const seen = new Set<string>();
  let ttl: number | undefined;
  let bytes = 0;
  let cursor: string | undefined;
  const read = () => ({ items, bytes: bytes + items.length * PER_ITEM, ttl, malformed });
  try {
    for (let page = 0; ; page++) {
      const answer = await peer.handle(ownCall(caller, words.list, cursor === undefined ? {} : { cursor }));
      if (answer.kind === "error") return { ...read(), error: refused(peer, words, answer) };
      bytes += answer.bytes.length;
      for (const item of itemsOf(answer, words, peer.name, { log, report, malformed })) items.push(item);
      ttl = lower(ttl, answer);
      cursor = answer.text(answer.member("nextCursor")) || undefined;
      const kept = fitting(items, limits);
      const loops = cursor !== undefined && seen.has(cursor);
      // A list that goes on is too long as soon as it has all it may have.
      const full = cursor !== undefined ? exceeded(limits, items.length, bytes, page + 1, loops) : undefined;
      const over = kept < items.length ? whyCut(limits, kept) : full;
      if (over !== undefined) {
        log.error("upstream.list_truncated", { upstream: peer.name, list: words.list, reason: over, kept });
        // A copy: what was cut off must not be kept with the rest.
        const few = items.slice(0, kept).map((item) => ({ ...item, bytes: Buffer.from(item.bytes) }));
        return { items: few, bytes: kept * PER_ITEM + limits.bytes, ttl, error: undefined, malformed };
      }
      if (cursor === undefined) return { ...read(), error: undefined };
      seen.add(cursor);
    }
  } catch (error) {
    return { ...read(), error: ProxyError.from(error) };
  }
}

/** How many of the items, from the first on, are within the limits. */
function fitting(items: readonly Item[], limits: ListLimits): number {
  let bytes = 0;
  const over = items.findIndex((item, at) => {
    bytes += item.bytes.length;
    return at >= limits.items || bytes > limits.bytes;
  });
  return over < 0 ? items.length : over;
}

const whyCut = (limits: ListLimits, kept: number): string =>
  kept === limits.items ? `more than ${limits.items} items` : `more than ${limits.bytes} bytes`;

/** Whether a list is longer than the file allows. One that goes on is too long as soon as it has all it may have. */
export function isOver(limits: ListLimits, { items, bytes, pages }: ListLimits, goesOn: boolean): boolean {
  if (items > limits.items || bytes > limits.bytes) return true;
  return goesOn && exceeded(limits, items, bytes, pages, false) !== undefined;
}

function exceeded(limits: ListLimits, items: number, bytes: number, pages: number, loop: boolean): string | undefined {
  if (loop) return "the cursor repeats";
  if (items >= limits.items) return `more than ${limits.items} items`;
  if (bytes >= limits.bytes) return `more than ${limits.bytes} bytes`;
  return pages >= limits.pages ? `more than ${limits.pages} pages` : undefined;
}

function itemsOf(
  answer: Message,
  words: KindWords,
  upstream: string,
  {
    log,
    report,
    malformed,
  }: { readonly log: Log; readonly report: MalformedReport; readonly malformed: MalformedItem[] },
): Item[] {
  const list = answer.member(words.key);
  if (list === undefined || answer.bytes[list.start] !== 0x5b) return [];
  const found: Item[] = [];
  const odd: MalformedItem[] = [];
  // What the list came in may be much larger than what is kept of it.
  const kept = Buffer.from(answer.bytes.subarray(list.start, list.end));
  for (const { start, end, members } of elementsWithMembers(answer.bytes, list)) {
    const named = members.find(({ key }) => key === words.name);
    const own = named && answer.text(named.value);
    if (own === undefined || own === "") {
      log.warn("upstream.item_unnamed", { upstream, list: words.list });
      continue;
    }
    if (Buffer.byteLength(own) > MAX_NAME_BYTES) {
      log.warn("upstream.item_name_long", { upstream, list: words.list, name: own.slice(0, 64) });
      continue;
    }
    const bytes = kept.subarray(start - list.start, end - list.start);
    const item: Item = { kind: words.kind, upstream, own, name: own, bytes };
    const { bytes: shown, faults } = shaped(words.kind, bytes, own);
    if (faults.length > 0) odd.push({ item, faults, shown: shown !== undefined });
    if (shown !== undefined) found.push(shown === bytes ? item : { ...item, bytes: shown });
  }
  if (odd.length > 0) report.items(odd, malformed);
  return found;
}

function lower(ttl: number | undefined, answer: Message): number | undefined {
  const span = answer.member("ttlMs");
  const said = span === undefined ? Number.NaN : Number(answer.raw(span));
  return Number.isNaN(said) ? ttl : Math.min(ttl ?? said, said);
}

/** An upstream without the method simply has no such items. */
function refused(peer: Pick<Peer, "name">, words: KindWords, answer: Message): ProxyError | undefined {
  const { code, message } = answer.value as { code?: number; message?: string };
  if (code === RPC.METHOD_NOT_FOUND) return undefined;
  return new ProxyError("UPSTREAM_PROTOCOL", `${peer.name} refused ${words.list}: ${message ?? code}`);
}
