import type { Message } from "../model/message.js";
import type { KindWords } from "../model/protocol.js";
import { elementsWithMembers } from "../wire/scan.js";
import { fits, type NameShape } from "./naming/shorten.js";

/** Whether every name in an answer to a list is one that clients take; a list that was looked at last is not looked at again. */
export function createNameCheck(shape: NameShape): (answer: Message, words: KindWords) => boolean {
  const seen = new Map<string, Buffer>();
  return (answer, words) => {
    const { body } = answer;
    if (body === undefined) return true;
    // Before any member is looked for: that would read the whole list.
    const text = answer.bytes.subarray(body.start, body.end);
    if (seen.get(words.list)?.equals(text) === true) return true;
    const list = answer.member(words.key);
    if (list === undefined || answer.bytes[list.start] !== 0x5b) return true;
    const fitting = elementsWithMembers(answer.bytes, list).every(({ members }) => {
      const name = answer.text(members.find(({ key }) => key === words.name)?.value);
      return name === undefined || fits(name, shape);
    });
    if (fitting) seen.set(words.list, Buffer.from(text));
    return fitting;
  };
}
