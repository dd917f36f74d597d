import { createHash } from "node:crypto";
import { createRecent } from "../base/recent.js";
import { BOUNDS } from "../model/bounds.js";
import type { Call, Caller } from "../model/call.js";
import type { Message } from "../model/message.js";
import { KINDS, RPC } from "../model/protocol.js";
import type { Store } from "../model/store.js";
import type { Log } from "../model/world.js";
import { result } from "../wire/build.js";
import { listCursor } from "../wire/list-cursor.js";
import { elements, scan, UNLIMITED } from "../wire/scan.js";
import { type Peer, withOwn } from "./peer.js";

/** What a catalogue in the store is for. */
export interface RememberParts {
  readonly store: Store;
  /** Changes when the upstream is reached differently, so that nothing is remembered of another program. */
  readonly fingerprint: string;
  /** Whether this caller's link is open, or being opened: then the upstream is asked, and nothing from memory. */
  running(caller: Caller): boolean;
  /** Pages and bytes of a list that are remembered; a longer list is not. */
  readonly limits: { readonly pages: number; readonly bytes: number };
  readonly log: Log;
}

/** Catalogues at hand without asking the store, and lists that are being read page by page. */
const MAX_CATALOGUES = 200;
const MAX_BYTES = BOUNDS["proxy.remembered"].bytes;

/** A list of several pages, as far as somebody has read it. */
interface Reading {
  readonly items: string[];
  bytes: number;
  pages: number;
  /** What the next page is asked for with. */
  next: string;
}

/** As it stands in the store. */
interface Remembered {
  readonly identity?: string;
  /** By list method: the listed objects, each as the upstream wrote it. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

const KEYS: ReadonlyMap<string, string> = new Map(KINDS.map(({ list, key }) => [list, key]));
const ID = Buffer.from("0");

/**
 * An upstream that starts with its first call, and is listed before that as it was when it last ran. What it lists is
 * written down for each principal whenever it differs.
 */
export function rememberedPeer(peer: Peer, parts: RememberParts): Peer {
  const { store, fingerprint, running, limits, log } = parts;
  const known = createRecent<Promise<Remembered | undefined>>(MAX_CATALOGUES, MAX_BYTES / 2);
  const readings = createRecent<Reading>(MAX_CATALOGUES, MAX_BYTES / 2);

  const keyOf = (caller: Caller): string =>
    `catalogue/${createHash("sha256").update(`${peer.name}\n${fingerprint}`).digest("hex")}/${caller.principal.key}`;

  function recall(caller: Caller): Promise<Remembered | undefined> {
    const key = keyOf(caller);
    let found = known.get(key);
    if (found === undefined) {
      found = store.read(key).then(
        (value) => value as Remembered | undefined,
        (error: unknown) => {
          log.warn("catalogue.read_failed", { upstream: peer.name, cause: String(error) });
          return undefined;
        },
      );
      hold(key, found);
    }
    return found;
  }

  /** Keeps a catalogue at hand; how long it is shows once it is there, and whether it is kept. */
  function hold(key: string, found: Promise<Remembered | undefined>): void {
    known.set(key, found);
    found.then(
      (value) => {
        if (known.peek(key) === found) known.set(key, found, bytesOf(value));
      },
      () => undefined, // whoever waits for it is told
    );
  }

  async function keep(caller: Caller, change: (before: Remembered) => Remembered): Promise<void> {
    const key = keyOf(caller);
    // In a chain: two lists that come together must not forget each other.
    const recalled = recall(caller).then((found) => found ?? { lists: {} });
    const changed = recalled.then(change);
    hold(key, changed);
    const [before, after] = await Promise.all([recalled, changed]);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await store.update(key, (current) => change((current as Remembered | undefined) ?? { lists: {} }));
  }

  function keepQuietly(caller: Caller, change: (before: Remembered) => Remembered): void {
    keep(caller, change).catch((error: unknown) => {
      log.warn("catalogue.write_failed", { upstream: peer.name, cause: String(error) });
    });
  }

  async function handle(call: Call): Promise<Message> {
    const method = call.message.method ?? "";
    const listKey = KEYS.get(method);
    if (listKey === undefined) return peer.handle(call);
    const asked = listCursor(call.message, "cursor");
    if (asked === undefined && !running(call.caller)) {
      const items = (await recall(call.caller))?.lists[method];
      if (items !== undefined) return result(ID, Buffer.from(`{"${listKey}":[${items.join(",")}]}`));
    }
    const answer = await peer.handle(call);
    const list = answer.member(listKey);
    if (list !== undefined && answer.bytes[list.start] === 0x5b) {
      const items = elements(answer.bytes, list).map((span) => answer.raw(span));
      const whole = read(`${call.caller.principal.key}\n${method}`, asked, answer, items);
      if (whole !== undefined) {
        keepQuietly(call.caller, (before) => ({ ...before, lists: { ...before.lists, [method]: whole } }));
        // Whoever lists from memory next time may want to know of whom without starting it.
        if ((await recall(call.caller))?.identity === undefined) learn(call.caller);
      }
    } else if (
      asked === undefined &&
      answer.kind === "error" &&
      (answer.value as { code?: unknown }).code === RPC.METHOD_NOT_FOUND
    ) {
      keepQuietly(call.caller, (before) => ({ ...before, lists: { ...before.lists, [method]: [] } }));
    }
    return answer;
  }

  /** Adds a page to what was read of its list; answers the whole list behind its last page. */
  function read(key: string, asked: string | undefined, answer: Message, items: string[]): string[] | undefined {
    const next = listCursor(answer, "nextCursor");
    const before = readings.get(key);
    // Whoever reads the same list at the same time asks for the same pages: each counts once.
    if (asked !== undefined && before?.next !== asked) return undefined;
    const reading = asked === undefined || before === undefined ? { items: [], bytes: 0, pages: 0, next: "" } : before;
    readings.delete(key);
    reading.items.push(...items);
    reading.bytes += answer.bytes.length;
    reading.pages += 1;
    if (next === undefined) return reading.bytes > limits.bytes ? undefined : reading.items;
    reading.next = next;
    if (reading.pages < limits.pages && reading.bytes <= limits.bytes) readings.set(key, reading, 2 * reading.bytes);
    return undefined;
  }

  function learn(caller: Caller): void {
    identity(caller).catch((error: unknown) => {
      log.debug("catalogue.identity_unknown", { upstream: peer.name, cause: String(error) });
    });
  }

  async function identity(caller: Caller): Promise<Message> {
    if (!running(caller)) {
      const text = (await recall(caller))?.identity;
      if (text !== undefined) return scan(Buffer.from(text), UNLIMITED);
    }
    const found = await peer.identity(caller);
    keepQuietly(caller, (before) => ({ ...before, identity: found.bytes.toString("utf8") }));
    return found;
  }

  return withOwn(peer, { handle, identity });
}

/** A character has two bytes at most. */
function bytesOf(remembered: Remembered | undefined): number {
  if (remembered === undefined) return 0;
  const { identity = "", lists } = remembered;
  let characters = identity.length;
  for (const items of Object.values(lists)) for (const item of items) characters += item.length + 16;
  return 2 * characters;
}
