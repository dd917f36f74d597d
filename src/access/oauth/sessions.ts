import type { Principal } from "../../model/principal.js";
import { cookieName, setCookie } from "../../net/cookies.js";
import { isSecure } from "../outside.js";
import { type KeptPrincipal, principalOfGrant } from "./grants.js";
import type { FrontOptions } from "./options.js";
import { type Expiring, recordsOf } from "./records.js";

interface Session extends Expiring {
  readonly principal: KeptPrincipal;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const SESSION_TTL_MS = 12 * 3_600_000;
const NAME = "mcp-proxy-session";

/** The people signed in to the page, by browser. */
export interface Sessions {
  /** Signs a browser in; the `Set-Cookie` value. */
  begin(principal: KeptPrincipal): Promise<string>;
  /** The person signed in in this browser; undefined: none. */
  whose(cookies: Readonly<Record<string, string>>): Promise<Principal | undefined>;
  /** Signs a browser out; the `Set-Cookie` value. */
  end(cookies: Readonly<Record<string, string>>): Promise<string>;
  sweep(): Promise<void>;
}

/** Sessions kept in the store, so that they survive a restart and hold on every replica. */
export function createSessions(options: FrontOptions): Sessions {
  const records = recordsOf<Session>(options.store, options.clock, "sessions", SESSION_TTL_MS);
  const secure = (): boolean => isSecure(options.outside);
  return {
    async begin(principal) {
      const id = options.random(32).toString("base64url");
      const createdAt = options.clock.now();
      await records.update(id, () => ({ principal, createdAt, expiresAt: createdAt + SESSION_TTL_MS }));
      return setCookie(NAME, id, { secure: secure(), maxAgeSeconds: SESSION_TTL_MS / 1000 });
    },
    async whose(cookies) {
      const id = cookies[cookieName(NAME, secure())];
      const session = id === undefined ? undefined : await records.read(id);
      return session === undefined ? undefined : principalOfGrant(session.principal);
    },
    async end(cookies) {
      const id = cookies[cookieName(NAME, secure())];
      if (id !== undefined) await records.update(id, () => undefined);
      return setCookie(NAME, "", { secure: secure(), maxAgeSeconds: 0 });
    },
    sweep: () => records.sweep(),
  };
}
