import { ProxyError } from "../model/errors.js";

/** What one owner has of a budget. */
interface Share {
  used: number;
}

/** So many owners with nothing under way are remembered, so that a call makes no new share. */
const IDLE_SHARES = 1000;

/** What a budget is of, for whoever is refused. */
export interface BudgetWords {
  /** What an owner has too much of: "calls in flight", for the message. */
  readonly what: string;
  /** Which error an owner is refused with that has its share. */
  readonly code: "RATE_LIMITED" | "TOO_MANY_SESSIONS";
}

/** Bytes of a budget that somebody has, and gives back. */
export class Lease {
  readonly #budget: Budget;
  readonly #share: Share;
  #bytes: number;

  constructor(budget: Budget, share: Share, bytes: number) {
    this.#budget = budget;
    this.#share = share;
    this.#bytes = bytes;
  }

  /** Takes more. Throws as `Budget.take`, and then nothing has changed. */
  grow(bytes: number): void {
    if (this.#bytes < 0) return;
    this.#budget.use(this.#share, bytes);
    this.#bytes += bytes;
  }

  /** Gives some of it back. */
  shrink(bytes: number): void {
    const back = Math.min(bytes, this.#bytes);
    if (back <= 0) return;
    this.#bytes -= back;
    this.#budget.giveBack(this.#share, back);
  }

  /** Gives all of it back; nothing can be taken any more. Idempotent. */
  release(): void {
    if (this.#bytes < 0) return;
    this.#budget.giveBack(this.#share, this.#bytes);
    this.#bytes = -1;
  }
}

/**
 * Bytes that many owners share. None may have more than what all have left free, so that however many take what they can get,
 * there is something left for whoever comes next (dynamic thresholds, Choudhury and Hahne 1998).
 */
export class Budget {
  readonly total: number;
  readonly #words: BudgetWords;
  readonly #shares = new Map<string, Share>();
  #used = 0;

  constructor(total: number, words: BudgetWords) {
    this.total = total;
    this.#words = words;
  }

  /** Bytes that are taken. */
  get used(): number {
    return this.#used;
  }

  /** Takes bytes for an owner. Throws OVERLOADED when all are taken, the budget's own error when the owner has its share. */
  take(owner: string, bytes: number): Lease {
    const share = this.#shares.get(owner) ?? { used: 0 };
    this.use(share, bytes);
    if (!this.#shares.has(owner)) this.#remember(owner, share);
    return new Lease(this, share, bytes);
  }

  use(share: Share, bytes: number): void {
    const left = this.total - this.#used - bytes;
    if (left < 0) {
      throw new ProxyError(
        "OVERLOADED",
        `The proxy has no memory left for ${this.#words.what}; try again later`,
        RETRY,
      );
    }
    if (share.used > 0 && share.used + bytes > left) {
      throw new ProxyError(
        this.#words.code,
        `This caller uses ${share.used} bytes for ${this.#words.what}, which is the limit now; finish some first`,
        RETRY,
      );
    }
    share.used += bytes;
    this.#used += bytes;
  }

  giveBack(share: Share, bytes: number): void {
    share.used -= bytes;
    this.#used -= bytes;
  }

  #remember(owner: string, share: Share): void {
    if (this.#shares.size >= IDLE_SHARES) {
      for (const [name, one] of this.#shares) if (one.used === 0) this.#shares.delete(name);
    }
    this.#shares.set(owner, share);
  }
}

const RETRY = { data: { retryAfter: 1, executed: false } };

/** The budget of calls under way. */
export const callBudget = (total: number): Budget =>
  new Budget(total, { what: "calls in flight", code: "RATE_LIMITED" });

/** The budget of what is kept for sessions. */
export const sessionBudget = (total: number): Budget =>
  new Budget(total, { what: "sessions", code: "TOO_MANY_SESSIONS" });
