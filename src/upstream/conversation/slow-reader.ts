import type { Caller } from "../../model/call.js";
import type { Transport } from "../../model/transport.js";

/**
 * A reader that is behind holds up the one stream of an upstream it has for itself: nothing is lost, and nothing piles up. A
 * stream that others read too goes on, so that nobody waits for somebody else's reader.
 */
export class SlowReader {
  readonly #transport: Transport;
  readonly #callers: () => Iterable<Caller>;
  readonly #held = new Set<Caller>();

  /** `callers`: who has something to expect from this upstream just now. */
  constructor(transport: Transport, callers: () => Iterable<Caller>) {
    this.#transport = transport;
    this.#callers = callers;
  }

  /** Whether the upstream is silent because nobody listens to it. */
  get holds(): boolean {
    return this.#held.size > 0;
  }

  /** A caller's reader is behind; `onDrain` tells when it has caught up, or is gone. */
  behind(caller: Caller, onDrain: (listener: () => void) => void): void {
    if (this.#transport.pauseAll === undefined || this.#held.has(caller)) return;
    for (const other of this.#callers()) if (!same(other, caller)) return;
    this.#held.add(caller);
    this.#transport.pauseAll();
    onDrain(() => {
      if (this.#held.delete(caller) && this.#held.size === 0) this.#transport.resumeAll?.();
    });
  }

  /** Somebody calls: who is not the one that is waited for does not wait. */
  enters(caller: Caller): void {
    for (const held of this.#held) {
      if (same(held, caller)) continue;
      this.#held.clear();
      this.#transport.resumeAll?.();
      return;
    }
  }
}

/** Whether two callers are one client; stateless ones cannot be told apart, and only one call is surely one's. */
function same(one: Caller, other: Caller): boolean {
  if (one === other) return true;
  return one.session !== undefined && one.session === other.session && one.principal.key === other.principal.key;
}
