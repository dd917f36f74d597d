import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { notification } from "../wire/build.js";

interface Open {
  readonly resolve: (response: Message) => void;
  readonly reject: (error: ProxyError) => void;
}

/** The questions one legacy client was asked and has not answered yet, by raw id. */
export class Asked {
  readonly #open = new Map<string, Open>();
  readonly #timeoutMs: number;
  readonly #prefix: string;
  #last = 0;

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
   * CANCELLED when `call` is; the client is then told that the question is off.
   */
  ask(question: Message, emit: (message: Message) => void, call: Call | undefined): Promise<Message> {
    const id = question.id === undefined ? "null" : question.raw(question.id);
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
        this.#open.delete(id);
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
      call?.onCancel(() => withdraw(new ProxyError("CANCELLED", "The call was cancelled")));
    });
  }

  /** A response of the client; one to an unknown or settled question is ignored. */
  answered(response: Message): void {
    if (response.id !== undefined) this.#open.get(response.raw(response.id))?.resolve(response);
  }

  /** The client is gone. */
  close(): void {
    for (const open of [...this.#open.values()]) {
      open.reject(new ProxyError("CANNOT_ASK", "The client left before it answered the question"));
    }
  }
}
