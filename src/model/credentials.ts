import type { Principal } from "./principal.js";

/** What is shown to an upstream on one request. Identity matters: a refusal names the object that was refused. */
export interface Credential {
  /** Header names in lower case, alternating with values, ready to send: `["authorization", "Bearer …"]`. */
  readonly headers: readonly string[];
}

/** An upstream said no. */
export interface Refusal {
  /** The credential that was refused, so that ten parallel 401s cause one renewal. */
  readonly sent: Credential;
  readonly status: 401 | 403;
  /** Every `WWW-Authenticate` value, as received. */
  readonly challenges: readonly string[];
}

/**
 * What the proxy shows to one upstream, for each principal. One implementation per `auth.mode`.
 * Nothing of one principal is ever given for another.
 */
export interface Credentials {
  /**
   * The credential to send now. Synchronous when one is at hand and fresh (the relay path), a promise when it must be
   * fetched, refreshed or waited for. Rejects with LOGIN_REQUIRED (with `data.auth_url`) or AUTH_FAILED.
   */
  current(principal: Principal): Credential | Promise<Credential>;
  /**
   * After a 401, or a 403 `insufficient_scope`: a credential worth one more try, else LOGIN_REQUIRED or AUTH_FAILED.
   * When `refusal.sent` is no longer the current one, answers the current one without asking anybody.
   */
  renew(principal: Principal, refusal: Refusal): Promise<Credential>;
  /** Ends timers and pending work. Idempotent. */
  close(): Promise<void>;
}
