import type { Message } from "../model/message.js";
import { isShortId } from "./lengths.js";

const NULL = Buffer.from("null");

/** The raw id token of a request; `null` for one that is too long to be repeated. */
export function idOf({ id, bytes }: Message): Buffer {
  return id === undefined || !isShortId(id) ? NULL : bytes.subarray(id.start, id.end);
}
