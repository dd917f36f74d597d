import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { Log } from "../model/world.js";
import type { Budget, Lease } from "./budget.js";
import type { Journals } from "./journal.js";
import type { LegacySession } from "./session.js";

/** A session, and what keeps it alive. */
export interface SessionEntry {
  readonly session: LegacySession;
  /** The streams of a Streamable HTTP session; an HTTP+SSE session lives as long as its one stream. */
  readonly journals: Journals | undefined;
  /** Monotonic milliseconds of the last request. */
  lastSeen: number;
  /** Ends what the session has besides its journals. */
  readonly close?: () => void;
}

const ORPHAN_IDLE_MS = 60_000;
/** What a session costs that declares next to nothing, in bytes. */
const PER_SESSION = 16_384;

/** Milliseconds for which nobody used a session: no request, no open stream, no call in flight. */
function idleFor({ session, journals, lastSeen }: SessionEntry, now: number): number {
  const inUse = journals === undefined || journals.attached || session.busy;
  return inUse ? -1 : now - lastSeen;
}

/**
 * The open legacy sessions of one HTTP exposure. A session is found only by the principal and on the endpoint it was
 * opened with; anything else is told what a wrong guess is told.
 */
export class SessionTable {
  readonly #seats = new Map<string, SessionEntry>();
  readonly #perPrincipal = new Map<string, number>();
  readonly #most: number;
  readonly #idleMs: number;
  readonly #log: Log;
  readonly #budget: Budget;

  constructor(
    limits: { readonly sessionsPerPrincipal: number; readonly sessionIdleMs: number },
    log: Log,
    budget: Budget,
  ) {
    this.#log = log;
    this.#budget = budget;
    this.#most = limits.sessionsPerPrincipal;
    this.#idleMs = limits.sessionIdleMs;
  }

  get size(): number {
    return this.#seats.size;
  }

  /**
   * A place for one more session, and what it has of the budget. Throws TOO_MANY_SESSIONS when the principal has as many as it may,
   * and as `Budget.take` when its sessions keep as much as they may. Clients that leave without DELETE are the rule, so the session
   * that was left alone the longest gives up its place, once that is a minute.
   */
  admit(principal: Principal, now: number): Lease {
    if ((this.#perPrincipal.get(principal.key) ?? 0) >= this.#most && !this.#makeRoom(principal, now))
      throw new ProxyError("TOO_MANY_SESSIONS", `This caller already has ${this.#most} open sessions; end one first`);
    for (;;) {
      try {
        return this.#budget.take(principal.key, PER_SESSION);
      } catch (thrown) {
        if (!this.#makeRoom(principal, now)) throw thrown;
      }
    }
  }

  /** Ends the session of a principal that was left alone the longest; false when there is none. */
  #makeRoom(principal: Principal, now: number): boolean {
    let oldest: SessionEntry | undefined;
    for (const seat of this.#seats.values()) {
      if (seat.session.principal.key !== principal.key || idleFor(seat, now) < ORPHAN_IDLE_MS) continue;
      if (oldest === undefined || seat.lastSeen < oldest.lastSeen) oldest = seat;
    }
    if (oldest === undefined) return false;
    this.remove(oldest.session.id);
    return true;
  }

  add(seat: SessionEntry): void {
    const { id, principal } = seat.session;
    this.#seats.set(id, seat);
    this.#perPrincipal.set(principal.key, (this.#perPrincipal.get(principal.key) ?? 0) + 1);
  }

  /** Throws UNKNOWN_SESSION. */
  find(id: string, principal: Principal, endpoint: string): SessionEntry {
    const seat = this.#seats.get(id);
    if (seat !== undefined && seat.session.principal.key === principal.key && seat.session.endpoint === endpoint) {
      seat.session.verified(principal);
      return seat;
    }
    if (seat !== undefined) this.#log.warn("session.wrong_owner", { principal: principal.label, endpoint });
    throw new ProxyError("UNKNOWN_SESSION", "Unknown session; initialize again");
  }

  /** Ends a session and its streams. Idempotent. */
  remove(id: string): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    this.#seats.delete(id);
    const { key } = seat.session.principal;
    const left = (this.#perPrincipal.get(key) ?? 1) - 1;
    if (left === 0) this.#perPrincipal.delete(key);
    else this.#perPrincipal.set(key, left);
    seat.session.close();
    seat.journals?.close();
    seat.close?.();
  }

  /** Ends what nobody used for too long: no request, no open stream, no call in flight. */
  sweep(now: number): void {
    for (const [id, seat] of this.#seats) {
      seat.journals?.sweep(now);
      if (idleFor(seat, now) >= this.#idleMs) this.remove(id);
    }
  }

  close(): void {
    for (const id of [...this.#seats.keys()]) this.remove(id);
  }
}
