import type { CallSink } from "../model/call.js";
import type { Message } from "../model/message.js";

/** What runs for a request: a call, or a subscription. */
export interface Cancellable {
  /** Idempotent. */
  cancel(reason?: string): void;
}

/** Where the messages before the answer to one request go, and then the answer, which ends it. */
export interface ReplySink extends CallSink {
  /** A notification of the call, or a question to the client. */
  emit(message: Message): boolean;
  /** The answer, with the client's own id. `status` is the HTTP status where the answer comes alone. */
  answer(message: Message, status: number): void;
  /** The client cancelled, or ended its session. A shared stream gets nothing then, and an HTTP response of its own ends with an error. */
  cancelled(id: Buffer): void;
  /** Cancels the work when the client leaves before the answer, where the carrier's era takes that for a cancellation. */
  cancelOnClose?(work: Cancellable): void;
  /** Whether one client reads several requests' answers here, so that an id in use cannot be used again. */
  readonly shared: boolean;
}

/** Where messages outside any request go: the GET stream of a session, stdout. */
export interface SessionStream {
  /** Whether the client has opened the stream; absent: it reads from the beginning. */
  readonly reader?: FirstReader;
  emit(message: Message): boolean;
  onDrain(listener: () => void): void;
}

/** The first reader of a stream that a client may or may not open, and the questions that wait for it. */
export class FirstReader {
  #decided = false;
  readonly #waiting = new Set<() => void>();

  /** The client opened the stream, so that the journal keeps what it misses later; or it never will. Ends all waiting. */
  decide(): void {
    this.#decided = true;
    for (const done of [...this.#waiting]) done();
  }

  /** Waits until that is decided or `signal` aborts. False when `ms` passed before. */
  wait(ms: number, signal: AbortSignal): Promise<boolean> {
    if (this.#decided || signal.aborted) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (inTime: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.#waiting.delete(done);
        resolve(inTime);
      };
      const done = (): void => settle(true);
      const timer = setTimeout(() => settle(false), ms);
      timer.unref();
      signal.addEventListener("abort", done);
      this.#waiting.add(done);
    });
  }
}
