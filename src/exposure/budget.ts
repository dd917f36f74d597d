import { ProxyError } from "../model/errors.js";

/** The bytes of one owner in a budget. */
interface Share {
  used: number;
}

/** Idle owners that are remembered, so that their next call allocates no share. */
const IDLE_SHARES = 1000;

/** The words of a refusal. */
export interface BudgetWords {
  /** What the budget counts, such as "calls in flight". */
  readonly what: string;
  /** The error for an owner that has its share already. */
  readonly code: "RATE_LIMITED" | "TOO_MANY_SESSIONS";
}

/** Bytes of a budget that an owner took and gives back. */
export class Lease {
  readonly #budget: Budget;
  readonly #share: Share;
  #bytes: number;

  constructor(budget: Budget, share: Share, bytes: number) {
    this.#budget = budget;
    this.#share = share;
    this.#bytes = bytes;
  }

  /** Takes more bytes. Throws as `Budget.take`, and then nothing has changed. */
  grow(bytes: number): void {
    if (this.#bytes < 0) return;
    this.#budget.use(this.#share, bytes);
    this.#bytes += bytes;
  }

  /** Gives some bytes back. */
  shrink(bytes: number): void {
    const back = Math.min(bytes, this.#bytes);
    if (back <= 0) return;
    this.#bytes -= back;
    this.#budget.giveBack(this.#share, back);
  }

  /** Gives all bytes back and ends the lease. Idempotent. */
  release(): void {
    if (this.#bytes < 0) return;
    this.#budget.giveBack(this.#share, this.#bytes);
    this.#bytes = -1;
  }
}

/**
 * Bytes that many owners share. No owner may have more than what is still free, so that greedy owners always leave something for
 * the next one (dynamic thresholds, Choudhury and Hahne 1998).
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

  /** Bytes in use. */
  get used(): number {
    return this.#used;
  }

  /** Takes bytes for an owner. Throws OVERLOADED when all are in use, and the budget's own error when the owner has its share. */
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

/** The budget of the memory of sessions. */
export const sessionBudget = (total: number): Budget =>
  new Budget(total, { what: "sessions", code: "TOO_MANY_SESSIONS" });
