import { ProxyError } from "../model/errors.js";
import type { Clock } from "../model/world.js";
import { registeredClient } from "../oauth/client.js";
import type { ClientAtIssuer, IssuerFetch } from "../oauth/configuration.js";
import { issuerMetadata } from "../oauth/discovery.js";
import { hostOf } from "../oauth/issuer-failure.js";

/** The issuer that knows tokens and people, and the way there. */
export interface IssuerOptions {
  /** The issuer, exactly as its metadata spells it. */
  readonly issuer: string;
  /** The client the proxy is at this issuer; any name when it never authenticates. */
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret: string | undefined;
  readonly fetch: IssuerFetch;
  readonly clock: Clock;
}

/** After a failed discovery the next attempt waits this long. */
const COOLDOWN_MS = 5_000;
const DISCOVERY_TIMEOUT_MS = 15_000;

/**
 * The issuer's metadata and the client there, fetched on first use and kept. Rejects with ISSUER_UNAVAILABLE while the metadata
 * cannot be had; a failure is not asked about again for 5 s.
 */
export function lazyIssuer(options: IssuerOptions): () => Promise<ClientAtIssuer> {
  let found: Promise<ClientAtIssuer> | undefined;
  let failed: { at: number; error: ProxyError } | undefined;
  return () => {
    if (failed !== undefined && options.clock.monotonic() - failed.at < COOLDOWN_MS)
      return Promise.reject(failed.error);
    found ??= discover(options).catch((cause: unknown) => {
      found = undefined;
      const error = issuerUnavailable(options.issuer, cause);
      failed = { at: options.clock.monotonic(), error };
      throw error;
    });
    return found;
  };
}

/** The error of an issuer that does not answer, or answers with something that is not metadata. */
export function issuerUnavailable(issuer: string, cause: unknown): ProxyError {
  return new ProxyError(
    "ISSUER_UNAVAILABLE",
    `${hostOf(issuer)} does not answer, so the caller cannot be authenticated; try again`,
    { cause },
  );
}

async function discover({ issuer: url, clientId, clientSecret, fetch }: IssuerOptions): Promise<ClientAtIssuer> {
  const issuer = await issuerMetadata(url, { use: "front" }, fetch, AbortSignal.timeout(DISCOVERY_TIMEOUT_MS));
  if (issuer === undefined) throw new Error("it publishes neither OpenID Connect nor RFC 8414 metadata");
  const client = registeredClient(issuer, { clientId, secret: clientSecret, method: "auto" }, "client_secret_post");
  return { issuer, client, fetch, httpsOnly: !url.startsWith("http:") };
}
