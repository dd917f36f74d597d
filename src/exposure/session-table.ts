import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { Log } from "../model/world.js";
import type { Budget, Lease } from "./budget.js";
import type { Journals } from "./journal.js";
import type { LegacySession } from "./session.js";

/** A session and what keeps it alive. */
export interface SessionEntry {
  readonly session: LegacySession;
  /** The streams of a Streamable HTTP session. An HTTP+SSE session has none: it lives as long as its one stream. */
  readonly journals: Journals | undefined;
  /** Monotonic milliseconds of the last request. */
  lastSeen: number;
  /** Ends the session's other stream. */
  readonly close?: () => void;
}

const ORPHAN_IDLE_MS = 60_000;
/** Memory of a session with small declarations, in bytes. */
const PER_SESSION = 16_384;

/** Milliseconds without a request, an open stream or a call in flight. */
function idleFor({ session, journals, lastSeen }: SessionEntry, now: number): number {
  const inUse = journals === undefined || journals.attached || session.busy;
  return inUse ? -1 : now - lastSeen;
}

/**
 * The open legacy sessions of one HTTP exposure. A session is found only by its own principal on its own endpoint. Other callers get
 * the answer of an unknown id, so that they learn nothing.
 */
export class SessionTable {
  readonly #entries = new Map<string, SessionEntry>();
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
    return this.#entries.size;
  }

  /**
   * Admits one more session and takes its part of the budget. Throws TOO_MANY_SESSIONS when the principal has as many as it may, and as
   * `Budget.take` when they use as much memory as they may. Most clients leave without DELETE, so the principal's longest idle
   * session ends first, if it is idle for a minute.
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

  /** Ends the longest idle session of a principal. False when there is none. */
  #makeRoom(principal: Principal, now: number): boolean {
    let oldest: SessionEntry | undefined;
    for (const entry of this.#entries.values()) {
      if (entry.session.principal.key !== principal.key || idleFor(entry, now) < ORPHAN_IDLE_MS) continue;
      if (oldest === undefined || entry.lastSeen < oldest.lastSeen) oldest = entry;
    }
    if (oldest === undefined) return false;
    this.remove(oldest.session.id);
    return true;
  }

  add(entry: SessionEntry): void {
    const { id, principal } = entry.session;
    this.#entries.set(id, entry);
    this.#perPrincipal.set(principal.key, (this.#perPrincipal.get(principal.key) ?? 0) + 1);
  }

  /** Throws UNKNOWN_SESSION. */
  find(id: string, principal: Principal, endpoint: string): SessionEntry {
    const entry = this.#entries.get(id);
    if (entry !== undefined && entry.session.principal.key === principal.key && entry.session.endpoint === endpoint) {
      entry.session.verified(principal);
      return entry;
    }
    if (entry !== undefined) this.#log.warn("session.wrong_owner", { principal: principal.label, endpoint });
    throw new ProxyError("UNKNOWN_SESSION", "Unknown session; initialize again");
  }

  /** Ends a session and its streams. Idempotent. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    const { key } = entry.session.principal;
    const left = (this.#perPrincipal.get(key) ?? 1) - 1;
    if (left === 0) this.#perPrincipal.delete(key);
    else this.#perPrincipal.set(key, left);
    entry.session.close();
    entry.journals?.close();
    entry.close?.();
  }

  /** Ends sessions that are idle for too long. */
  sweep(now: number): void {
    for (const [id, entry] of this.#entries) {
      entry.journals?.sweep(now);
      if (idleFor(entry, now) >= this.#idleMs) this.remove(id);
    }
  }

  close(): void {
    for (const id of [...this.#entries.keys()]) this.remove(id);
  }
}
