import { ProxyError } from "../model/errors.js";

/** Ends a reply that says nothing any more, or that says nothing more than it has. */
export class SilenceWatch {
  #timer: NodeJS.Timeout | undefined;
  #wanted = true;

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

  /** Something came: the silence begins anew. */
  news(): void {
    this.#timer?.refresh();
  }

  /** Whether the reader wants more now; while it does not, silence is its own. */
  wanted(more: boolean): void {
    this.#wanted = more;
    if (more) this.news();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The error of a reply that went silent. */
export function silent(upstream: string, idle: number): ProxyError {
  const text = `Request timeout: ${upstream} went silent, with nothing new within ${idle} ms`;
  return new ProxyError("UPSTREAM_TIMEOUT", text, { data: { timeout: "idle" } });
}
