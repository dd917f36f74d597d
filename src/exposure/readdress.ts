import { Message } from "../model/message.js";
import { IN_PLACE, replaceWithin } from "../wire/in-place.js";
import { replaced, withId } from "../wire/splice.js";

/**
 * An answer with the client's own id, ready to be written and for nothing else: its parts are not known any more, which saves
 * finding them again. A long result is readdressed as it is written. The bytes of an answer that has `room` are changed where
 * they are: the answer itself is of no use any more.
 */
export function readdress(answer: Message, id: Buffer): Message {
  const span = answer.id;
  if (answer.tail !== undefined || span === undefined) return withId(answer, id);
  const { bytes, kind, room } = answer;
  const long = room !== undefined && bytes.length >= IN_PLACE;
  const target = (long ? replaceWithin(bytes, room, span.start, span.end, id) : undefined) ?? replaced(bytes, span, id);
  return new Message(target, { kind, id: undefined, method: undefined, body: undefined, members: NO_MEMBERS });
}

const NO_MEMBERS: readonly never[] = [];
