/** A reader that is behind. */
interface Behind {
  /** Bytes that the proxy holds for it. */
  readonly held: number;
  /** Whether it read nothing since the last tick. */
  readonly still: boolean;
  /** Disconnects the reader. */
  giveUp(): void;
}

/**
 * The unread bytes of all readers of one exposure. Above half of the limit, readers that read nothing are disconnected. Above the
 * limit, the reader that is most behind is disconnected, whether it reads or not.
 */
export class Backlog {
  readonly #most: number;
  readonly #behind = new Map<Behind, number>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Unread bytes, as of the last notes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Notes how far a reader is behind now. */
  note(reader: Behind): void {
    const { held } = reader;
    this.#bytes += held - (this.#behind.get(reader) ?? 0);
    if (held === 0) this.#behind.delete(reader);
    else this.#behind.set(reader, held);
    if (this.#bytes > this.#most) this.#giveUp(this.#most, () => true);
  }

  /** Called at every tick. */
  tick(): void {
    if (this.#bytes > this.#most / 2) this.#giveUp(this.#most / 2, ({ still }) => still);
  }

  #giveUp(most: number, which: (reader: Behind) => boolean): void {
    while (this.#bytes > most) {
      let worst: Behind | undefined;
      let bytes = 0;
      for (const [reader, held] of this.#behind) {
        if (held <= bytes || !which(reader)) continue;
        worst = reader;
        bytes = held;
      }
      if (worst === undefined) return;
      this.#behind.delete(worst);
      this.#bytes -= bytes;
      worst.giveUp();
    }
  }
}
