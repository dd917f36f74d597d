import type { Readable, Writable } from "node:stream";
import type { Message } from "../model/message.js";
import type { Cork } from "../wire/cork.js";
import type { Backlog } from "./backlog.js";
import type { SlowReaderReason } from "./slow-reader-reason.js";

/** The form of messages in a stream of bytes: one line or one server-sent event each. */
export interface Framing {
  /** The frame of a whole message. */
  whole(bytes: Buffer, eventId: string | undefined): Buffer;
  /** The bytes before a long message. */
  before(eventId: string | undefined): Buffer;
  /** The bytes behind a long message. */
  readonly behind: Buffer;
  /** A piece of a long message in the form that the frame allows. */
  piece(bytes: Buffer): Buffer;
}

/**
 * Bytes of notifications that a reader may leave unread before it is disconnected (T-104). Answers do not count, because there are
 * no more of them than calls, and a reader that stalls is disconnected by time.
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
 * Messages to one reader, in order, whole or long. Messages wait within limits while the reader is behind. `onGivenUp` disconnects a
 * reader that reads nothing for too long or leaves too much unread.
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
  /** Bytes of notifications. Events that a resumed stream repeats do not count against its reader. */
  #told = 0;
  #flushed = Number.NEGATIVE_INFINITY;
  #seen = 0;
  #stillSince: number | undefined;
  #listening = false;
  #drained: (() => void)[] | undefined;

  /** `turn` joins the writes of one turn of the event loop. `backlog` counts the unread bytes of all readers. */
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

  /** Unread bytes. */
  get unread(): number {
    return this.#out.writableLength + this.#waitingBytes;
  }

  /** Bytes that are held for the reader, with the rest of the message that is being written. */
  get held(): number {
    return this.#out.destroyed ? 0 : this.unread + this.#left;
  }

  /** Whether the reader read nothing since the last inspection. */
  get still(): boolean {
    return this.#stillSince !== undefined;
  }

  giveUp(): void {
    this.#onGivenUp("crowded");
  }

  /** Counts bytes that were written to the stream by other code. */
  waits(): void {
    this.#listen();
  }

  get closed(): boolean {
    return this.#out.destroyed || this.#out.writableEnded;
  }

  /** Writes a notification, or disconnects the reader when too much is unread. False when the reader is behind. */
  tell(message: Message, eventId?: string): boolean {
    this.#judge(message.bytes.length);
    return this.send(message, eventId);
  }

  /** Writes a message. False when the reader is behind. A long message is consumed even when the reader is gone. */
  send(message: Message, eventId?: string): boolean {
    if (this.closed || this.#ending !== undefined) {
      message.tail?.destroy();
      return true;
    }
    if (message.tail !== undefined) return this.#enter({ bytes: message.bytes, message, eventId });
    return this.write(this.#framing.whole(message.bytes, eventId));
  }

  /** Writes framed bytes. With `judged`, it disconnects the reader as `tell` does. */
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

  /** Called at every tick with monotonic milliseconds. Disconnects a reader that read nothing for `stallMs`. */
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

  /** Watches for the moment when the reader has caught up. */
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
    // A stalled upstream must not hold the reply of a reader that is gone.
    const gone = (): unknown => tail.destroy();
    this.#out.once("close", gone);
    if (this.closed) gone();
    const whole = await this.#pour(tail);
    this.#out.removeListener("close", gone);
    // The upstream broke off within a result. The part that was sent cannot be taken back, so the stream is cut.
    if (!whole) this.#onGivenUp("broken");
    else if (!this.closed && this.#framing.behind.length > 0) this.#push(this.#framing.behind);
  }

  /** Writes a tail as it arrives. False when it is incomplete. */
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
