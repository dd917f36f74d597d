import { hash } from "node:crypto";
import { createRecent, type Recent } from "../base/recent.js";
import { BOUNDS } from "../model/bounds.js";
import type { Principal } from "../model/principal.js";
import type { Clock } from "../model/world.js";

/** A token that was found good, and until when (milliseconds since the epoch) it need not be looked at again. */
export interface TokenVerdict {
  readonly principal: Principal;
  readonly until: number;
}

/** The longest a verdict is trusted, so that a revocation is honoured within it. */
export const MAX_TRUST_MS = 60_000;

/** A verdict as it is kept: the clock may be set back, and trust ends all the same. */
interface Trusted extends TokenVerdict {
  /** Monotonic milliseconds. */
  readonly trustedUntil: number;
}

const MAX_ENTRIES = 10_000;

/**
 * Verdicts by the hash of the `Authorization` header they are about, for each endpoint. `known` is the way of every call but
 * the first; concurrent verifications of one token are one. Errors are not kept. Holds at most 10,000 entries of an endpoint,
 * within a bound in bytes, oldest out first.
 */
export function verifiedTokens(clock: Clock): {
  /** The principal of a header that was found good lately. */
  known(endpoint: string, header: string, connection?: object): Principal | undefined;
  get(endpoint: string, header: string, verify: () => Promise<TokenVerdict>): Promise<Principal>;
  clear(): void;
} {
  const endpoints = new Map<string, Recent<Trusted>>();
  const running = new Map<string, Promise<Principal>>();
  const keyOf = (header: string): string => hash("sha256", header, "base64");
  /** The last good header of each connection and its hash. The verdict is looked up every time: it may have ended meanwhile. */
  const last = new WeakMap<object, { readonly header: string; readonly key: string }>();

  return {
    known(endpoint, header, connection) {
      const known = endpoints.get(endpoint);
      if (known === undefined) return undefined;
      const before = connection === undefined ? undefined : last.get(connection);
      const isSame = before?.header === header;
      const key = isSame ? before.key : keyOf(header);
      const found = known.peek(key);
      if (found === undefined) return undefined;
      if (clock.now() < found.until && clock.monotonic() < found.trustedUntil) {
        if (connection !== undefined && !isSame) last.set(connection, { header, key });
        return found.principal;
      }
      known.delete(key);
      return undefined;
    },
    get(endpoint, header, verify) {
      const key = keyOf(header);
      const place = `${endpoint}\n${key}`;
      const pending = running.get(place);
      if (pending !== undefined) return pending;
      const fresh = verify()
        .then(({ principal, until }) => {
          let known = endpoints.get(endpoint);
          if (known === undefined) {
            known = createRecent(MAX_ENTRIES, BOUNDS["access.verified"].bytes);
            endpoints.set(endpoint, known);
          }
          const trusted = Math.min(until, clock.now() + MAX_TRUST_MS);
          const kept = { principal, until: trusted, trustedUntil: clock.monotonic() + MAX_TRUST_MS };
          known.set(key, kept, bytesOf(principal, header));
          return principal;
        })
        .finally(() => running.delete(place));
      running.set(place, fresh);
      return fresh;
    },
    clear: () => endpoints.clear(),
  };
}

/** Claims are kept as they were read, and the token they came with for what may be exchanged for it. */
function bytesOf({ claims, issuer, subject, label }: Principal, header: string): number {
  return 1024 + 2 * (3 * JSON.stringify(claims).length + issuer.length + subject.length + label.length + header.length);
}
