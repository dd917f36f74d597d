import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { RPC } from "../model/protocol.js";
import { errorMessage } from "../wire/build.js";
import { withId } from "../wire/splice.js";
import { idOf } from "./id.js";
import { missingCapability } from "./questions.js";
import type { SessionStream } from "./reply-sink.js";
import type { ServerRequests } from "./server-requests.js";

/** How long a client may take to open its stream before questions outside any call are refused, in milliseconds. */
const STREAM_WAIT_MS = 10_000;

/** What a session asks its client with, outside any call. */
export interface OutsideCallParts {
  readonly caller: Caller;
  readonly outside: SessionStream;
  readonly asked: ServerRequests;
  /** The longest a question may take, in milliseconds. */
  readonly questionMs: number;
}

/**
 * Asks a client outside any call. One it did not declare to understand is refused in its place, and so is one of a client that
 * never opened the stream it could be asked on. Rejects as `Asked.ask` does; `signal` withdraws the question.
 */
export async function requestOutsideCall(
  question: Message,
  signal: AbortSignal,
  to: OutsideCallParts,
): Promise<Message> {
  const { caller, outside, asked, questionMs } = to;
  const { method } = question;
  const mode = method === "elicitation/create" ? question.text(question.member("mode")) : undefined;
  const missing = method === "ping" ? undefined : missingCapability(caller, method, mode);
  if (missing !== undefined) return refusal(question, `The client did not declare ${missing}`);
  const inTime = (await outside.reader?.wait(Math.min(STREAM_WAIT_MS, questionMs), signal)) ?? true;
  if (signal.aborted) throw new ProxyError("CANCELLED", "The question was withdrawn");
  if (!inTime) return refusal(question, `no client is connected that could answer ${method}`);
  const withdrawal = { onCancel: (listener: () => void) => signal.addEventListener("abort", listener) };
  return asked.ask(withId(question, asked.nextId()), (sent) => void outside.emit(sent), withdrawal);
}

function refusal(question: Message, message: string): Message {
  return errorMessage(idOf(question), { code: RPC.METHOD_NOT_FOUND, message });
}
