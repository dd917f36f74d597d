import type { Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import { needsPerson } from "./sign-ins.js";

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

/** What opening a link in the background needs to know of its upstream. */
export interface ReopeningParts {
  /** The name of a caller's link. */
  key(caller: Caller): string;
  /** Whether a link may be opened for a caller at all. */
  allowed(caller: Caller): boolean;
  /** Whether it is wanted before anybody calls, asked when the time has come. */
  expected(caller: Caller): boolean;
  /** Milliseconds the upstream must be left alone. */
  wait(caller: Caller): number;
  /** Opens the link and attaches who listens to it. */
  open(caller: Caller): Promise<void>;
}

/** Opens lost links in the background, again and again, until they are there or a person is needed. */
export class Reopening {
  readonly #parts: ReopeningParts;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(parts: ReopeningParts) {
    this.#parts = parts;
  }

  /** Tries in `delay` milliseconds, or when the upstream may be asked again. */
  soon(caller: Caller, delay: number = FIRST_DELAY_MS): void {
    const { key, allowed, expected, wait, open } = this.#parts;
    const name = key(caller);
    if (this.#timers.has(name) || !allowed(caller)) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(name);
        if (!expected(caller)) return;
        open(caller).catch((error: unknown) => {
          const stop = error instanceof ProxyError && needsPerson(error);
          if (!stop) this.soon(caller, Math.min(Math.max(delay * 2, FIRST_DELAY_MS), MAX_DELAY_MS));
        });
      },
      Math.max(delay, wait(caller)),
    ).unref();
    this.#timers.set(name, timer);
  }

  /** A caller is gone. */
  forget(caller: Caller): void {
    const name = this.#parts.key(caller);
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
