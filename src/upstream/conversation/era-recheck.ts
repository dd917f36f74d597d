import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { type Exchange, LinkFailure } from "./exchanges.js";
import type { Relay } from "./relay.js";

/** Statuses an upstream may refuse a request with that is none of its era. */
const REFUSED: ReadonlySet<number | undefined> = new Set([400, 404, 405, 406, 415, 422]);

/** Whether a request without an answer may have gone to an upstream of the other era. */
export const mayBeOtherEra = (failure: { readonly executed: string; readonly status: number | undefined }): boolean =>
  failure.executed === "unsent" && REFUSED.has(failure.status);

/**
 * An era is a property of the upstream, and an upstream may be exchanged for another while its address stays. What it then
 * answers could also be an error of the call, so it is asked something that only one of the eras knows: once for all calls
 * that want to know.
 */
export class EraRecheck {
  readonly #relay: Relay;
  readonly #upstream: string;
  readonly #ask: () => Exchange;
  readonly #confirms: (answer: Message) => boolean;
  #asking: Promise<boolean> | undefined;

  constructor(relay: Relay, upstream: string, ask: () => Exchange, confirms: (answer: Message) => boolean) {
    this.#relay = relay;
    this.#upstream = upstream;
    this.#ask = ask;
    this.#confirms = confirms;
  }

  /** Runs `settle` when the upstream still speaks the era of this link; else the call fails as one of a stale link, and may be sent again. */
  of(exchange: Exchange, settle: () => void): void {
    void this.#still().then((still) => {
      if (still) {
        settle();
        return;
      }
      const error = new ProxyError("UPSTREAM_PROTOCOL", `${this.#upstream} now speaks another protocol era`);
      this.#relay.exchanges.fail(exchange.id, new LinkFailure(error, "unsent", true));
    });
  }

  #still(): Promise<boolean> {
    this.#asking ??= this.#ask()
      .promise.then(this.#confirms, (error: unknown) => !(error instanceof LinkFailure && mayBeOtherEra(error)))
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }
}
