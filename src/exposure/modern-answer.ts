import type { Message } from "../model/message.js";
import { requestsThat } from "../model/method-fates.js";
import { MODERN_REVISION, RPC } from "../model/protocol.js";
import { members } from "../wire/scan.js";
import { setMembers } from "../wire/splice.js";
import { LOGIN_QUESTION, type Rendered, readdress } from "./render.js";

const COMPLETE = Buffer.from('"complete"');
const SPOKEN = Buffer.from(JSON.stringify([MODERN_REVISION]));
const ZERO = Buffer.from("0");
const PRIVATE = Buffer.from('"private"');
/** Codes that must not be sent any more (2026-07-28, error codes), and what says the same. */
const RENAMED = new Map<number, Buffer>([
  [RPC.RESOURCE_NOT_FOUND, Buffer.from(String(RPC.INVALID_PARAMS))],
  [RPC.URL_ELICITATION_REQUIRED, Buffer.from(String(RPC.INTERNAL_ERROR))],
]);

/** Results that must say how long and for whom they may be kept (2026-07-28, caching). */
const CACHED = requestsThat(({ cached }) => cached === true);

/**
 * Puts the client's id in, and what a result of this revision must have and an older upstream's lacks: `resultType`,
 * and for what may be cached `ttlMs` and `cacheScope`. Which revisions are spoken is the exposure's to say. A long result
 * is taken to be complete as it is, since what it lacks may stand behind its head. Error codes this revision does not have become
 * those it has: -32002 is -32602, -32042 is -32603.
 */
export function modernAnswer(answer: Message, method: string, id: Buffer): Rendered {
  if (answer.kind === "error") return modernError(answer, id);
  if (answer.tail !== undefined) return { message: readdress(answer, id), status: 200 };
  const discovers = method === "server/discover";
  const type = answer.member("resultType");
  const cached = CACHED.has(method) && (type === undefined || answer.text(type) === "complete");
  const ttl = cached && answer.member("ttlMs") === undefined;
  const scope = cached && answer.member("cacheScope") === undefined;
  if (type !== undefined && !ttl && !scope && !discovers) return { message: readdress(answer, id), status: 200 };
  const changes: [string, Buffer][] = [];
  if (type === undefined) changes.push(["resultType", COMPLETE]);
  if (ttl) changes.push(["ttlMs", ZERO]);
  if (scope) changes.push(["cacheScope", PRIVATE]);
  if (discovers) changes.push(["supportedVersions", SPOKEN], ...withoutLegacyTasks(answer));
  return { message: readdress(setMembers(answer, changes), id), status: 200 };
}

/** The experimental tasks of 2025-11-25 cannot be relayed to this revision, so they are not offered. */
function withoutLegacyTasks(answer: Message): [string, Buffer][] {
  const span = answer.member("capabilities");
  if (span === undefined) return [];
  const declared = members(answer.bytes, span);
  const kept = declared.filter(({ key }) => key !== "tasks");
  if (kept.length === declared.length) return [];
  const text = kept.map(({ keySpan, value }) => answer.bytes.toString("utf8", keySpan.start, value.end));
  return [["capabilities", Buffer.from(`{${text.join(",")}}`)]];
}

function modernError(answer: Message, id: Buffer): Rendered {
  const span = answer.member("code");
  const code = span === undefined ? 0 : Number(answer.raw(span));
  const other = RENAMED.get(code);
  const message = readdress(other === undefined ? answer : setMembers(answer, [["code", other]]), id);
  return { message, status: STATUS.get(code) ?? 200 };
}

/** HTTP statuses of 2026-07-28, Streamable HTTP. */
const STATUS = new Map<number, number>([
  [RPC.METHOD_NOT_FOUND, 404],
  [RPC.HEADER_MISMATCH, 400],
  [RPC.MISSING_CLIENT_CAPABILITY, 400],
  [RPC.UNSUPPORTED_PROTOCOL_VERSION, 400],
]);

/** A retried request without the response to our own question, which no upstream asked. */
export function withoutOwnResponses(message: Message): Message {
  const span = message.member("inputResponses");
  if (span === undefined) return message;
  const responses = members(message.bytes, span);
  if (!responses.some((one) => one.key === LOGIN_QUESTION)) return message;
  const kept = responses.filter((one) => one.key !== LOGIN_QUESTION);
  if (kept.length === 0) return setMembers(message, [["inputResponses", undefined]]);
  const pieces: Buffer[] = [];
  for (const one of kept) {
    pieces.push(Buffer.from(pieces.length === 0 ? "{" : ","));
    pieces.push(message.bytes.subarray(one.keySpan.start, one.value.end));
  }
  pieces.push(Buffer.from("}"));
  return setMembers(message, [["inputResponses", Buffer.concat(pieces)]]);
}
