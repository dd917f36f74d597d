import type { Restart } from "../../../generated/config.js";
import { backoff } from "../../base/backoff.js";
import { createRecent } from "../../base/recent.js";
import { BOUNDS } from "../../model/bounds.js";
import type { Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Clock } from "../../model/world.js";

// When is a lost link opened again? `createRestart` says it of one owner, the circuit breaker of all owners of an upstream. `Failures`
// remembers why, and `Reopening` opens links in the background.

/** When a link may be opened again. One for each link key; pure, time and chance come in as arguments. */
export interface RestartState {
  /** Milliseconds from `now` until the next start may be tried; 0: at once. */
  wait(now: number): number;
  /** Whether so much went wrong of late that calls are refused at once while only a probe is tried. */
  readonly open: boolean;
  /** The link answered its handshake. */
  connected(now: number): void;
  /**
   * A start failed, or a link was lost. `chance` is in [0, 1). What fails within the backoff of the failure before, and has not
   * connected since, is the same failure met by another link of the same owner, or by a start that came at once: it counts
   * nothing, and the next start waits. `away`: it could not even be reached, as while it is deployed anew elsewhere: whatever the
   * circuit, it is tried with the growing waits, because it may be back at any time and trying costs it nothing.
   */
  failed(now: number, chance: number, away?: boolean): void;
}

/**
 * Backoff between starts that doubles from `initial` to `max`, and a circuit that opens after `crashes` failures within `window`. What
 * was up for longer than it would have to wait starts again at once: somebody may be waiting for it.
 */
export function createRestart(rules: Restart): RestartState {
  let failures: number[] = [];
  let inARow = 0;
  let up: number | undefined;
  let notBefore = 0;
  /** Until when what fails without having connected meets the failure before. */
  let outage = 0;
  let open = false;
  return {
    wait: (now) => Math.max(0, notBefore - now),
    get open() {
      return open;
    },
    connected(now) {
      up = now;
      notBefore = 0;
      open = false;
    },
    failed(now, chance, away = false) {
      if (up === undefined && now < outage) {
        notBefore = Math.max(notBefore, outage);
        return;
      }
      // A link that held for a while was a good one: what ends it is the first failure of a new row.
      if (up !== undefined && now - up >= rules.max) {
        inARow = 0;
        failures = [];
      }
      const started = up ?? now;
      up = undefined;
      inARow += 1;
      failures = [...failures.filter((at) => now - at < rules.window), now];
      open ||= failures.length >= rules.crashes;
      const growing = backoff(inARow, rules.initial, rules.max);
      const spread = 1 + chance / 5;
      const probes = open && !away;
      outage = now + (probes ? rules.probe : growing) * spread;
      notBefore = probes ? outage : started + growing * spread;
    },
  };
}

/** When the links of one upstream may be opened again after they failed, for each owner on its own. */
export interface CircuitBreaker {
  /** Milliseconds until a start may be tried; 0: now. */
  wait(owner: string): number;
  /**
   * Undefined: a call may start the link now. A promise: in a moment. Throws UPSTREAM_UNAVAILABLE (`data.retryAfter`,
   * seconds) when that takes longer than a caller should wait.
   */
  delayBeforeCall(owner: string, last: ProxyError | undefined): Promise<void> | undefined;
  /** Why a call should not even be tried while so many failed of late (`data.retryAfter`); undefined: it may. */
  refusal(owner: string, last: ProxyError | undefined): ProxyError | undefined;
  connected(owner: string): void;
  /** `error`: why. */
  failed(owner: string, error: ProxyError): void;
  /** Nothing is remembered of an owner any more. */
  forget(owner: string): void;
}

/** Owners whose failures are remembered: of whoever failed longest ago nothing is known any more. */
const MAX_OWNERS = 10_000;

/** A call waits this long for a start that is put off, in milliseconds. */
const MAX_CALL_DELAY_MS = 2000;

/** `chance` gives numbers in [0, 1). */
export function createCircuitBreaker(
  upstream: string,
  rules: Restart,
  clock: Clock,
  chance: () => number,
): CircuitBreaker {
  const states = createRecent<RestartState>(MAX_OWNERS, BOUNDS["upstream.failures"].bytes);
  const wait = (owner: string): number => states.peek(owner)?.wait(clock.monotonic()) ?? 0;

  function keepsFailing(milliseconds: number, last: ProxyError | undefined): ProxyError {
    const seconds = Math.ceil(milliseconds / 1000);
    const why = last === undefined ? "" : ` (${last.message})`;
    return new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} keeps failing${why}; next attempt in ${seconds} s`, {
      data: { retryAfter: seconds, executed: false },
      cause: last,
    });
  }

  return {
    wait,
    delayBeforeCall(owner, last) {
      const milliseconds = wait(owner);
      if (milliseconds === 0) return undefined;
      if (milliseconds > MAX_CALL_DELAY_MS || states.peek(owner)?.open === true) throw keepsFailing(milliseconds, last);
      return new Promise((resolve) => setTimeout(resolve, milliseconds));
    },
    refusal(owner, last) {
      const milliseconds = wait(owner);
      return milliseconds > 0 && states.peek(owner)?.open === true ? keepsFailing(milliseconds, last) : undefined;
    },
    forget(owner) {
      states.delete(owner);
    },
    connected(owner) {
      states.peek(owner)?.connected(clock.monotonic());
    },
    failed(owner, error) {
      let state = states.get(owner);
      if (state === undefined) {
        state = createRestart(rules);
        states.set(owner, state);
      }
      state.failed(clock.monotonic(), chance(), isAway(error));
    },
  };
}

/** Whether an upstream over HTTP was not there at all, or whoever stands in front of it says so. */
function isAway({ data }: ProxyError): boolean {
  return data?.sent === false || data?.status === 502 || data?.status === 503 || data?.status === 504;
}

/** Accounts whose last failure is remembered; what failed longest ago is forgotten first. */
const MAX_ACCOUNTS = 10_000;
const MAX_FAILURE_BYTES = BOUNDS["upstream.failures"].bytes;

/** What went wrong of late, by account (`LinkKeys.account`): nobody is told of another's. */
export class Failures {
  readonly #breaker: CircuitBreaker;
  readonly #last = createRecent<ProxyError>(MAX_ACCOUNTS, MAX_FAILURE_BYTES / 2);
  /** Whose requests could not be sent, though a link is there (HTTP: each request may need a connection). */
  readonly #unreached = createRecent<ProxyError>(MAX_ACCOUNTS, MAX_FAILURE_BYTES / 2);
  /** The last failure of anybody, for the operator. */
  latest: ProxyError | undefined;

  constructor(breaker: CircuitBreaker) {
    this.#breaker = breaker;
  }

  add(account: string, error: ProxyError): void {
    this.#last.set(account, error, bytesOf(error));
    this.latest = error;
  }

  forget(account: string): void {
    this.#last.delete(account);
    this.latest = undefined;
  }

  /** Somebody signed in: what an owner (undefined: anybody) was refused for want of that is over. */
  forgive(owner: string | undefined): void {
    for (const [account, error] of this.#last.entries()) {
      const theirs = owner === undefined || account.startsWith(`${owner}\n`);
      if (theirs && needsPerson(error)) this.#last.delete(account);
    }
    if (this.latest !== undefined && needsPerson(this.latest)) this.latest = undefined;
  }

  /** Nobody of this account comes back. */
  drop(account: string): void {
    this.#last.delete(account);
    this.#unreached.delete(account);
    this.#breaker.forget(account);
  }

  of(account: string): ProxyError | undefined {
    return this.#last.peek(account);
  }

  /** The last failure of any account of an owner. */
  ofOwner(owner: string): ProxyError | undefined {
    for (const [account, error] of this.#last.entries()) if (account.startsWith(`${owner}\n`)) return error;
    return undefined;
  }

  /** Whether anybody's requests could not be sent of late; asked before every call. */
  get anyUnreached(): boolean {
    return this.#unreached.size > 0;
  }

  /** Throws UPSTREAM_UNAVAILABLE while so many of an account's requests could not be sent that no more are tried. */
  refuse(account: string): void {
    const last = this.#unreached.peek(account);
    const refusal = last && this.#breaker.refusal(account, last);
    if (refusal !== undefined) throw refusal;
  }

  notReached(account: string, error: ProxyError): void {
    this.#unreached.set(account, error, bytesOf(error));
    this.#breaker.failed(account, error);
  }

  reached(account: string): void {
    if (this.#unreached.delete(account)) this.#breaker.connected(account);
    // Who failed and never came back must not be asked about for ever: one of them at a time, once its wait is over.
    const oldest = this.#unreached.oldest();
    if (oldest === undefined || this.#breaker.wait(oldest) > 0) return;
    this.#unreached.delete(oldest);
    this.#breaker.forget(oldest);
  }
}

/** An error keeps its message, its stack, and as much again of what caused it. */
const bytesOf = ({ message }: ProxyError): number => 2048 + 6 * message.length;

const FIRST_REOPENING_MS = 500;
const MAX_REOPENING_MS = 30_000;

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
  soon(caller: Caller, delay: number = FIRST_REOPENING_MS, failures = 0): void {
    const { key, allowed, expected, wait, open } = this.#parts;
    const name = key(caller);
    if (this.#timers.has(name) || !allowed(caller)) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(name);
        if (!expected(caller)) return;
        open(caller).catch((error: unknown) => {
          const stop = error instanceof ProxyError && needsPerson(error);
          const next = backoff(failures + 1, FIRST_REOPENING_MS, MAX_REOPENING_MS);
          if (!stop) this.soon(caller, next, failures + 1);
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

/** A failure that trying again does not mend. */
export function needsPerson(error: ProxyError): boolean {
  return error.code === "LOGIN_REQUIRED" || error.code === "AUTH_FAILED";
}
