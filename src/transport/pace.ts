import { ProxyError } from "../model/errors.js";
import type { HttpExchange } from "../net/http-exchange.js";

/** How fast a reply is read, and how long it may say nothing, or stay when it has said all. */
export class Pace {
  /** The connection that brings it now. */
  call: HttpExchange | undefined;
  /** The client is behind: the stream waits. */
  held = false;
  #timer: NodeJS.Timeout | undefined;
  #wanted = true;

  /** Undoes `held`. */
  release(): void {
    if (!this.held) return;
    this.held = false;
    this.readOn();
  }

  /** The reader wants more. */
  readOn(): void {
    this.wanted(true);
    this.call?.resume();
  }

  /** Whether the reader wants more now; while it does not, silence is its own. */
  wanted(more: boolean): void {
    this.#wanted = more;
    if (more) this.news();
  }

  /** Something came: the silence begins anew. */
  news(): void {
    this.#timer?.refresh();
  }

  /** Runs `end` after `idle` milliseconds without news, as long as somebody wants more; 0: never. */
  silence(idle: number, end: () => void): void {
    if (idle <= 0) return;
    this.stop();
    this.#timer = setTimeout(() => {
      if (this.#wanted) end();
      else this.#timer?.refresh();
    }, idle).unref();
  }

  /** Runs `end` after `delay` milliseconds, whatever comes. */
  after(delay: number, end: () => void): void {
    this.stop();
    this.#timer = setTimeout(end, delay).unref();
  }

  /** Nothing more is waited for. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The error of a reply that went silent. */
export function silent(upstream: string, idle: number): ProxyError {
  const text = `Request timeout: ${upstream} went silent, with nothing new within ${idle} ms`;
  return new ProxyError("UPSTREAM_TIMEOUT", text, { data: { timeout: "idle" } });
}
