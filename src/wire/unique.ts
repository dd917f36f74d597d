import { JsonCursor } from "./json.js";
import { KeySet } from "./key-set.js";

/** Containers within containers a message of a client may have. */
const MAX_DEPTH = 128;

/** One for each object within objects; a walk is never interrupted, so that all walks share them. */
const SETS: readonly KeySet[] = Array.from({ length: MAX_DEPTH + 1 }, () => new KeySet());

/**
 * As `JsonCursor`, for what a client wrote: a key that stands twice in one object is refused at every depth with
 * INVALID_REQUEST. Parsers disagree on which of two values counts (RFC 8259, section 4), so that a rule could look at one value
 * and the upstream at the other.
 */
export class UniqueCursor extends JsonCursor {
  /** Whether each open container is an object. */
  readonly #objects: boolean[] = [];

  constructor(bytes: Buffer, end: number) {
    super(bytes, end, MAX_DEPTH);
  }

  override value(from: number, depth: number): number {
    const { bytes, end } = this;
    const objects = this.#objects;
    let at = from;
    for (;;) {
      const byte = at < end ? (bytes[at] as number) : 0;
      if (byte === 0x22) at = this.string(at);
      else if (byte === 0x7b || byte === 0x5b) {
        if (depth + objects.length >= this.maxDepth) this.tooDeep(at);
        const isObject = byte === 0x7b;
        at = this.space(at + 1);
        const closes = at < end && bytes[at] === (isObject ? 0x7d : 0x5d);
        if (!closes) {
          objects.push(isObject);
          if (isObject) at = this.#first(at, objects.length);
          continue;
        }
        at++;
      } else at = this.scalar(at, byte);
      for (;;) {
        if (objects.length === 0) return at;
        const isObject = objects[objects.length - 1] as boolean;
        at = this.space(at);
        const next = at < end ? bytes[at] : 0;
        if (next === 0x2c) {
          at = this.space(at + 1);
          if (isObject) at = this.#key(at, SETS[objects.length] as KeySet);
          break;
        }
        if (next !== (isObject ? 0x7d : 0x5d)) this.fail(at, isObject ? "',' or '}'" : "',' or ']'");
        at++;
        objects.pop();
      }
    }
  }

  /** The first key of an object within so many containers. */
  #first(at: number, level: number): number {
    const keys = SETS[level] as KeySet;
    keys.clear();
    return this.#key(at, keys);
  }

  /** Skips a key and the colon behind it. */
  #key(from: number, keys: KeySet): number {
    if (from >= this.end || this.bytes[from] !== 0x22) this.fail(from, "a key");
    const close = this.string(from);
    keys.add(this.bytes, from, close);
    return this.colon(close);
  }
}
