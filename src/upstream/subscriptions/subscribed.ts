import { UpstreamAnswer } from "../../model/view.js";
import type { Relay } from "../conversation/relay.js";

/** The resources a legacy session is subscribed to, each once however many listen. */
export class Subscribed {
  readonly #relay: Relay;
  readonly #counts = new Map<string, number>();

  constructor(relay: Relay) {
    this.#relay = relay;
  }

  /** One more listener of a URI. Rejects with `UpstreamAnswer` when the upstream refuses it. */
  async add(uri: string): Promise<void> {
    const count = this.#counts.get(uri) ?? 0;
    if (count === 0) {
      const answer = await this.#relay.ask("resources/subscribe", JSON.stringify({ uri })).promise;
      if (answer.kind === "error") throw new UpstreamAnswer(answer);
    }
    this.#counts.set(uri, (this.#counts.get(uri) ?? 0) + 1);
  }

  /** One listener fewer; the last one ends the subscription upstream. */
  remove(uri: string): void {
    const count = (this.#counts.get(uri) ?? 1) - 1;
    if (count > 0) {
      this.#counts.set(uri, count);
      return;
    }
    this.#counts.delete(uri);
    if (this.#relay.closed === undefined)
      this.#relay.quietly(this.#relay.ask("resources/unsubscribe", JSON.stringify({ uri })));
  }
}
