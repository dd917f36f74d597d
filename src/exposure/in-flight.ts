import type { Call } from "../model/call.js";
import type { ReplySink } from "./reply-sink.js";

/** A call that waits for its answer. */
export interface Flight {
  readonly call: Call;
  readonly way: ReplySink;
  /** The client's id, raw. */
  readonly id: Buffer;
  /** Its place in the table. */
  slot: number;
}

/**
 * The calls of one client that wait for their answers. Few at a time, and looked up by id only to cancel one: so a list, in
 * which a new call costs no key and a settled one leaves no trace.
 */
export class InFlight {
  readonly #flights: Flight[] = [];

  get size(): number {
    return this.#flights.length;
  }

  add(call: Call, way: ReplySink, id: Buffer): Flight {
    const flight: Flight = { call, way, id, slot: this.#flights.length };
    this.#flights.push(flight);
    return flight;
  }

  /** A call with an id (the bytes of its raw token). */
  find(id: Buffer): Flight | undefined {
    // Ids count up as a rule: their last bytes tell them apart without a native call.
    const last = id.length - 1;
    for (let at = 0; at < this.#flights.length; at++) {
      const flight = this.#flights[at] as Flight;
      const other = flight.id;
      if (other.length === id.length && other[last] === id[last] && other.equals(id)) return flight;
    }
    return undefined;
  }

  /** Idempotent. */
  remove(flight: Flight): void {
    if (this.#flights[flight.slot] !== flight) return;
    const last = this.#flights.pop() as Flight;
    if (last === flight) return;
    this.#flights[flight.slot] = last;
    last.slot = flight.slot;
  }

  /** Removes all, and gives them to whoever ends them. */
  clear(): Flight[] {
    return this.#flights.splice(0);
  }
}
