import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { MAX_NAME_BYTES } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import { type Member, Message, type Span } from "../model/message.js";
import { checkClient, Envelope, partsOf, readMembers, readTop } from "./envelope.js";
import { JsonCursor, TRUNCATED } from "./json.js";
import { TailGuard, ValueTracker } from "./tail.js";
import { UniqueCursor } from "./unique.js";

/** For what an upstream, or the proxy itself, wrote: it may nest as deeply as it likes, and no rule depends on its keys. */
export const UNLIMITED = { maxDepth: Number.POSITIVE_INFINITY };

/**
 * Reads one JSON-RPC 2.0 message in one pass, validating all of it as JSON and its top level as JSON-RPC.
 * Throws PARSE_ERROR when the bytes are not one JSON text in valid UTF-8, INVALID_REQUEST when they are but not such a
 * message: a batch, an id that is neither string nor integer, a key that stands twice at the top level or directly in
 * `params`, `result` or `error`. Without `limits` the message is a client's: then more than 128 containers within each other are
 * refused, a key that stands twice in an object at any depth, and a key of the protocol in other upper or lower case.
 */
export function scan(bytes: Buffer, limits?: typeof UNLIMITED): Message {
  const { length } = bytes;
  const cursor =
    limits === undefined ? new UniqueCursor(bytes, length) : new JsonCursor(bytes, length, limits.maxDepth);
  const envelope = new Envelope(limits !== undefined);
  const at = readTop(cursor, envelope);
  if (limits === undefined) checkClient(bytes, envelope);
  const rest = cursor.space(at);
  if (rest !== bytes.length) cursor.fail(rest, "the end of the message");
  if (!isUtf8(bytes)) throw new ProxyError("PARSE_ERROR", "The message is not valid UTF-8");
  return new Message(bytes, partsOf(bytes, envelope));
}

/** Checks a JSON text that a client wrote within a string as `scan` checks what it wrote itself. Throws as `scan`. */
export function checkText(bytes: Buffer): void {
  const cursor = new UniqueCursor(bytes, bytes.length);
  const rest = cursor.space(cursor.value(cursor.space(0), 0));
  if (rest !== bytes.length) cursor.fail(rest, "the end of the value");
}

/**
 * The raw id of bytes that `scan` refused, for the answer that says so; undefined when no usable id stands before
 * the place where they break, and for one that is too long to be repeated.
 */
export function salvageId(bytes: Buffer): Buffer | undefined {
  const cursor = new JsonCursor(bytes, bytes.length, Number.POSITIVE_INFINITY);
  const envelope = new Envelope();
  try {
    readTop(cursor, envelope);
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
  }
  const id = envelope.id;
  if (id === undefined || bytes[id.start] === 0x6e || id.end - id.start > MAX_NAME_BYTES) return undefined;
  return bytes.subarray(id.start, id.end);
}

/**
 * Reads the first bytes of a message that is still arriving, when it is a long *result*: `result` is an object, array or
 * string that began in the head, with no `method` before it. Answers undefined otherwise: then the caller reads on and scans the whole.
 * Takes the tail over when it answers a message, and only then. Throws as `scan` does when the head alone is wrong already.
 * The rest is judged when it has arrived: the message's tail fails with UPSTREAM_PROTOCOL when it is not that of one result.
 * The body's span ends with the head while the result is open.
 */
export function scanHead(head: Buffer, tail: Readable): Message | undefined {
  const cursor = new JsonCursor(head, head.length, Number.POSITIVE_INFINITY, true);
  const envelope = new Envelope(true);
  try {
    readTop(cursor, envelope);
  } catch (error) {
    if (error !== TRUNCATED) throw error;
  }
  const { id, method, outcome, body, members } = envelope;
  if (method !== undefined || outcome !== "result" || body === undefined) return undefined;
  const first = head[body.start];
  if (first !== 0x7b && first !== 0x5b && first !== 0x22) return undefined;
  if (!isUtf8(wholeCharacters(head))) {
    throw new ProxyError("PARSE_ERROR", "The message is not valid UTF-8");
  }
  const tracker = new ValueTracker();
  const closed = tracker.read(head, body.start);
  const end = closed < 0 ? head.length : closed;
  const guard = new TailGuard(tail, envelope, tracker, closed < 0 ? undefined : head.subarray(end));
  const span = { start: body.start, end };
  return new Message(head.subarray(0, end), { kind: "result", id, method: undefined, body: span, members }, guard);
}

/** The bytes without an incomplete UTF-8 character at their end. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) break;
  }
  return bytes;
}

/** The direct members of the object under a span, in order, duplicates included; empty when it is no object. */
export function members(bytes: Buffer, span: Span): Member[] {
  if (bytes[span.start] !== 0x7b) return [];
  const found: Member[] = [];
  readMembers(new JsonCursor(bytes, span.end, Number.POSITIVE_INFINITY), span.start, 0, found, false);
  return found;
}

/** The direct elements of the array under a span, in order; empty when it is no array. */
export function elements(bytes: Buffer, span: Span): Span[] {
  const found: Span[] = [];
  eachElement(bytes, span, (cursor, start) => {
    const end = cursor.value(start, 1);
    found.push({ start, end });
    return end;
  });
  return found;
}

/** The direct elements of the array under a span with the direct members of each, in one pass; none for what is no object. */
export function elementsWithMembers(bytes: Buffer, span: Span): (Span & { readonly members: readonly Member[] })[] {
  const found: (Span & { readonly members: readonly Member[] })[] = [];
  eachElement(bytes, span, (cursor, start) => {
    const own: Member[] = [];
    const end = bytes[start] === 0x7b ? readMembers(cursor, start, 1, own, false) : cursor.value(start, 1);
    found.push({ start, end, members: own });
    return end;
  });
  return found;
}

/** `read` reads the element that starts at an offset and answers where it ends. */
function eachElement(bytes: Buffer, span: Span, read: (cursor: JsonCursor, start: number) => number): void {
  if (bytes[span.start] !== 0x5b) return;
  const cursor = new JsonCursor(bytes, span.end, Number.POSITIVE_INFINITY);
  let at = cursor.space(span.start + 1);
  if (bytes[at] === 0x5d) return;
  for (;;) {
    at = cursor.space(read(cursor, at));
    if (at < span.end && bytes[at] === 0x5d) return;
    if (at >= span.end || bytes[at] !== 0x2c) cursor.fail(at, "',' or ']'");
    at = cursor.space(at + 1);
  }
}
