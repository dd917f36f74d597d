import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import { Message } from "../model/message.js";
import { requestsThat } from "../model/method-fates.js";
import { LATEST_LEGACY_REVISION, RPC } from "../model/protocol.js";
import { UpstreamAnswer } from "../model/view.js";
import type { Log } from "../model/world.js";
import { errorMessage, fromProxyError, result } from "../wire/build.js";
import { IN_PLACE, replaceWithin } from "../wire/in-place.js";
import { replaced, withId } from "../wire/splice.js";

/** The key of the proxy's own question, which asks a user to sign in. Its response goes to no upstream. */
export const LOGIN_QUESTION = "mcp-proxy/login";

/** An answer, and the HTTP status it has when it comes alone. */
export interface Rendered {
  readonly message: Message;
  readonly status: number;
}

/** The methods whose result may ask questions (2026-07-28, MRTR). */
const ASKING = requestsThat(({ asks }) => asks === true);

/** A failure as the answer to a call, in the form of the caller's era and with the client's id. */
export function renderFailure(thrown: unknown, call: Call, id: Buffer, log: Log): Rendered {
  if (thrown instanceof UpstreamAnswer) return { message: withId(thrown.answer, id), status: 200 };
  const error = ProxyError.from(thrown);
  if (error.code === "INTERNAL") logDefect(error, log);
  const { caller } = call;
  if (error.code === "LOGIN_REQUIRED") return { message: loginRequired(error, call, id), status: 200 };
  if (error.code === "CANNOT_ASK" && call.message.method === "tools/call") {
    return { message: toolError(id, caller, error.message), status: 200 };
  }
  return { message: fromProxyError(id, error), status: statusOf(error, caller) };
}

/** Logs a defect for the operator. The client must not learn its details. */
export function logDefect(error: ProxyError, log: Log): void {
  const { cause } = error;
  log.error("defect", { message: error.message, cause: cause instanceof Error ? cause.stack : String(cause) });
}

/** Legacy clients read a JSON-RPC error only from a 200, but intermediaries should see that the proxy is shedding load. */
function statusOf(error: ProxyError, caller: Caller): number {
  const status = error.row.http;
  return caller.era === "modern" || status === 503 || status === 429 ? status : 200;
}

function toolError(id: Buffer, caller: Caller, text: string): Message {
  const value = { content: [{ type: "text", text }], isError: true };
  return result(id, caller.era === "modern" ? { resultType: "complete", ...value } : value);
}

/**
 * Asks a person to sign in: by a question with a link where the client can show one (2026-07-28: `input_required`; 2025-11-25: error
 * -32042), else by text, else by an error of the proxy's own.
 */
function loginRequired(error: ProxyError, call: Call, id: Buffer): Message {
  const { caller } = call;
  const url = error.data?.auth_url;
  const method = call.message.method ?? "";
  if (typeof url !== "string") return fromProxyError(id, error);
  if (caller.capabilities.elicitation.url && caller.era === "modern" && ASKING.has(method)) {
    const params = { mode: "url", message: error.message, url };
    const inputRequests = { [LOGIN_QUESTION]: { method: "elicitation/create", params } };
    return result(id, { resultType: "input_required", inputRequests });
  }
  if (caller.capabilities.elicitation.url && caller.revision === LATEST_LEGACY_REVISION) {
    const elicitationId = typeof error.data?.elicitationId === "string" ? error.data.elicitationId : url;
    const elicitations = [{ mode: "url", elicitationId, url, message: error.message }];
    return errorMessage(id, { code: RPC.URL_ELICITATION_REQUIRED, message: error.message, data: { elicitations } });
  }
  if (method === "tools/call") return toolError(id, caller, `${error.message}\n\nSign in here: ${url}`);
  return fromProxyError(id, error);
}

/**
 * An answer with the client's own id, good for writing alone: its members are not known any more, which saves a scan. A long result
 * is readdressed as it is written. The bytes of an answer with `room` are changed in place, so that the answer itself must not be
 * used again.
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
