import { BOUNDS, entryBytes } from "../model/bounds.js";
import type { Call } from "../model/call.js";
import { Message } from "../model/message.js";
import { KINDS, type KindWords } from "../model/protocol.js";
import type { Clock } from "../model/world.js";
import { splice } from "../wire/splice.js";
import type { Peer } from "./peer.js";

/** Bytes of lists kept for one view; what was used longest ago goes first. */
const MAX_BYTES = BOUNDS["proxy.lists"].bytes;
/** The longest a list is kept, in milliseconds, whatever its upstream says. */
const MAX_TTL_MS = 86_400_000;
/** How long the list of an upstream that tells of changes is kept, in milliseconds: a change it forgot to tell is found then. */
const ANNOUNCED_LIST_TTL_MS = 300_000;
/** How often the time that is left is written anew, in milliseconds. */
const TTL_UPDATE_INTERVAL_MS = 1000;

const LISTS: ReadonlyMap<string | undefined, KindWords> = new Map(KINDS.map((words) => [words.list, words]));

interface Kept {
  readonly words: KindWords;
  readonly message: Message;
  readonly expires: number;
  /** Whether the upstream said how long it stays true; else it is kept as long as the upstream would tell of a change. */
  readonly timed: boolean;
  /** With the time that was left when it was written. */
  told: Message;
  toldUntil: number;
}

/**
 * The lists of one upstream that is shown as it is, kept as long as it allows (specification 2026-07-28, caching): for
 * `ttlMs`, or until its `list_changed` where it has no `ttlMs` and every change would be told before the next answer. What
 * is kept is the upstream's own answer, page by page, with the time that is left in place of `ttlMs`.
 */
export class ListCache {
  readonly #peer: Peer;
  readonly #clock: Clock;
  readonly #mayCachePublicly: boolean;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  /** Goes up with every change, so that an answer that was under way meanwhile is not kept. */
  #changes = 0;

  /**
   * `shares`: whether what an upstream calls public is answered to everybody. Only where the file says that the upstream knows
   * no users: elsewhere its word is not enough.
   */
  constructor(peer: Peer, clock: Clock, shares: boolean) {
    this.#peer = peer;
    this.#clock = clock;
    this.#mayCachePublicly = shares;
  }

  /** Answers a list from memory; undefined when the call is for no list, or the upstream has to be asked. */
  find(call: Call): Message | undefined {
    const words = LISTS.get(call.message.method);
    if (words === undefined || this.#kept.size === 0) return undefined;
    const page = pageOf(call);
    if (page === undefined) return undefined;
    const key = this.#key(call, page);
    const found = this.#fresh(key, call) ?? this.#fresh(page, call);
    return found && this.#told(found);
  }

  /** Asks the upstream, and keeps its answer if that is allowed. */
  async read(call: Call): Promise<Message> {
    const words = LISTS.get(call.message.method);
    const page = words && pageOf(call);
    // A link that opens says that everything may have changed: what is asked for behind that is true.
    await this.#peer.identity(call.caller);
    const changes = this.#changes;
    const answer = await this.#peer.handle(call);
    if (words === undefined || page === undefined || answer.kind !== "result" || answer.tail !== undefined) {
      return answer;
    }
    if (changes === this.#changes) this.#keep(words, page, call, answer);
    return answer;
  }

  /** Whether a call asks for a list. */
  lists(call: Call): boolean {
    return LISTS.has(call.message.method);
  }

  /** A list is not what it was any more. */
  changed(changes: KindWords["changes"]): void {
    this.#changes += 1;
    for (const [key, { words }] of this.#kept) if (words.changes === changes) this.#drop(key);
  }

  #fresh(key: string, { caller }: Call): Kept | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    if (kept.expires <= this.#clock.monotonic()) {
      this.#drop(key);
      return undefined;
    }
    if (!kept.timed && !this.#peer.tells(caller, kept.words.changes)) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  #told(kept: Kept): Message {
    const now = this.#clock.monotonic();
    if (!kept.timed || now < kept.toldUntil) return kept.told;
    kept.toldUntil = now + TTL_UPDATE_INTERVAL_MS;
    // Whoever is told within this second must not be told too much.
    const left = Math.max(0, Math.floor(kept.expires - kept.toldUntil));
    const span = kept.message.member("ttlMs");
    if (span !== undefined) kept.told = splice(kept.message, [{ ...span, bytes: Buffer.from(String(left)) }]);
    return kept.told;
  }

  #keep(words: KindWords, page: string, call: Call, answer: Message): void {
    const said = answer.member("ttlMs");
    const ttl = said === undefined ? undefined : Number(answer.raw(said));
    const tells = ttl === undefined && this.#peer.tells(call.caller, words.changes);
    const time = ttl ?? (tells ? ANNOUNCED_LIST_TTL_MS : 0);
    if (!(time > 0) || answer.bytes.length > MAX_BYTES / 4) return;
    const shared = this.#mayCachePublicly && answer.text(answer.member("cacheScope")) === "public";
    const message = new Message(Buffer.from(answer.bytes), answer);
    const key = shared ? page : this.#key(call, page);
    this.#drop(key);
    const expires = this.#clock.monotonic() + Math.min(time, MAX_TTL_MS);
    this.#kept.set(key, { words, message, expires, timed: ttl !== undefined, told: message, toldUntil: 0 });
    this.#bytes += bytesOf(key, message);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#bytes -= bytesOf(key, kept.message);
    this.#kept.delete(key);
  }

  /** What is private is one audience's: nobody else is answered with it. */
  #key({ caller }: Call, page: string): string {
    return `${page}\n${this.#peer.audience(caller)}`;
  }
}

/** A list is kept as it came, and with the time that is left. */
const bytesOf = (key: string, { bytes }: Message): number => entryBytes(key, 2 * bytes.length + 1024);

/** Which page of which list, in which era's form, a call asks for; undefined when it asks for more than that. */
function pageOf({ message, caller }: Call): string | undefined {
  let cursor = "";
  for (const { key, value } of message.members) {
    if (key === "cursor") cursor = message.raw(value);
    else if (key !== "_meta") return undefined;
  }
  return `${message.method}\n${caller.era}\n${cursor}`;
}
