import type { Readable } from "node:stream";
import type { Message } from "../model/message.js";
import { scanWhole } from "../wire/outline.js";
import { scanHead } from "../wire/scan.js";
import { type SseEvent, SseReader, type SseReaderOptions } from "../wire/sse.js";
import { MIN_STREAMED_BYTES } from "./long-result.js";
import type { HttpOwner } from "./owner.js";
import type { Pace } from "./pace.js";

const RESUMES = 5;
/** The name of an event that has none. */
const MESSAGE = "message";

/** Who hears what the event stream of a reply brings. */
export interface EventListener {
  readonly pace: Pace;
  /**
   * The data of an event, with this many free bytes of its own on each side. `certain`: it should be a message; events of other
   * names are pings and the like, unless they turn out to be one.
   */
  deliver(data: Buffer, room: number, certain: boolean): void;
  /** A long event is arriving: the result that begins with it, when it is one; else the whole is delivered later. */
  begun(message: Message | undefined): void;
  /** The long event has arrived, or nobody wants the rest of it. */
  longOver(): void;
  /** What arrived is no message. */
  broken(cause: unknown): void;
  /** More has come than is taken. */
  oversize(): void;
}

/** The event stream that answers a POST, over the connections it takes (2025-11-25, Streamable HTTP, resumability). */
export class EventReply implements SseReaderOptions {
  readonly maxBytes: number;
  readonly longBytes: number;
  /** Whether a credential was renewed to come back to the stream. */
  renewed = false;
  readonly #listener: EventListener;
  #lastEventId: string | undefined;
  #retry = 1000;
  #resumes = 0;

  /** `whole`: no event is passed on before it is complete, however long it is. */
  constructor(listener: EventListener, maxBytes: number, whole: boolean) {
    this.#listener = listener;
    this.maxBytes = maxBytes;
    this.longBytes = whole ? Number.POSITIVE_INFINITY : MIN_STREAMED_BYTES;
  }

  /** Reads what another connection brings of it. */
  reader(): SseReader {
    return new SseReader(this);
  }

  /** It broke: `comeBack` runs when the rest may be asked for. False: it cannot be, or was too often. */
  resume(comeBack: () => void): boolean {
    if (this.#lastEventId === undefined || this.#resumes >= RESUMES) return false;
    this.#resumes++;
    setTimeout(comeBack, this.#retry).unref();
    return true;
  }

  /** The headers that ask for the rest. */
  get since(): readonly string[] {
    return ["last-event-id", this.#lastEventId ?? ""];
  }

  onEvent(event: SseEvent): void {
    if (event.id !== undefined) this.#lastEventId = event.id;
    if (event.retry !== undefined) this.#retry = Math.min(Math.max(event.retry, 100), 60_000);
    if (event.data.length > 0) this.#listener.deliver(event.data, event.room, event.event === MESSAGE);
  }

  onLong({ event }: SseEvent, head: Buffer, tail: Readable): void {
    const listener = this.#listener;
    const message = scanHead(head, tail);
    tail.once("close", () => listener.longOver());
    listener.begun(message);
    if (message !== undefined) return;
    const chunks = [head];
    tail.on("data", (chunk: Buffer) => chunks.push(chunk));
    tail.on("end", () => listener.deliver(Buffer.concat(chunks), 0, event === MESSAGE));
    tail.on("error", (error) => listener.broken(error));
  }

  onOversize(): void {
    this.#listener.oversize();
  }

  onDrain(): void {
    this.#listener.pace.readOn();
  }
}

/**
 * Gives the receiver the message of an event that belongs to no reply. Events of other names than `message` are pings and the like,
 * unless they turn out to be one.
 */
export function deliverEvent({ parts, receiver }: HttpOwner, { data, event }: SseEvent): void {
  if (data.length === 0) return;
  try {
    receiver.message(scanWhole(data), undefined);
  } catch (error) {
    if (event !== MESSAGE) return;
    const cause = error instanceof Error ? error.message : "";
    parts.log.warn("upstream.invalid_event", { upstream: parts.upstream, cause });
  }
}
