import { BOUNDS, MAX_DECLARATION_BYTES, MAX_NAME_BYTES } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Member, Message, Span } from "../model/message.js";
import { META, META_PREFIX } from "../model/protocol.js";
import { elements, members } from "../wire/scan.js";

const NULL = Buffer.from("null");

/** Members of `params` that name something, whatever the method. */
const NAMES: ReadonlySet<string> = new Set([
  "name",
  "uri",
  "cursor",
  "taskId",
  "level",
  "protocolVersion",
  "requestId",
  "progressToken",
]);
/** Members of `params` whose own members name something. */
const HOLDERS: ReadonlySet<string> = new Set(["ref", "argument", "task"]);
/** Members of `_meta` that declare something. */
const DECLARATIONS: ReadonlySet<string> = new Set([META.clientInfo, META.clientCapabilities]);

/**
 * Throws INVALID_PARAMS for a client's message with a name, URI, method, cursor, id, token, key or declaration that is longer than
 * the proxy compares or keeps. Each edge calls it first. A message that is shorter than the limit needs no scan. Only the body limits
 * arguments, answers and other content.
 */
export function checkLengths(message: Message): void {
  const { bytes, id, method } = message;
  if (bytes.length <= MAX_NAME_BYTES) return;
  if (id !== undefined && id.end - id.start > MAX_NAME_BYTES) refuse("id", MAX_NAME_BYTES);
  if (method !== undefined && isLong(method)) refuse("method", MAX_NAME_BYTES);
  for (const member of message.members) {
    if (isLong(member.key)) refuse("A key of params", MAX_NAME_BYTES);
    if (lengthOf(member.value) > MAX_NAME_BYTES) checkMember(message, member);
  }
}

/** The raw id token of a request; `null` for one that is too long to be repeated. */
export function idOf({ id, bytes }: Message): Buffer {
  return id === undefined || lengthOf(id) > MAX_NAME_BYTES ? NULL : bytes.subarray(id.start, id.end);
}

function checkMember(message: Message, { key, value }: Member): void {
  const { method } = message;
  if (NAMES.has(key)) checkText(message, value, key);
  else if (key === "_meta") checkMeta(message, value);
  else if (method === "initialize" && (key === "clientInfo" || key === "capabilities")) checkDeclaration(value, key);
  else if (HOLDERS.has(key)) checkMembers(message, value, key);
  else if (method === "prompts/get" && key === "arguments") checkKeys(message, value, key);
  else if (method === "completion/complete" && key === "context") checkContext(message, value);
  else if (method === "subscriptions/listen" && key === "notifications") checkFilter(message, value);
}

function checkMeta(message: Message, meta: Span): void {
  for (const { key, value } of members(message.bytes, meta)) {
    if (isLong(key)) refuse("A key of _meta", MAX_NAME_BYTES);
    if (lengthOf(value) <= MAX_NAME_BYTES) continue;
    if (DECLARATIONS.has(key)) checkDeclaration(value, key);
    else if (key === "progressToken") refuse(key, MAX_NAME_BYTES);
    else if (key.startsWith(META_PREFIX)) {
      checkText(message, value, key);
      checkMembers(message, value, key);
    }
  }
}

function checkDeclaration(value: Span, key: string): void {
  if (lengthOf(value) > MAX_DECLARATION_BYTES) refuse(key, MAX_DECLARATION_BYTES);
}

/** Checks the names and keys of an object. A person's input (`argument.value`) may be longer. */
function checkMembers(message: Message, span: Span, what: string): void {
  for (const { key, value } of members(message.bytes, span)) {
    if (isLong(key)) refuse(`A key of ${what}`, MAX_NAME_BYTES);
    if (what !== "argument" || key !== "value") checkText(message, value, `${what}.${key}`);
  }
}

function checkKeys(message: Message, span: Span, what: string): void {
  for (const { key } of members(message.bytes, span)) if (isLong(key)) refuse(`A key of ${what}`, MAX_NAME_BYTES);
}

function checkContext(message: Message, context: Span): void {
  const given = members(message.bytes, context).find(({ key }) => key === "arguments");
  if (given !== undefined) checkKeys(message, given.value, "context.arguments");
}

/** The filter is limited because it is kept as long as its stream. */
function checkFilter(message: Message, filter: Span): void {
  const { bytes: most } = BOUNDS["exposure.filter"];
  if (lengthOf(filter) > most) refuse("notifications", most);
  for (const { value } of members(message.bytes, filter)) {
    for (const one of elements(message.bytes, value)) checkText(message, one, "A target of notifications");
  }
}

/** A string is measured after its escapes are resolved. */
function checkText(message: Message, span: Span, what: string): void {
  const length = lengthOf(span);
  if (length <= MAX_NAME_BYTES || message.bytes[span.start] !== 0x22) return;
  // An escape has at most six bytes for one byte of text.
  if (length > 6 * MAX_NAME_BYTES + 2 || isLong(message.text(span) ?? "")) refuse(what, MAX_NAME_BYTES);
}

const lengthOf = ({ start, end }: Span): number => end - start;

/** A character has at most three bytes for each of its code units. */
function isLong(text: string): boolean {
  return text.length > MAX_NAME_BYTES / 3 && Buffer.byteLength(text) > MAX_NAME_BYTES;
}

function refuse(what: string, most: number): never {
  throw new ProxyError("INVALID_PARAMS", `${what} is longer than ${most} bytes; send a shorter one`);
}
