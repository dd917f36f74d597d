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
