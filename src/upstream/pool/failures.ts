import { createRecent } from "../../base/recent.js";
import { BOUNDS } from "../../model/bounds.js";
import type { ProxyError } from "../../model/errors.js";
import type { CircuitBreaker } from "./circuit-breaker.js";
import { needsPerson } from "./sign-ins.js";

/** Accounts whose last failure is remembered; what failed longest ago is forgotten first. */
const MAX_ACCOUNTS = 10_000;
const MAX_BYTES = BOUNDS["upstream.failures"].bytes;

/** What went wrong of late, by account (`Whose.account`): nobody is told of another's. */
export class Failures {
  readonly #breaker: CircuitBreaker;
  readonly #last = createRecent<ProxyError>(MAX_ACCOUNTS, MAX_BYTES / 2);
  /** Whose requests could not be sent, though a link is there (HTTP: each request may need a connection). */
  readonly #unreached = createRecent<ProxyError>(MAX_ACCOUNTS, MAX_BYTES / 2);
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
