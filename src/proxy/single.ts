import type { Call, Caller } from "../model/call.js";
import type { Message } from "../model/message.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import type { Clock, Log } from "../model/world.js";
import { describe, type Face, mergedIdentity } from "./discover.js";
import { ListCache } from "./list-cache.js";
import { checkParamHeaders } from "./param-headers.js";
import type { Peer } from "./peer.js";

/** What a view is made of. */
export interface ViewParts {
  readonly face: Face;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether the upstream knows no users, so that what it calls public is. */
  readonly shares: boolean;
  /** Milliseconds a description or list waits for upstreams that are not up yet. */
  readonly deadline: number;
}

/** One upstream as it is: its names, its lists, its pages, untouched. Lists are kept as long as it allows. */
export class SingleView implements View {
  readonly #peer: Peer;
  readonly #parts: ViewParts;
  readonly #lists: ListCache;

  constructor(peer: Peer, parts: ViewParts) {
    this.#peer = peer;
    this.#parts = parts;
    this.#lists = new ListCache(peer, parts.clock, parts.shares);
  }

  get upstream(): string {
    return this.#peer.name;
  }

  readonly handle = (call: Call): Promise<Message> => {
    if (call.message.method === "tools/call") return this.#peer.handle(call);
    if (call.message.method === "server/discover") return this.#discover(call.caller);
    if (!this.#lists.lists(call)) return this.#peer.handle(call);
    const kept = this.#lists.find(call);
    return kept === undefined ? this.#lists.read(call) : Promise.resolve(kept);
  };

  /** A list of the upstream changed, for whomever: no view of it is kept. */
  changed(_principal: string, upstream: string, changes: "tools" | "prompts" | "resources"): void {
    if (upstream === this.#peer.name) this.#lists.changed(changes);
  }

  checkHeaders(call: Call, rawHeaders: readonly string[]): Promise<void> | undefined {
    const tool = call.message.text(call.message.member("name"));
    return tool === undefined ? undefined : checkParamHeaders(this.#peer, tool, call, rawHeaders);
  }

  async #discover(caller: Caller): Promise<Message> {
    const described = await describe([this.#peer], caller, this.#parts.deadline, this.#parts.log);
    return described[0]?.identity ?? mergedIdentity(described, this.#parts.face);
  }

  notify(caller: Caller, notification: Message): void {
    this.#peer.notify(caller, notification);
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
