import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import { everyChange } from "../wire/changes.js";

/**
 * What a legacy session hears outside any call: one ear at the view from `notifications/initialized` on, its filter
 * changed by `resources/subscribe` and `resources/unsubscribe`.
 */
export class Subscriptions {
  readonly #view: View;
  readonly #uris = new Set<string>();
  readonly #listener: Listener;
  #listening: Promise<Listening> | undefined;
  #closed = false;

  constructor(view: View, listener: Listener) {
    this.#view = view;
    this.#listener = listener;
  }

  get caller(): Caller {
    return this.#listener.caller;
  }

  /** Begins to listen; the second time does nothing. Rejects as `View.listen` does, and can then be tried again. */
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
    this.#uris.add(uri);
    try {
      const listening = await this.start();
      const honoured = await listening.update(this.#wants());
      if (!honoured.resourceSubscriptions.includes(uri)) {
        throw new ProxyError("METHOD_NOT_FOUND", "The upstream of this resource offers no subscriptions");
      }
    } catch (error) {
      if (added) this.#uris.delete(uri);
      throw error;
    }
  }

  async unsubscribe(uri: string): Promise<void> {
    if (!this.#uris.delete(uri)) return;
    const listening = await this.start();
    await listening.update(this.#wants());
  }

  /** Something was lost on the way to the client. */
  missed(): void {
    this.#listening?.then(
      ({ honoured }) => {
        for (const change of everyChange(honoured)) this.#listener.notify(change);
      },
      () => undefined, // it does not listen: `start` has said so
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
