import type { Credential } from "../model/credentials.js";
import { type Principal, principalOf } from "../model/principal.js";
import type { World } from "../model/world.js";
import type { TokenRecord } from "./keep.js";
import { renewalTime } from "./times.js";

/** The proxy itself, where a grant needs no person. */
export const ITSELF: Principal = principalOf("proxy", "itself", "the proxy itself");
/** All callers together, where the file says `account: shared`. */
export const SHARED: Principal = principalOf("proxy", "shared", "shared by all callers");

/** The knowledge of one process about one principal at one upstream. */
export interface Account {
  record: TokenRecord | undefined;
  credential: Credential | undefined;
  /** From when on a renewal is started beside the calls (ms since the epoch). */
  renewAt: number;
  /** From when on the credential is not sent any more. */
  usableUntil: number;
  /** Renewals are not tried before this (monotonic ms): a clock that is set must not hold them up. */
  retryAt: number;
  failures: number;
  persisted: boolean;
  /** The one piece of work under way; others that need its result wait for it. */
  work: Promise<Credential> | undefined;
  lastError: string | undefined;
  /** Scopes a challenge asked for beyond what the token has. */
  wanted: readonly string[];
}

const MAX_ACCOUNTS = 10_000;

/** The accounts one process knows, by key of principal and upstream; bounded. */
export interface Accounts {
  /** The account, made when there is none. The one unused longest makes room when there are too many. */
  of(key: string): Account;
  peek(key: string): Account | undefined;
  drop(key: string): void;
  all(): IterableIterator<Account>;
}

/** None are known yet. */
export function createAccounts(): Accounts {
  const accounts = new Map<string, Account>();
  return {
    of: (key) => {
      const found = accounts.get(key);
      if (found !== undefined) return found;
      if (accounts.size >= MAX_ACCOUNTS) {
        for (const [oldest, account] of accounts) {
          if (account.work !== undefined || !account.persisted) continue;
          accounts.delete(oldest);
          break;
        }
      }
      const made: Account = {
        record: undefined,
        credential: undefined,
        renewAt: 0,
        usableUntil: 0,
        retryAt: 0,
        failures: 0,
        persisted: true,
        work: undefined,
        lastError: undefined,
        wanted: [],
      };
      accounts.set(key, made);
      return made;
    },
    peek: (key) => accounts.get(key),
    drop: (key) => {
      accounts.delete(key);
    },
    all: () => accounts.values(),
  };
}

/**
 * Puts a record in force. The credential object changes exactly when the access token does; so do the pauses between failed
 * renewals, which a record read again does not shorten.
 */
export function adopt(
  account: Account,
  record: TokenRecord,
  options: { readonly refreshBefore: number; readonly unattended: boolean; readonly world: World },
): Credential {
  const known = account.credential !== undefined && account.record?.accessToken === record.accessToken;
  const renewable = options.unattended || (record.refreshToken !== undefined && record.needsLogin === undefined);
  const endless = !record.expiryKnown && record.refreshToken === undefined;
  account.record = record;
  if (!known) {
    account.credential = { headers: ["authorization", `Bearer ${record.accessToken}`] };
    account.usableUntil = endless ? Number.POSITIVE_INFINITY : record.expiresAt;
    account.renewAt = renewalTime(record, options.refreshBefore, options.world.random);
    account.failures = 0;
    account.retryAt = 0;
  }
  if (endless || !renewable) account.renewAt = account.usableUntil;
  account.lastError = record.lastError;
  return account.credential as Credential;
}
