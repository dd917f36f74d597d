import { lineOf } from "../wire/lines.js";
import { encodeEvent, eventPrefix, singleLine } from "../wire/sse.js";
import type { Framing } from "./outflow.js";

const LF = Buffer.from("\n");
const NOTHING = Buffer.alloc(0);

/** One message, one line (stdio). */
export const LINES: Framing = {
  whole: lineOf,
  before: () => NOTHING,
  behind: LF,
  piece: singleLine,
};

/** One message, one server-sent event named `message`. */
export const EVENTS: Framing = {
  whole: (bytes, eventId) => encodeEvent(bytes, { event: "message", id: eventId }),
  before: (eventId) => Buffer.from(eventPrefix({ event: "message", id: eventId })),
  behind: Buffer.from("\n\n"),
  piece: singleLine,
};

/** One message and nothing else: a JSON body. */
export const BARE: Framing = {
  whole: (bytes) => bytes,
  before: () => NOTHING,
  behind: NOTHING,
  piece: (bytes) => bytes,
};

/** A comment that keeps a silent stream open. */
export const KEEP_ALIVE = Buffer.from(": keep-alive\n\n");

/** An event without data, which gives a client the id to resume from before the first message (2025-11-25, SEP-1699). */
export function primingEvent(eventId: string): Buffer {
  return Buffer.from(`id: ${eventId}\ndata: \n\n`);
}
