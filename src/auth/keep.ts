import type { Principal } from "../model/principal.js";
import { digest } from "../oauth/client.js";

/** The tokens of one principal at one issuer for one resource. Times are milliseconds since the epoch (UTC). */
export interface TokenRecord {
  readonly upstream: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly resource: string | undefined;
  readonly principal: string;
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  readonly obtainedAt: number;
  readonly expiresAt: number;
  /** False when the issuer did not say how long it lives, and `expiresAt` is our guess. */
  readonly expiryKnown: boolean;
  /** The scopes that were asked for; a step-up asks for the union of them and the challenge's. */
  readonly asked: readonly string[];
  readonly granted: readonly string[];
  /** Counts renewals: tells a new record from an old one. */
  readonly generation: number;
  /** Refusals in a row of the refresh token still current. */
  readonly refusals: number;
  /** Set when only a person can go on: why, and since when. The refresh token is kept for a day. */
  readonly needsLogin?: { readonly reason: string; readonly at: number };
  readonly lastError?: string | undefined;
}

/** The issuer, client and resource of an upstream, shared by all principals and processes. */
export interface Binding {
  readonly issuer: string;
  readonly clientId: string;
  readonly resource: string | undefined;
  /** Where the upstream's challenge said its metadata is. */
  readonly metadataUrl: string | undefined;
}

/** Every credential is found by (principal, issuer, client id, resource) and nothing less. */
export function tokenKey(principal: Principal, issuer: string, clientId: string, resource: string | undefined): string {
  return `tokens/${principal.key}/${digest(issuer, clientId, resource)}`;
}

/** The record that says which issuer, client and resource stand for an upstream's URL. */
export function bindingKey(upstream: string, url: string): string {
  return `upstreams/${digest(upstream, url)}`;
}

/** A login waiting for its callback, found by its state. */
export function transactionKey(state: string): string {
  return `logins/${digest(state)}`;
}

/** The one login under way for a principal and upstream. */
export function pendingKey(principal: Principal, upstream: string): string {
  return `pending/${principal.key}/${digest(upstream)}`;
}
