import { setTimeout as sleep } from "node:timers/promises";
import type { ServerMetadata } from "openid-client";
import { ProxyError } from "../model/errors.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { isLoopbackHost } from "../net/addresses.js";
import type { GuardedFetch } from "../net/guarded-fetch.js";
import { hostOf } from "./issuer-failure.js";
import type { OAuthSettings } from "./settings.js";

/** The places a browser comes back to. */
export interface Redirects {
  /** The redirect URI of this login. */
  readonly uri: string;
  /** Every redirect URI a login of this upstream may use, for registration; contains `uri`. */
  readonly all: readonly string[];
  /** Where this proxy publishes its Client ID Metadata Document, when it does. */
  readonly documentUrl: string | undefined;
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

/** The parts that registering a client is made of. */
export interface RegisterParts {
  readonly store: Store;
  readonly world: World;
  readonly fetch: GuardedFetch;
  readonly settings: OAuthSettings;
  readonly upstream: string;
}

const ERROR_CODE = /^[a-z_]{1,64}$/;

/**
 * Registers a client (RFC 7591). openid-client is not used for it, because issuers in the field answer 200 where it wants 201,
 * and because the authentication method the issuer answers must be the one that is used. Rejects with AUTH_FAILED when the
 * issuer refuses, UPSTREAM_UNAVAILABLE when it cannot answer.
 */
export async function requestRegistration(
  issuer: ServerMetadata,
  initialAccessToken: string | undefined,
  redirects: Redirects,
  parts: RegisterParts,
): Promise<ClientRecord> {
  const endpoint = issuer.registration_endpoint;
  if (endpoint === undefined) throw failed(issuer, parts, redirects, "offers no dynamic registration");
  const full = await post(endpoint, metadata(issuer, redirects.all, parts), initialAccessToken, parts);
  const alone = full.error === "invalid_redirect_uri" && redirects.all.length > 1;
  const answer = alone
    ? await post(endpoint, metadata(issuer, [redirects.uri], parts), initialAccessToken, parts)
    : full;
  const body = answer.body;
  if (answer.status > 201 || typeof body?.client_id !== "string" || body.client_id === "") {
    const why = answer.error ?? (answer.status > 201 ? `status ${answer.status}` : "an answer without a client_id");
    throw failed(issuer, parts, redirects, `answered the registration with ${why}`);
  }
  const secret = typeof body.client_secret === "string" && body.client_secret !== "" ? body.client_secret : undefined;
  const expires = typeof body.client_secret_expires_at === "number" ? body.client_secret_expires_at : 0;
  if (secret !== undefined && expires !== 0 && expires * 1000 <= parts.world.clock.now()) {
    throw failed(issuer, parts, redirects, "answered the registration with a secret that has already expired");
  }
  const method = body.token_endpoint_auth_method;
  const managed =
    typeof body.registration_client_uri === "string" && typeof body.registration_access_token === "string";
  return {
    issuer: issuer.issuer,
    clientId: body.client_id,
    clientSecret: secret,
    ...(typeof method === "string" ? { method } : {}),
    secretExpiresAt: expires * 1000,
    redirectUris: redirects.all,
    createdAt: parts.world.clock.now(),
    managementUrl: managed ? (body.registration_client_uri as string) : undefined,
    managementToken: managed ? (body.registration_access_token as string) : undefined,
  };
}

/** No `scope`: a later step-up must not be refused because the client was registered for less (RFC 7591 section 2). */
function metadata(issuer: ServerMetadata, redirectUris: readonly string[], parts: RegisterParts): string {
  const supported = issuer.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const method = ["none", "client_secret_basic", "client_secret_post"].find((each) => supported.includes(each));
  const grants = issuer.grant_types_supported;
  const native = redirectUris.some((uri) => isLoopbackHost(new URL(uri)));
  return JSON.stringify({
    client_name: parts.settings.clientName,
    redirect_uris: redirectUris,
    application_type: native ? "native" : "web",
    grant_types: [
      "authorization_code",
      ...(grants === undefined || grants.includes("refresh_token") ? ["refresh_token"] : []),
    ],
    response_types: ["code"],
    token_endpoint_auth_method: method ?? "client_secret_basic",
  });
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly error: string | undefined;
}

/** One try, and one more a second later when the issuer was busy or failed. */
async function post(endpoint: string, body: string, token: string | undefined, parts: RegisterParts): Promise<Answer> {
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  for (let attempt = 0; ; attempt++) {
    const response = await parts.fetch(endpoint, { method: "POST", headers, body });
    if (attempt === 0 && (response.status === 429 || response.status >= 500)) {
      await sleep(1000);
      continue;
    }
    if (response.status === 429 || response.status >= 500) {
      throw new ProxyError(
        "UPSTREAM_UNAVAILABLE",
        `${hostOf(endpoint)} answered the registration with status ${response.status}`,
      );
    }
    const parsed = parse(await response.text());
    const error = typeof parsed?.error === "string" && ERROR_CODE.test(parsed.error) ? parsed.error : undefined;
    return { status: response.status, body: parsed, error };
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // the caller says what is missing
  }
}

function failed(issuer: ServerMetadata, parts: RegisterParts, redirects: Redirects, why: string): ProxyError {
  return new ProxyError(
    "AUTH_FAILED",
    `The issuer ${hostOf(issuer.issuer)} of ${parts.upstream} ${why}. ` +
      `Register a client there with the redirect URI ${redirects.uri} and set auth.clientId`,
  );
}
