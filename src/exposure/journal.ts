import type { Message } from "../model/message.js";
import type { EventStream } from "./event-stream.js";
import { EVENTS, primingEvent } from "./framing.js";

/** Bytes of events that one stream keeps: twice what a reader may leave unread, so that a disconnected reader can still get them. */
const STREAM_BYTES = 1024 * 1024;
/** Bytes of events that one stream keeps once half of the common limit is in use, so that many streams get a share. */
const SHARE_BYTES = 256 * 1024;
/** How long an ended stream can still be resumed, in milliseconds. */
const KEPT_MS = 60_000;

const EVENT_ID = /^(\d{1,9})-(\d{1,9})$/;

/** The common limit of all journals of an exposure. */
export interface JournalBudget {
  bytes: number;
  journals: number;
  /** Bytes of events that one exposure keeps for clients that lost a stream. */
  readonly most: number;
}

/** Memory of an event besides its bytes, and of an empty journal. */
const PER_ENTRY = 256;
const PER_JOURNAL = 1024;

interface Entry {
  readonly seq: number;
  readonly bytes: Buffer;
  /** Whether it is a notification, which is dropped before answers and questions. */
  readonly spare: boolean;
  /** A long message that no reader has got yet. It can be delivered only once. */
  readonly long: Message | undefined;
}

/**
 * The recent events of one stream of a legacy session, so that a client that lost it can resume (2025-11-25, Streamable HTTP,
 * resumability). A full journal drops the oldest notifications first.
 */
export class Journal {
  readonly #name: number;
  readonly #budget: JournalBudget;
  #entries: Entry[] = [];
  #bytes = 0;
  #seq = 0;
  #sent = 0;
  /** The newest event that was dropped because the journal was full. */
  #dropped = 0;
  #target: EventStream | undefined;
  #endedAt: number | undefined;
  #closed = false;

  constructor(name: number, budget: JournalBudget) {
    this.#name = name;
    this.#budget = budget;
    budget.journals++;
  }

  get attached(): boolean {
    return this.#target !== undefined;
  }

  /** Whether the last message was sent. */
  get ended(): boolean {
    return this.#endedAt !== undefined;
  }

  /** Whether the stream ended so long ago that it can no longer be resumed. */
  expired(now: number): boolean {
    return this.#endedAt !== undefined && now - this.#endedAt >= KEPT_MS;
  }

  /** Gives a client the id to resume from before the first message. */
  prime(): void {
    this.#target?.flow.write(primingEvent(`${this.#name}-${this.#seq}`));
  }

  /** Sends a message to the reader and keeps it for a reader that resumes. */
  send(message: Message): boolean {
    // A reader that was just disconnected is gone, although the `close` event of its connection is still to come.
    if (this.#target?.flow.closed === true) this.detach(this.#target);
    this.#seq++;
    const id = `${this.#name}-${this.#seq}`;
    if (message.tail !== undefined) {
      if (this.#target !== undefined) {
        this.#sent = this.#seq;
        return this.#target.send(message, id);
      }
      this.#keep({ seq: this.#seq, bytes: message.bytes, spare: false, long: message });
      return true;
    }
    const bytes = EVENTS.whole(message.bytes, id);
    this.#keep({ seq: this.#seq, bytes, spare: message.kind === "notification", long: undefined });
    const target = this.#target;
    if (target === undefined) return true;
    const room = target.flow.write(bytes, message.kind === "notification");
    if (target.flow.closed) this.detach(target);
    else this.#sent = this.#seq;
    return room;
  }

  /** The last message was sent: the stream ends, now or after it was resumed. */
  end(now: number): void {
    this.#endedAt ??= now;
    const target = this.#target;
    this.#target = undefined;
    target?.end();
  }

  /** Runs `listener` when the reader has caught up; at once when there is none. */
  onDrain(listener: () => void): void {
    if (this.#target === undefined) listener();
    else this.#target.flow.onDrain(listener);
  }

  /**
   * Goes on with another stream, from the event after `after`, or without it from the first event that no reader got. Ends the stream
   * that was attached before. Returns how many messages are lost because they were dropped.
   */
  attach(stream: EventStream, after: number | undefined): number {
    const before = this.#target;
    this.#target = stream;
    before?.end();
    const from = after ?? this.#sent;
    const kept = this.#entries.filter(({ seq }) => seq > from && seq <= this.#dropped).length;
    const lost = Math.max(0, this.#dropped - from - kept);
    for (const entry of this.#entries) {
      if (entry.seq <= from) continue;
      if (entry.long === undefined) stream.flow.write(entry.bytes);
      else stream.send(entry.long, `${this.#name}-${entry.seq}`);
    }
    this.#drop((entry) => entry.long !== undefined);
    this.#sent = this.#seq;
    if (this.#endedAt !== undefined) {
      this.#target = undefined;
      stream.end();
    }
    return lost;
  }

  /** The stream is gone. Messages from now on are kept for a resumed stream, as are those that its reader never got. */
  detach(stream: EventStream): void {
    if (this.#target !== stream) return;
    this.#target = undefined;
    let { left } = stream;
    for (let at = this.#entries.length - 1; at >= 0 && left > 0; at--) {
      const { seq, bytes } = this.#entries[at] as Entry;
      if (seq > this.#sent) continue;
      left -= bytes.length;
      this.#sent = seq - 1;
    }
  }

  /** Forgets everything and ends the stream. Idempotent. */
  close(): void {
    if (!this.#closed) this.#budget.journals--;
    this.#closed = true;
    for (const entry of this.#entries) entry.long?.tail?.destroy();
    this.#drop(() => true);
    const target = this.#target;
    this.#target = undefined;
    target?.end();
  }

  #keep(entry: Entry): void {
    this.#entries.push(entry);
    this.#bytes += PER_ENTRY + entry.bytes.length;
    this.#budget.bytes += PER_ENTRY + entry.bytes.length;
    const most = this.#budget.bytes > this.#budget.most / 2 ? SHARE_BYTES : STREAM_BYTES;
    while (this.#entries.length > 0 && (this.#bytes > most || this.#budget.bytes > this.#budget.most)) {
      const spare = this.#entries.findIndex((one) => one.spare);
      const oldest = (spare > 0 ? this.#entries.splice(spare, 1)[0] : this.#entries.shift()) as Entry;
      this.#forget(oldest);
      this.#dropped = Math.max(this.#dropped, oldest.seq);
      oldest.long?.tail?.destroy();
    }
  }

  #drop(which: (entry: Entry) => boolean): void {
    this.#entries = this.#entries.filter((entry) => {
      if (!which(entry)) return true;
      this.#forget(entry);
      return false;
    });
  }

  #forget(entry: Entry): void {
    this.#bytes -= PER_ENTRY + entry.bytes.length;
    this.#budget.bytes -= PER_ENTRY + entry.bytes.length;
  }
}

/** The journals of one session. Number 0 is the stream outside any call, the others are replies. */
export class Journals {
  readonly outside: Journal;
  readonly #budget: JournalBudget;
  #replies: Map<number, Journal> | undefined;
  #last = 0;

  constructor(budget: JournalBudget) {
    this.#budget = budget;
    this.outside = new Journal(0, budget);
  }

  open(): Journal {
    // Ended streams make room for new messages.
    const { bytes, journals, most } = this.#budget;
    if (bytes + journals * PER_JOURNAL > most) this.#drop(({ ended }) => ended);
    this.#last++;
    const journal = new Journal(this.#last, this.#budget);
    this.#replies ??= new Map();
    this.#replies.set(this.#last, journal);
    return journal;
  }

  /** The journal and position of a `Last-Event-ID`; undefined when this session has no such stream any more. */
  find(eventId: string): { journal: Journal; after: number } | undefined {
    const match = EVENT_ID.exec(eventId);
    if (match === null) return undefined;
    const name = Number(match[1]);
    const journal = name === 0 ? this.outside : this.#replies?.get(name);
    return journal === undefined ? undefined : { journal, after: Number(match[2]) };
  }

  /** Whether a client reads any of these streams now. */
  get attached(): boolean {
    if (this.outside.attached) return true;
    if (this.#replies !== undefined) for (const journal of this.#replies.values()) if (journal.attached) return true;
    return false;
  }

  /** Drops streams that can no longer be resumed. */
  sweep(now: number): void {
    this.#drop((journal) => journal.expired(now));
  }

  #drop(which: (journal: Journal) => boolean): void {
    if (this.#replies === undefined) return;
    for (const [name, journal] of this.#replies) {
      if (!which(journal)) continue;
      journal.close();
      this.#replies.delete(name);
    }
  }

  close(): void {
    this.outside.close();
    for (const journal of this.#replies?.values() ?? []) journal.close();
    this.#replies = undefined;
  }
}
