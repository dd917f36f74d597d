import { isUtf8 } from "node:buffer";
import { pipeline, type Readable, Transform, type TransformCallback } from "node:stream";
import { ProxyError } from "../model/errors.js";
import { type Envelope, readTopMembers } from "./envelope.js";
import { JsonCursor } from "./json.js";

/** Bytes a message may have behind its result: ids are short. */
const MAX_REST = 65_536;

const OPENERS = new Set([0x7b, 0x5b]);

/**
 * Follows one JSON value through chunks: knows where it closes. It tells strings from structure and nothing more, which is
 * exact for every valid text; what is not valid JSON is refused by whoever parses it.
 */
export class ValueTracker {
  /** Containers open. */
  depth = 0;
  #inString = false;
  #escaped = false;

  /** Reads bytes of the value; answers the offset behind its last byte, or -1 when it goes on behind the chunk. */
  read(bytes: Buffer, from: number): number {
    let at = from;
    const end = bytes.length;
    while (at < end) {
      if (this.#inString) {
        at = this.#string(bytes, at);
        if (this.#inString) return -1;
        if (this.depth === 0) return at;
        continue;
      }
      const byte = bytes[at] as number;
      at++;
      if (byte === 0x22) this.#inString = true;
      else if (OPENERS.has(byte)) this.depth++;
      else if ((byte === 0x7d || byte === 0x5d) && --this.depth <= 0) return at;
    }
    return -1;
  }

  #string(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#escaped) {
        this.#escaped = false;
        at++;
        continue;
      }
      const byte = bytes[at] as number;
      at++;
      if (byte === 0x5c) this.#escaped = true;
      else if (byte === 0x22) {
        this.#inString = false;
        return at;
      }
    }
    return at;
  }
}

/**
 * The tail of a long result on its way through. What belongs to the result passes as it comes; what stands behind it (the
 * id, as SDKs send it) is held back, judged as `scan` would, and sent with the id that `writeId` gave. It fails with
 * UPSTREAM_PROTOCOL when the message ends early or its rest is not that of one JSON-RPC result.
 */
export class TailGuard extends Transform {
  readonly #envelope: Envelope;
  readonly #tracker: ValueTracker;
  #open: boolean;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #id: Buffer | undefined;

  /** `rest` is what of the head stood behind a result that closed in it; undefined while the result is open. */
  constructor(source: Readable, envelope: Envelope, tracker: ValueTracker, rest: Buffer | undefined) {
    super({ highWaterMark: 65_536 });
    this.#envelope = envelope;
    this.#tracker = tracker;
    this.#open = rest === undefined;
    if (rest !== undefined) this.#keep(rest);
    // An answer may break while nobody reads it yet: that must not end the process, and the reader is told by the stream's end.
    this.on("error", () => {});
    pipeline(source, this, () => {});
  }

  /** The raw id token to send in place of the one behind the result. */
  writeId(id: Buffer): void {
    this.#id = id;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    if (!this.#open) {
      done(this.#keep(chunk));
      return;
    }
    const end = this.#tracker.read(chunk, 0);
    if (end < 0) {
      done(null, chunk);
      return;
    }
    this.#open = false;
    this.push(end === chunk.length ? chunk : chunk.subarray(0, end));
    done(this.#keep(chunk.subarray(end)));
  }

  override _flush(done: TransformCallback): void {
    if (this.#open) {
      done(new ProxyError("UPSTREAM_PROTOCOL", "The upstream's answer ended in the middle"));
      return;
    }
    try {
      this.push(this.#judged());
      done();
    } catch (error) {
      const text = error instanceof ProxyError ? error.message : "it cannot be read";
      done(
        new ProxyError("UPSTREAM_PROTOCOL", `What stands behind the upstream's result is wrong: ${text}`, {
          cause: error,
        }),
      );
    }
  }

  #keep(chunk: Buffer): Error | null {
    this.#restBytes += chunk.length;
    if (this.#restBytes > MAX_REST) {
      return new ProxyError("UPSTREAM_PROTOCOL", `More than ${MAX_REST} bytes stand behind the upstream's result`);
    }
    if (chunk.length > 0) this.#rest.push(chunk);
    return null;
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
    if (at < rest.length) cursor.fail(at, "nothing behind the message");
    if (cursor.high >= 0x80 && !isUtf8(rest)) throw new ProxyError("UPSTREAM_PROTOCOL", "it is not valid UTF-8");
    if (envelope.method !== undefined || !envelope.version || envelope.id === undefined) {
      throw new ProxyError("UPSTREAM_PROTOCOL", "it is not that of one JSON-RPC result");
    }
    const { start, end } = envelope.id;
    if (had) return rest;
    if (rest[start] === 0x6e) throw new ProxyError("UPSTREAM_PROTOCOL", "a result needs an id");
    if (this.#id === undefined) return rest;
    return Buffer.concat([rest.subarray(0, start), this.#id, rest.subarray(end)]);
  }
}
