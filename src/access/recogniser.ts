import type { AccessRequest } from "../model/access.js";
import type { Principal } from "../model/principal.js";

/** Why a credential was not enough (RFC 6750, section 3.1). */
export interface Problem {
  readonly error: "invalid_token" | "insufficient_scope";
  readonly description: string;
}

/** One way of recognising callers, as `access.mode` names it. */
export interface Recogniser {
  /**
   * The caller. `undefined`: the request carries nothing of this kind, or a credential this way does not know (another
   * may). Rejects with UNAUTHENTICATED when the credential is of this kind and no good (`data.genuine`: its issuer did sign
   * it, so it is no guess), and with INVALID_REQUEST when the request is malformed or ambiguous. Synchronous where the
   * answer is at hand.
   */
  recognise(request: AccessRequest): Principal | undefined | Promise<Principal | undefined>;
  /** The `WWW-Authenticate` value that tells a client how to sign in this way; undefined: a client cannot. `path` is the one called. */
  challenge(path: string, problem: Problem | undefined): string | undefined;
  /** Whether a principal of this way could still be recognised; undefined: it is of another way. Absent: nobody can tell. */
  knows?(principal: Principal): boolean | undefined;
  close(): Promise<void>;
}
