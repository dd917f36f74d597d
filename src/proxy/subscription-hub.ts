import type { Caller } from "../model/call.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import type { ServerFeature } from "../model/protocol.js";
import type { Listener, ListenFilter, Listening } from "../model/view.js";
import { notification } from "../wire/build.js";
import { splice } from "../wire/splice.js";
import type { Holder } from "./holders.js";
import type { ViewMember } from "./member.js";
import type { Uris } from "./naming/uris.js";
import type { PeerSubscription } from "./peer.js";
import { unknown, unlisted } from "./targets.js";
import type { TaskSeal } from "./task-seal.js";
import { sealed } from "./tasks.js";

/** List changes that come within this many milliseconds are told once. */
const COALESCE_MS = 50;

type Changes = ServerFeature;

interface Ear {
  readonly listener: Listener;
  wants: ListenFilter;
  readonly pending: Set<Changes>;
  timer: NodeJS.Timeout | undefined;
}

const WANTED = {
  tools: "toolsListChanged",
  prompts: "promptsListChanged",
  resources: "resourcesListChanged",
} as const;

/** What a hub needs to know of its view. */
export interface SubscriptionHubParts {
  /** Whether the one upstream is shown as it is, just now: then all it says passes as it is. */
  passes(): boolean;
  /** The upstreams somebody may use anything of, just now. */
  members(caller: Caller): readonly ViewMember[];
  /** Whether somebody may use anything of one kind of an upstream, just now. */
  reaches(caller: Caller, upstream: string, changes: Changes): boolean;
  readonly seal: TaskSeal;
  uris(caller: Caller): Uris | undefined;
  /** Whether somebody may see an item, just now. */
  visible(caller: Caller, item: Item, exposed: string): boolean;
  /** Which upstreams may have a resource that somebody may use; from then on `uris` knows who owns what. */
  holders(caller: Caller, asked: string): Promise<readonly Holder[]>;
}

/** Who listens to a view: list changes told once for all upstreams, resource updates under exposed URIs. */
export class SubscriptionHub {
  readonly #parts: SubscriptionHubParts;
  readonly #subscribers = new Set<Ear>();

  constructor(parts: SubscriptionHubParts) {
    this.#parts = parts;
  }

  /**
   * A list changed for a principal (`shared`: for everybody). Where an upstream's did, only those are told who may use something
   * of that kind there.
   */
  changed(principal: string, changes: Changes, upstream?: string): void {
    if (this.#parts.passes()) return;
    for (const ear of this.#subscribers) {
      const { caller } = ear.listener;
      if (principal !== "shared" && caller.principal.key !== principal) continue;
      if (upstream !== undefined && !this.#parts.reaches(caller, upstream, changes)) continue;
      if (!ear.wants[WANTED[changes]]) continue;
      ear.pending.add(changes);
      ear.timer ??= setTimeout(() => flush(ear), COALESCE_MS).unref();
    }
  }

  async listen(listener: Listener, wants: ListenFilter): Promise<Listening> {
    const ear: Ear = { listener, wants, pending: new Set(), timer: undefined };
    const held = await this.#held(listener.caller, wants);
    const members = this.#parts.members(listener.caller);
    const opening = await Promise.allSettled(
      members.map((member) => member.peer.listen(this.#heard(ear, member), this.#part(ear, member, wants, held))),
    );
    const opened = opening.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const refused = opening.find((one) => one.status === "rejected");
    if (refused !== undefined) {
      for (const one of opened) one.ear.close();
      throw refused.reason;
    }
    this.#subscribers.add(ear);
    const subscribers = opened.map((one) => one.ear);
    let honoured = this.#together(
      ear,
      members,
      wants,
      held,
      opened.map((one) => one.honoured),
    );
    return {
      get honoured() {
        return honoured;
      },
      update: async (next) => {
        const held = await this.#held(listener.caller, next);
        const hidden = [...held].find(
          ([asked, by]) => by.length === 0 && !ear.wants.resourceSubscriptions.includes(asked),
        );
        if (hidden !== undefined) throw unknown("resource", hidden[0]);
        const parts = await Promise.all(
          subscribers.map((one, at) => one.update(this.#part(ear, members[at] as ViewMember, next, held))),
        );
        ear.wants = next;
        honoured = this.#together(ear, members, next, held, parts);
        return honoured;
      },
      close: () => this.#close(ear, subscribers),
    };
  }

  #close(ear: Ear, subscribers: readonly PeerSubscription[]): void {
    this.#subscribers.delete(ear);
    clearTimeout(ear.timer);
    for (const one of subscribers) one.close();
  }

  /** The listener as one upstream sees it. */
  #heard(ear: Ear, member: ViewMember): Listener {
    const { listener } = ear;
    // Rules may have changed since it began to listen.
    const reaches = (): boolean => this.#parts.members(listener.caller).includes(member);
    const notify = (message: Message): void => {
      const passes = this.#parts.passes();
      if (!passes && !reaches()) return;
      if (!passes && message.method?.endsWith("/list_changed")) return; // told by `changed`, once for all
      const shown = passes ? message : this.#exposed(message, ear, member);
      if (shown !== undefined) listener.notify(shown);
    };
    return { ...listener, notify, ended: () => undefined };
  }

  /** Undefined: the listener may not see any more what it is about. */
  #exposed(message: Message, ear: Ear, member: ViewMember): Message | undefined {
    if (message.method?.startsWith("notifications/tasks") || message.method === "notifications/progress") {
      return sealed(message, ear.listener.caller, member.peer.name, this.#parts.seal);
    }
    if (message.method !== "notifications/resources/updated") return message;
    const span = message.member("uri");
    const own = message.text(span);
    if (span === undefined || own === undefined) return message;
    const { name } = member.peer;
    const uris = this.#parts.uris(ear.listener.caller);
    const shown = uris?.exposed(name, own) ?? own;
    if (!this.#parts.visible(ear.listener.caller, unlisted("resource", name, own, "listed"), shown)) return undefined;
    // Whoever subscribed when the URI was shown otherwise knows it by that.
    const { resourceSubscriptions: known } = ear.wants;
    const means = (asked: string): boolean =>
      uris?.find(asked).some(({ upstream, uri }) => upstream === name && uri === own) === true;
    const told = known.includes(shown) ? shown : (known.find(means) ?? shown);
    return told === own ? message : splice(message, [{ ...span, bytes: Buffer.from(JSON.stringify(told)) }]);
  }

  /** By URI, who may hold the resources a filter names. */
  async #held(caller: Caller, { resourceSubscriptions }: ListenFilter): Promise<Held> {
    if (resourceSubscriptions.length === 0 || this.#parts.passes()) return new Map();
    const held = resourceSubscriptions.map(async (asked) => {
      const holders = await this.#parts.holders(caller, asked);
      return [asked, holders.filter(({ refused }) => refused === undefined)] as const;
    });
    return new Map(await Promise.all(held));
  }

  /** What of a filter concerns one upstream. */
  #part(ear: Ear, member: ViewMember, wants: ListenFilter, held: Held): ListenFilter {
    if (this.#parts.passes()) return wants;
    const mine = [...held.values()].flatMap((holders) =>
      holders.filter((holder) => holder.member === member).map(({ uri }) => uri),
    );
    const tasks = wants.taskIds.flatMap((asked) => {
      const owner = this.#parts.seal.open(ear.listener.caller, asked);
      return owner?.upstream === member.peer.name ? [owner.id] : [];
    });
    return { ...wants, resourceSubscriptions: mine, taskIds: tasks };
  }

  /** What all upstreams together honour; list changes the proxy can always tell, because upstreams come and go. */
  #together(
    ear: Ear,
    members: readonly ViewMember[],
    wants: ListenFilter,
    held: Held,
    parts: readonly ListenFilter[],
  ): ListenFilter {
    const [only] = parts;
    if (only !== undefined && this.#parts.passes()) return only;
    const honours = new Map(parts.map((part, at) => [members[at], new Set(part.resourceSubscriptions)]));
    const tasks = wants.taskIds.filter((asked) => this.#parts.seal.open(ear.listener.caller, asked) !== undefined);
    const resourceSubscriptions = wants.resourceSubscriptions.filter((asked) =>
      held.get(asked)?.some(({ member, uri }) => honours.get(member)?.has(uri) === true),
    );
    return { ...wants, resourceSubscriptions, taskIds: tasks };
  }
}

type Held = ReadonlyMap<string, readonly Holder[]>;

function flush(ear: Ear): void {
  ear.timer = undefined;
  const changes = [...ear.pending];
  ear.pending.clear();
  for (const list of changes) ear.listener.notify(notification(`notifications/${list}/list_changed`));
}
