import { isUtf8 } from "node:buffer";
import { ProxyError } from "../model/errors.js";
import { type Member, Message, type MessageParts, type Span } from "../model/message.js";
import { BackwardCursor } from "./backward.js";
import { Envelope, partsOf, readMembers, readTop, readTopMembers } from "./envelope.js";
import { JsonCursor, TRUNCATED } from "./json.js";
import { scan, UNLIMITED } from "./scan.js";
import { stringAt } from "./words.js";

/** From this size on it is worth not to read all of a message, in bytes. */
const MIN_OUTLINED_BYTES = 131_072;
/** How far a message is read from its beginning and from its end, in bytes. */
const HEAD_BYTES = 4096;
const TAIL_BYTES = 4096;

/**
 * Reads one complete message of an upstream, as `scan` does. Of a long result only both ends are read: where it stands, the id,
 * and the members of `result` around the one that makes it long. That is exact for valid JSON; whoever wants the long one, or
 * all members, has the rest read, which throws UPSTREAM_PROTOCOL where it is not valid. Throws as `scan`.
 */
export function scanWhole(bytes: Buffer): Message {
  return (bytes.length > MIN_OUTLINED_BYTES ? outlined(bytes) : undefined) ?? scan(bytes, UNLIMITED);
}

/** Undefined when the ends do not tell enough: then all of it is read. */
function outlined(bytes: Buffer): Message | undefined {
  const envelope = new Envelope();
  try {
    readTop(new JsonCursor(bytes, HEAD_BYTES, Number.POSITIVE_INFINITY, true), envelope);
    return undefined;
  } catch (error) {
    if (error !== TRUNCATED) throw error;
  }
  const { body, members: front } = envelope;
  if (envelope.outcome !== "result" || envelope.method !== undefined || body === undefined) return undefined;
  if (body.end < HEAD_BYTES || bytes[body.start] !== 0x7b) return undefined;
  const end = longEnd(bytes);
  if (end === undefined || bytes[end - 1] !== 0x7d) return undefined;
  const cursor = new JsonCursor(bytes, bytes.length, Number.POSITIVE_INFINITY);
  let at = cursor.space(end);
  if (bytes[at] === 0x2c) at = readTopMembers(cursor, cursor.space(at + 1), envelope);
  else if (bytes[at] === 0x7d) at++;
  else return undefined;
  if (cursor.space(at) !== bytes.length || envelope.id === undefined) return undefined;
  if (!isUtf8(bytes)) throw new ProxyError("PARSE_ERROR", "The message is not valid UTF-8");
  envelope.body = { start: body.start, end };
  const back = lastMembers(bytes, end - 1);
  const middle = { start: front.at(-1)?.value.end ?? body.start, end: back[0]?.keySpan.start ?? end };
  return new Outlined(bytes, partsOf(bytes, envelope), front, back, middle);
}

/** Where the last top-level value ends that is longer than what is read of it: the result, as a rule. */
function longEnd(bytes: Buffer): number | undefined {
  const cursor = new BackwardCursor(bytes, bytes.length - TAIL_BYTES);
  let at = cursor.space(bytes.length) - 1;
  if (bytes[at] !== 0x7d) return undefined;
  for (;;) {
    const end = cursor.space(at);
    const member = memberBefore(cursor, end);
    if (member === undefined) return end;
    const comma = cursor.space(member.keySpan.start) - 1;
    if (bytes[comma] !== 0x2c) return undefined;
    at = comma;
  }
}

/** The members of the object whose brace stands at `brace`, from its end on, as far as they are short. */
function lastMembers(bytes: Buffer, brace: number): Member[] {
  const cursor = new BackwardCursor(bytes, brace - TAIL_BYTES);
  const found: Member[] = [];
  for (let at = brace; ; ) {
    const member = memberBefore(cursor, cursor.space(at));
    if (member === undefined) return found.reverse();
    const comma = cursor.space(member.keySpan.start) - 1;
    if (bytes[comma] !== 0x2c) return found.reverse();
    found.push(member);
    at = comma;
  }
}

/** The member whose value ends at `end`; undefined when it is longer than what is read. */
function memberBefore(cursor: BackwardCursor, end: number): Member | undefined {
  const { bytes } = cursor;
  const start = cursor.value(end);
  if (start < 0) return undefined;
  const colon = cursor.space(start) - 1;
  if (bytes[colon] !== 0x3a) return undefined;
  const keyEnd = cursor.space(colon);
  if (bytes[keyEnd - 1] !== 0x22) return undefined;
  const keyStart = cursor.string(keyEnd);
  if (keyStart < 0) return undefined;
  const key = stringAt(bytes, keyStart, keyEnd);
  return { key, keySpan: { start: keyStart, end: keyEnd }, value: { start, end } };
}

/** A long result of which only both ends were read. */
class Outlined extends Message {
  readonly #front: readonly Member[];
  readonly #back: readonly Member[];
  readonly #middle: Span;
  #all: readonly Member[] | undefined;

  constructor(bytes: Buffer, parts: MessageParts, front: readonly Member[], back: readonly Member[], middle: Span) {
    super(bytes, parts);
    this.#front = front;
    this.#back = back;
    this.#middle = middle;
    Object.defineProperty(this, "members", { get: () => this.#read() });
  }

  override member(key: string): Span | undefined {
    const named = (one: Member): boolean => one.key === key;
    const near = this.#front.find(named) ?? this.#back.find(named);
    if (near !== undefined) return near.value;
    const at = this.bytes.indexOf(JSON.stringify(key), this.#middle.start);
    if (at < 0 || at >= this.#middle.end) return undefined;
    return this.#read().find(named)?.value;
  }

  #read(): readonly Member[] {
    if (this.#all === undefined) {
      const found: Member[] = [];
      const { start, end } = this.body as Span;
      try {
        readMembers(new JsonCursor(this.bytes, end, Number.POSITIVE_INFINITY), start, 1, found, false);
      } catch (cause) {
        throw new ProxyError("UPSTREAM_PROTOCOL", "The upstream's answer is not valid JSON", { cause });
      }
      this.#all = found;
    }
    return this.#all;
  }
}
