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
   * it, so it is no guess; `data.expired`: it is too old, and what it stands for is still granted), and with INVALID_REQUEST when the request is malformed or ambiguous. Synchronous where the
   * answer is at hand.
   */
  recognise(request: AccessRequest): Principal | undefined | Promise<Principal | undefined>;
  /**
   * The caller by what `recognise` left alone because it may be any way's: a bearer token that tells nothing of itself, or
   * nothing at all. Asked only when no way knows the credential of the request, so what is another way's is not shown to the
   * issuer of this one. Answers as `recognise` does.
   */
  recogniseLast?(request: AccessRequest): Principal | undefined | Promise<Principal | undefined>;
  /** Whether this way recognises by a credential the request carries; a header of a reverse proxy is none. */
  readonly byCredential: boolean;
  /** Headers in which a reverse proxy names the caller, in lower case; absent: none. */
  readonly identityHeaders?: readonly string[];
  /** The `WWW-Authenticate` value that tells a client how to sign in this way; undefined: a client cannot. `path` is the one called. */
  challenge(path: string, problem: Problem | undefined): string | undefined;
  /** Whether a principal of this way could still be recognised; undefined: it is of another way. Absent: that cannot be told. */
  knows?(principal: Principal): boolean | undefined;
  close(): Promise<void>;
}
