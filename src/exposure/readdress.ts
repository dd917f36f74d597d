import { Message } from "../model/message.js";
import { copy, withId } from "../wire/splice.js";

/**
 * An answer with the client's own id, ready to be written and for nothing else: its parts are not known any more, which saves
 * finding them again. A long result is readdressed as it is written.
 */
export function readdress(answer: Message, id: Buffer): Message {
  const span = answer.id;
  if (answer.tail !== undefined || span === undefined) return withId(answer, id);
  const { bytes, kind } = answer;
  const target = Buffer.allocUnsafe(bytes.length + id.length - (span.end - span.start));
  copy(bytes, target, 0, 0, span.start);
  const behind = copy(id, target, span.start, 0, id.length);
  copy(bytes, target, behind, span.end, bytes.length);
  return new Message(target, { kind, id: undefined, method: undefined, body: undefined, members: NO_MEMBERS });
}

const NO_MEMBERS: readonly never[] = [];
