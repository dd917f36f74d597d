import type { Link } from "../conversation/link.js";

/** The longest pause between two looks, in milliseconds. */
const LOOK = 60_000;

/** What an idle watch looks after. */
export interface WatchedLinks {
  links(): Iterable<Link>;
  /** Milliseconds without a call after which a link is not worth keeping; undefined: it is kept. */
  idleLimit(link: Link): number | undefined;
  /** Whether somebody holds the link without calling; that counts as use. */
  held(link: Link): boolean;
  /** A link nobody used for so long. */
  rest(link: Link): void;
}

/** Looks after links nobody uses any more, at least four times within the shortest patience there is. */
export class IdleWatch {
  readonly #watched: WatchedLinks;
  readonly #lastUse = new WeakMap<Link, { readonly count: number; readonly since: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(shortest: number, watched: WatchedLinks) {
    this.#watched = watched;
    this.#timer = setInterval(() => this.#look(), Math.min(LOOK, Math.max(20, shortest / 4))).unref();
  }

  #look(): void {
    for (const link of [...this.#watched.links()]) {
      const patience = this.#watched.idleLimit(link);
      if (this.#idleFor(link) >= (patience ?? Number.POSITIVE_INFINITY)) this.#watched.rest(link);
    }
  }

  /** Milliseconds since the link was last seen in use. */
  #idleFor(link: Link): number {
    const now = performance.now();
    const last = this.#lastUse.get(link);
    if (last !== undefined && last.count === link.used && link.pending === 0 && !this.#watched.held(link)) {
      return now - last.since;
    }
    this.#lastUse.set(link, { count: link.used, since: now });
    return 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
