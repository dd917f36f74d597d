import type { Link } from "./link.js";

/** Looks after links nobody uses any more: those without a call for `idleStop` milliseconds are handed to `rest`. */
export class IdleWatch {
  readonly #lastUse = new WeakMap<Link, { readonly count: number; readonly since: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(idleStop: number, links: () => Iterable<Link>, rest: (link: Link) => void) {
    this.#timer = setInterval(
      () => {
        for (const link of [...links()]) if (this.#idleFor(link) >= idleStop) rest(link);
      },
      Math.max(20, idleStop / 4),
    ).unref();
  }

  /** Milliseconds since the link was last seen in use. */
  #idleFor(link: Link): number {
    const now = performance.now();
    const last = this.#lastUse.get(link);
    if (last !== undefined && last.count === link.used && link.pending === 0) return now - last.since;
    this.#lastUse.set(link, { count: link.used, since: now });
    return 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
