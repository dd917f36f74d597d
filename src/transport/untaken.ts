import { BOUNDS } from "../model/bounds.js";
import type { Outgoing } from "../model/transport.js";

const MAX_BYTES = BOUNDS["upstream.untaken"].bytes;

/**
 * Notifications and responses that an HTTP upstream has not taken yet. Nobody waits for their answer, so nothing but this keeps
 * those to an upstream that takes none from piling up.
 */
export class Untaken {
  readonly #messages = new Set<Outgoing>();
  #bytes = 0;

  /** Whether one more may be sent: a long one always may on its own. */
  enter(message: Outgoing): boolean {
    if (this.#messages.size > 0 && this.#bytes + message.bytes.length > MAX_BYTES) return false;
    this.#messages.add(message);
    this.#bytes += message.bytes.length;
    return true;
  }

  /** The upstream took it, or it is given up. Idempotent. */
  leave(message: Outgoing): void {
    if (this.#messages.delete(message)) this.#bytes -= message.bytes.length;
  }
}
