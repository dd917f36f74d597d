import { BOUNDS, entryBytes } from "../model/bounds.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import { everyChange } from "../wire/changes.js";
import type { Lease } from "./budget.js";

const MAX_BYTES = BOUNDS["exposure.subscriptions"].bytes;
/** The session, the view and the link to the upstream each keep a URI. */
const KEPT_TIMES = 3;

/**
 * What a legacy session listens to outside any call. It is one listener at the view from `notifications/initialized` on;
 * `resources/subscribe` and `resources/unsubscribe` change its filter.
 */
export class Subscriptions {
  readonly #view: View;
  readonly #uris = new Set<string>();
  readonly #listener: Listener;
  readonly #lease: Lease | undefined;
  #bytes = 0;
  #listening: Promise<Listening> | undefined;
  #closed = false;

  /** `lease`: the session's part of the budget of sessions. */
  constructor(view: View, listener: Listener, lease?: Lease) {
    this.#view = view;
    this.#listener = listener;
    this.#lease = lease;
  }

  get caller(): Caller {
    return this.#listener.caller;
  }

  /** Begins to listen, once. Rejects as `View.listen` does, and can be tried again then. */
  async start(): Promise<Listening> {
    this.#listening ??= this.#view.listen(this.#listener, this.#wants());
    try {
      const listening = await this.#listening;
      if (this.#closed) listening.close();
      return listening;
    } catch (error) {
      this.#listening = undefined;
      throw error;
    }
  }

  /** Rejects with a `ProxyError` or `UpstreamAnswer` when the upstream refuses the URI, or offers no subscriptions. */
  async subscribe(uri: string): Promise<void> {
    const added = !this.#uris.has(uri);
    if (added) this.#add(uri);
    try {
      const listening = await this.start();
      const honoured = await listening.update(this.#wants());
      if (!honoured.resourceSubscriptions.includes(uri)) {
        throw new ProxyError("METHOD_NOT_FOUND", "The upstream of this resource offers no subscriptions");
      }
    } catch (error) {
      if (added) this.#delete(uri);
      throw error;
    }
  }

  #add(uri: string): void {
    const bytes = entryBytes(uri);
    if (this.#bytes + bytes > MAX_BYTES) {
      throw new ProxyError(
        "RATE_LIMITED",
        "This session has reached the limit of subscriptions; unsubscribe from a resource first",
        {
          data: { retryAfter: 1 },
        },
      );
    }
    this.#lease?.grow(KEPT_TIMES * bytes);
    this.#bytes += bytes;
    this.#uris.add(uri);
  }

  #delete(uri: string): boolean {
    if (!this.#uris.delete(uri)) return false;
    this.#lease?.shrink(KEPT_TIMES * entryBytes(uri));
    this.#bytes -= entryBytes(uri);
    return true;
  }

  async unsubscribe(uri: string): Promise<void> {
    if (!this.#delete(uri)) return;
    const listening = await this.start();
    await listening.update(this.#wants());
  }

  /** Notifications to the client were lost. */
  missed(): void {
    this.#listening?.then(
      ({ honoured }) => {
        for (const change of everyChange(honoured)) this.#listener.notify(change);
      },
      () => undefined, // `start` has reported it
    );
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listening?.then(
      (listening) => listening.close(),
      () => undefined,
    );
  }

  #wants(): ListenFilter {
    return {
      toolsListChanged: true,
      promptsListChanged: true,
      resourcesListChanged: true,
      resourceSubscriptions: [...this.#uris],
      taskIds: [],
    };
  }
}
