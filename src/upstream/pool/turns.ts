/** How many places there are, and who may have them. */
export interface TurnsParts {
  /** Places at the same time. */
  readonly most: number;
  /** How many may wait for one. */
  readonly queue: number;
  /** Whether anybody else than the present owner may come, just now. */
  several(): boolean;
}

/** What waits for a place. */
export interface Waiting {
  /** The place is there. */
  go(): void;
  /** An owner who has less needs the place in the line. */
  giveWay(): void;
}

interface Owner {
  running: number;
  readonly line: Waiting[];
}

/**
 * Places that owners share fairly: whoever has fewest is next, in turn among equals. Where somebody else may come, the last place is kept
 * for an owner who has none, and the line for whoever has less: what one owner has under way or waiting never turns
 * away the first of another.
 */
export class Turns {
  readonly #parts: TurnsParts;
  /** In the order of their turns; owners that have nothing are not in it. */
  readonly #owners = new Map<string, Owner>();
  #running = 0;
  #waiting = 0;

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Whether an owner may have a place now. */
  free(owner: string): boolean {
    return this.#mayRun(this.#owners.get(owner));
  }

  /** Takes a place that is `free`. */
  take(owner: string): void {
    this.#of(owner).running += 1;
    this.#running += 1;
  }

  /** Whether an owner may wait, though somebody may have to give way for it. */
  mayWait(owner: string): boolean {
    return this.#waiting < this.#parts.queue || this.#richer(owner) !== undefined || this.#isNew(owner);
  }

  /** Waits for a place, where `mayWait`; answers what leaves the line, which does nothing once `go` was called. */
  wait(owner: string, waiting: Waiting): () => void {
    if (this.#waiting >= this.#parts.queue) this.#makeRoom(owner);
    const { line } = this.#of(owner);
    line.push(waiting);
    this.#waiting += 1;
    return () => {
      const at = line.indexOf(waiting);
      if (at < 0) return;
      line.splice(at, 1);
      this.#waiting -= 1;
      this.#tidy(owner);
    };
  }

  /** A place is free again: the next in line goes. */
  leave(owner: string): void {
    const left = this.#of(owner);
    left.running -= 1;
    this.#running -= 1;
    this.#toTheEnd(owner, left);
    this.#tidy(owner);
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const [name, of] = next;
      this.#toTheEnd(name, of);
      this.#waiting -= 1;
      this.take(name);
      (of.line.shift() as Waiting).go();
    }
  }

  #of(owner: string): Owner {
    let found = this.#owners.get(owner);
    if (found === undefined) {
      found = { running: 0, line: [] };
      this.#owners.set(owner, found);
    }
    return found;
  }

  /** Whoever had a turn is behind all others of as many. */
  #toTheEnd(owner: string, of: Owner): void {
    this.#owners.delete(owner);
    this.#owners.set(owner, of);
  }

  #tidy(owner: string): void {
    const of = this.#owners.get(owner);
    if (of !== undefined && of.running === 0 && of.line.length === 0) this.#owners.delete(owner);
  }

  #mayRun(of: Owner | undefined): boolean {
    const { most, several } = this.#parts;
    const left = most - this.#running;
    if (left <= 0) return false;
    return left > 1 || most === 1 || (of?.running ?? 0) === 0 || !several();
  }

  /** Who is next: has somebody waiting, may have a place, and has the fewest. */
  #next(): [string, Owner] | undefined {
    if (this.#waiting === 0) return undefined;
    let found: [string, Owner] | undefined;
    for (const one of this.#owners) {
      const [, of] = one;
      if (of.line.length === 0 || (found !== undefined && of.running >= found[1].running)) continue;
      if (this.#mayRun(of)) found = one;
    }
    return found;
  }

  #isNew(owner: string): boolean {
    return !this.#owners.has(owner) && this.#parts.several();
  }

  /** The owner with the most of those who have something waiting, if that is more than this owner would have. */
  #richer(owner: string): Owner | undefined {
    const total = (of: Owner | undefined): number => (of === undefined ? 0 : of.running + of.line.length);
    const mine = this.#owners.get(owner);
    let found: Owner | undefined;
    for (const of of this.#owners.values()) {
      if (of.line.length > 0 && of !== mine && total(of) > total(found)) found = of;
    }
    return total(found) > total(mine) + 1 ? found : undefined;
  }

  #makeRoom(owner: string): void {
    const waiting = this.#richer(owner)?.line.pop();
    if (waiting === undefined) return;
    this.#waiting -= 1;
    waiting.giveWay();
  }
}
