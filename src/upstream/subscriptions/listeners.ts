import type { Listener, ListenFilter } from "../../model/view.js";
import type { Log } from "../../model/world.js";
import { everyChange } from "../../wire/changes.js";
import { type Attachment, type Link, NOTHING } from "../conversation/link.js";

/** One subscriber at an upstream, across the links that come and go. */
export interface UpstreamSubscription {
  update(wants: ListenFilter): Promise<ListenFilter>;
  close(): void;
}

interface AttachedSubscriber {
  readonly listener: Listener;
  wants: ListenFilter;
  attached: { readonly link: Link; readonly to: Attachment } | undefined;
}

/** What the listeners of an upstream need of it. */
export interface LinkSource {
  /** The link that serves a listener, while there is one. */
  current(listener: Listener): Link | undefined;
  /** There is none: open it in the background. */
  wanted(listener: Listener): void;
  /** Somebody listens on the link from now on. */
  used(link: Link): void;
}

/** Who listens to one upstream. Attached to the link there is, and again to each that follows it. */
export class UpstreamListeners {
  readonly #source: LinkSource;
  readonly #upstream: string;
  readonly #log: Log;
  readonly #subscribers = new Set<AttachedSubscriber>();

  constructor(upstream: string, source: LinkSource, log: Log) {
    this.#upstream = upstream;
    this.#source = source;
    this.#log = log;
  }

  async open(listener: Listener, wants: ListenFilter): Promise<{ ear: UpstreamSubscription; honoured: ListenFilter }> {
    const subscriber: AttachedSubscriber = { listener, wants: NOTHING, attached: undefined };
    this.#subscribers.add(subscriber);
    const update = (next: ListenFilter): Promise<ListenFilter> => this.#update(subscriber, next);
    const close = (): void => {
      this.#subscribers.delete(subscriber);
      subscriber.attached?.to.detach();
    };
    try {
      return { ear: { update, close }, honoured: await update(wants) };
    } catch (error) {
      close();
      throw error;
    }
  }

  async #update(subscriber: AttachedSubscriber, next: ListenFilter): Promise<ListenFilter> {
    const before = subscriber.wants;
    subscriber.wants = next;
    const link = this.#source.current(subscriber.listener);
    if (link === undefined) {
      this.#source.wanted(subscriber.listener);
      return next;
    }
    try {
      return await this.#attach(subscriber, link);
    } catch (error) {
      subscriber.wants = before;
      throw error;
    }
  }

  async #attach(subscriber: AttachedSubscriber, link: Link): Promise<ListenFilter> {
    this.#source.used(link);
    if (subscriber.attached?.link !== link) subscriber.attached = { link, to: link.attach(subscriber.listener) };
    return subscriber.attached.to.update(subscriber.wants);
  }

  /** A link is up: whoever it serves is attached, and told that every list it wanted has changed. */
  serve(link: Link): void {
    for (const subscriber of this.#subscribers) {
      if (subscriber.attached?.link === link || this.#source.current(subscriber.listener) !== link) continue;
      this.#attach(subscriber, link).then(
        (honoured) => {
          for (const change of everyChange(honoured)) subscriber.listener.notify(change);
        },
        (error: unknown) =>
          this.#log.warn("upstream.subscription_lost", { upstream: this.#upstream, cause: String(error) }),
      );
    }
  }

  /** Whether anybody of a kind listens. */
  some(which: (listener: Listener) => boolean): boolean {
    for (const subscriber of this.#subscribers) if (which(subscriber.listener)) return true;
    return false;
  }

  /** Whether anybody of a kind waits for news of a resource or task it named. */
  waiting(which: (listener: Listener) => boolean): boolean {
    for (const { listener, wants } of this.#subscribers) {
      if (wants.resourceSubscriptions.length + wants.taskIds.length > 0 && which(listener)) return true;
    }
    return false;
  }

  /** Whether anybody listens on a link. */
  on(link: Link): boolean {
    for (const subscriber of this.#subscribers) if (subscriber.attached?.link === link) return true;
    return false;
  }

  /** A link is gone. Answers who listened on it. */
  orphan(link: Link): Listener[] {
    const orphans: Listener[] = [];
    for (const subscriber of this.#subscribers) {
      if (subscriber.attached?.link !== link) continue;
      subscriber.attached = undefined;
      orphans.push(subscriber.listener);
    }
    return orphans;
  }
}
