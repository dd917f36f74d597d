/** From this many slots on; a power of two. */
const FIRST_SIZE = 64;

/**
 * What is under way, by ascending numbers. A table of slots rather than a `Map`: a `Map` that is written all the time leaves
 * a trail of old tables, each holding on to the next, so that what was settled long ago survives young collections.
 */
export class Pending<T> {
  #ids: number[] = new Array<number>(FIRST_SIZE).fill(0);
  #slots: (T | undefined)[] = new Array<T | undefined>(FIRST_SIZE).fill(undefined);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Keeps something under a number, in place of what stood there. */
  put(id: number, one: T): void {
    this.take(id);
    while (this.#slots[id & (this.#slots.length - 1)] !== undefined) this.#grow();
    const slot = id & (this.#slots.length - 1);
    this.#ids[slot] = id;
    this.#slots[slot] = one;
    this.#size++;
  }

  get(id: number): T | undefined {
    const slot = id & (this.#slots.length - 1);
    return this.#ids[slot] === id ? this.#slots[slot] : undefined;
  }

  /** Removes and answers what stands under a number; undefined when nothing does. */
  take(id: number): T | undefined {
    const one = this.get(id);
    if (one === undefined) return undefined;
    this.#slots[id & (this.#slots.length - 1)] = undefined;
    this.#size--;
    return one;
  }

  /** Whether a number would share a slot with another, so that the table would have to grow for it. */
  crowds(id: number): boolean {
    return this.#size * 2 < this.#slots.length && this.#slots[id & (this.#slots.length - 1)] !== undefined;
  }

  clear(): void {
    this.#slots.fill(undefined);
    this.#size = 0;
  }

  /** All of them, oldest number first. */
  all(): T[] {
    const found: { id: number; one: T }[] = [];
    this.#slots.forEach((one, slot) => {
      if (one !== undefined) found.push({ id: this.#ids[slot] as number, one });
    });
    return found.sort((a, b) => a.id - b.id).map(({ one }) => one);
  }

  /** Doubles until each has a slot of its own. */
  #grow(): void {
    const { length } = this.#slots;
    for (let size = length * 2; ; size *= 2) {
      const ids = new Array<number>(size).fill(0);
      const slots = new Array<T | undefined>(size).fill(undefined);
      let clash = false;
      for (let at = 0; at < length; at++) {
        const one = this.#slots[at];
        if (one === undefined) continue;
        const id = this.#ids[at] as number;
        const slot = id & (size - 1);
        clash ||= slots[slot] !== undefined;
        ids[slot] = id;
        slots[slot] = one;
      }
      if (clash) continue;
      this.#ids = ids;
      this.#slots = slots;
      return;
    }
  }
}
