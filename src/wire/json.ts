import { ProxyError } from "../model/errors.js";
import { firstWord, LITTLE_ENDIAN, special, wordsOf } from "./string-words.js";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** From this length on, a string is read four bytes at a time: before, the view of words costs more than it saves. */
const MIN_WORDWISE_CHARS = 64;
/** 1 for a byte that makes an escape with the backslash before it. */
const ESCAPED: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
/** Containers whose kind fits in one number of the stack. */
const KINDS_PER_WORD = 31;

/** Thrown when a text that is known to be incomplete ends; has no stack because it is an expected outcome. */
export const TRUNCATED: unique symbol = Symbol("truncated");

/**
 * A validating walk over one JSON text (RFC 8259). Every method takes the offset of a token and answers the offset
 * behind it, or throws PARSE_ERROR with the offset of the first byte that cannot be JSON, or INVALID_REQUEST when
 * containers are nested deeper than `maxDepth`. Nothing recurses. UTF-8 is judged by whoever owns the whole text.
 */
export class JsonCursor {
  readonly bytes: Buffer;
  readonly end: number;
  readonly maxDepth: number;
  /** The text may go on behind `end`: running into it throws TRUNCATED. */
  readonly partial: boolean;
  /** The same memory in words, from the first aligned byte on. */
  private words: Int32Array | undefined = undefined;

  constructor(bytes: Buffer, end: number, maxDepth: number, partial = false) {
    this.bytes = bytes;
    this.end = end;
    this.maxDepth = maxDepth;
    this.partial = partial;
  }

  /** Refuses the byte at an offset. */
  fail(at: number, expected: string): never {
    if (at < this.end) throw new ProxyError("PARSE_ERROR", `Not valid JSON at byte ${at}: expected ${expected}`);
    if (this.partial) throw TRUNCATED;
    throw new ProxyError("PARSE_ERROR", `Not valid JSON: ends at byte ${this.end}, expected ${expected}`);
  }

  /** Skips insignificant whitespace. */
  space(from: number): number {
    const bytes = this.bytes;
    let at = from;
    while (at < this.end) {
      const byte = bytes[at] as number;
      if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
      at++;
    }
    return at;
  }

  /** Skips a string; `from` is its opening quote. */
  string(from: number): number {
    const bytes = this.bytes;
    const end = this.end;
    const near = from + MIN_WORDWISE_CHARS < end ? from + MIN_WORDWISE_CHARS : end;
    let at = from + 1;
    // Near bytes one by one: most strings are short.
    while (at < near) {
      const byte = bytes[at] as number;
      if (byte > BACKSLASH) at++;
      else if (byte < 0x23) {
        if (byte === QUOTE) return at + 1;
        if (byte < 0x20) this.fail(at, "no control character in a string");
        at++;
      } else at = byte === BACKSLASH ? this.escape(at) : at + 1;
    }
    return this.longString(at);
  }

  /** Skips the rest of a string, four bytes at a time up to each that means something. */
  private longString(from: number): number {
    const bytes = this.bytes;
    const end = this.end;
    this.words ??= wordsOf(bytes);
    const words = this.words;
    const first = firstWord(bytes);
    const last = LITTLE_ENDIAN ? (end - first) >> 2 : 0;
    const behind = first + (last << 2);
    let at = from;
    for (;;) {
      let word = (at - first) >> 2;
      // Bytes before `at` in its word do not count.
      let hit = word < last ? special(words[word] as number) & (-1 << (((at - first) & 3) << 3)) : 0;
      if (hit === 0) {
        word++;
        // Four words at once, as long as none of them has a hit.
        while (
          word + 3 < last &&
          (special(words[word] as number) |
            special(words[word + 1] as number) |
            special(words[word + 2] as number) |
            special(words[word + 3] as number)) ===
            0
        )
          word += 4;
        while (word < last) {
          hit = special(words[word] as number);
          if (hit !== 0) break;
          word++;
        }
      }
      if (hit !== 0) at = first + (word << 2) + ((31 - Math.clz32(hit & -hit)) >> 3);
      else if (at < behind) at = behind;
      if (at >= end) this.fail(end, "the end of a string");
      const byte = bytes[at] as number;
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) at = this.escape(at);
      else if (byte < 0x20) this.fail(at, "no control character in a string");
      else at++;
    }
  }

  /** Skips an escape, whose backslash stands at an offset. */
  private escape(at: number): number {
    return at + 1 < this.end && ESCAPED[this.bytes[at + 1] as number] === 1 ? at + 2 : this.unicodeEscape(at);
  }

  /** Skips a number. */
  number(from: number): number {
    const bytes = this.bytes;
    const end = this.end;
    let at = from;
    if (bytes[at] === 0x2d) at++;
    if (at < end && bytes[at] === 0x30) at++;
    else at = this.digits(at);
    if (at < end && bytes[at] === 0x2e) at = this.digits(at + 1);
    if (at < end && ((bytes[at] as number) | 0x20) === 0x65) {
      at++;
      if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
      at = this.digits(at);
    }
    return at;
  }

  /** Skips `"key"` and the colon behind it, with the whitespace around; answers where the value starts. */
  key(from: number): number {
    if (from >= this.end || this.bytes[from] !== QUOTE) this.fail(from, "a key");
    return this.colon(this.string(from));
  }

  /** Skips a colon with the whitespace around; answers where the value starts. */
  colon(from: number): number {
    const at = this.space(from);
    if (at >= this.end || this.bytes[at] !== COLON) this.fail(at, "':'");
    return this.space(at + 1);
  }

  /** Skips any value that starts at `from`, inside `depth` containers. */
  value(from: number, depth: number): number {
    const bytes = this.bytes;
    const end = this.end;
    let at = from;
    let level = depth;
    let kinds = 0;
    let used = 0;
    let saved: number[] | undefined;
    for (;;) {
      const byte = at < end ? (bytes[at] as number) : 0;
      if (byte === QUOTE) at = this.string(at);
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (++level > this.maxDepth) this.tooDeep(at);
        if (used === KINDS_PER_WORD) {
          saved ??= [];
          saved.push(kinds);
          kinds = 0;
          used = 0;
        }
        kinds = (kinds << 1) | (byte === OPEN_OBJECT ? 1 : 0);
        used++;
        at = this.space(at + 1);
        const next = at < end ? (bytes[at] as number) : 0;
        if (byte === OPEN_OBJECT) {
          if (next !== CLOSE_OBJECT) {
            at = this.key(at);
            continue;
          }
        } else if (next !== CLOSE_ARRAY) continue;
      } else at = this.scalar(at, byte);
      for (;;) {
        if (used === 0) return at;
        at = this.space(at);
        const next = at < end ? (bytes[at] as number) : 0;
        const inObject = (kinds & 1) === 1;
        if (next === COMMA) {
          at = this.space(at + 1);
          if (inObject) at = this.key(at);
          break;
        }
        if (next !== (inObject ? CLOSE_OBJECT : CLOSE_ARRAY)) this.fail(at, inObject ? "',' or '}'" : "',' or ']'");
        at++;
        level--;
        kinds >>>= 1;
        if (--used === 0 && saved !== undefined && saved.length > 0) {
          kinds = saved.pop() as number;
          used = KINDS_PER_WORD;
        }
      }
    }
  }

  /** Refuses a container that is nested too deeply. */
  tooDeep(at: number): never {
    throw new ProxyError("INVALID_REQUEST", `The message is nested too deeply at byte ${at}: at most ${this.maxDepth}`);
  }

  private digits(from: number): number {
    const bytes = this.bytes;
    let at = from;
    while (at < this.end && (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) at++;
    if (at === from) this.fail(at, "a digit");
    return at;
  }

  /** Skips a number or literal that begins with a byte. */
  scalar(from: number, first: number): number {
    return first === 0x2d || (first >= 0x30 && first <= 0x39) ? this.number(from) : this.literal(from, first);
  }

  private literal(from: number, first: number): number {
    const word = first === 0x74 ? "true" : first === 0x66 ? "false" : first === 0x6e ? "null" : "";
    if (word === "") this.fail(from, "a value");
    for (let i = 1; i < word.length; i++) {
      if (from + i >= this.end || this.bytes[from + i] !== word.charCodeAt(i)) this.fail(from + i, `'${word}'`);
    }
    return from + word.length;
  }

  private unicodeEscape(from: number): number {
    const bytes = this.bytes;
    if (from + 1 >= this.end || bytes[from + 1] !== 0x75) this.fail(from + 1, "an escape");
    for (let at = from + 2; at < from + 6; at++) {
      const hex = at < this.end ? (bytes[at] as number) : 0;
      const letter = hex | 0x20;
      if (!((hex >= 0x30 && hex <= 0x39) || (letter >= 0x61 && letter <= 0x66))) this.fail(at, "a hexadecimal digit");
    }
    return from + 6;
  }
}
