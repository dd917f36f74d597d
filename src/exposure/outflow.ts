import type { Readable, Writable } from "node:stream";
import type { Message } from "../model/message.js";
import type { Cork } from "../wire/cork.js";
import type { Backlog } from "./backlog.js";
import type { SlowReaderReason } from "./slow-reader-reason.js";

/** How messages stand in a stream of bytes: one line each, or one server-sent event each. */
export interface Framing {
  /** The frame of a whole message. */
  whole(bytes: Buffer, eventId: string | undefined): Buffer;
  /** What goes before the first byte of a long message. */
  before(eventId: string | undefined): Buffer;
  /** What goes behind its last byte. */
  readonly behind: Buffer;
  /** A piece of a long message as it may stand in the frame. */
  piece(bytes: Buffer): Buffer;
}

/**
 * Bytes of what need not be said that a reader may leave unread; when more comes, it is given up (T-104). Answers do
 * not count: there are no more of them than calls, and a reader that takes none is given up in time.
 */
const MAX_UNREAD_BYTES = 512 * 1024;

/** Messages above this are written in slices, so that a slow reader's progress can be seen. */
const SLICE_BYTES = 64 * 1024;

interface Waiting {
  readonly bytes: Buffer;
  readonly message: Message | undefined;
  readonly eventId: string | undefined;
}

/**
 * Messages to one reader, in order, whole or long. What cannot be written yet waits, within bounds; a reader that takes
 * nothing for too long, or too little of too much, is given up: `onGivenUp` cuts it off.
 */
export class Outflow {
  readonly #out: Writable;
  readonly #framing: Framing;
  readonly #turn: Cork | undefined;
  readonly #onGivenUp: (why: SlowReaderReason) => unknown;
  readonly #backlog: Backlog | undefined;
  #queue: Waiting[] | undefined;
  #waitingBytes = 0;
  /** Bytes of the message that is being written in slices which are not written yet. */
  #left = 0;
  #streaming = false;
  #ending: (() => void) | undefined;
  #written = 0;
  /** Bytes of notifications. What a reader is given of what it missed while it was away is not held against it. */
  #told = 0;
  #flushed = Number.NEGATIVE_INFINITY;
  #seen = 0;
  #stillSince: number | undefined;
  #listening = false;
  #drained: (() => void)[] | undefined;

  /** `turn`: gathers what is written to `out` in one turn. `backlog`: what waits for all readers together. */
  constructor(
    out: Writable,
    framing: Framing,
    onGivenUp: (why: SlowReaderReason) => unknown,
    { turn, backlog }: { readonly turn?: Cork; readonly backlog?: Backlog } = {},
  ) {
    this.#out = out;
    this.#turn = turn;
    this.#backlog = backlog;
    this.#framing = framing;
    this.#onGivenUp = onGivenUp;
  }

  /** Bytes that wait for the reader. */
  get unread(): number {
    return this.#out.writableLength + this.#waitingBytes;
  }

  /** Bytes of all that is held for the reader, with what is left of the message it is being given. */
  get held(): number {
    return this.#out.destroyed ? 0 : this.unread + this.#left;
  }

  /** Whether the reader took nothing since it was last inspected. */
  get still(): boolean {
    return this.#stillSince !== undefined;
  }

  giveUp(): void {
    this.#onGivenUp("crowded");
  }

  /** Something waits that was written elsewhere. */
  waits(): void {
    this.#listen();
  }

  get closed(): boolean {
    return this.#out.destroyed || this.#out.writableEnded;
  }

  /** Writes a notification, or gives the reader up when too many wait already; false when the reader is behind. */
  tell(message: Message, eventId?: string): boolean {
    this.#judge(message.bytes.length);
    return this.send(message, eventId);
  }

  /** Writes a message; false when the reader is behind. A long message is consumed here, also when nobody reads. */
  send(message: Message, eventId?: string): boolean {
    if (this.closed || this.#ending !== undefined) {
      message.tail?.destroy();
      return true;
    }
    if (message.tail !== undefined) return this.#enter({ bytes: message.bytes, message, eventId });
    return this.write(this.#framing.whole(message.bytes, eventId));
  }

  /** Writes bytes that are framed already. `judged` gives the reader up as `tell` does. */
  write(bytes: Buffer, judged = false): boolean {
    if (judged) this.#judge(bytes.length);
    if (this.closed || this.#ending !== undefined) return true;
    if (this.#streaming || bytes.length > SLICE_BYTES)
      return this.#enter({ bytes, message: undefined, eventId: undefined });
    return this.#push(bytes);
  }

  /** Runs `listener` when the reader has caught up; at once when it has. */
  onDrain(listener: () => void): void {
    if (this.closed || (!this.#out.writableNeedDrain && !this.#streaming)) {
      listener();
      return;
    }
    this.#drained ??= [];
    this.#drained.push(listener);
    this.#listen();
  }

  /** Ends the stream behind everything that waits. */
  end(done: () => void): void {
    if (this.closed) return;
    this.#ending = done;
    if (!this.#streaming) done();
  }

  /** Whether anything was written since this was last asked. */
  wroteSince(): boolean {
    const wrote = this.#written !== this.#seen;
    this.#seen = this.#written;
    return wrote;
  }

  /** Called now and then with monotonic milliseconds: gives the reader up when it took nothing for `stallMs`. */
  inspect(now: number, stallMs: number): void {
    const waiting = this.#out.writableLength;
    const flushed = this.#written - waiting;
    if (waiting === 0 || flushed > this.#flushed) {
      this.#flushed = flushed;
      this.#stillSince = undefined;
    } else if (this.#stillSince === undefined) this.#stillSince = now;
    else if (now - this.#stillSince >= stallMs) this.#onGivenUp("stalled");
    if (waiting > 0) this.#backlog?.note(this);
  }

  #judge(bytes: number): void {
    const unread = Math.min(this.#told, this.unread);
    this.#told += bytes;
    if (!this.closed && unread > MAX_UNREAD_BYTES) this.#onGivenUp("unread");
  }

  #push(bytes: Buffer): boolean {
    this.#written += bytes.length;
    this.#turn?.hold();
    const room = this.#out.write(bytes);
    if (!room) this.#listen();
    return room;
  }

  /** The reader is behind: from now on it is told of when it has caught up. */
  #listen(): void {
    this.#backlog?.note(this);
    if (this.#listening) return;
    this.#listening = true;
    const wake = (): void => {
      this.#backlog?.note(this);
      const drained = this.#drained;
      this.#drained = undefined;
      if (drained !== undefined) for (const listener of drained) listener();
    };
    this.#out.on("drain", wake);
    this.#out.on("close", wake);
  }

  #enter(waiting: Waiting): boolean {
    if (!this.#streaming) {
      this.#streaming = true;
      void this.#stream(waiting);
      return false;
    }
    this.#queue ??= [];
    this.#queue.push(waiting);
    this.#waitingBytes += waiting.bytes.length;
    this.#listen();
    return false;
  }

  async #stream(first: Waiting): Promise<void> {
    for (let next: Waiting | undefined = first; next !== undefined; next = this.#queue?.shift()) {
      if (next !== first) this.#waitingBytes -= next.bytes.length;
      await this.#one(next);
    }
    this.#streaming = false;
    this.#ending?.();
    const drained = this.#drained;
    this.#drained = undefined;
    if (drained !== undefined) for (const listener of drained) listener();
  }

  async #one(waiting: Waiting): Promise<void> {
    const tail = waiting.message?.tail;
    if (tail === undefined) return this.#slices(waiting.bytes);
    const before = this.#framing.before(waiting.eventId);
    const head = this.#framing.piece(waiting.bytes);
    await this.#slices(before.length === 0 ? head : Buffer.concat([before, head]));
    // An upstream that has stalled is not waited for when the reader is gone.
    const gone = (): unknown => tail.destroy();
    this.#out.once("close", gone);
    if (this.closed) gone();
    const whole = await this.#pour(tail);
    this.#out.removeListener("close", gone);
    // The upstream broke off within a result: what was sent cannot be taken back, only cut off.
    if (!whole) this.#onGivenUp("broken");
    else if (!this.closed && this.#framing.behind.length > 0) this.#push(this.#framing.behind);
  }

  /** Writes a tail as it comes; false when it did not come whole. */
  #pour(tail: Readable): Promise<boolean> {
    return new Promise((resolve) => {
      let whole = false;
      if (tail.destroyed) {
        resolve(whole);
        return;
      }
      tail.on("end", () => {
        whole = true;
      });
      tail.on("error", () => resolve(false));
      tail.on("close", () => resolve(whole));
      tail.on("data", (chunk: Buffer) => {
        const piece = this.#framing.piece(chunk);
        if (this.closed) tail.destroy();
        else if (piece.length > SLICE_BYTES) {
          tail.pause();
          void this.#slices(piece).then(() => tail.resume());
        } else if (!this.#push(piece)) {
          tail.pause();
          void this.#room().then(() => tail.resume());
        }
      });
    });
  }

  async #slices(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length && !this.closed; at += SLICE_BYTES) {
      const slice = bytes.length <= SLICE_BYTES ? bytes : bytes.subarray(at, at + SLICE_BYTES);
      this.#left = bytes.length - at - slice.length;
      if (!this.#push(slice)) await this.#room();
    }
    this.#left = 0;
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      if (this.closed || !this.#out.writableNeedDrain) resolve();
      else {
        this.#drained ??= [];
        this.#drained.push(resolve);
        this.#listen();
      }
    });
  }
}
