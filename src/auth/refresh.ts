import { ProxyError } from "../model/errors.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { IssuerFailure } from "../oauth/issuer-failure.js";
import type { TokenSet } from "../oauth/token-request.js";
import type { TokenRecord } from "./keep.js";

/** The result of a renewal. */
export interface Renewed {
  /** The record that is current now, whichever process fetched it; undefined: there is none. */
  readonly record: TokenRecord | undefined;
  /** Why the issuer gave nothing new; undefined when `record` is good. */
  readonly failure: IssuerFailure | undefined;
  /** False when the store could not be written: the record lives in memory until it can. */
  readonly persisted: boolean;
}

/** One renewal: whose, of what, and how. */
export interface RenewOptions {
  readonly store: Store;
  readonly world: World;
  readonly key: string;
  /** The record this process holds; it may be newer than the store when that could not be written. */
  readonly held: TokenRecord | undefined;
  /** Whether a record is no longer good enough and must be renewed. */
  stale(record: TokenRecord): boolean;
  /** Fetches new tokens for the record that is current under the lock. */
  fetchTokens(record: TokenRecord | undefined): Promise<TokenSet>;
  /** The record that takes the place of the old one. */
  toRecord(tokens: TokenSet, before: TokenRecord | undefined): TokenRecord;
  /** True for grants that need no person: a refusal then never asks for a login. */
  readonly unattended: boolean;
}

/**
 * Renews under the store's lock: the second process finds the first one's tokens and asks no issuer. The new tokens are on disk
 * before a call uses them. A failure deletes nothing; only a refusal of the refresh token that is still current marks the
 * record as needing a person. Rejects with STORE when the store cannot even be read.
 */
export async function renewTokens(options: RenewOptions): Promise<Renewed> {
  const { store, key, held } = options;
  let failure: IssuerFailure | undefined;
  let computed: TokenRecord | undefined;
  let ran = false;
  try {
    const record = (await store.update(key, async (stored) => {
      failure = undefined;
      const current = newest(stored as TokenRecord | undefined, held);
      computed = current;
      ran = true;
      if (current === undefined && !options.unattended) return stored;
      if (current !== undefined && !options.stale(current)) return current;
      if (current?.needsLogin !== undefined) return current;
      if (current !== undefined && current.refreshToken === undefined && !options.unattended) return current;
      try {
        computed = options.toRecord(await onceMoreIfLost(() => options.fetchTokens(current)), current);
      } catch (error) {
        if (!(error instanceof IssuerFailure)) throw error;
        failure = error;
        computed = current === undefined ? undefined : afterFailure(current, error, options);
      }
      return computed;
    })) as TokenRecord | undefined;
    return { record, failure, persisted: true };
  } catch (error) {
    if (!ran || !(error instanceof ProxyError) || error.code !== "STORE") throw error;
    options.world.log.error("auth.persist_failed", { reason: error.message });
    return { record: computed, failure, persisted: false };
  }
}

/** The later generation wins; the stored object itself where both are the same, so that nothing is written for nothing. */
function newest(stored: TokenRecord | undefined, held: TokenRecord | undefined): TokenRecord | undefined {
  if (stored === undefined || held === undefined) return stored;
  return held.generation > stored.generation ? held : stored;
}

/** When the answer was lost the issuer may or may not have rotated: the same refresh token is sent exactly once more. */
async function onceMoreIfLost(fetchTokens: () => Promise<TokenSet>): Promise<TokenSet> {
  try {
    return await fetchTokens();
  } catch (error) {
    if (!(error instanceof IssuerFailure) || !error.answerLost) throw error;
    return fetchTokens();
  }
}

/** The record with the refusal noted; the very same object when there is nothing to note, so that nothing is written. */
function afterFailure(current: TokenRecord, failure: IssuerFailure, options: RenewOptions): TokenRecord {
  if (options.unattended || failure.kind === "transient" || failure.kind === "refused") return current;
  const now = options.world.clock.now();
  const refusals = current.refusals + 1;
  const over =
    failure.kind === "invalid_client" ||
    refusals >= 2 ||
    (failure.kind === "invalid_grant" && now >= current.expiresAt);
  return {
    ...current,
    refusals,
    lastError: failure.message,
    ...(over ? { needsLogin: { reason: failure.message, at: now } } : {}),
  };
}
