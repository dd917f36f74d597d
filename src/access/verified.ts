import { hash } from "node:crypto";
import type { Principal } from "../model/principal.js";
import type { Clock } from "../model/world.js";

/** A token that was found good, and until when (milliseconds since the epoch) it need not be looked at again. */
export interface Verdict {
  readonly principal: Principal;
  readonly until: number;
}

/** The longest a verdict is trusted, so that a revocation is honoured within it. */
export const MAX_TRUST_MS = 60_000;

const MAX_ENTRIES = 10_000;

/**
 * Verdicts by the hash of what was verified. `known` is the way of every call but the first; concurrent verifications of
 * one token are one. Errors are not kept. Holds at most 10,000 entries, oldest out first.
 */
export function verifiedTokens(clock: Clock): {
  /** The principal of a token that was found good lately. */
  known(scope: string, token: string): Principal | undefined;
  get(scope: string, token: string, verify: () => Promise<Verdict>): Promise<Principal>;
  clear(): void;
} {
  const known = new Map<string, Verdict>();
  const running = new Map<string, Promise<Principal>>();
  const keyOf = (scope: string, token: string): string => hash("sha256", `${scope}\n${token}`, "base64");
  return {
    known(scope, token) {
      const key = keyOf(scope, token);
      const found = known.get(key);
      if (found === undefined || clock.now() < found.until) return found?.principal;
      known.delete(key);
      return undefined;
    },
    get(scope, token, verify) {
      const key = keyOf(scope, token);
      const pending = running.get(key);
      if (pending !== undefined) return pending;
      const fresh = verify()
        .then(({ principal, until }) => {
          const oldest = known.size >= MAX_ENTRIES ? known.keys().next().value : undefined;
          if (oldest !== undefined) known.delete(oldest);
          known.set(key, { principal, until: Math.min(until, clock.now() + MAX_TRUST_MS) });
          return principal;
        })
        .finally(() => running.delete(key));
      running.set(key, fresh);
      return fresh;
    },
    clear: () => known.clear(),
  };
}
