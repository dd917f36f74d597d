import { Readable } from "node:stream";
import { ProxyError } from "../model/errors.js";
import { GrowingBuffer } from "./growing.js";
import { fieldOf, SseLines } from "./sse-lines.js";

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const DEFAULT_LONG_BYTES = 131_072;
/** What a tail may hold before the reader asks for a pause. */
const TAIL_BYTES = 262_144;
const LINE_FEED = Buffer.from("\n");
/** From this length on, an incomplete line that is none of the fields' is skipped rather than kept. */
const MAX_FIELD_CHARS = 6;

/** One event of a stream (WHATWG HTML, section 9.2 "Server-sent events"). */
export interface SseEvent {
  /** `message` when the stream named none. */
  readonly event: string;
  /** The bytes of the data, lines joined by LF, exactly as sent: whether they are UTF-8 is the receiver's question. */
  readonly data: Buffer;
  /** How many bytes before the data, and as many behind, are free and nobody else's. */
  readonly room: number;
  /** The id this event carried; undefined when it carried none. */
  readonly id: string | undefined;
  /** The reconnection time in milliseconds this event carried. */
  readonly retry: number | undefined;
}

/** What an event stream's reader tells, and how long an event may be. The functions are called on this object. */
export interface SseReaderOptions {
  /** The most one event may have, in bytes of its lines. */
  readonly maxBytes: number;
  /** From how many bytes on the data of an event is streamed, when `onLong` is given. Default 128 KiB. */
  readonly longBytes?: number;
  onEvent(event: SseEvent): void;
  /**
   * The data of an event has become long while it is still arriving: its first bytes, and the rest as a stream that ends
   * with the event. The tail must be read or destroyed. `event` and `id` are what stood before the data; `data` is empty.
   */
  onLong?(event: SseEvent, head: Buffer, tail: Readable): void;
  /** An event passed `maxBytes`: the reader has stopped, and a tail that was open has failed with RESPONSE_TOO_LARGE. */
  onOversize(): void;
  /** After `push` answered false: push the next bytes now. */
  onDrain?(): void;
}

/** Reads a `text/event-stream` (WHATWG HTML, section 9.2.6), whatever its chunks; callbacks run within `push`, in the order of the bytes. */
export class SseReader {
  readonly #options: SseReaderOptions;
  readonly #longBytes: number;
  /** The line that is not complete yet. */
  readonly #line = new GrowingBuffer();
  /** The rest of the current line is of no interest. */
  #skipLine = false;
  readonly #lines = new SseLines({
    lineEnd: (chunk, from, end) => this.#lineEnd(chunk, from, end),
    linePart: (chunk, from, end) => this.#linePart(chunk, from, end),
  });
  #event = "";
  #id: string | undefined;
  #eventRetry: number | undefined;
  #data: Buffer | undefined;
  #room = 0;
  #more: GrowingBuffer | undefined;
  #eventBytes = 0;
  #tail: Readable | undefined;
  /** The current line goes to the tail as it comes. */
  #streaming = false;
  #blocked = false;
  #told = false;
  #stopped = false;
  #lastEventId = "";
  #retry: number | undefined;

  constructor(options: SseReaderOptions) {
    this.#options = options;
    this.#longBytes = options.longBytes ?? DEFAULT_LONG_BYTES;
  }

  /** The last event id of the stream, for `Last-Event-ID`; kept also for blocks that were no event. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  /** The reconnection time the stream asked for last, in milliseconds, unclamped. */
  get retry(): number | undefined {
    return this.#retry;
  }

  /** Takes the next bytes. False: a long event's reader is behind; hold back until `onDrain`. */
  push(chunk: Buffer): boolean {
    if (!this.#stopped) this.#lines.push(chunk);
    this.#told = this.#blocked;
    return !this.#blocked;
  }

  /** The stream ended, or broke with an error: an incomplete event is dropped, an open tail fails. */
  end(error?: Error): void {
    this.#stopped = true;
    if (this.#tail === undefined) return;
    this.#closeTail(error ?? new ProxyError("UPSTREAM_PROTOCOL", "The event stream ended in the middle of an event"));
  }

  /** A line is complete with this piece; false once the reader has stopped. */
  #lineEnd(chunk: Buffer, from: number, end: number): boolean {
    if (this.#skipLine) this.#skipLine = false;
    else if (this.#streaming) {
      this.#streaming = false;
      this.#stream(chunk.subarray(from, end));
    } else if (this.#line.length === 0) this.#field(chunk, from, end, 0);
    else {
      const line = this.#line.takeWith(chunk, from, end);
      this.#field(line, 0, line.length, this.#line.room);
    }
    return !this.#stopped;
  }

  #linePart(chunk: Buffer, from: number, end: number): void {
    if (this.#skipLine) return;
    if (this.#streaming) {
      this.#stream(chunk.subarray(from, end));
      return;
    }
    const known = this.#line.length;
    if (known > MAX_FIELD_CHARS && known + end - from > this.#longBytes && this.#startLong()) {
      this.#stream(chunk.subarray(from, end));
      return;
    }
    this.#line.append(chunk, from, end);
    const line = this.#line.peek();
    const name = fieldOf(line, 0, line.length);
    if (line[0] === COLON || (name === undefined && line.length >= MAX_FIELD_CHARS)) {
      this.#skipLine = true;
      this.#line.take();
    } else if (this.#eventBytes + line.length > this.#options.maxBytes) this.#oversize();
    else if (line.length > this.#longBytes) this.#startLong();
  }

  #field(bytes: Buffer, from: number, end: number, room: number): void {
    if (from === end) {
      this.#dispatch();
      return;
    }
    const name = fieldOf(bytes, from, end);
    if (name === undefined) return;
    let start = Math.min(from + name.length + 1, end);
    if (start < end && bytes[start] === SPACE) start++;
    this.#eventBytes += end - from;
    if (this.#eventBytes > this.#options.maxBytes) this.#oversize();
    else if (name === "data") this.#addData(bytes.subarray(start, end), room);
    else if (name === "event") this.#event = bytes.toString("utf8", start, end);
    else if (name === "id") {
      if (bytes.subarray(start, end).includes(0)) return;
      this.#id = bytes.toString("utf8", start, end);
      this.#lastEventId = this.#id;
    } else {
      const digits = bytes.toString("latin1", start, end);
      if (!/^[0-9]+$/.test(digits)) return;
      this.#eventRetry = Number(digits);
      this.#retry = this.#eventRetry;
    }
  }

  #addData(value: Buffer, room: number): void {
    if (this.#tail !== undefined) {
      this.#eventBytes -= value.length;
      this.#stream(LINE_FEED);
      if (!this.#stopped) this.#stream(value);
    } else if (this.#data === undefined) {
      this.#data = value;
      this.#room = room;
    } else {
      if (this.#more === undefined) {
        this.#more = new GrowingBuffer();
        this.#more.append(this.#data, 0, this.#data.length);
      }
      this.#more.append(LINE_FEED, 0, 1);
      this.#more.append(value, 0, value.length);
    }
  }

  #dispatch(): void {
    const data = this.#more === undefined ? this.#data : this.#more.take();
    const event = this.#about(data ?? Buffer.alloc(0));
    const long = this.#tail !== undefined;
    this.#event = "";
    this.#id = undefined;
    this.#eventRetry = undefined;
    this.#data = undefined;
    this.#more = undefined;
    this.#eventBytes = 0;
    if (long) this.#closeTail(undefined);
    else if (data !== undefined) this.#options.onEvent(event);
  }

  #about(data: Buffer): SseEvent {
    const event = this.#event === "" ? "message" : this.#event;
    const room = data === this.#data ? this.#room : 0;
    return { event, data, room, id: this.#id, retry: this.#eventRetry };
  }

  /** Begins to stream the current line when it is the first of an event's data, or goes on with an event that is streamed already. */
  #startLong(): boolean {
    const options = this.#options;
    const begun = this.#line.peek();
    if (options.onLong === undefined || this.#data !== undefined) return false;
    if (fieldOf(begun, 0, begun.length) !== "data") return false;
    const line = this.#line.take();
    this.#eventBytes += line.length;
    this.#streaming = true;
    if (this.#tail !== undefined) {
      this.#eventBytes -= line.length;
      this.#stream(LINE_FEED);
      this.#stream(line.subarray(line[5] === SPACE ? 6 : 5));
      return true;
    }
    const tail = new Readable({ highWaterMark: TAIL_BYTES, read: () => this.#drained() });
    // A stream may break while nobody reads the tail yet: that must not end the process.
    tail.on("error", () => {});
    tail.on("close", () => {
      if (this.#tail === tail) this.#drained();
    });
    this.#tail = tail;
    options.onLong(this.#about(Buffer.alloc(0)), line.subarray(line[5] === SPACE ? 6 : 5), tail);
    return true;
  }

  #stream(bytes: Buffer): void {
    this.#eventBytes += bytes.length;
    if (this.#eventBytes > this.#options.maxBytes) this.#oversize();
    else if (this.#tail !== undefined && !this.#tail.destroyed && bytes.length > 0 && !this.#tail.push(bytes)) {
      this.#blocked = true;
    }
  }

  #drained(): void {
    this.#blocked = false;
    if (!this.#told) return;
    this.#told = false;
    this.#options.onDrain?.();
  }

  #closeTail(error: Error | undefined): void {
    const tail = this.#tail;
    if (tail === undefined) return;
    this.#tail = undefined;
    this.#streaming = false;
    if (error !== undefined) tail.destroy(error);
    else if (!tail.destroyed) tail.push(null);
    this.#drained();
  }

  #oversize(): void {
    this.#stopped = true;
    this.#line.take();
    const { maxBytes } = this.#options;
    this.#closeTail(new ProxyError("RESPONSE_TOO_LARGE", `The upstream's event is longer than ${maxBytes} bytes`));
    this.#options.onOversize();
  }
}

/**
 * JSON text as it may stand in one line: CR and LF, which valid JSON has only as whitespace, become spaces. The same buffer
 * when there is nothing to change. Works chunk by chunk, so the tail of a long result can be sent as event data.
 */
export function singleLine(bytes: Buffer): Buffer {
  const lf = bytes.indexOf(LF);
  const cr = bytes.indexOf(CR);
  if (lf < 0 && cr < 0) return bytes;
  const copy = Buffer.from(bytes);
  for (let at = lf; at >= 0; at = copy.indexOf(LF, at)) copy[at] = SPACE;
  for (let at = cr; at >= 0; at = copy.indexOf(CR, at)) copy[at] = SPACE;
  return copy;
}

/** What an event has before its data: `id`, `event` and the start of the data line. */
export function eventPrefix(fields: { event?: string | undefined; id?: string | undefined }): string {
  const { event, id } = fields;
  if (event === undefined && id === undefined) return "data: ";
  if (/[\r\n\0]/.test(`${event ?? ""}${id ?? ""}`))
    throw new ProxyError("INTERNAL", "An event's name or id has a line end");
  return `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}data: `;
}

/** Exactly one event, whatever the data holds: line ends in it become spaces. */
export function encodeEvent(
  data: Buffer,
  fields: { event?: string | undefined; id?: string | undefined } = {},
): Buffer {
  const prefix = eventPrefix(fields);
  const line = singleLine(data);
  const target = Buffer.allocUnsafe(Buffer.byteLength(prefix) + line.length + 2);
  const start = target.write(prefix, 0);
  line.copy(target, start);
  target[start + line.length] = LF;
  target[start + line.length + 1] = LF;
  return target;
}
