import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { clientRequest } from "../model/method-fates.js";
import { KINDS, type KindWords, SERVER_FEATURES, type ServerFeature } from "../model/protocol.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import type { Clock, Log } from "../model/world.js";
import { listCursor } from "../wire/list-cursor.js";
import { describe, type Face, mergedIdentity } from "./discover.js";
import { ListCache } from "./list-cache.js";
import { type ListLimits, readListing } from "./listing.js";
import { createNameCheck } from "./name-check.js";
import { fits, type NameShape } from "./naming/shorten.js";
import { checkParamHeaders } from "./param-headers.js";
import { passedOn } from "./passed-on.js";
import type { Peer } from "./peer.js";

/** Lists whose items are called by their names. */
const NAMED: ReadonlyMap<string | undefined, KindWords> = new Map(
  KINDS.filter(({ name }) => name === "name").map((words) => [words.list, words]),
);

/** What a view is made of. */
export interface ViewParts {
  readonly face: Face;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether the upstream knows no users, so that what it calls public is. */
  readonly mayCachePublicly: boolean;
  /** What names clients take. */
  readonly names: NameShape;
  /** How much of a list is looked at. */
  readonly limits: ListLimits;
  /** A list has a name that clients do not take: from now on this is shown instead. Undefined: nothing is any more. */
  instead(): View | undefined;
  /** Milliseconds a description or list waits for upstreams that are not up yet. */
  readonly deadline: number;
}

/** One upstream as it is: its lists, its pages, untouched, as long as clients take its names. Lists are kept as long as it allows. */
export class SingleView implements View {
  readonly #peer: Peer;
  readonly #parts: ViewParts;
  readonly #lists: ListCache;
  readonly #fits: ReturnType<typeof createNameCheck>;
  /** Lists that come in pieces are read once more, for their names. */
  readonly #long = new Set<string>();

  constructor(peer: Peer, parts: ViewParts) {
    this.#peer = peer;
    this.#parts = parts;
    this.#lists = new ListCache(peer, parts.clock, parts.mayCachePublicly);
    this.#fits = createNameCheck(parts.names);
  }

  get upstream(): string {
    return this.#peer.name;
  }

  readonly handle = (call: Call): Promise<Message> => {
    if (call.message.method === "tools/call") return this.#peer.handle(call);
    if (call.message.method === "server/discover") return this.#discover(call.caller);
    if (!this.#lists.lists(call)) return this.#plain(call);
    const kept = this.#lists.find(call);
    return kept === undefined ? this.#read(call) : Promise.resolve(kept);
  };

  /** What the upstream answers itself: the protocol's methods, and a vendor's where the file allows it. */
  #plain(call: Call): Promise<Message> {
    const { method } = call.message;
    if (clientRequest(method) !== undefined || this.#peer.takes(method ?? "")) return this.#peer.handle(call);
    return Promise.reject(new ProxyError("METHOD_NOT_FOUND", "Method not found"));
  }

  /** A list of the upstream as it is, unless it has names that need another view. */
  async #read(call: Call): Promise<Message> {
    const answer = await this.#lists.read(call);
    const words = NAMED.get(call.message.method);
    if (words === undefined || answer.kind !== "result") return answer;
    if (answer.tail !== undefined) {
      if (!this.#long.has(words.list)) void this.#readLong(call.caller, words);
      return answer;
    }
    if (this.#fits(answer, words)) return answer;
    const other = this.#parts.instead();
    // A page behind the first is one of a list that began here.
    return other === undefined || listCursor(call.message, "cursor") !== undefined ? answer : other.handle(call);
  }

  async #readLong(caller: Caller, words: KindWords): Promise<void> {
    this.#long.add(words.list);
    const { items } = await readListing(this.#peer, words, caller, this.#parts.limits, this.#parts.log);
    if (!items.every(({ own }) => fits(own, this.#parts.names))) this.#parts.instead();
  }

  /** A list of the upstream changed, for whomever: no view of it is kept. */
  changed(_principal: string, upstream: string, changes: ServerFeature): void {
    if (upstream !== this.#peer.name) return;
    this.#long.clear();
    this.#lists.changed(changes);
  }

  /** Rules are nothing to this view: it shows everything. */
  rulesChanged(): void {
    for (const changes of SERVER_FEATURES) this.changed("", this.upstream, changes);
  }

  checkHeaders(call: Call, rawHeaders: readonly string[]): Promise<void> | undefined {
    const tool = call.message.text(call.message.member("name"));
    return tool === undefined ? undefined : checkParamHeaders(this.#peer, tool, call, rawHeaders);
  }

  async #discover(caller: Caller): Promise<Message> {
    const described = await describe([this.#peer], caller, this.#parts.deadline, this.#parts.log);
    return described[0]?.identity ?? mergedIdentity(described, this.#parts.face);
  }

  notify(caller: Caller, notification: Message): ProxyError | undefined {
    return passedOn([this.#peer], caller, notification, () => this.#peer.notify(caller, notification));
  }

  async listen(listener: Listener, wants: ListenFilter): Promise<Listening> {
    const { ear, honoured } = await this.#peer.listen(listener, wants);
    let now = honoured;
    return {
      get honoured() {
        return now;
      },
      update: async (next) => {
        now = await ear.update(next);
        return now;
      },
      close: () => ear.close(),
    };
  }

  logLevelChanged(caller: Caller): void {
    this.#peer.logLevelChanged(caller);
  }

  forget(caller: Caller): void {
    this.#peer.forget(caller);
  }
}
