import { createHash } from "node:crypto";
import type { Principal } from "../model/principal.js";

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
  /** What was asked for; step-up asks for the union of it and the challenge. */
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

/** A client that registered itself (RFC 7591). */
export interface ClientRecord {
  readonly issuer: string;
  readonly clientId?: string;
  readonly clientSecret?: string | undefined;
  readonly method?: string;
  /** Milliseconds since the epoch; 0: never (RFC 7591 section 3.2.1). */
  readonly secretExpiresAt?: number;
  readonly redirectUris: readonly string[];
  readonly createdAt: number;
  /** RFC 7592, where the issuer offers it. */
  readonly managementUrl?: string | undefined;
  readonly managementToken?: string | undefined;
  /** This registration took the place of one the issuer no longer knew. */
  readonly refusedBefore?: boolean;
  /** A refused registration is not tried again for ten minutes. */
  readonly failed?: { readonly at: number; readonly message: string };
}

/** What was found out about an upstream, shared by all principals and processes. */
export interface Binding {
  readonly issuer: string;
  readonly clientId: string;
  readonly resource: string | undefined;
  /** Where the upstream's challenge said its metadata is. */
  readonly metadataUrl: string | undefined;
}

function digest(...parts: readonly (string | undefined)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part === undefined ? "-;" : `${Buffer.byteLength(part)}:${part};`);
  return hash.digest("hex").slice(0, 40);
}

/** Every credential is found by (principal, issuer, client id, resource) and nothing less. */
export function tokenKey(principal: Principal, issuer: string, clientId: string, resource: string | undefined): string {
  return `tokens/${principal.key}/${digest(issuer, clientId, resource)}`;
}

/** Registrations are found by issuer and redirect URIs: another redirect URI is another client. */
export function clientKey(issuer: string, redirectUris: readonly string[], clientName: string): string {
  return `clients/${digest(issuer, [...redirectUris].sort().join(" "), clientName)}`;
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
