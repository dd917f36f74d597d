import type { Listener, ListenFilter } from "../../model/view.js";
import type { Log } from "../../model/world.js";
import { everyChange } from "../../wire/changes.js";
import { type Attachment, type Link, NOTHING } from "../conversation/link.js";

/** One ear at an upstream, across the links that come and go. */
export interface UpstreamSubscription {
  update(wants: ListenFilter): Promise<ListenFilter>;
  close(): void;
}

interface Ear {
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
  readonly #subscribers = new Set<Ear>();

  constructor(upstream: string, source: LinkSource, log: Log) {
    this.#upstream = upstream;
    this.#source = source;
    this.#log = log;
  }

  async open(listener: Listener, wants: ListenFilter): Promise<{ ear: UpstreamSubscription; honoured: ListenFilter }> {
    const ear: Ear = { listener, wants: NOTHING, attached: undefined };
    this.#subscribers.add(ear);
    const update = (next: ListenFilter): Promise<ListenFilter> => this.#update(ear, next);
    const close = (): void => {
      this.#subscribers.delete(ear);
      ear.attached?.to.detach();
    };
    try {
      return { ear: { update, close }, honoured: await update(wants) };
    } catch (error) {
      close();
      throw error;
    }
  }

  async #update(ear: Ear, next: ListenFilter): Promise<ListenFilter> {
    const before = ear.wants;
    ear.wants = next;
    const link = this.#source.current(ear.listener);
    if (link === undefined) {
      this.#source.wanted(ear.listener);
      return next;
    }
    try {
      return await this.#attach(ear, link);
    } catch (error) {
      ear.wants = before;
      throw error;
    }
  }

  async #attach(ear: Ear, link: Link): Promise<ListenFilter> {
    this.#source.used(link);
    if (ear.attached?.link !== link) ear.attached = { link, to: link.attach(ear.listener) };
    return ear.attached.to.update(ear.wants);
  }

  /** A link is up: whoever it serves is attached, and told that every list it wanted has changed. */
  serve(link: Link): void {
    for (const ear of this.#subscribers) {
      if (ear.attached?.link === link || this.#source.current(ear.listener) !== link) continue;
      this.#attach(ear, link).then(
        (honoured) => {
          for (const change of everyChange(honoured)) ear.listener.notify(change);
        },
        (error: unknown) =>
          this.#log.warn("upstream.subscription_lost", { upstream: this.#upstream, cause: String(error) }),
      );
    }
  }

  /** Whether anybody of a kind listens. */
  some(which: (listener: Listener) => boolean): boolean {
    for (const ear of this.#subscribers) if (which(ear.listener)) return true;
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
    for (const ear of this.#subscribers) if (ear.attached?.link === link) return true;
    return false;
  }

  /** A link is gone. Answers who listened on it. */
  orphan(link: Link): Listener[] {
    const orphans: Listener[] = [];
    for (const ear of this.#subscribers) {
      if (ear.attached?.link !== link) continue;
      ear.attached = undefined;
      orphans.push(ear.listener);
    }
    return orphans;
  }
}
