import * as openid from "openid-client";
import { ProxyError } from "../model/errors.js";
import type { Clock } from "../model/world.js";
import type { Fetch } from "./fetch.js";

/** Whom to ask about tokens and people. */
export interface IssuerOptions {
  /** The issuer, exactly as its metadata spells it. */
  readonly issuer: string;
  /** The client the proxy is at this issuer; any name when it never authenticates. */
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret: string | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** After a failed discovery the next attempt waits this long. */
const COOLDOWN_MS = 5_000;

/**
 * The issuer's metadata (OpenID Connect discovery, else RFC 8414), fetched on first use and kept. Rejects with
 * ISSUER_UNAVAILABLE while it cannot be had; a failure is not asked about again for 5 s.
 */
export function lazyIssuer(options: IssuerOptions): () => Promise<openid.Configuration> {
  let found: Promise<openid.Configuration> | undefined;
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
  const host = URL.canParse(issuer) ? new URL(issuer).host : "the issuer";
  return new ProxyError("ISSUER_UNAVAILABLE", `${host} cannot be asked who is calling; try again`, { cause });
}

async function discover(options: IssuerOptions): Promise<openid.Configuration> {
  const url = new URL(options.issuer);
  const fetcher: openid.CustomFetch = (target, init) => options.fetch(target, { ...init, body: bodyOf(init.body) });
  const attempt = (algorithm: "oidc" | "oauth2"): Promise<openid.Configuration> =>
    openid.discovery(
      url,
      options.clientId,
      undefined,
      options.clientSecret === undefined ? openid.None() : openid.ClientSecretPost(options.clientSecret),
      {
        algorithm,
        timeout: 15,
        [openid.customFetch]: fetcher,
        execute: url.protocol === "http:" ? [openid.allowInsecureRequests] : [],
      },
    );
  let configuration: openid.Configuration;
  try {
    configuration = await attempt("oidc");
  } catch (oidc) {
    configuration = await attempt("oauth2").catch((oauth: unknown) => {
      throw new AggregateError([oidc, oauth], "neither OpenID Connect nor RFC 8414 metadata");
    });
  }
  const methods = configuration.serverMetadata().token_endpoint_auth_methods_supported;
  if (options.clientSecret === undefined || methods === undefined || methods.includes("client_secret_post")) {
    return configuration;
  }
  const basic = new openid.Configuration(
    configuration.serverMetadata(),
    options.clientId,
    undefined,
    openid.ClientSecretBasic(options.clientSecret),
  );
  basic[openid.customFetch] = fetcher;
  basic.timeout = 15;
  if (url.protocol === "http:") openid.allowInsecureRequests(basic);
  return basic;
}

function bodyOf(body: unknown): string | URLSearchParams | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof URLSearchParams || body instanceof Uint8Array) return body;
  throw new TypeError("a request body of a kind nobody sends here");
}
