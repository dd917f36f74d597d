import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import * as openid from "openid-client";
import { ProxyError } from "../model/errors.js";
import { type Principal, principalOf } from "../model/principal.js";
import type { Clock } from "../model/world.js";
import { type ClientAtIssuer, configure, type IssuerFetch } from "../oauth/configuration.js";
import { labelOf, normalisedClaims } from "./claims.js";
import { issuerUnavailable, lazyIssuer } from "./issuer.js";
import { audiencesOf, type PublicAddress } from "./outside.js";
import type { Recogniser } from "./recogniser.js";
import { bearerChallenge } from "./resource-metadata.js";
import { claimedIssuer, isJws, tokenRecogniser } from "./token-recogniser.js";
import { MAX_TRUST_MS, type TokenVerdict } from "./verified.js";

/** The settings of `access.mode: jwt`. */
export interface JwtOptions {
  readonly issuer: string;
  /** Accepted audiences, each exactly; undefined: the URL of the endpoint that is called. */
  readonly audiences: readonly string[] | undefined;
  /** Where the issuer's keys are; undefined: its metadata says. */
  readonly jwksUri: string | undefined;
  /** Signature algorithms that are accepted, asymmetric ones only. */
  readonly algorithms: readonly string[];
  /** The `typ` a token must have, or `any`. `at+jwt` is RFC 9068. */
  readonly typ: "at+jwt" | "any";
  /** Scopes a token must carry; all of them. */
  readonly scopes: readonly string[];
  /** The claim that names the subject. */
  readonly subjectClaim: string;
  /** Asks the issuer about tokens (RFC 7662); undefined: opaque tokens are not known here. */
  readonly introspection:
    | {
        /** `opaque`: only tokens that are no JWT. `always`: every token, so that a revocation counts within 60 s. */
        readonly when: "opaque" | "always";
        readonly clientId: string;
        readonly clientSecret: string;
      }
    | undefined;
  readonly outside: PublicAddress;
  readonly fetch: IssuerFetch;
  readonly clock: Clock;
}

const SKEW_SECONDS = 60;
/** Keys that cannot be fetched anew are used for this long after they were last seen. */
const STALE_KEYS_MS = 3_600_000;
/** No token lives longer; an `exp` beyond it is a defect of the issuer or a forgery. */
const MAX_LIFE_SECONDS = 10 * 365 * 86_400;

/**
 * `access.mode: jwt`: access tokens of an issuer the team has. Verified by signature, issuer, audience and time; looked at
 * again after 60 s at the latest. A JWT of another issuer is left to the next mode of a list.
 */
export function jwt(options: JwtOptions): Recogniser {
  const issuer = lazyIssuer({
    issuer: options.issuer,
    clientId: options.introspection?.clientId ?? "mcp-proxy",
    clientSecret: options.introspection?.clientSecret,
    fetch: options.fetch,
    clock: options.clock,
  });
  const keys = keySource(options, issuer);

  async function verify(endpoint: string, token: string): Promise<TokenVerdict> {
    const audiences = options.audiences ?? audiencesOf(options.outside, endpoint);
    const introspect =
      options.introspection !== undefined && (options.introspection.when === "always" || !isJws(token));
    const claims = isJws(token) ? await verifySignature(options, keys, token, audiences) : undefined;
    const answer = introspect ? await introspection(options, issuer, token, audiences) : undefined;
    const all = normalisedClaims({ ...answer, ...claims });
    if (claims === undefined && answer === undefined) throw refuse("The token is not a JWT");
    const missing = options.scopes.filter((scope) => !scopesOf(all).includes(scope));
    if (missing.length > 0) throw insufficientScope(options, endpoint, missing);
    const now = options.clock.now();
    const exp = typeof all.exp === "number" ? (all.exp + SKEW_SECONDS) * 1000 : now + MAX_TRUST_MS;
    return { principal: principalFrom(options, all, token, claims !== undefined), until: exp };
  }

  const { outside, scopes, clock } = options;
  return tokenRecogniser({
    outside,
    scopes,
    clock,
    ours: (token) => claimedIssuer(token) === options.issuer,
    ...(options.introspection === undefined ? {} : { mayBeOurs: (token: string) => !isJws(token) }),
    verify,
  });
}

function principalFrom(
  options: JwtOptions,
  claims: Readonly<Record<string, unknown>>,
  token: string,
  isJwt: boolean,
): Principal {
  const subject = claims[options.subjectClaim];
  if (typeof subject !== "string" || subject === "" || subject.length > 1024) throw refuse("The token has no subject");
  const principal = principalOf(options.issuer, subject, labelOf(claims, subject), claims);
  const expiresAt = typeof claims.exp === "number" ? claims.exp * 1000 : undefined;
  return { ...principal, proof: () => ({ token, type: isJwt ? "jwt" : "access_token", expiresAt }) };
}

async function verifySignature(
  options: JwtOptions,
  keys: JWTVerifyGetKey,
  token: string,
  audiences: string[] | readonly string[],
): Promise<JWTPayload> {
  const now = Math.floor(options.clock.now() / 1000);
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: [...audiences],
      algorithms: [...options.algorithms],
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(options.clock.now()),
      requiredClaims: ["exp"],
      ...(options.typ === "any" ? {} : { typ: options.typ }),
    });
    if ((payload.exp ?? 0) > now + MAX_LIFE_SECONDS) throw refuse("The token has no expiry");
    if (typeof payload.iat === "number" && payload.iat > now + SKEW_SECONDS)
      throw refuse("The token was issued in the future");
    return payload;
  } catch (cause) {
    if (cause instanceof ProxyError) throw cause;
    // Both are looked at once the signature was found good.
    const genuine = cause instanceof errors.JWTExpired || cause instanceof errors.JWTClaimValidationFailed;
    throw refuse(reasonOf(cause), cause, genuine);
  }
}

async function introspection(
  options: JwtOptions,
  issuer: () => Promise<ClientAtIssuer>,
  token: string,
  audiences: readonly string[],
): Promise<Record<string, unknown>> {
  const configuration = await configure(await issuer());
  let answer: openid.IntrospectionResponse;
  try {
    answer = await openid.tokenIntrospection(configuration, token);
  } catch (cause) {
    throw issuerUnavailable(options.issuer, cause);
  }
  if (answer.active !== true) throw refuse("The token is not active");
  const audience = Array.isArray(answer.aud) ? answer.aud : [answer.aud];
  if (!audience.some((one) => typeof one === "string" && audiences.includes(one))) {
    throw refuse("The token is not for this endpoint");
  }
  if (answer.iss !== undefined && answer.iss !== options.issuer) throw refuse("The token is from another issuer");
  const begins = Math.max(...[answer.nbf, answer.iat].map((time) => (typeof time === "number" ? time : 0)));
  if ((begins - SKEW_SECONDS) * 1000 > options.clock.now()) throw refuse("The token is not valid yet");
  if (typeof answer.exp === "number" && (answer.exp + SKEW_SECONDS) * 1000 <= options.clock.now()) {
    throw refuse("The token has expired");
  }
  return { ...answer };
}

/** The issuer's keys; while they cannot be fetched anew, the last ones for an hour. */
function keySource(options: JwtOptions, issuer: () => Promise<ClientAtIssuer>): JWTVerifyGetKey {
  let remote: ReturnType<typeof createRemoteJWKSet> | undefined;
  let seen = 0;
  return async (header, token) => {
    if (remote === undefined) {
      const uri = options.jwksUri ?? (await issuer()).issuer.jwks_uri;
      if (uri === undefined) throw issuerUnavailable(options.issuer, new Error("its metadata has no jwks_uri"));
      remote = createRemoteJWKSet(new URL(uri), { [customFetch]: (url, init) => options.fetch(url, init) });
    }
    try {
      const key = await remote(header, token);
      if (remote.fresh) seen = options.clock.monotonic();
      return key;
    } catch (cause) {
      if (isAboutTheToken(cause)) throw cause;
      const kept = remote.jwks();
      if (kept === undefined || options.clock.monotonic() - seen > STALE_KEYS_MS) {
        throw issuerUnavailable(options.issuer, cause);
      }
      return createLocalJWKSet(kept)(header, token);
    }
  };
}

function isAboutTheToken(cause: unknown): boolean {
  return (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  );
}

/** Why a token was refused, in words that hold nothing of the token. */
function reasonOf(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return "The token has expired";
  if (cause instanceof errors.JWTClaimValidationFailed) {
    if (cause.claim === "aud") return "The token is not for this endpoint";
    if (cause.claim === "nbf") return "The token is not valid yet";
    if (cause.claim === "typ") return "The token is not an access token";
    return `The token's ${/^[a-z_]{1,20}$/.test(cause.claim) ? cause.claim : "claims"} cannot be accepted`;
  }
  return "The token cannot be verified";
}

function refuse(reason: string, cause?: unknown, genuine = false): ProxyError {
  return new ProxyError("UNAUTHENTICATED", reason, { cause, ...(genuine ? { data: { genuine } } : {}) });
}

function insufficientScope(options: JwtOptions, endpoint: string, missing: readonly string[]): ProxyError {
  const problem = { error: "insufficient_scope", description: `The token lacks ${missing.join(" ")}` } as const;
  return new ProxyError("FORBIDDEN", problem.description, {
    data: { challenge: bearerChallenge(options.outside, endpoint, options.scopes, problem) },
  });
}

function scopesOf(claims: Readonly<Record<string, unknown>>): string[] {
  const scope = claims.scope ?? claims.scp;
  if (typeof scope === "string") return scope.split(" ");
  return Array.isArray(scope) ? scope.filter((one): one is string => typeof one === "string") : [];
}
