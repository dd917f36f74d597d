import type { Message } from "../model/message.js";

/** The raw id token of a request. */
export function idOf(message: Message): Buffer {
  return message.id === undefined ? Buffer.from("null") : message.bytes.subarray(message.id.start, message.id.end);
}
