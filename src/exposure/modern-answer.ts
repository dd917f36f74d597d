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
/** Codes that 2026-07-28 no longer has (error codes), and their replacements. */
const RENAMED = new Map<number, Buffer>([
  [RPC.RESOURCE_NOT_FOUND, Buffer.from(String(RPC.INVALID_PARAMS))],
  [RPC.URL_ELICITATION_REQUIRED, Buffer.from(String(RPC.INTERNAL_ERROR))],
]);

/** Requests whose results carry `ttlMs` and `cacheScope` (2026-07-28, caching). */
const CACHED = requestsThat(({ cached }) => cached === true);

/**
 * An answer as 2026-07-28 wants it, with the client's id. A result of an older upstream gets `resultType`, and where it may be cached
 * `ttlMs` and `cacheScope`. `server/discover` gets the revisions of the proxy. A long result stays as it is, because the missing
 * members may stand behind its head. Error codes that this revision lacks are replaced.
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

/** Experimental tasks of 2025-11-25 are left out, because they cannot be relayed to this revision. */
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

/** A retried request without the response to the proxy's own question, which no upstream asked. */
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
