import { Message, type Span } from "../model/message.js";
import { IN_PLACE, replaceWithin } from "../wire/roomy.js";
import { copy, withId } from "../wire/splice.js";

/**
 * An answer with the client's own id, ready to be written and for nothing else: its parts are not known any more, which saves
 * finding them again. A long result is readdressed as it is written. The bytes of an answer that
 * has `room` are changed where they are: the answer itself is of no use any more.
 */
export function readdress(answer: Message, id: Buffer): Message {
  const span = answer.id;
  if (answer.tail !== undefined || span === undefined) return withId(answer, id);
  const { bytes, kind, room } = answer;
  const long = room !== undefined && bytes.length >= IN_PLACE;
  const target = (long ? replaceWithin(bytes, room, span.start, span.end, id) : undefined) ?? copied(bytes, span, id);
  return new Message(target, { kind, id: undefined, method: undefined, body: undefined, members: NO_MEMBERS });
}

function copied(bytes: Buffer, span: Span, id: Buffer): Buffer {
  const target = Buffer.allocUnsafe(bytes.length + id.length - (span.end - span.start));
  copy(bytes, target, 0, 0, span.start);
  const behind = copy(id, target, span.start, 0, id.length);
  copy(bytes, target, behind, span.end, bytes.length);
  return target;
}

const NO_MEMBERS: readonly never[] = [];
