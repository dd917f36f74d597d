import type { ProxyError } from "../model/errors.js";
import type { Revival } from "./revival.js";

/** Accounts whose last failure is remembered; beyond it the memory starts over. */
const MOST = 10_000;

/** What went wrong of late, by account (`Whose.account`): nobody is told of another's. */
export class Failures {
  readonly #revival: Revival;
  readonly #last = new Map<string, ProxyError>();
  /** Whose requests could not be sent, though a link is there (HTTP: each request may need a connection). */
  readonly #unreached = new Map<string, ProxyError>();
  /** The last failure of anybody, for the operator. */
  latest: ProxyError | undefined;

  constructor(revival: Revival) {
    this.#revival = revival;
  }

  add(account: string, error: ProxyError): void {
    if (this.#last.size >= MOST) this.#last.clear();
    this.#last.set(account, error);
    this.latest = error;
  }

  forget(account: string): void {
    this.#last.delete(account);
    this.latest = undefined;
  }

  /** Nobody of this account comes back. */
  drop(account: string): void {
    this.#last.delete(account);
    this.#unreached.delete(account);
    this.#revival.forget(account);
  }

  of(account: string): ProxyError | undefined {
    return this.#last.get(account);
  }

  /** The last failure of any account of an owner. */
  ofOwner(owner: string): ProxyError | undefined {
    for (const [account, error] of this.#last) if (account.startsWith(`${owner}\n`)) return error;
    return undefined;
  }

  /** Whether anybody's requests could not be sent of late; asked before every call. */
  get anyUnreached(): boolean {
    return this.#unreached.size > 0;
  }

  /** Throws UPSTREAM_UNAVAILABLE while so many of an account's requests could not be sent that no more are tried. */
  refuse(account: string): void {
    const refusal = this.#unreached.has(account)
      ? this.#revival.refusal(account, this.#unreached.get(account))
      : undefined;
    if (refusal !== undefined) throw refusal;
  }

  notReached(account: string, error: ProxyError): void {
    this.#unreached.set(account, error);
    this.#revival.failed(account);
  }

  reached(account: string): void {
    if (this.#unreached.delete(account)) this.#revival.connected(account);
  }
}
