import { createRecent } from "../base/recent.js";
import { BOUNDS } from "../model/bounds.js";
import type { Call } from "../model/call.js";
import { Message } from "../model/message.js";
import type { KindWords } from "../model/protocol.js";
import type { Clock } from "../model/world.js";
import { listCursor } from "../wire/list-cursor.js";
import { elementsWithMembers } from "../wire/scan.js";
import { setMembers, splice } from "../wire/splice.js";
import { isOver, type ListLimits } from "./listing.js";
import type { ViewMember } from "./member.js";
import { fits, type NameShape } from "./naming/names.js";

/** Bytes that are kept for one view: pages, what was looked at last, and how far each list was read. */
const MAX_BYTES = BOUNDS["proxy.lists"].bytes;
/** The longest a page is kept, in milliseconds, whatever its upstream says. */
const MAX_TTL_MS = 86_400_000;
/** How long the list of an upstream that tells of changes is kept, in milliseconds: a change it forgot to tell is found then. */
const ANNOUNCED_LIST_TTL_MS = 300_000;
/** How often the time that is left is written anew, in milliseconds. */
const TTL_UPDATE_INTERVAL_MS = 1000;

/** What the lists of an upstream that is shown as it is are made of. */
export interface PassedListsParts extends Pick<ViewMember, "peer" | "limits"> {
  readonly clock: Clock;
  /** What names clients take. */
  readonly names: NameShape;
  /** Whether what the upstream calls public is answered to every caller: only where it is shown no credential, since its word is not enough. */
  readonly mayCachePublicly: boolean;
}

/** The lists of an upstream that is shown as it is: its own answers, page by page. */
export interface PassedLists {
  /** A page from memory, with the time that is left in place of `ttlMs`; undefined: the upstream has to be asked. */
  find(call: Call, words: KindWords): Message | undefined;
  /**
   * The upstream's answer, kept as long as the upstream allows (specification 2026-07-28, caching): for `ttlMs`, or until its
   * `list_changed` where it has no `ttlMs` and every change is told before the next answer. `passes`: clients take all names in
   * it, and the list is within the limits of the file.
   */
  read(call: Call, words: KindWords): Promise<{ readonly answer: Message; readonly passes: boolean }>;
  /** A list is not what it was any more. */
  changed(changes: KindWords["changes"]): void;
}

interface Page {
  readonly words: KindWords;
  readonly message: Message;
  readonly expires: number;
  /** Whether the upstream said how long it stays true; else it is kept as long as the upstream would tell of a change. */
  readonly timed: boolean;
  /** With the time that was left when it was written. */
  told: Message;
  toldUntil: number;
}

/** How much of a list was read. */
type Extent = ListLimits;

const NOTHING: Extent = { items: 0, bytes: 0, pages: 0 };

/** Nothing is kept at first. */
export function passedLists({ peer, limits, clock, names, mayCachePublicly }: PassedListsParts): PassedLists {
  const kept = createRecent<Page>(Number.POSITIVE_INFINITY, (MAX_BYTES * 5) / 8);
  /** What was looked at last of each list: the same is not looked at again. */
  const seen = createRecent<Extent & { readonly text: Buffer }>(Number.POSITIVE_INFINITY, MAX_BYTES / 4);
  /** How much of a list stands before the page of a cursor. */
  const before = createRecent<Extent>(Number.POSITIVE_INFINITY, MAX_BYTES / 8);
  /** Goes up with every change, so that an answer that was under way meanwhile is not kept. */
  let changes = 0;

  /** What is private is one audience's: no other caller is answered with it. */
  const privately = ({ caller }: Call, page: string): string => `${page}\n${peer.audience(caller)}`;

  function fresh(key: string, { caller }: Call): Page | undefined {
    const page = kept.get(key);
    if (page === undefined) return undefined;
    if (page.expires <= clock.monotonic()) kept.delete(key);
    else if (page.timed || peer.tells(caller, page.words.changes)) return page;
    return undefined;
  }

  function keep(words: KindWords, page: string, call: Call, answer: Message): void {
    const said = answer.member("ttlMs");
    const ttl = said === undefined ? undefined : Number(answer.raw(said));
    const tells = ttl === undefined && peer.tells(call.caller, words.changes);
    const time = ttl ?? (tells ? ANNOUNCED_LIST_TTL_MS : 0);
    if (!(time > 0) || answer.bytes.length > MAX_BYTES / 4) return;
    const shared = mayCachePublicly && answer.text(answer.member("cacheScope")) === "public";
    const message = new Message(Buffer.from(answer.bytes), answer);
    const expires = clock.monotonic() + Math.min(time, MAX_TTL_MS);
    // A list is kept as it came, and with the time that is left.
    kept.set(
      shared ? page : privately(call, page),
      { words, message, expires, timed: ttl !== undefined, told: message, toldUntil: 0 },
      2 * message.bytes.length + 1024,
    );
  }

  /** How much a page has, where clients take all of its names; undefined: they do not. */
  function extentOf({ list, key, name }: KindWords, answer: Message): Extent | undefined {
    const { body } = answer;
    if (body === undefined) return NOTHING;
    // Before any member is looked for: that would read the whole list.
    const text = answer.bytes.subarray(body.start, body.end);
    const last = seen.get(list);
    if (last?.text.equals(text) === true) return last;
    const span = answer.member(key);
    if (span === undefined || answer.bytes[span.start] !== 0x5b) return NOTHING;
    let [items, bytes] = [0, 0];
    for (const { start, end, members } of elementsWithMembers(answer.bytes, span)) {
      items += 1;
      bytes += end - start;
      if (name !== "name") continue;
      const own = answer.text(members.find((one) => one.key === name)?.value);
      if (own !== undefined && !fits(own, names)) return undefined;
    }
    const extent = { items, bytes, pages: 1, text: Buffer.from(text) };
    seen.set(list, extent, text.length);
    return extent;
  }

  return {
    find(call, { list }) {
      const page = kept.size === 0 ? undefined : pageOf(call, list);
      const found = page === undefined ? undefined : (fresh(privately(call, page), call) ?? fresh(page, call));
      return found && told(found, clock.monotonic());
    },
    async read(call, words) {
      const page = pageOf(call, words.list);
      // A link that opens says that everything may have changed: what is asked for behind that is true.
      await peer.identity(call.caller);
      const then = changes;
      const answer = await peer.handle(call);
      if (answer.kind !== "result") return { answer, passes: true };
      const extent = extentOf(words, answer);
      if (extent === undefined) return { answer, passes: false };
      const start = (page === undefined ? undefined : before.get(privately(call, page))) ?? NOTHING;
      const read = {
        items: start.items + extent.items,
        bytes: start.bytes + extent.bytes,
        pages: start.pages + 1,
      };
      const next = listCursor(answer, "nextCursor");
      // The client has all it may have of a list that began here.
      if (isOver(limits, read, next !== undefined))
        return { answer: next === undefined ? answer : setMembers(answer, [["nextCursor", undefined]]), passes: false };
      if (page !== undefined && then === changes) keep(words, page, call, answer);
      if (next !== undefined) before.set(privately(call, keyOf(call, words.list, next)), read);
      return { answer, passes: true };
    },
    changed(what) {
      changes += 1;
      for (const [key, { words }] of [...kept.entries()]) if (words.changes === what) kept.delete(key);
    },
  };
}

/** A page with the time that is left. */
function told(page: Page, now: number): Message {
  if (!page.timed || now < page.toldUntil) return page.told;
  page.toldUntil = now + TTL_UPDATE_INTERVAL_MS;
  // The remaining time is rounded down to the end of this interval, so that no caller is told too much.
  const left = Math.max(0, Math.floor(page.expires - page.toldUntil));
  const span = page.message.member("ttlMs");
  if (span !== undefined) page.told = splice(page.message, [{ ...span, bytes: Buffer.from(String(left)) }]);
  return page.told;
}

/** Which page of a list, in which era's form, a call asks for; undefined when it asks for more than that. */
function pageOf(call: Call, list: string): string | undefined {
  const plain = call.message.members.every(({ key }) => key === "cursor" || key === "_meta");
  return plain ? keyOf(call, list, listCursor(call.message, "cursor")) : undefined;
}

const keyOf = ({ caller }: Call, list: string, cursor = ""): string => `${list}\n${caller.era}\n${cursor}`;
