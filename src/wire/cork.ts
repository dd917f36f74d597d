import type { Writable } from "node:stream";

/** Gathers what is written to a stream within one turn of the event loop, so that it leaves in one system call. */
export class Cork {
  readonly #out: Writable;
  #held = false;

  constructor(out: Writable) {
    this.#out = out;
  }

  /** Called before a write: it waits for the others of this turn. */
  hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#out.cork();
    setImmediate(this.flush);
  }

  /** Lets what is held go now; for whoever ends the process. */
  readonly flush = (): void => {
    if (!this.#held) return;
    this.#held = false;
    this.#out.uncork();
  };
}
