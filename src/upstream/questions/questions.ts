import type { Call, Caller } from "../../model/call.js";
import type { Message } from "../../model/message.js";
import { requestsThat } from "../../model/method-fates.js";
import { RPC } from "../../model/protocol.js";
import { QUESTION_ERROR } from "../../model/view.js";
import { result } from "../../wire/build.js";
import { members } from "../../wire/scan.js";

/** A reverse request of a legacy upstream that waits for its answer. */
export interface Question {
  /** Its key among `inputRequests`. */
  readonly key: string;
  /** The upstream's own id, raw. */
  readonly id: Buffer;
  readonly method: string;
  /** Its params, raw; undefined when it had none. */
  readonly params: Buffer | undefined;
  /** Asks it outside any call, when it turns out to be of none; absent: it is surely of its call. */
  readonly otherwise?: () => void;
}

/** The methods an `input_required` result may ask with (specification 2026-07-28, MRTR). */
const MODERN_QUESTIONS: ReadonlySet<string> = new Set(["elicitation/create", "sampling/createMessage", "roots/list"]);
/** The requests that may be answered `input_required`. */
export const MAY_ASK = requestsThat(({ asks }) => asks === true);

/** Whether this caller's client can be asked, on this call, what the upstream asks. */
export function canAsk(caller: Caller, callMethod: string | undefined, question: Message): boolean {
  const { capabilities } = caller;
  if (caller.era === "modern" && !(MAY_ASK.has(callMethod ?? "") && MODERN_QUESTIONS.has(question.method ?? ""))) {
    return false;
  }
  switch (question.method) {
    case "elicitation/create": {
      const mode = question.text(question.member("mode")) ?? "form";
      return mode === "url" ? capabilities.elicitation.url : capabilities.elicitation.form;
    }
    case "sampling/createMessage":
      return capabilities.sampling;
    case "roots/list":
      return capabilities.roots;
    default:
      return true;
  }
}

/** The client capability a question needs, in the words of `requiredCapabilities`; undefined for methods of nobody's. */
export function requiredCapability(question: Message): Record<string, unknown> | undefined {
  switch (question.method) {
    case "elicitation/create":
      return { elicitation: { [question.text(question.member("mode")) === "url" ? "url" : "form"]: {} } };
    case "sampling/createMessage":
      return { sampling: {} };
    case "roots/list":
      return { roots: {} };
    default:
      return undefined;
  }
}

/** The key a legacy upstream wants its question to have among `inputRequests`, in the `_meta` of the question's params. */
const KEY_HINT = "mcp-proxy/input-key";

/** A reverse request as a question; what a modern client does not know (`elicitationId`) is taken out for it. */
export function toQuestion(message: Message, key: string, caller: Caller): Question {
  const id = message.id as { start: number; end: number };
  return {
    key: hintedKey(message) ?? key,
    id: Buffer.from(message.bytes.subarray(id.start, id.end)),
    method: message.method ?? "",
    params: caller.era === "modern" ? forModern(message) : rawBody(message),
  };
}

function hintedKey(message: Message): string | undefined {
  const meta = message.member("_meta");
  if (meta === undefined || message.bytes[meta.start] !== 0x7b) return undefined;
  return message.text(members(message.bytes, meta).find((member) => member.key === KEY_HINT)?.value);
}

function rawBody(message: Message): Buffer | undefined {
  return message.body && Buffer.from(message.bytes.subarray(message.body.start, message.body.end));
}

/** Params without what only legacy clients know (`elicitationId`) and what was meant for the proxy alone (the key hint). */
function forModern(message: Message): Buffer | undefined {
  const meta = message.member("_meta");
  const hinted = meta !== undefined && hintedKey(message) !== undefined;
  if (!hinted && message.member("elicitationId") === undefined) return rawBody(message);
  const texts = message.members.flatMap(({ key, keySpan, value }) => {
    if (key === "elicitationId") return [];
    if (key !== "_meta" || !hinted) return [message.bytes.toString("utf8", keySpan.start, value.end)];
    const kept = members(message.bytes, value).filter((member) => member.key !== KEY_HINT);
    const inner = kept.map((member) => message.bytes.toString("utf8", member.keySpan.start, member.value.end));
    return inner.length === 0 ? [] : [`"_meta":{${inner.join(",")}}`];
  });
  return Buffer.from(`{${texts.join(",")}}`);
}

/** The neutral answer that asks: `resultType: "input_required"`. */
export function inputRequired(questions: readonly Question[], requestState: string | undefined): Message {
  const asked = questions.map(({ key, method, params }) => {
    const tail = params === undefined ? "" : `,"params":${params.toString("utf8")}`;
    return `${JSON.stringify(key)}:{"method":${JSON.stringify(method)}${tail}}`;
  });
  const state = requestState === undefined ? "" : `,"requestState":${JSON.stringify(requestState)}`;
  const text = `{"resultType":"input_required","inputRequests":{${asked.join(",")}}${state}}`;
  return result(Buffer.from("0"), Buffer.from(text));
}

/** The JSON-RPC response to the upstream for one answer of `inputResponses`. */
export function responseBytes(question: Question, answer: Buffer): Buffer {
  const inner = answer[0] === 0x7b ? members(answer, { start: 0, end: answer.length }) : [];
  const refused = inner.find((member) => member.key === QUESTION_ERROR);
  const key = refused === undefined ? "result" : "error";
  const body = refused === undefined ? answer : answer.subarray(refused.value.start, refused.value.end);
  return Buffer.concat([
    Buffer.from('{"jsonrpc":"2.0","id":'),
    question.id,
    Buffer.from(`,"${key}":`),
    body,
    Buffer.from("}"),
  ]);
}

/** The JSON-RPC error to the upstream for a question nobody can be asked. */
export function refusalBytes(id: Buffer, code: number, message: string, data?: Record<string, unknown>): Buffer {
  const head = Buffer.from('{"jsonrpc":"2.0","id":');
  return Buffer.concat([head, id, Buffer.from(`,"error":${JSON.stringify({ code, message, data })}}`)]);
}

/** The answers a retry brings, by key. What is no object answers nothing: its question is asked again. */
export function inputResponses(call: Call): Map<string, Buffer> {
  const span = call.message.member("inputResponses");
  const found = new Map<string, Buffer>();
  if (span === undefined || call.message.bytes[span.start] !== 0x7b) return found;
  for (const { key, value } of members(call.message.bytes, span)) {
    if (call.message.bytes[value.start] !== 0x7b) continue;
    found.set(key, Buffer.from(call.message.bytes.subarray(value.start, value.end)));
  }
  return found;
}

/** A legacy `-32042` (URL elicitation required) as a question to a modern client; undefined when it names no URL. */
export function fromUrlElicitationError(error: Message): Message | undefined {
  const value = error.value as { code?: number; data?: { elicitations?: unknown[] } } | undefined;
  if (value?.code !== RPC.URL_ELICITATION_REQUIRED || !Array.isArray(value.data?.elicitations)) return undefined;
  const questions = value.data.elicitations.map((one, index): Question => {
    const { elicitationId: _, ...params } = one as Record<string, unknown>;
    const body = Buffer.from(JSON.stringify({ mode: "url", ...params }));
    return { key: `url${index + 1}`, id: Buffer.alloc(0), method: "elicitation/create", params: body };
  });
  return questions.length === 0 ? undefined : inputRequired(questions, undefined);
}
