import type { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import type { Failure, Receiver } from "../../model/transport.js";

/** A link under probing: what arrives, it hears. */
interface Hearing {
  readonly receiver: Receiver;
}

/**
 * Two links on one child while its era is not known: what arrives goes to both, which have ids of their own ranges,
 * until one is decided for.
 */
export class Probe implements Receiver {
  readonly #both: readonly Hearing[];
  #decided: Receiver | undefined;
  /** Whether the child ended before the decision. */
  died = false;

  constructor(modern: Hearing, legacy: Hearing) {
    this.#both = [modern, legacy];
  }

  decide(link: Hearing): void {
    this.#decided = link.receiver;
  }

  message(message: Message, on: number | undefined): void {
    if (this.#decided !== undefined) this.#decided.message(message, on);
    else for (const { receiver } of this.#both) receiver.message(message, on);
  }

  activity(id: number): void {
    if (this.#decided !== undefined) this.#decided.activity(id);
  }

  failed(id: number, failure: Failure): void {
    if (this.#decided !== undefined) this.#decided.failed(id, failure);
    else for (const { receiver } of this.#both) receiver.failed(id, failure);
  }

  closed(error: ProxyError): void {
    if (this.#decided !== undefined) {
      this.#decided.closed(error);
      return;
    }
    this.died = true;
    for (const { receiver } of this.#both) receiver.closed(error);
  }
}
