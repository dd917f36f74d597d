import { isUtf8 } from "node:buffer";
import { ProxyError } from "../model/errors.js";
import { Message } from "../model/message.js";
import { Envelope, partsOf, readTop } from "./envelope.js";
import { JsonCursor } from "./json.js";
import { scan, UNLIMITED } from "./scan.js";
import { ValueTracker } from "./tail.js";

/** From this size on it is worth not to validate all of a message, in bytes. */
const MIN_OUTLINED_BYTES = 16_384;

/**
 * Reads one complete message of an upstream, as `scan` does. Of a long result the values of its members are not validated: where each of
 * them ends is exact for valid JSON, and text that is not valid is refused by its reader. Throws as `scan`.
 */
export function scanWhole(bytes: Buffer): Message {
  return (bytes.length > MIN_OUTLINED_BYTES ? outlined(bytes) : undefined) ?? scan(bytes, UNLIMITED);
}

/** Undefined for what is no result: then all of it is validated. */
function outlined(bytes: Buffer): Message | undefined {
  const cursor = new OutlineCursor(bytes, bytes.length, UNLIMITED.maxDepth);
  const envelope = new Envelope(true);
  const rest = cursor.space(readTop(cursor, envelope));
  if (envelope.outcome !== "result") return undefined;
  if (rest !== bytes.length) cursor.fail(rest, "nothing behind the message");
  if (!isUtf8(bytes)) throw new ProxyError("PARSE_ERROR", "The message is not valid UTF-8");
  return new Message(bytes, partsOf(bytes, envelope));
}

/** As `JsonCursor`, without a look at what is in strings and containers. */
class OutlineCursor extends JsonCursor {
  readonly #tracker = new ValueTracker();

  override value(from: number, depth: number): number {
    const first = this.bytes[from];
    if (first !== 0x22 && first !== 0x7b && first !== 0x5b) return super.value(from, depth);
    const end = this.#tracker.read(this.bytes, from);
    if (end < 0) this.fail(this.end, "the end of a value");
    return end;
  }
}
