import type { Principal } from "./principal.js";

/** Where one principal stands with one upstream. */
export interface LoginStatus {
  readonly upstream: string;
  /** `none`: the upstream wants no sign-in, or the file holds its credential. */
  readonly state: "none" | "ready" | "expired" | "login-required" | "failed";
  readonly mode: string;
  readonly issuer?: string;
  readonly clientId?: string;
  /** Milliseconds since the epoch (UTC); absent when the issuer did not say. */
  readonly expiresAt?: number;
  /** Whether the login renews itself without a person. */
  readonly renewable?: boolean;
  readonly scopes?: readonly string[];
  /** The last thing that went wrong, for a person; carries no secret. */
  readonly lastError?: string;
  /** False when the newest tokens could not be written and live in memory only (the disk is full, read-only …). */
  readonly persisted?: boolean;
}

/**
 * A login on its way: send the browser to `url` after setting `cookie`, which binds the login to that browser. Its name has no
 * prefix; `net/cookies.ts` sets it with the one that browsers allow.
 */
export interface StartedLogin {
  readonly url: string;
  readonly cookie: { readonly name: string; readonly value: string; readonly maxAgeSeconds: number };
  /** When the link stops working; milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** How a callback ended. */
export type LoginOutcome =
  | { readonly ok: true; readonly upstream: string; readonly principal: Principal }
  | {
      readonly ok: false;
      /** The status of the page: 400 (unknown, used or expired link, refused), 403 (another browser), 502 (issuer failed). */
      readonly status: 400 | 403 | 502;
      /** For a person; carries nothing the issuer or a stranger wrote unless it is safe to show once escaped. */
      readonly message: string;
      readonly upstream?: string;
    };

/** Signing people in to upstreams: what pages and commands call. One login per principal and upstream at a time. */
export interface Logins {
  /** Starts or joins the login. Rejects with AUTH_FAILED when no sign-in is possible, INVALID_PARAMS for an unknown upstream. */
  start(principal: Principal, upstream: string): Promise<StartedLogin>;
  /** Ends a login with what the browser brought back; consumes the state whatever happens after it was recognised. */
  complete(params: URLSearchParams, cookies: Readonly<Record<string, string>>): Promise<LoginOutcome>;
  /** Revokes (RFC 7009, at most 2 s) and erases what is kept for this principal; erases even when revoking fails. */
  disconnect(principal: Principal, upstream: string): Promise<{ readonly revoked: boolean }>;
  status(principal: Principal): Promise<LoginStatus[]>;
}
