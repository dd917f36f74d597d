import { ProxyError } from "../model/errors.js";
import { type Member, Message, type Span } from "../model/message.js";
import { members as membersOf } from "./scan.js";
import { TailGuard } from "./tail.js";

/** Replaces the bytes `[start, end)` of a message; `start === end` inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
  /** What this edit adds that has no span yet, as offsets within `bytes`, so that the spliced message knows it. */
  readonly adds?: { readonly body?: Span; readonly members: readonly Member[] };
}

const COMMA = Buffer.from(",");
const NOTHING = Buffer.alloc(0);

function sorted(message: Message, edits: readonly Edit[]): readonly Edit[] {
  const ordered = edits.length < 2 ? edits : [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  for (let i = 0; i < ordered.length; i++) {
    const edit = ordered[i] as Edit;
    if (edit.start < end || edit.end < edit.start || edit.end > message.bytes.length) {
      throw new ProxyError("INTERNAL", "Edits of a message overlap or lie outside it");
    }
    end = edit.end;
  }
  return ordered;
}

function assemble(bytes: Buffer, edits: readonly Edit[]): Buffer {
  let length = bytes.length;
  for (let i = 0; i < edits.length; i++) length += growth(edits[i] as Edit);
  const target = Buffer.allocUnsafe(length);
  let from = 0;
  let to = 0;
  for (let i = 0; i < edits.length; i++) {
    const edit = edits[i] as Edit;
    to = copy(bytes, target, to, from, edit.start);
    to = copy(edit.bytes, target, to, 0, edit.bytes.length);
    from = edit.end;
  }
  copy(bytes, target, to, from, bytes.length);
  return target;
}

/** How many bytes an edit adds. */
function growth(edit: Edit): number {
  return edit.bytes.length - (edit.end - edit.start);
}

/**
 * Copies `[start, end)` to `to`; answers where it ends. What is short is copied here: `Buffer.copy` makes a view of a part
 * before its native call, which costs as much as some hundred bytes.
 */
export function copy(bytes: Buffer, target: Buffer, to: number, start: number, end: number): number {
  if (end - start > MAX_INLINE_COPY_BYTES) return to + bytes.copy(target, to, start, end);
  let at = to;
  for (let from = start; from < end; from++) target[at++] = bytes[from] as number;
  return at;
}

const MAX_INLINE_COPY_BYTES = 128;

/** A copy of the bytes with a span replaced. */
export function replaced(bytes: Buffer, { start, end }: Span, by: Buffer): Buffer {
  const target = Buffer.allocUnsafe(bytes.length + by.length - (end - start));
  copy(bytes, target, 0, 0, start);
  const behind = copy(by, target, start, 0, by.length);
  copy(bytes, target, behind, end, bytes.length);
  return target;
}

/** The bytes of a message with edits applied; edits may come in any order but must not overlap. */
export function splicedBytes(message: Message, edits: readonly Edit[]): Buffer {
  return assemble(message.bytes, sorted(message, edits));
}

/** The bytes of a message with a number as its id and nothing else changed: what most requests need on their way out. */
export function bytesWithId(message: Message, id: number): Buffer {
  const { bytes } = message;
  const span = message.id as Span;
  const digits = String(id);
  const target = Buffer.allocUnsafe(bytes.length + digits.length - (span.end - span.start));
  let to = copy(bytes, target, 0, 0, span.start);
  for (let i = 0; i < digits.length; i++) target[to++] = digits.charCodeAt(i);
  copy(bytes, target, to, span.end, bytes.length);
  return target;
}

/** Where the byte at `at` stands after the edits: what is inserted at a start goes before it. */
function movedStart(at: number, edits: readonly Edit[]): number {
  let moved = at;
  for (let i = 0; i < edits.length && (edits[i] as Edit).end <= at; i++) moved += growth(edits[i] as Edit);
  return moved;
}

/** Where a span that ends at `at` ends after the edits: what is inserted at its end stays outside. */
function movedEnd(at: number, edits: readonly Edit[]): number {
  let moved = at;
  for (let i = 0; i < edits.length; i++) {
    const edit = edits[i] as Edit;
    if (edit.end > at || edit.start >= at) break;
    moved += growth(edit);
  }
  return moved;
}

function movedSpan(span: Span, edits: readonly Edit[]): Span {
  return { start: movedStart(span.start, edits), end: movedEnd(span.end, edits) };
}

/** Whether an edit replaces all of `[start, end)`. */
function covered(start: number, end: number, edits: readonly Edit[]): boolean {
  for (let i = 0; i < edits.length; i++) {
    const edit = edits[i] as Edit;
    if (edit.start <= start && edit.end >= end) return true;
  }
  return false;
}

/**
 * The message with edits applied: a new message whose spans are shifted, not scanned again. An edit may replace a value
 * exactly, lie within one, or remove whole members; a `method` is not changed this way. A tail goes along.
 */
export function splice(message: Message, edits: readonly Edit[]): Message {
  if (edits.length === 0) return message;
  const ordered = sorted(message, edits);
  const bytes = assemble(message.bytes, ordered);
  const { kind, method } = message;
  const id = message.id === undefined ? undefined : movedSpan(message.id, ordered);
  let body = message.body === undefined ? undefined : movedSpan(message.body, ordered);
  let added: Member[] | undefined;
  let made = false;
  for (let i = 0; i < ordered.length; i++) {
    const { adds, start } = ordered[i] as Edit;
    if (adds === undefined) continue;
    const shift = movedStart(start, i === 0 ? [] : ordered.slice(0, i));
    if (adds.body !== undefined) {
      body = offset(adds.body, shift);
      made = true;
    }
    added ??= [];
    for (const member of adds.members) added.push(offsetMember(member, shift));
  }
  if (!made && message.body !== undefined && body !== undefined) {
    const replaced = covered(message.body.start, message.body.end, ordered);
    if (replaced) return new Message(bytes, { kind, id, method, body, members: membersOf(bytes, body) }, message.tail);
  }
  const members: Member[] = [];
  const first = (ordered[0] as Edit).start;
  for (let i = 0; i < message.members.length; i++) {
    const member = message.members[i] as Member;
    const { key, keySpan, value } = member;
    if (value.end < first) members.push(member);
    else if (!covered(keySpan.start, value.end, ordered)) {
      members.push({ key, keySpan: movedSpan(keySpan, ordered), value: movedSpan(value, ordered) });
    }
  }
  if (added !== undefined) {
    members.push(...added);
    members.sort((a, b) => a.keySpan.start - b.keySpan.start);
  }
  return new Message(bytes, { kind, id, method, body, members }, message.tail);
}

function offset(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

function offsetMember(member: Member, by: number): Member {
  return { key: member.key, keySpan: offset(member.keySpan, by), value: offset(member.value, by) };
}

/** The message with another value (raw JSON) for one direct member of its body: what renaming needs, and no more work than that. */
export function withValue(message: Message, value: Span, json: Buffer): Message {
  const { bytes, id, body, members } = message;
  const delta = json.length - (value.end - value.start);
  const changed: Member[] = [];
  for (let i = 0; i < members.length; i++) {
    const member = members[i] as Member;
    if (member.value.start === value.start) {
      changed.push({ ...member, value: { start: value.start, end: value.end + delta } });
    } else changed.push(member.value.start > value.start ? offsetMember(member, delta) : member);
  }
  const parts = {
    kind: message.kind,
    id: id !== undefined && id.start > value.start ? offset(id, delta) : id,
    method: message.method,
    body: body === undefined ? undefined : { start: body.start, end: body.end + delta },
    members: changed,
  };
  return new Message(replaced(bytes, value, json), parts, message.tail);
}

/**
 * The message with another id, given as a raw token (`7`, `"a"`). For a long result whose id stands behind its tail, the
 * tail is told, and writes it when it gets there.
 */
export function withId(message: Message, id: Buffer): Message {
  const span = message.id;
  if (span === undefined) {
    if (message.tail instanceof TailGuard) {
      message.tail.writeId(id);
      return message;
    }
    throw new ProxyError("INTERNAL", "The message has no id to replace");
  }
  const { bytes, body } = message;
  const delta = id.length - (span.end - span.start);
  const moves = delta !== 0 && body !== undefined && body.start > span.start;
  const parts = {
    kind: message.kind,
    id: { start: span.start, end: span.end + delta },
    method: message.method,
    body: moves ? offset(body, delta) : body,
    members: moves ? message.members.map((member) => offsetMember(member, delta)) : message.members,
  };
  return new Message(replaced(bytes, span, id), parts, message.tail);
}

/**
 * The edit that sets (raw JSON) or removes a direct member of `params` or `result`; undefined when there is nothing to
 * remove, or the body is no object. A missing (or null) `params` is made. One call's edits fit together only when they do
 * not touch the same comma: for several keys of one message use `setMembers`.
 */
export function memberEdit(message: Message, key: string, value: Buffer | undefined): Edit | undefined {
  return memberEdits(message, [[key, value]])[0];
}

/** The message with several direct members of its body set (raw JSON) or removed (undefined) at once. */
export function setMembers(message: Message, changes: readonly (readonly [string, Buffer | undefined])[]): Message {
  return splice(message, memberEdits(message, changes));
}

/** The edits behind `setMembers`; they never overlap each other. */
export function memberEdits(message: Message, changes: readonly (readonly [string, Buffer | undefined])[]): Edit[] {
  const body = message.body;
  const absent = body === undefined || message.bytes[body.start] === 0x6e;
  if (!absent && message.bytes[body.start] !== 0x7b) return [];
  const edits: Edit[] = [];
  const added: (readonly [string, Buffer])[] = [];
  const removed = new Set<Member>();
  for (const [key, value] of changes) {
    const member = absent ? undefined : message.members.find((one) => one.key === key);
    if (member === undefined) {
      if (value !== undefined) added.push([key, value]);
    } else if (value === undefined) removed.add(member);
    else edits.push({ start: member.value.start, end: member.value.end, bytes: value });
  }
  let kept: Member | undefined;
  let last: Member | undefined;
  for (const member of removed.size > 0 ? message.members : []) {
    if (!removed.has(member)) kept = member;
    else if (kept === undefined) edits.push(withCommaBehind(message, member));
    else edits.push({ start: (last as Member).value.end, end: member.value.end, bytes: NOTHING });
    last = member;
  }
  if (added.length === 0) return edits;
  if (absent) edits.push(newParams(message, added));
  else {
    const remains = message.members.length > removed.size || hasOpenMember(message, body);
    edits.push(insertion(body.start + 1, added, remains));
  }
  return edits;
}

/** Removes a member that nothing is kept before: with the comma behind it, if there is one. */
function withCommaBehind(message: Message, member: Member): Edit {
  const bytes = message.bytes;
  let end = member.value.end;
  let at = end;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  if (bytes[at] === 0x2c) end = at + 1;
  return { start: member.keySpan.start, end, bytes: NOTHING };
}

/** Whether the body of a long result goes on behind the last member that is complete in the head. */
function hasOpenMember(message: Message, body: Span): boolean {
  const last = message.members.at(-1);
  let at = last === undefined ? body.start + 1 : last.value.end;
  while (at < body.end && (message.bytes[at] as number) <= 0x20) at++;
  return message.bytes[at] !== 0x7d;
}

function insertion(at: number, added: readonly (readonly [string, Buffer])[], before: boolean): Edit {
  const { bytes, members } = membersText(added, 0);
  return { start: at, end: at, bytes: before ? Buffer.concat([bytes, COMMA]) : bytes, adds: { members } };
}

function membersText(
  added: readonly (readonly [string, Buffer])[],
  from: number,
): { bytes: Buffer; members: Member[] } {
  const parts: Buffer[] = [];
  const members: Member[] = [];
  let at = from;
  for (const [key, value] of added) {
    if (parts.length > 0) {
      parts.push(COMMA);
      at++;
    }
    const quoted = Buffer.from(`${JSON.stringify(key)}:`);
    const keyEnd = at + quoted.length - 1;
    const start = keyEnd + 1;
    members.push({ key, keySpan: { start: at, end: keyEnd }, value: { start, end: start + value.length } });
    parts.push(quoted, value);
    at = start + value.length;
  }
  return { bytes: Buffer.concat(parts), members };
}

function newParams(message: Message, added: readonly (readonly [string, Buffer])[]): Edit {
  const replace = message.body;
  const lead = replace === undefined ? ',"params":{' : "{";
  const text = membersText(added, lead.length);
  const bytes = Buffer.concat([Buffer.from(lead), text.bytes, Buffer.from("}")]);
  const adds = { body: { start: lead.length - 1, end: bytes.length }, members: text.members };
  if (replace !== undefined) return { start: replace.start, end: replace.end, bytes, adds };
  const brace = message.bytes.lastIndexOf(0x7d);
  return { start: brace, end: brace, bytes, adds };
}
