import type { Message } from "../../model/message.js";
import { clientRequest } from "../../model/method-fates.js";
import { setMembers } from "../../wire/splice.js";

const COMPLETE = Buffer.from('"complete"');
const ZERO = Buffer.from("0");
const PRIVATE = Buffer.from('"private"');

/**
 * A long result of a session-era upstream with what 2026-07-28 demands of every result, and of what may be cached. It is put
 * in here, where the upstream's era is known: what lies behind the head is not seen, and this era does not send it.
 */
export function completed(message: Message, method: string | undefined): Message {
  if (message.member("resultType") !== undefined) return message;
  const changes: [string, Buffer][] = [["resultType", COMPLETE]];
  if (clientRequest(method)?.cached === true) changes.push(["ttlMs", ZERO], ["cacheScope", PRIVATE]);
  return setMembers(message, changes);
}
