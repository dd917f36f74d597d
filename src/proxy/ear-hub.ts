import type { Caller } from "../model/call.js";
import type { Message } from "../model/message.js";
import type { Listener, ListenFilter, Listening } from "../model/view.js";
import { notification } from "../wire/build.js";
import { splice } from "../wire/splice.js";
import type { Member } from "./member.js";
import type { Uris } from "./naming/uris.js";
import type { PeerEar } from "./peer.js";
import type { TaskSeal } from "./task-seal.js";
import { sealed } from "./tasks.js";

/** List changes that come within this many milliseconds are told once. */
const TOGETHER = 50;

type Changes = "tools" | "prompts" | "resources";

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

/** Who listens to a merged view: list changes told once for all upstreams, resource updates under exposed URIs. */
export class EarHub {
  readonly #members: (caller: Caller) => readonly Member[];
  readonly #seal: TaskSeal;
  readonly #uris: (caller: Caller) => Uris | undefined;
  readonly #prepare: (caller: Caller) => Promise<unknown>;
  readonly #ears = new Set<Ear>();

  /**
   * `members` answers the upstreams somebody may use anything of, just now. `prepare` makes sure that `uris` knows who owns
   * what, before a subscription is routed.
   */
  constructor(
    members: (caller: Caller) => readonly Member[],
    seal: TaskSeal,
    uris: (caller: Caller) => Uris | undefined,
    prepare: (caller: Caller) => Promise<unknown>,
  ) {
    this.#members = members;
    this.#seal = seal;
    this.#uris = uris;
    this.#prepare = prepare;
  }

  /** A list changed for a principal (`shared`: for everybody). */
  changed(principal: string, changes: Changes): void {
    for (const ear of this.#ears) {
      if (principal !== "shared" && ear.listener.caller.principal.key !== principal) continue;
      if (!ear.wants[WANTED[changes]]) continue;
      ear.pending.add(changes);
      ear.timer ??= setTimeout(() => flush(ear), TOGETHER).unref();
    }
  }

  async listen(listener: Listener, wants: ListenFilter): Promise<Listening> {
    const ear: Ear = { listener, wants, pending: new Set(), timer: undefined };
    if (wants.resourceSubscriptions.length > 0) await this.#prepare(listener.caller);
    const members = this.#members(listener.caller);
    const opening = await Promise.allSettled(
      members.map((member) => member.peer.listen(this.#heard(ear, member), this.#part(ear, member, wants))),
    );
    const opened = opening.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const refused = opening.find((one) => one.status === "rejected");
    if (refused !== undefined) {
      for (const one of opened) one.ear.close();
      throw refused.reason;
    }
    this.#ears.add(ear);
    const ears = opened.map((one) => one.ear);
    let honoured = this.#together(
      ear,
      members,
      wants,
      opened.map((one) => one.honoured),
    );
    return {
      get honoured() {
        return honoured;
      },
      update: async (next) => {
        if (next.resourceSubscriptions.length > 0) await this.#prepare(listener.caller);
        const parts = await Promise.all(
          ears.map((one, at) => one.update(this.#part(ear, members[at] as Member, next))),
        );
        ear.wants = next;
        honoured = this.#together(ear, members, next, parts);
        return honoured;
      },
      close: () => this.#close(ear, ears),
    };
  }

  #close(ear: Ear, ears: readonly PeerEar[]): void {
    this.#ears.delete(ear);
    clearTimeout(ear.timer);
    for (const one of ears) one.close();
  }

  /** The listener as one upstream sees it. */
  #heard(ear: Ear, member: Member): Listener {
    const { listener } = ear;
    // Rules may have changed since it began to listen.
    const reaches = (): boolean => this.#members(listener.caller).includes(member);
    const notify = (message: Message): void => {
      if (!reaches()) return;
      if (message.method?.endsWith("/list_changed")) return; // told by `changed`, once for all
      listener.notify(this.#exposed(message, ear, member));
    };
    return { ...listener, notify, ended: () => undefined };
  }

  #exposed(message: Message, ear: Ear, member: Member): Message {
    if (message.method?.startsWith("notifications/tasks") || message.method === "notifications/progress") {
      return sealed(message, ear.listener.caller, member.peer.name, this.#seal);
    }
    if (message.method !== "notifications/resources/updated") return message;
    const span = message.member("uri");
    const own = message.text(span);
    if (span === undefined || own === undefined) return message;
    const shown = this.#uris(ear.listener.caller)?.exposed(member.peer.name, own) ?? own;
    return shown === own ? message : splice(message, [{ ...span, bytes: Buffer.from(JSON.stringify(shown)) }]);
  }

  /** What of a filter concerns one upstream. */
  #part(ear: Ear, member: Member, wants: ListenFilter): ListenFilter {
    const uris = this.#uris(ear.listener.caller);
    const mine = wants.resourceSubscriptions.flatMap((asked) => {
      const owners = uris?.find(asked) ?? [];
      if (owners.length === 0) return [asked];
      const own = owners.find(({ upstream }) => upstream === member.peer.name);
      return own === undefined ? [] : [own.uri];
    });
    const tasks = wants.taskIds.flatMap((asked) => {
      const owner = this.#seal.open(ear.listener.caller, asked);
      return owner?.upstream === member.peer.name ? [owner.id] : [];
    });
    return { ...wants, resourceSubscriptions: mine, taskIds: tasks };
  }

  /** What all upstreams together honour; list changes the proxy can always tell, because upstreams come and go. */
  #together(ear: Ear, members: readonly Member[], wants: ListenFilter, parts: readonly ListenFilter[]): ListenFilter {
    const uris = this.#uris(ear.listener.caller);
    const honoured = new Set(
      parts.flatMap((part, at) => {
        const name = members[at]?.peer.name ?? "";
        return part.resourceSubscriptions.map((own) => uris?.exposed(name, own) ?? own);
      }),
    );
    const tasks = wants.taskIds.filter((asked) => this.#seal.open(ear.listener.caller, asked) !== undefined);
    const resourceSubscriptions = wants.resourceSubscriptions.filter((uri) => honoured.has(uri));
    return { ...wants, resourceSubscriptions, taskIds: tasks };
  }
}

function flush(ear: Ear): void {
  ear.timer = undefined;
  const changes = [...ear.pending];
  ear.pending.clear();
  for (const list of changes) ear.listener.notify(notification(`notifications/${list}/list_changed`));
}
