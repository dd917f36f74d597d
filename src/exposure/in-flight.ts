import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Cancellable, ReplySink } from "./reply-sink.js";

/** Requests of one client that may wait for their answers. */
const MAX_IN_FLIGHT = 2000;

/** A request that waits for its answer. */
export interface Flight {
  readonly work: Cancellable;
  readonly reply: ReplySink;
  /** The client's id, raw. */
  readonly id: Buffer;
  /** Its index in the list. */
  slot: number;
}

/**
 * The requests of one client that wait for their answers. They are few, and only a cancellation looks one up by its id. A list
 * serves that without a key for each call.
 */
export class InFlight {
  readonly #flights: Flight[] = [];

  get size(): number {
    return this.#flights.length;
  }

  /**
   * Adds a request. Throws RATE_LIMITED when the client has as many as it may, and INVALID_REQUEST when it reads several answers in
   * one place and an earlier request has the same id.
   */
  add(work: Cancellable, reply: ReplySink, id: Buffer): Flight {
    if (this.#flights.length >= MAX_IN_FLIGHT) {
      throw new ProxyError(
        "RATE_LIMITED",
        `${MAX_IN_FLIGHT} requests of this client wait for their answers already; wait for some of them`,
      );
    }
    if (reply.shared && this.#find(id) !== undefined) {
      throw new ProxyError("INVALID_REQUEST", "The id belongs to a request that has no answer yet");
    }
    const flight: Flight = { work, reply, id, slot: this.#flights.length };
    this.#flights.push(flight);
    return flight;
  }

  /** Idempotent. */
  remove(flight: Flight): void {
    if (this.#flights[flight.slot] !== flight) return;
    const last = this.#flights.pop() as Flight;
    if (last === flight) return;
    this.#flights[flight.slot] = last;
    last.slot = flight.slot;
  }

  /** Acts on a `notifications/cancelled`; false when it names no request in flight. */
  cancel(message: Message): boolean {
    const span = message.member("requestId");
    const flight = span === undefined ? undefined : this.#find(message.bytes.subarray(span.start, span.end));
    if (flight === undefined) return false;
    this.remove(flight);
    end(flight, message.text(message.member("reason")));
    return true;
  }

  /** Cancels all, because the client is gone. */
  close(reason: string): void {
    for (const flight of this.#flights.splice(0)) end(flight, reason);
  }

  #find(id: Buffer): Flight | undefined {
    // Most clients count their ids up: the last bytes tell them apart without a native call.
    const last = id.length - 1;
    for (let at = 0; at < this.#flights.length; at++) {
      const flight = this.#flights[at] as Flight;
      const other = flight.id;
      if (other.length === id.length && other[last] === id[last] && other.equals(id)) return flight;
    }
    return undefined;
  }
}

function end({ work, reply, id }: Flight, reason: string | undefined): void {
  work.cancel(reason);
  reply.cancelled(id);
}
