import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { ProxyError } from "../model/errors.js";
import { type Envelope, readTopMembers } from "./envelope.js";
import { JsonCursor } from "./json.js";
import { firstWord, LITTLE_ENDIAN, SIGN_BITS, wordsOf } from "./string-words.js";
import { NURSERY } from "./young-gc.js";

/** Bytes a message may have behind its result: ids are short. */
const MAX_REST = 65_536;

/** Bytes of a string looked at one by one before it is searched natively. */
const MAX_BYTEWISE = 24;
/** After so many quotes that stood close together, so many bytes are read as words. */
const DENSE_QUOTES = 4;
const DENSE_BYTES = 4096;

/**
 * Follows one JSON value through chunks: knows where it closes. It tells strings from structure and nothing more, which is
 * exact for every valid text; what is not valid JSON is refused by whoever parses it.
 */
export class ValueTracker {
  /** Containers open. */
  private depth = 0;
  private inString = false;
  /** The last byte read was a backslash that escapes the next one. */
  private escaped = false;

  /** Reads bytes of the value from an offset on; answers the offset behind its end, or -1 when it goes on behind them. */
  read(bytes: Buffer, from: number): number {
    const end = bytes.length;
    let depth = this.depth;
    let at = from;
    if (this.inString && at < end) {
      at = this.string(bytes, at);
      if (!this.inString && depth === 0) return at;
    }
    while (at < end) {
      const byte = bytes[at] as number;
      at++;
      if (byte === 0x22) {
        at = this.string(bytes, at);
        if (depth === 0 && !this.inString) return at;
      } else if (byte > 0x5a) {
        // With this bit set, { and [ are one byte, and so are } and ].
        const bracket = byte | 0x20;
        if (bracket === 0x7b) depth++;
        else if (bracket === 0x7d && --depth <= 0) return at;
      }
    }
    this.depth = depth;
    return -1;
  }

  /** Reads within a string; answers the offset behind its closing quote, or the end of the bytes when that is further on. */
  private string(bytes: Buffer, from: number): number {
    const end = bytes.length;
    let at = from;
    this.inString = true;
    if (this.escaped) {
      this.escaped = false;
      at++;
    }
    const near = at + MAX_BYTEWISE < end ? at + MAX_BYTEWISE : end;
    while (at < near) {
      const byte = bytes[at] as number;
      if (byte === 0x22) {
        this.inString = false;
        return at + 1;
      }
      at += byte === 0x5c ? 2 : 1;
    }
    let dense = 0;
    while (at < end) {
      const quote = bytes.indexOf(0x22, at);
      const stop = quote < 0 ? end : quote;
      // What precedes a quote decides: an odd number of backslashes escapes it.
      let back = stop;
      while (back > at && bytes[back - 1] === 0x5c) back--;
      const odd = ((stop - back) & 1) === 1;
      if (quote < 0) return this.unfinished(end, odd);
      if (!odd) {
        this.inString = false;
        return quote + 1;
      }
      dense = stop - at < MAX_BYTEWISE ? dense + 1 : 0;
      at = quote + 1;
      if (dense < DENSE_QUOTES) continue;
      dense = 0;
      at = this.dense(bytes, at);
      if (!this.inString) return at;
    }
    return this.unfinished(end, at > end);
  }

  /**
   * Reads within a string whose quotes stand close together, for some kilobytes: four bytes at a time up to a quote without a backslash before it, or two backslashes.
   * Answers where to read on, or the offset behind the closing quote, with `inString` false.
   */
  private dense(bytes: Buffer, from: number): number {
    const words = wordsOf(bytes);
    const first = firstWord(bytes);
    const most = from + DENSE_BYTES < bytes.length ? from + DENSE_BYTES : bytes.length;
    const last = LITTLE_ENDIAN ? (most - first) >> 2 : 0;
    let at = from;
    for (let near = at; ; ) {
      while (at < near || (at < most && ((at - first) & 3) !== 0)) {
        const byte = bytes[at] as number;
        if (byte === 0x22) {
          this.inString = false;
          return at + 1;
        }
        at += byte === 0x5c ? 2 : 1;
      }
      if (at >= most) return at;
      let word = (at - first) >> 2;
      /** Whether the byte before the word escapes its first one: 0x80 or 0. */
      let escaping = 0;
      for (; word < last; word++) {
        const four = words[word] as number;
        const plain = ~four & SIGN_BITS;
        const backslashes = ((four ^ 0x5c5c5c5c) - 0x01010101) & plain;
        const behind = (backslashes << 8) | escaping;
        if (((((four ^ 0x22222222) - 0x01010101) & plain & ~behind) | (backslashes & behind)) !== 0) break;
        escaping = backslashes >>> 24;
      }
      at = first + (word << 2);
      near = word < last ? at + 4 : most;
      at += escaping >>> 7;
    }
  }

  private unfinished(end: number, escaped: boolean): number {
    this.escaped = escaped;
    return end;
  }
}

/**
 * The tail of a long result on its way through. What belongs to the result passes as it comes; what stands behind it (the
 * id, as SDKs send it) is held back, judged as `scan` would, and sent with the id that `writeId` gave. It fails with
 * UPSTREAM_PROTOCOL when the message ends early or its rest is not that of one JSON-RPC result. Destroyed, it destroys its
 * source.
 */
export class TailGuard extends Readable {
  readonly #source: Readable;
  readonly #envelope: Envelope;
  readonly #tracker: ValueTracker;
  #open: boolean;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #id: Buffer | undefined;

  /** `rest` is what of the head stood behind a result that closed in it; undefined while the result is open. */
  constructor(source: Readable, envelope: Envelope, tracker: ValueTracker, rest: Buffer | undefined) {
    super({ highWaterMark: 65_536 });
    this.#source = source;
    this.#envelope = envelope;
    this.#tracker = tracker;
    this.#open = rest === undefined;
    if (rest !== undefined) this.#keep(rest);
    // An answer may break while nobody reads it yet: that must not end the process, and the reader is told by the stream's end.
    this.on("error", () => {});
    // What has arrived waits for a reader: until then the id can still be told.
    source.pause();
    source.on("data", (chunk: Buffer) => this.#take(chunk));
    source.on("end", () => this.#finish());
    source.on("error", (error) => this.destroy(error));
    source.on("close", () => this.#broken());
  }

  /** The raw id token to send in place of the one behind the result. */
  writeId(id: Buffer): void {
    this.#id = id;
  }

  override _read(): void {
    if (this.#source.isPaused()) this.#source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    if (!this.#open) {
      this.#keep(chunk);
      return;
    }
    const end = this.#tracker.read(chunk, 0);
    NURSERY.passed(chunk.length);
    if (end >= 0) {
      this.#open = false;
      if (end < chunk.length) this.#keep(chunk.subarray(end));
    }
    const more = this.push(end < 0 || end === chunk.length ? chunk : chunk.subarray(0, end));
    if (!more && this.#open) this.#source.pause();
  }

  #finish(): void {
    if (this.#open) {
      this.#broken();
      return;
    }
    try {
      this.push(this.#judged());
      this.push(null);
    } catch (error) {
      const text = error instanceof ProxyError ? error.message : "it cannot be read";
      const whole = `The end of the upstream's result is invalid: ${text}`;
      this.destroy(new ProxyError("UPSTREAM_PROTOCOL", whole, { cause: error }));
    }
  }

  #broken(): void {
    if (this.destroyed || (this.#source.readableEnded && !this.#open)) return;
    this.destroy(new ProxyError("UPSTREAM_PROTOCOL", "The upstream's answer ended in the middle"));
  }

  #keep(chunk: Buffer): void {
    this.#restBytes += chunk.length;
    if (this.#restBytes > MAX_REST) {
      const text = `More than ${MAX_REST} bytes follow the upstream's result`;
      this.destroy(new ProxyError("UPSTREAM_PROTOCOL", text));
    } else if (chunk.length > 0) this.#rest.push(chunk);
  }

  /** The rest of the message, validated, with the id replaced if one was given and it stands here. */
  #judged(): Buffer {
    const rest = Buffer.concat(this.#rest);
    const envelope = this.#envelope;
    const had = envelope.id !== undefined;
    const cursor = new JsonCursor(rest, rest.length, Number.POSITIVE_INFINITY);
    let at = cursor.space(0);
    if (rest[at] === 0x2c) at = readTopMembers(cursor, cursor.space(at + 1), envelope);
    else if (rest[at] === 0x7d) at++;
    else cursor.fail(at, "',' or '}'");
    at = cursor.space(at);
    if (at < rest.length) cursor.fail(at, "the end of the message");
    if (!isUtf8(rest)) throw new ProxyError("UPSTREAM_PROTOCOL", "it is not valid UTF-8");
    if (envelope.method !== undefined || !envelope.version || envelope.id === undefined) {
      throw new ProxyError("UPSTREAM_PROTOCOL", "it does not end one JSON-RPC result");
    }
    const { start, end } = envelope.id;
    if (had) return rest;
    if (rest[start] === 0x6e) throw new ProxyError("UPSTREAM_PROTOCOL", "a result needs an id");
    if (this.#id === undefined) return rest;
    return Buffer.concat([rest.subarray(0, start), this.#id, rest.subarray(end)]);
  }
}
