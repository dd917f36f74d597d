import { roomOf, roomy } from "./in-place.js";

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Bytes that arrive piece by piece: a lone piece is kept as it is, without a copy; from the second on one buffer doubles, so
 * that any number of tiny pieces costs linear time and space. Pieces must not be written to afterwards.
 */
export class GrowingBuffer {
  #bytes: Buffer = NOTHING;
  #length = 0;
  /** Whether the bytes are somebody's piece rather than a buffer of our own. */
  #lent = false;
  #room = 0;

  get length(): number {
    return this.#length;
  }

  append(source: Buffer, start: number, end: number): void {
    if (this.#length === 0) {
      this.#bytes = source.subarray(start, end);
      this.#length = end - start;
      this.#lent = true;
      return;
    }
    const needed = this.#length + end - start;
    if (this.#lent || needed > this.#bytes.length) this.#grow(Math.max(needed, this.#length * 2, 1024));
    source.copy(this.#bytes, this.#length, start, end);
    this.#length = needed;
  }

  #grow(size: number): void {
    const larger = roomy(size);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#lent = false;
  }

  /** What is there, without taking it; valid until the next call. */
  peek(): Buffer {
    return this.#bytes.length === this.#length ? this.#bytes : this.#bytes.subarray(0, this.#length);
  }

  /** Takes what is there and starts anew. */
  take(): Buffer {
    const taken = this.peek();
    this.#room = this.#lent ? 0 : roomOf(this.#bytes.length);
    this.#bytes = NOTHING;
    this.#length = 0;
    return taken;
  }

  /** How many free bytes that are nobody else's what was taken last has before it, and at least as many behind. */
  get room(): number {
    return this.#room;
  }

  /** Appends the last piece and takes the whole: one copy at most. */
  takeWith(source: Buffer, start: number, end: number): Buffer {
    if (this.#length === 0) {
      this.#room = 0;
      return source.subarray(start, end);
    }
    if (this.#lent && end > start) this.#grow(this.#length + end - start);
    if (end > start) this.append(source, start, end);
    return this.take();
  }
}
