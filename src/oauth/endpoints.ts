import type { ServerMetadata } from "openid-client";
import { ProxyError } from "../model/errors.js";
import { isLoopbackHost } from "../net/addresses.js";
import type { GuardedFetch } from "../net/guarded-fetch.js";
import { hostOf } from "./issuer-failure.js";
import type { OAuthSettings } from "./settings.js";

const ENDPOINTS = [
  "authorization_endpoint",
  "token_endpoint",
  "registration_endpoint",
  "revocation_endpoint",
  "device_authorization_endpoint",
  "jwks_uri",
] as const;

/**
 * Refuses endpoints that no browser or request should be sent to, before any is: not https, odd schemes, and, where the file
 * does not name the issuer, endpoints outside the issuer's own site (a code for one issuer must not be redeemed at another).
 */
export async function checkEndpoints(
  issuer: ServerMetadata,
  settings: OAuthSettings,
  fetch: GuardedFetch,
): Promise<void> {
  for (const name of ENDPOINTS) {
    const value = issuer[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || value.length > 8192) throw refused(issuer, name, "is not a URL");
    const url = checked(issuer, name, value, fetch);
    if (settings.issuer === undefined && !(await sameSite(url, new URL(issuer.issuer))) && !isNamed(url, settings)) {
      throw refused(
        issuer,
        name,
        `is at ${url.host}, outside the upstream's own site; if that is right, set auth.issuer`,
      );
    }
  }
}

function checked(issuer: ServerMetadata, name: string, value: string, fetch: GuardedFetch): URL {
  try {
    return fetch.check(value);
  } catch (cause) {
    throw refused(
      issuer,
      name,
      cause instanceof ProxyError ? `cannot be used. ${cause.message}` : "cannot be used",
      cause,
    );
  }
}

function refused(issuer: ServerMetadata, name: string, why: string, cause?: unknown): ProxyError {
  return new ProxyError("AUTH_FAILED", `The ${name} of the issuer ${hostOf(issuer.issuer)} ${why}`, { cause });
}

function isNamed(url: URL, settings: OAuthSettings): boolean {
  const said = settings.endpoints;
  const origins = said === undefined ? [] : Object.values(said).map((entry) => new URL(entry as string).origin);
  return (
    origins.includes(url.origin) ||
    settings.allowHosts.some((entry) => [url.host, url.hostname, url.origin].includes(entry))
  );
}

/** One registrable domain by the public suffix list; equal hosts where there is none; this machine is one site. */
async function sameSite(a: URL, b: URL): Promise<boolean> {
  if (a.hostname === b.hostname) return true;
  if (isLoopbackHost(a) && isLoopbackHost(b)) return true;
  const { getDomain } = await import("tldts");
  const domain = getDomain(a.hostname, { allowPrivateDomains: true });
  return domain !== null && domain === getDomain(b.hostname, { allowPrivateDomains: true });
}

/** PKCE with S256, or no login at all (MCP authorization, "Authorization Code Protection"). */
export function checkPkce(issuer: ServerMetadata, settings: OAuthSettings): void {
  if (settings.pkce === "assumed") return;
  if (issuer.code_challenge_methods_supported?.includes("S256")) return;
  throw new ProxyError(
    "AUTH_FAILED",
    `The issuer ${hostOf(issuer.issuer)} does not advertise PKCE with S256; ` +
      "if it supports S256 anyway, set auth.pkce: assumed",
  );
}
