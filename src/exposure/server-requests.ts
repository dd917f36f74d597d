import { BOUNDS } from "../model/bounds.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { RPC } from "../model/protocol.js";
import { errorMessage, notification } from "../wire/build.js";
import { withId } from "../wire/splice.js";
import { idOf } from "./lengths.js";
import { missingCapability } from "./questions.js";
import type { SessionStream } from "./reply-sink.js";

const MAX_BYTES = BOUNDS["exposure.asked"].bytes;
/** How long a client may take to open its stream before questions outside any call are refused, in milliseconds. */
const STREAM_WAIT_MS = 10_000;
/** Memory of a question besides its bytes. */
const PER_QUESTION = 1024;

interface Open {
  readonly resolve: (response: Message) => void;
  readonly reject: (error: ProxyError) => void;
}

/** The cause of a question. Its cancellation withdraws the question. */
interface Cancellable {
  onCancel(listener: () => void): void;
}

/** The unanswered questions to one legacy client, by raw id. */
export class ServerRequests {
  readonly #open = new Map<string, Open>();
  readonly #timeoutMs: number;
  readonly #prefix: string;
  #last = 0;
  #bytes = 0;
  #closed = false;

  /** `prefix` keeps the ids apart from all other ids that the client sees. A question waits for `timeoutMs`. */
  constructor(prefix: string, timeoutMs: number) {
    this.#prefix = prefix;
    this.#timeoutMs = timeoutMs;
  }

  /** The raw id token of the next question. */
  nextId(): Buffer {
    this.#last++;
    return Buffer.from(`"${this.#prefix}${this.#last}"`);
  }

  /**
   * Sends a question with an id of `nextId` and waits for its response. Rejects with CANNOT_ASK after the timeout and with CANCELLED
   * when `cause` is cancelled. The client gets a `notifications/cancelled` then.
   */
  ask(question: Message, emit: (message: Message) => void, cause: Cancellable): Promise<Message> {
    if (this.#closed) return Promise.reject(gone());
    const id = question.id === undefined ? "null" : question.raw(question.id);
    const bytes = PER_QUESTION + question.bytes.length;
    if (this.#open.size > 0 && this.#bytes + bytes > MAX_BYTES) {
      return Promise.reject(new ProxyError("CANNOT_ASK", "The client has too many unanswered questions"));
    }
    this.#bytes += bytes;
    return new Promise((resolve, reject) => {
      const withdraw = (error: ProxyError): void => {
        if (!this.#open.has(id)) return;
        settle();
        emit(notification("notifications/cancelled", Buffer.from(`{"requestId":${id}}`)));
        reject(error);
      };
      const timer = setTimeout(() => {
        const seconds = Math.round(this.#timeoutMs / 1000);
        withdraw(new ProxyError("CANNOT_ASK", `The question got no answer within ${seconds} seconds`));
      }, this.#timeoutMs);
      timer.unref();
      const settle = (): void => {
        clearTimeout(timer);
        if (this.#open.delete(id)) this.#bytes -= bytes;
      };
      this.#open.set(id, {
        resolve: (response) => {
          settle();
          resolve(response);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      emit(question);
      cause.onCancel(() => withdraw(new ProxyError("CANCELLED", "The question is no longer open")));
    });
  }

  /**
   * Asks a client outside any call. The proxy refuses the question itself when the client did not declare what it needs, or never
   * opened the stream for it. Rejects as `ask` does. `signal` withdraws the question.
   */
  async askOutside(question: Message, signal: AbortSignal, caller: Caller, outside: SessionStream): Promise<Message> {
    const { method } = question;
    const mode = method === "elicitation/create" ? question.text(question.member("mode")) : undefined;
    const missing = method === "ping" ? undefined : missingCapability(caller, method, mode);
    if (missing !== undefined) return refusal(question, `The client did not declare ${missing}`);
    const inTime = (await outside.reader?.wait(Math.min(STREAM_WAIT_MS, this.#timeoutMs), signal)) ?? true;
    if (signal.aborted) throw new ProxyError("CANCELLED", "The question was withdrawn");
    if (!inTime) return refusal(question, `no client is connected that could answer ${method}`);
    const withdrawal = { onCancel: (listener: () => void) => signal.addEventListener("abort", listener) };
    return this.ask(withId(question, this.nextId()), (sent) => void outside.emit(sent), withdrawal);
  }

  /** A response of the client; one to an unknown or settled question is ignored. */
  answered(response: Message): void {
    if (response.id !== undefined) this.#open.get(response.raw(response.id))?.resolve(response);
  }

  /** The client is gone. */
  close(): void {
    this.#closed = true;
    for (const open of [...this.#open.values()]) {
      open.reject(gone());
    }
  }
}

function gone(): ProxyError {
  return new ProxyError("CANNOT_ASK", "The client disconnected before it answered the question");
}

/** The upstream's question is refused in the client's place. */
function refusal(question: Message, message: string): Message {
  return errorMessage(idOf(question), { code: RPC.METHOD_NOT_FOUND, message });
}
