import type { Caller, LogLevel } from "../../model/call.js";
import { LOG_LEVELS } from "../../model/call.js";
import type { Message } from "../../model/message.js";
import type { ServerFeature } from "../../model/protocol.js";
import type { Listener, ListenFilter } from "../../model/view.js";
import { notification } from "../../wire/build.js";
import { NOTHING } from "../conversation/link.js";
import type { People } from "../pool/people.js";

/** One attached listener and what it is owed. */
export interface Subscriber {
  readonly listener: Listener;
  wants: ListenFilter;
}

const LISTS = {
  "notifications/tools/list_changed": "toolsListChanged",
  "notifications/prompts/list_changed": "promptsListChanged",
  "notifications/resources/list_changed": "resourcesListChanged",
} as const;

/** The list a `list_changed` notification speaks of. */
export function changedList(method: string): ServerFeature | undefined {
  if (!(method in LISTS)) return undefined;
  return method.split("/")[1] as ServerFeature;
}

/** Whether a log message of one level is wanted by somebody who asked for another. */
export function wantsLog(asked: LogLevel | undefined, level: string | undefined): boolean {
  if (asked === undefined) return false;
  const severity = LOG_LEVELS.indexOf(level as LogLevel);
  return severity < 0 || severity >= LOG_LEVELS.indexOf(asked);
}

/** Who listens on one link outside any call, and what each gets. */
export class Subscribers {
  readonly #subscribers = new Set<Subscriber>();
  readonly #people: People;
  #slow: (caller: Caller, onDrain: (listener: () => void) => void) => void = () => undefined;

  constructor(people: People) {
    this.#people = people;
  }

  add(listener: Listener): Subscriber {
    this.#people.listens(listener.caller.principal);
    const subscriber = { listener, wants: NOTHING };
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  get all(): ReadonlySet<Subscriber> {
    return this.#subscribers;
  }

  /** Who listens, session by session. */
  *callers(): Iterable<Caller> {
    for (const { listener } of this.#subscribers) yield listener.caller;
  }

  /** Everything wanted by anybody. */
  union(): ListenFilter {
    const subscribers = [...this.#subscribers];
    return {
      toolsListChanged: subscribers.some((subscriber) => subscriber.wants.toolsListChanged),
      promptsListChanged: subscribers.some((subscriber) => subscriber.wants.promptsListChanged),
      resourcesListChanged: subscribers.some((subscriber) => subscriber.wants.resourcesListChanged),
      resourceSubscriptions: [...new Set(subscribers.flatMap((subscriber) => subscriber.wants.resourceSubscriptions))],
      taskIds: [...new Set(subscribers.flatMap((subscriber) => subscriber.wants.taskIds))],
    };
  }

  /** Delivers a notification that belongs to no call to those who want it. */
  deliver(notification: Message): void {
    const method = notification.method ?? "";
    const { several } = this.#people;
    for (const subscriber of [...this.#subscribers]) {
      if (wanted(subscriber, method, notification, several)) this.#give(subscriber.listener, notification);
    }
  }

  /** Delivers a notification to one session and nobody else. */
  tell(caller: Caller, notification: Message): void {
    for (const { listener } of [...this.#subscribers])
      if (listener.caller === caller) this.#give(listener, notification);
  }

  #give(listener: Listener, notification: Message): void {
    listener.notify(notification);
    if (listener.behind?.() === true && listener.onDrain !== undefined) this.#slow(listener.caller, listener.onDrain);
  }

  /** Something may have been missed: everybody hears that all it listens to may have changed. */
  missed(): void {
    for (const list of Object.keys(LISTS)) this.deliver(notification(list));
    for (const uri of this.union().resourceSubscriptions) {
      this.deliver(notification("notifications/resources/updated", { uri }));
    }
  }

  /** Who is told when a listener's reader is behind. */
  onBehind(slow: (caller: Caller, onDrain: (listener: () => void) => void) => void): void {
    this.#slow = slow;
  }

  /** The legacy sessions that listen here: they can be asked outside any call. */
  askable(): readonly Listener[] {
    return [...this.#subscribers].flatMap(({ listener }) => (listener.ask === undefined ? [] : [listener]));
  }

  /** The most verbose level any legacy session set. */
  level(): LogLevel | undefined {
    let lowest: number = LOG_LEVELS.length;
    for (const { listener } of this.#subscribers) {
      const level = listener.logLevel();
      if (level !== undefined) lowest = Math.min(lowest, LOG_LEVELS.indexOf(level));
    }
    return LOG_LEVELS[lowest];
  }
}

/** `several`: what belongs to no call may be about what another principal did, so that only what was asked for is told. */
function wanted({ listener, wants }: Subscriber, method: string, notification: Message, several: boolean): boolean {
  if (method in LISTS) return wants[LISTS[method as keyof typeof LISTS]];
  if (method === "notifications/resources/updated") {
    const uri = notification.text(notification.member("uri"));
    return uri !== undefined && wants.resourceSubscriptions.includes(uri);
  }
  if (method === "notifications/tasks") {
    const id = notification.text(notification.member("taskId"));
    return id !== undefined && wants.taskIds.includes(id);
  }
  if (listener.caller.era !== "legacy") return false;
  // Whoever shares the link sorts out whose task it is (`withOwnTasks`).
  if (several) return method === "notifications/tasks/status";
  if (method === "notifications/message") {
    const asked = listener.logLevel();
    return asked === undefined || wantsLog(asked, notification.text(notification.member("level")));
  }
  return true;
}
