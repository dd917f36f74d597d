import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Member, Message } from "../model/message.js";
import { isSince } from "../model/protocol.js";
import { QUESTION_ERROR, type View } from "../model/view.js";
import { request } from "../wire/build.js";
import { collected } from "../wire/collect-tail.js";
import { members } from "../wire/scan.js";
import { setMembers } from "../wire/splice.js";

/** Rounds of questions that one call may have. */
const MAX_ROUNDS = 10;

/** Puts a question to the client; resolves with its `result` or `error` message. */
export type Ask = (question: Message, call: Call) => Promise<Message>;

/** The ids and names a session makes for questions. */
export interface QuestionNames {
  /** The raw id token of the next question. */
  nextId(): Buffer;
  /** An unguessable `elicitationId`. */
  elicitationId(): string;
}

/** Whether an answer is a question (`resultType: "input_required"`, 2026-07-28, MRTR). */
export function isQuestion(answer: Message): boolean {
  if (answer.kind !== "result") return false;
  const type = answer.member("resultType");
  return type !== undefined && answer.text(type) === "input_required";
}

/**
 * Puts an answer's questions to the legacy client and calls again with its responses and the exact `requestState`, until an answer
 * asks nothing. An unanswered question ends the call upstream too. Rejects with CANNOT_ASK when the client did not declare what a
 * question needs, and with UPSTREAM_PROTOCOL after ten rounds.
 */
export async function converse(
  view: View,
  call: Call,
  first: Message,
  ask: Ask,
  names: QuestionNames,
): Promise<Message> {
  try {
    return await rounds(view, call, first, ask, names);
  } catch (error) {
    // The upstream must not wait for an answer that will not come.
    call.abandon("The question got no answer");
    throw error;
  }
}

async function rounds(view: View, call: Call, first: Message, ask: Ask, names: QuestionNames): Promise<Message> {
  let answer = first;
  for (let round = 0; isQuestion(answer); round++) {
    if (round === MAX_ROUNDS) {
      throw new ProxyError(
        "UPSTREAM_PROTOCOL",
        `The upstream asked more than ${MAX_ROUNDS} questions and did not answer the call`,
      );
    }
    answer = await collected(answer, call);
    const span = answer.member("inputRequests");
    const wanted = span === undefined ? [] : members(answer.bytes, span);
    const questions = wanted.map((one) => ({ key: one.key, message: question(answer, one, call.caller, names) }));
    const asked = questions.map(async (one) => responseMember(one.key, await ask(one.message, call)));
    const responses = await Promise.all(asked);
    if (call.cancelled) return answer;
    const state = answer.member("requestState");
    const changes: (readonly [string, Buffer | undefined])[] = [
      ["inputResponses", wanted.length === 0 ? undefined : Buffer.concat(joined(responses))],
      ["requestState", state === undefined ? undefined : answer.bytes.subarray(state.start, state.end)],
    ];
    call.anew();
    answer = await view.handle(call.with(setMembers(call.message, changes)));
  }
  return answer;
}

function joined(parts: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (const part of parts) pieces.push(Buffer.from(pieces.length === 0 ? "{" : ","), part);
  pieces.push(Buffer.from(pieces.length === 0 ? "{}" : "}"));
  return pieces;
}

/** One entry of `inputResponses`: the bare result, or the client's error marked as one. */
function responseMember(key: string, response: Message): Buffer {
  const body = response.body;
  const bytes = body === undefined ? Buffer.from("{}") : response.bytes.subarray(body.start, body.end);
  const name = Buffer.from(`${JSON.stringify(key)}:`);
  if (response.kind === "result") return Buffer.concat([name, bytes]);
  return Buffer.concat([name, Buffer.from(`{${JSON.stringify(QUESTION_ERROR)}:`), bytes, Buffer.from("}")]);
}

/** The request that puts one entry of `inputRequests` to a legacy client, its params as the upstream wrote them. */
function question(answer: Message, entry: Member, caller: Caller, names: QuestionNames): Message {
  const parts = members(answer.bytes, entry.value);
  const method = textOf(answer, parts, "method");
  const params = parts.find((part) => part.key === "params")?.value;
  const bytes = params === undefined ? undefined : answer.bytes.subarray(params.start, params.end);
  const mode = params === undefined ? undefined : textOf(answer, members(answer.bytes, params), "mode");
  const missing = missingCapability(caller, method, mode);
  if (missing !== undefined) {
    throw new ProxyError("CANNOT_ASK", `The upstream needs ${missing}, which this client did not declare`, {
      data: { capability: missing },
    });
  }
  const message = request(names.nextId(), method as string, bytes);
  if (mode !== "url" || message.member("elicitationId") !== undefined) return message;
  return setMembers(message, [["elicitationId", Buffer.from(JSON.stringify(names.elicitationId()))]]);
}

function textOf(answer: Message, parts: readonly Member[], key: string): string | undefined {
  return answer.text(parts.find((part) => part.key === key)?.value);
}

/**
 * A whole question for a modern client. Rejects as `collected`, and with MISSING_CAPABILITY when it needs a capability that the
 * request did not declare: a server must not ask for it then (2026-07-28, MRTR).
 */
export async function declared(question: Message, call: Call): Promise<Message> {
  const answer = await collected(question, call);
  checkDeclared(answer, call.caller);
  return answer;
}

function checkDeclared(answer: Message, caller: Caller): void {
  const span = answer.member("inputRequests");
  for (const entry of span === undefined ? [] : members(answer.bytes, span)) {
    const parts = members(answer.bytes, entry.value);
    const params = parts.find((part) => part.key === "params")?.value;
    const mode = params === undefined ? undefined : textOf(answer, members(answer.bytes, params), "mode");
    const missing = missingCapability(caller, textOf(answer, parts, "method"), mode);
    const needed = missing === undefined ? undefined : DECLARATIONS.get(missing);
    if (needed === undefined) continue;
    throw new ProxyError("MISSING_CAPABILITY", `The upstream needs ${missing}, which this request did not declare`, {
      data: { requiredCapabilities: needed },
    });
  }
}

const DECLARATIONS = new Map<string, unknown>([
  ["elicitation.form", { elicitation: { form: {} } }],
  ["elicitation.url", { elicitation: { url: {} } }],
  ["sampling", { sampling: {} }],
  ["roots", { roots: {} }],
]);

/**
 * The capability that a question needs and a client lacks. Elicitation came with 2025-06-18, its URLs with 2025-11-25. A vendor's
 * method needs none, because the client itself answers whether it knows it.
 */
export function missingCapability(
  caller: Caller,
  method: string | undefined,
  mode: string | undefined,
): string | undefined {
  const { capabilities, revision } = caller;
  switch (method) {
    case "elicitation/create":
      if (mode === "url") {
        return isSince(revision, "2025-11-25") && capabilities.elicitation.url ? undefined : "elicitation.url";
      }
      return isSince(revision, "2025-06-18") && capabilities.elicitation.form ? undefined : "elicitation.form";
    case "sampling/createMessage":
      return capabilities.sampling ? undefined : "sampling";
    case "roots/list":
      return capabilities.roots ? undefined : "roots";
    default:
      if (method !== undefined && caller.era === "legacy") return undefined;
      return `an answer to ${method ?? "a question without method"}`;
  }
}
