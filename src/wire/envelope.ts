import { ProxyError } from "../model/errors.js";
import type { Member, MessageParts, Span } from "../model/message.js";
import { type JsonCursor, TRUNCATED } from "./json.js";
import { KeySet, twice } from "./key-set.js";
import { checkKey, checkSpelling, spellingOf } from "./spelling.js";
import { stringAt } from "./words.js";

/** From this many keys on, duplicates are looked up rather than compared. */
const MAX_LINEAR_KEYS = 16;

const NO_MEMBERS: readonly Member[] = [];

/** What of a message's top level was found so far. */
export class Envelope {
  /** An upstream's: `null` for `method`, `result` or `error` counts as absent beside the real one, as servers write them. */
  readonly lenient: boolean;
  /** A result that is null, which is one where nothing else is. */
  nothing: Span | undefined;
  version = false;
  id: Span | undefined;
  method: string | undefined;
  params: Span | undefined;
  paramsMembers: readonly Member[] = NO_MEMBERS;
  outcome: "result" | "error" | undefined;
  body: Span | undefined;
  members: readonly Member[] = NO_MEMBERS;
  #others: string[] | undefined;
  #many: Set<string> | undefined;

  constructor(lenient = false) {
    this.lenient = lenient;
  }

  /** The top-level keys that mean nothing here. */
  get others(): Iterable<string> {
    return this.#many ?? this.#others ?? [];
  }

  /** Notes a top-level key that means nothing here; false when it was there before. */
  other(key: string): boolean {
    if (this.#many !== undefined) {
      if (this.#many.has(key)) return false;
      this.#many.add(key);
      return true;
    }
    this.#others ??= [];
    if (this.#others.includes(key)) return false;
    this.#others.push(key);
    if (this.#others.length > MAX_LINEAR_KEYS) this.#many = new Set(this.#others);
    return true;
  }
}

function refuse(message: string): never {
  throw new ProxyError("INVALID_REQUEST", message);
}

const TOP = spellingOf(["jsonrpc", "id", "method", "params", "result", "error"]);
const PARAMS = spellingOf([
  ...["name", "arguments", "uri", "taskId", "task", "cursor", "ref", "argument", "context", "level", "notifications"],
  ...["_meta", "requestState", "inputResponses", "protocolVersion", "capabilities", "clientInfo"],
  ...["requestId", "reason", "progressToken", "progress", "total"],
]);
/** Methods whose `params` are the protocol's. */
const PROTOCOLS =
  /^(?:initialize$|ping$|(?:server|tools|prompts|resources|completion|logging|subscriptions|skills|tasks|notifications)\/)/;

/**
 * Refuses `params` of a client that are an array, which no method of the protocol has, and keys that only a parser that ignores case takes for the protocol's, at the top level and directly in `params`:
 * beside `params`, an upstream written in Go reads `Params`, which no rule has looked at. Throws INVALID_REQUEST.
 */
export function checkClient(bytes: Buffer, envelope: Envelope): void {
  const { params } = envelope;
  if (params !== undefined && bytes[params.start] === 0x5b) refuse("params is not an object");
  for (const key of envelope.others) checkKey(key, TOP);
  if (envelope.method !== undefined && PROTOCOLS.test(envelope.method)) checkSpelling(envelope.paramsMembers, PARAMS);
}

/** Reads the top-level object into an envelope; answers the offset behind it. */
export function readTop(cursor: JsonCursor, envelope: Envelope): number {
  const bytes = cursor.bytes;
  let at = cursor.space(0);
  if (bytes[at] !== 0x7b) {
    if (bytes[at] === 0xef) cursor.fail(at, "no byte order mark");
    const batch = bytes[at] === 0x5b;
    const rest = cursor.space(cursor.value(at, 0));
    if (rest < cursor.end) cursor.fail(rest, "the end of the message");
    refuse(batch ? "Batches are not allowed: the message is an array" : "The message is not an object");
  }
  at = cursor.space(at + 1);
  if (at < cursor.end && bytes[at] === 0x7d) return at + 1;
  return readTopMembers(cursor, at, envelope);
}

/** Reads top-level members from the first key on, up to and with the closing brace; answers the offset behind it. */
export function readTopMembers(cursor: JsonCursor, from: number, envelope: Envelope): number {
  const bytes = cursor.bytes;
  let at = from;
  for (;;) {
    const open = at;
    if (open >= cursor.end || bytes[open] !== 0x22) cursor.fail(open, "a key");
    const close = cursor.string(open);
    const start = cursor.colon(close);
    at = cursor.space(readTopMember(cursor, stringAt(bytes, open, close), open, start, envelope));
    const next = at < cursor.end ? bytes[at] : 0;
    if (next === 0x7d) return at + 1;
    if (next !== 0x2c) cursor.fail(at, "',' or '}'");
    at = cursor.space(at + 1);
  }
}

function readTopMember(cursor: JsonCursor, key: string, open: number, start: number, envelope: Envelope): number {
  const bytes = cursor.bytes;
  switch (key) {
    case "jsonrpc": {
      if (envelope.version) return twice(key, open);
      const end = cursor.value(start, 1);
      if (bytes[start] !== 0x22 || stringAt(bytes, start, end) !== "2.0")
        refuse(`jsonrpc is not "2.0" at byte ${start}`);
      envelope.version = true;
      return end;
    }
    case "id": {
      if (envelope.id !== undefined) return twice(key, open);
      const end = cursor.value(start, 1);
      if (!isId(bytes, start, end)) refuse(`id is neither a string nor an integer at byte ${start}`);
      envelope.id = { start, end };
      return end;
    }
    case "method": {
      if (envelope.method !== undefined) return twice(key, open);
      const end = cursor.value(start, 1);
      if (envelope.lenient && bytes[start] === 0x6e) return end;
      if (bytes[start] !== 0x22) refuse(`method is not a string at byte ${start}`);
      envelope.method = stringAt(bytes, start, end);
      return end;
    }
    case "params": {
      if (envelope.params !== undefined) return twice(key, open);
      const found: Member[] = [];
      const end = readBody(cursor, start, found);
      envelope.params = { start, end };
      envelope.paramsMembers = found;
      return end;
    }
    case "result":
    case "error": {
      if (envelope.lenient && bytes[start] === 0x6e) {
        const end = cursor.value(start, 1);
        if (key === "result") envelope.nothing = { start, end };
        return end;
      }
      if (envelope.outcome === key) return twice(key, open);
      if (envelope.outcome !== undefined) refuse(`Both result and error, at byte ${open}`);
      envelope.outcome = key;
      const found: Member[] = [];
      envelope.members = found;
      envelope.body = { start, end: cursor.end };
      const end = readBody(cursor, start, found);
      envelope.body = { start, end };
      if (cursor.partial) throw TRUNCATED;
      return end;
    }
    default:
      if (!envelope.other(key)) return twice(key, open);
      return cursor.value(start, 1);
  }
}

function readBody(cursor: JsonCursor, start: number, found: Member[]): number {
  if (cursor.bytes[start] !== 0x7b) return cursor.value(start, 1);
  if (cursor.maxDepth < 2) cursor.tooDeep(start);
  return readMembers(cursor, start, 1, found, true);
}

/** The direct keys of the object being read: one at a time is. */
const KEYS = new KeySet();

/** Reads the members of the object at `from`; a member counts once the comma or brace behind it was seen. */
export function readMembers(
  cursor: JsonCursor,
  from: number,
  depth: number,
  found: Member[],
  refuseTwice: boolean,
): number {
  const bytes = cursor.bytes;
  if (refuseTwice) KEYS.clear();
  let at = cursor.space(from + 1);
  if (at < cursor.end && bytes[at] === 0x7d) return at + 1;
  for (;;) {
    const open = at;
    if (open >= cursor.end || bytes[open] !== 0x22) cursor.fail(open, "a key");
    const close = cursor.string(open);
    const start = cursor.colon(close);
    const key = stringAt(bytes, open, close);
    if (refuseTwice) KEYS.add(bytes, open, close);
    const end = cursor.value(start, depth + 1);
    at = cursor.space(end);
    const next = at < cursor.end ? bytes[at] : 0;
    if (next !== 0x2c && next !== 0x7d) cursor.fail(at, "',' or '}'");
    found.push({ key, keySpan: { start: open, end: close }, value: { start, end } });
    if (next === 0x7d) return at + 1;
    at = cursor.space(at + 1);
  }
}

/** Whether a valid JSON value is a string, an integer without fraction and exponent, or null. */
function isId(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] as number;
  if (first === 0x22 || first === 0x6e) return true;
  if (first !== 0x2d && (first < 0x30 || first > 0x39)) return false;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

/** Judges an envelope as a whole (JSON-RPC 2.0 sections 4 and 5; MCP allows an error without an id). */
export function partsOf(bytes: Buffer, envelope: Envelope): MessageParts {
  const { id, method, outcome } = envelope;
  if (!envelope.version) refuse('jsonrpc is missing: it must be "2.0"');
  const nothing = id !== undefined && bytes[id.start] === 0x6e;
  if (method !== undefined) {
    if (outcome !== undefined) refuse(`Both method and ${outcome}`);
    if (nothing) refuse("The id of a request must not be null");
    const params = envelope.params;
    const first = params === undefined ? 0x7b : bytes[params.start];
    if (first !== 0x7b && first !== 0x5b && first !== 0x6e) refuse("params is not an object");
    const kind = id === undefined ? "notification" : "request";
    return { kind, id, method, body: params, members: envelope.paramsMembers };
  }
  if (outcome === undefined && envelope.nothing !== undefined && id !== undefined && !nothing)
    return { kind: "result", id, method: undefined, body: envelope.nothing, members: NO_MEMBERS };
  if (outcome === undefined) return refuse("The message has neither method nor result nor error");
  if (outcome === "result" && (id === undefined || nothing)) refuse("A result needs an id");
  return { kind: outcome, id, method: undefined, body: envelope.body, members: envelope.members };
}
