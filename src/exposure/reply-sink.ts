import type { CallSink } from "../model/call.js";
import type { Message } from "../model/message.js";

/** What runs for a request: a call, or a subscription. */
export interface Cancellable {
  /** Idempotent. */
  cancel(reason?: string): void;
}

/** The way back for one request: what goes before the answer, then the answer, which ends it. */
export interface ReplySink extends CallSink {
  /** A notification of the call, or a question to the client. */
  emit(message: Message): boolean;
  /** The answer, with the client's own id. `status` is the HTTP status where the answer comes alone. */
  answer(message: Message, status: number): void;
  /** The client cancelled, or ended its session: whoever shares the way with others says nothing, an HTTP response ends with an error. */
  cancelled(id: Buffer): void;
  /** Cancels the work when the client leaves before the answer, where the carrier's era takes that for a cancellation. */
  cancelOnClose?(work: Cancellable): void;
  /** Whether one client reads several requests' answers here, so that an id in use cannot be used again. */
  readonly shared: boolean;
}

/** Where messages outside any request go: the GET stream of a session, stdout. */
export interface SessionStream {
  /** Who reads here, where the client has to come for it; absent: it reads from the beginning. */
  readonly reader?: FirstReader;
  emit(message: Message): boolean;
  onDrain(listener: () => void): void;
}

/** The client that may come to read a stream, and who waits for the first time it does. */
export class FirstReader {
  #decided = false;
  readonly #waiting = new Set<() => void>();

  /** It came to read, and what it misses later is kept for it; or it will never come. Nobody waits any more. */
  decide(): void {
    this.#decided = true;
    for (const done of [...this.#waiting]) done();
  }

  /** Waits until that is decided, or `signal` aborts; false when `ms` were over before that. */
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
