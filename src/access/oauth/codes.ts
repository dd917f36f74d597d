import { createHash } from "node:crypto";
import { sameText } from "../../base/same-text.js";
import { isSameIdentifier } from "../../oauth/identifiers.js";
import { CODE_TTL_MS } from "./grants.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";
import { type Expiring, recordsOf } from "./records.js";

/** An authorization code, by its text. */
export interface Code extends Expiring {
  readonly grantId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly resource: string;
  readonly used: boolean;
}

/** A used code is remembered for this long, so that its second use is seen for what it is. */
const REMEMBER_MS = 600_000;

/** Authorization codes, each good for one minute and one use. */
export interface Codes {
  create(code: Omit<Code, "expiresAt" | "used">): Promise<string>;
  /**
   * Redeems a code: atomic, so of any number of attempts one gets it, and one with the wrong verifier uses it up too. A
   * second use answers `reused` with the grant to revoke (RFC 6749, section 4.1.2).
   */
  redeem(
    code: string,
    by: { clientId: string; redirectUri: string | undefined; verifier: string; resource: string | undefined },
  ): Promise<{ grantId: string; outcome: "redeemed" | "reused" }>;
  sweep(): Promise<void>;
}

/** Codes kept in the store. */
export function createCodes(options: FrontOptions): Codes {
  const { clock, random } = options;
  const records = recordsOf<Code>(options.store, clock, "codes", REMEMBER_MS);
  return {
    async create(code) {
      const text = random(32).toString("base64url");
      await records.update(text, () => ({ ...code, used: false, expiresAt: clock.now() + CODE_TTL_MS }));
      return text;
    },
    async redeem(text, by) {
      // A stranger may try any code, so one that was never given takes no lock.
      let found = await records.read(text);
      if (found === undefined) throw unknown();
      await records.update(text, (current) => {
        found = current;
        if (current === undefined || current.used || current.clientId !== by.clientId) return current;
        return { ...current, used: true, expiresAt: clock.now() + REMEMBER_MS };
      });
      const code = found;
      if (code === undefined || code.clientId !== by.clientId) throw unknown();
      if (code.used) return { grantId: code.grantId, outcome: "reused" };
      // Clients of OAuth 2.1 do not say it again (its section 10.2): the verifier ties the code to who asked for it.
      if (by.redirectUri !== undefined && code.redirectUri !== by.redirectUri) {
        throw new OAuthError("invalid_grant", "redirect_uri is not the one the code was given for");
      }
      if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(by.verifier) || !sameText(challengeOf(by.verifier), code.challenge)) {
        throw new OAuthError("invalid_grant", "code_verifier does not fit the code");
      }
      if (by.resource !== undefined && !isSameIdentifier(by.resource, code.resource)) {
        throw new OAuthError("invalid_target", "resource is not the one that was granted");
      }
      return { grantId: code.grantId, outcome: "redeemed" };
    },
    sweep: () => records.sweep(),
  };
}

function unknown(): OAuthError {
  return new OAuthError("invalid_grant", "The code is unknown, too old, or another client's");
}

/** S256 of RFC 7636, section 4.2. */
function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier, "ascii").digest("base64url");
}
