import { BOUNDS } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { notification } from "../wire/build.js";

const MAX_BYTES = BOUNDS["exposure.asked"].bytes;
/** What a question costs beside its bytes. */
const PER_QUESTION = 1024;

interface Open {
  readonly resolve: (response: Message) => void;
  readonly reject: (error: ProxyError) => void;
}

/** What a question is asked for; when it is cancelled, so is the question. */
interface Cancellable {
  onCancel(listener: () => void): void;
}

/** The questions one legacy client was asked and has not answered yet, by raw id. */
export class ServerRequests {
  readonly #open = new Map<string, Open>();
  readonly #timeoutMs: number;
  readonly #prefix: string;
  #last = 0;
  #bytes = 0;
  #closed = false;

  /** `prefix` keeps the ids apart from those of anything else the client is told; a question waits `timeoutMs`. */
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
   * Sends a question that has an id of `nextId` and waits for its response. Rejects with CANNOT_ASK after the timeout and with
   * CANCELLED when `cause` is; the client is then told that the question is off.
   */
  ask(question: Message, emit: (message: Message) => void, cause: Cancellable): Promise<Message> {
    if (this.#closed) return Promise.reject(gone());
    const id = question.id === undefined ? "null" : question.raw(question.id);
    const bytes = PER_QUESTION + question.bytes.length;
    if (this.#open.size > 0 && this.#bytes + bytes > MAX_BYTES) {
      return Promise.reject(
        new ProxyError("CANNOT_ASK", "The client has as many questions to answer as are kept for it"),
      );
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
        withdraw(new ProxyError("CANNOT_ASK", `The question was not answered within ${seconds} seconds`));
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
      cause.onCancel(() => withdraw(new ProxyError("CANCELLED", "The question is off")));
    });
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
  return new ProxyError("CANNOT_ASK", "The client left before it answered the question");
}
