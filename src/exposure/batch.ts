import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { checkText, elements, scan } from "../wire/scan.js";
import { checkLengths } from "./lengths.js";
import type { ReplySink } from "./reply-sink.js";

/** The largest number of messages in one batch. */
const MAX_MESSAGES = 100;

/** Whether a body is a JSON array. */
export function isBatch(body: Buffer): boolean {
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    if (byte > 0x20) return byte === 0x5b;
  }
  return false;
}

/**
 * The messages of a batch (2025-03-26 only, base protocol), all of them or none. Throws INVALID_REQUEST or PARSE_ERROR for an
 * empty or overlong batch, and for an element that is no message or is `initialize`. Throws INVALID_PARAMS when an element without
 * an answer names something too long.
 */
export function readBatch(body: Buffer): Message[] {
  // The scanner of the parts does not see what stands between them, so the whole text is checked as JSON first.
  checkText(body);
  const found = elements(body, { start: body.indexOf(0x5b), end: body.length });
  if (found.length === 0) throw new ProxyError("INVALID_REQUEST", "The batch is empty");
  if (found.length > MAX_MESSAGES)
    throw new ProxyError("INVALID_REQUEST", `The batch contains more than ${MAX_MESSAGES} messages`);
  const messages = found.map((span) => scan(body.subarray(span.start, span.end)));
  if (messages.some((message) => message.method === "initialize")) {
    throw new ProxyError("INVALID_REQUEST", "initialize must not be part of a batch");
  }
  for (const message of messages) if (message.kind !== "request") checkLengths(message);
  return messages;
}

/** One reply for several requests: every answer goes on its stream, and the last answer ends it. */
export class BatchReplySink implements ReplySink {
  readonly #way: ReplySink;
  #left: number;

  constructor(way: ReplySink, requests: number) {
    this.#way = way;
    this.#left = requests;
  }

  get shared(): boolean {
    return true;
  }

  emit(message: Message): boolean {
    return this.#way.emit(message);
  }

  onDrain(listener: () => void): void {
    this.#way.onDrain(listener);
  }

  answer(message: Message, status: number): void {
    this.#left--;
    if (this.#left === 0) this.#way.answer(message, status);
    else this.#way.emit(message);
  }

  cancelled(id: Buffer): void {
    this.#left--;
    if (this.#left === 0) this.#way.cancelled(id);
  }
}
