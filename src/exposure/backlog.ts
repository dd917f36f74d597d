/** A reader that is behind, as far as its backlog matters. */
interface Behind {
  /** Bytes that are held for it. */
  readonly held: number;
  /** Whether it took nothing since it was last looked at. */
  readonly still: boolean;
  /** Nobody waits for it any longer. */
  giveUp(): void;
}

/**
 * What waits for all readers of one exposure together. Beyond half of what may wait, readers that take nothing are given up; beyond
 * all of it the one that is most behind is, whatever it takes.
 */
export class Backlog {
  readonly #most: number;
  readonly #behind = new Map<Behind, number>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Bytes that wait, as far as was told. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes note of how far a reader is behind now. */
  note(reader: Behind): void {
    const { held } = reader;
    this.#bytes += held - (this.#behind.get(reader) ?? 0);
    if (held === 0) this.#behind.delete(reader);
    else this.#behind.set(reader, held);
    if (this.#bytes > this.#most) this.#giveUp(this.#most, () => true);
  }

  /** Called now and then. */
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
