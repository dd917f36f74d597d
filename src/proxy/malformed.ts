import { createHash } from "node:crypto";
import { createRecent, type Recent } from "../base/recent.js";
import { BOUNDS } from "../model/bounds.js";
import type { Item } from "../model/item.js";
import type { Log } from "../model/world.js";

/** An item that clients would not take as its upstream lists it. */
export interface MalformedItem {
  readonly item: Item;
  /** The paths of the malformed members. */
  readonly faults: readonly string[];
  /** Whether clients see the item, repaired; false: it is left out. */
  readonly shown: boolean;
}

/** Malformed items of one page that are logged, and of one list that are kept. */
const MAX_TOLD = 20;
const MAX_KEPT = 200;
/** Characters of a name that the log shows. */
const MAX_LOGGED_CHARS = 64;

/** Logs what upstreams list and declare in another shape than the protocol demands, each once until it changes. */
export class MalformedReport {
  readonly #log: Log;
  /** What was logged already, as hashes. */
  readonly #told: Recent<true> = createRecent(Number.POSITIVE_INFINITY, BOUNDS["proxy.malformed"].bytes);

  constructor(log: Log) {
    this.#log = log;
  }

  /** Logs the malformed items of a page, and adds them to those of the list. */
  items(page: readonly MalformedItem[], list: MalformedItem[]): void {
    let lines = 0;
    for (const one of page) {
      const { item, faults, shown } = one;
      if (list.length < MAX_KEPT) list.push({ ...one, item: { ...item, bytes: Buffer.from(item.bytes) } });
      if (lines >= MAX_TOLD || !this.#isNew([item.upstream, item.kind, item.own, item.bytes])) continue;
      lines += 1;
      const fields = {
        upstream: item.upstream,
        kind: item.kind,
        item: item.own.slice(0, MAX_LOGGED_CHARS),
        members: faults.join(", "),
        ...(lines === MAX_TOLD ? { more: page.length - page.indexOf(one) - 1 } : {}),
      };
      if (shown) this.#log.warn("upstream.item_repaired", fields);
      else this.#log.warn("upstream.item_malformed", fields);
    }
  }

  /** Logs the malformed parts of an upstream's description. */
  identity(upstream: string, members: readonly string[]): void {
    if (!this.#isNew([upstream, ...members])) return;
    this.#log.warn("upstream.identity_malformed", { upstream, members: members.join(", ") });
  }

  #isNew(parts: readonly (string | Buffer)[]): boolean {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part).update("\n");
    const key = hash.digest("base64");
    if (this.#told.get(key) !== undefined) return false;
    this.#told.set(key, true);
    return true;
  }
}
