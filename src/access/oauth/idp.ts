import * as openid from "openid-client";
import { latestPast } from "../../base/clock-skew.js";
import { type ClientAtIssuer, configure } from "../../oauth/configuration.js";
import { IssuerFailure } from "../../oauth/issuer-failure.js";
import { askIssuer } from "../../oauth/token-request.js";
import { labelOf, normalisedClaims } from "../claims.js";
import { issuerUnavailable, lazyIssuer } from "../issuer.js";
import { baseUrl } from "../outside.js";
import type { CallerSignIn, KeptPrincipal, KeptSignIn } from "./grants.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";

/** The secrets of a sign-in between the way to the identity provider and the return. */
export interface IdpLeg {
  readonly nonce: string;
  readonly verifier: string;
}

/** The leg to the team's identity provider: authorization code with PKCE, state and nonce; its tokens end here. */
export interface Idp {
  /** Where to send the browser. Rejects with ISSUER_UNAVAILABLE. */
  authorizationUrl(state: string, leg: IdpLeg): Promise<string>;
  /**
   * The person who came back, from the query of the callback. Rejects with `access_denied` when the person or the provider said no, and
   * `server_error` or `temporarily_unavailable` when the provider failed.
   */
  identify(
    query: string,
    state: string,
    leg: IdpLeg,
  ): Promise<{ principal: KeptPrincipal; signIn: KeptSignIn | undefined }>;
  /**
   * Whether a person is still welcome, by the refresh token the provider gave: the grant with what is known anew of them;
   * undefined when the provider takes it back, or answers about another person. Claims known before and not said again are
   * forgotten. A provider that does not answer changes nothing. Not asked within 5 minutes.
   */
  recheck(grant: CallerSignIn): Promise<CallerSignIn | undefined>;
}

const RECHECK_MS = 300_000;

/** Errors by which a provider takes a sign-in back. Any other error may be a fault that passes. */
const REFUSALS = new Set([
  "invalid_grant",
  "access_denied",
  "interaction_required",
  "login_required",
  "consent_required",
]);

/** Whether the provider was not asked lately. */
function isDue({ checkedAt, latestCheck }: KeptSignIn, now: number): boolean {
  const last = latestPast(now, checkedAt, latestCheck);
  return last === undefined || now - last >= RECHECK_MS;
}

/** Whether a failed call is an answer all the same, and not a provider that is away or busy. */
function hasAnswered(cause: unknown): boolean {
  if (cause instanceof openid.WWWAuthenticateChallengeError || cause instanceof openid.ResponseBodyError) return true;
  if (!(cause instanceof openid.ClientError) || cause.code?.startsWith("OAUTH_") !== true) return false;
  if (cause.code === "OAUTH_TIMEOUT" || cause.code === "OAUTH_ABORT") return false;
  const { status } = (cause.cause ?? {}) as { status?: unknown };
  return typeof status !== "number" || (status < 500 && status !== 429);
}

/** The claim of a refreshed ID token that is not what was asked about; undefined when the answer failed for another reason. */
function contradiction(cause: unknown): string | undefined {
  if (!(cause instanceof openid.ClientError) || cause.code !== "OAUTH_JWT_CLAIM_COMPARISON_FAILED") return undefined;
  const { claim } = ((cause.cause as Error | undefined)?.cause ?? {}) as { claim?: unknown };
  return typeof claim === "string" ? claim : "aud";
}

/** Claims that say something of the token, not of the person. */
const PROTOCOL_CLAIMS = new Set(["aud", "exp", "iat", "nbf", "nonce", "at_hash", "c_hash", "jti", "sid", "azp", "rat"]);

/** The identity provider of the file; discovered when it is first needed. */
export function createIdp(options: FrontOptions): Idp {
  const issuer = lazyIssuer(options);
  const { quirks } = options;
  const isSent = options.audience !== undefined && quirks.ignoresAudience !== true;
  const audience: Record<string, string> = isSent ? { audience: options.audience } : {};
  let toldNoRecheck = false;
  const noRecheck = (): void => {
    if (!toldNoRecheck) options.log.warn("oauth.no_recheck", { issuer: options.issuer });
    toldNoRecheck = true;
  };
  const redirectUri = (): string => baseUrl(options.outside) + options.callbackPath;

  return {
    async authorizationUrl(state, leg) {
      const configuration = await configure(await issuer());
      const challenge = await openid.calculatePKCECodeChallenge(leg.verifier);
      return openid.buildAuthorizationUrl(configuration, {
        ...quirks.authorizeParams,
        ...audience,
        redirect_uri: redirectUri(),
        response_type: "code",
        scope: options.scopes.join(" "),
        state,
        nonce: leg.nonce,
        code_challenge: challenge,
        code_challenge_method: "S256",
      }).href;
    },
    async identify(query, state, leg) {
      const at = await issuer();
      const tokens = await askIssuer(at, (configuration) =>
        openid.authorizationCodeGrant(
          configuration,
          new URL(`${redirectUri()}?${query}`),
          { expectedState: state, expectedNonce: leg.nonce, pkceCodeVerifier: leg.verifier, idTokenExpected: true },
          audience,
        ),
      ).catch((failure: unknown) => {
        throw refusal(failure);
      });
      const idToken = tokens.claims();
      if (idToken === undefined) throw new OAuthError("server_error", "The identity provider sent no ID token");
      let claims: Record<string, unknown> = { ...idToken };
      const userInfo = claims.email === undefined && at.issuer.userinfo_endpoint !== undefined;
      if (userInfo) {
        try {
          const told = await openid.fetchUserInfo(await configure(at), tokens.access_token, idToken.sub);
          claims = { ...told, ...claims };
        } catch (cause) {
          throw new OAuthError("server_error", "The identity provider does not say who signed in", {
            cause: issuerUnavailable(options.issuer, cause),
          });
        }
      }
      if (tokens.refresh_token === undefined) noRecheck();
      const checkedAt = options.clock.now();
      const signIn =
        tokens.refresh_token === undefined ? undefined : { refreshToken: tokens.refresh_token, checkedAt, userInfo };
      return { principal: personOf(idToken.iss, idToken.sub, claims), signIn };
    },
    async recheck(grant) {
      const { signIn, principal } = grant;
      const now = options.clock.now();
      if (signIn === undefined || !isDue(signIn, now)) return grant;
      const user = principal.label;
      let at: ClientAtIssuer;
      let tokens: Awaited<ReturnType<typeof openid.refreshTokenGrant>>;
      try {
        at = await issuer();
        tokens = await askIssuer(at, (configuration) => openid.refreshTokenGrant(configuration, signIn.refreshToken));
      } catch (failure) {
        const cause = failure instanceof IssuerFailure ? failure.cause : failure;
        const claim = contradiction(cause);
        if (claim !== undefined) return ended(user, claim);
        const error = cause instanceof openid.ResponseBodyError ? cause.error : undefined;
        options.log.warn("oauth.recheck_failed", { user, error: error ?? "unreachable" });
        return error !== undefined && REFUSALS.has(error) ? undefined : grant;
      }
      // From here on the provider may have replaced its refresh token, so the new one is kept whatever the rest of the answer is.
      const renewed = { ...signIn, refreshToken: tokens.refresh_token ?? signIn.refreshToken };
      const idToken = tokens.claims();
      if (idToken !== undefined && (idToken.sub !== principal.subject || idToken.iss !== principal.issuer)) {
        return ended(user, idToken.sub === principal.subject ? "iss" : "sub");
      }
      let claims: Readonly<Record<string, unknown>> = { ...idToken };
      // The same sources as at the sign-in: a claim that the newest ID token leaves out is gone, wherever else it still stands.
      const asksUserInfo = idToken === undefined || (signIn.userInfo === true && idToken.email === undefined);
      if (asksUserInfo && at.issuer.userinfo_endpoint !== undefined) {
        const told = await userInfoOf(at, tokens.access_token, user);
        if (told === "unreachable") return { ...grant, signIn: renewed };
        if (told.sub !== undefined && told.sub !== principal.subject) return ended(user, "sub");
        claims = { ...told, ...claims };
      }
      const person = personOf(principal.issuer, principal.subject, claims, user);
      const gone = Object.keys(principal.claims).filter((name) => !Object.hasOwn(person.claims, name));
      if (gone.length > 0) options.log.info("oauth.claims_gone", { user, claims: gone.slice(0, 10).join(" ") });
      const latestCheck = Math.max(now, signIn.latestCheck ?? signIn.checkedAt);
      return { ...grant, principal: person, signIn: { ...renewed, checkedAt: now, latestCheck } };
    },
  };

  /** Ends a sign-in about which the provider contradicts itself. */
  function ended(user: string, claim: string): undefined {
    options.log.warn("oauth.identity_changed", { user, claim });
    return undefined;
  }

  /** The claims of user info; none where it refuses. */
  async function userInfoOf(
    at: ClientAtIssuer,
    accessToken: string,
    user: string,
  ): Promise<Readonly<Record<string, unknown>> | "unreachable"> {
    try {
      return await openid.fetchUserInfo(await configure(at), accessToken, openid.skipSubjectCheck);
    } catch (cause) {
      const isAnswer = hasAnswered(cause);
      options.log.warn("oauth.recheck_failed", { user, error: isAnswer ? "user info refused" : "unreachable" });
      return isAnswer ? {} : "unreachable";
    }
  }

  function personOf(
    issuedBy: string,
    subject: string,
    claims: Readonly<Record<string, unknown>>,
    shownBefore = subject,
  ): KeptPrincipal {
    const about = Object.fromEntries(Object.entries(claims).filter(([name]) => !PROTOCOL_CLAIMS.has(name)));
    const normalised = normalisedClaims(quirks.claims?.(about, options.issuer) ?? about);
    return { issuer: issuedBy, subject, label: labelOf(normalised, shownBefore), claims: normalised };
  }
}

/** The client's answer to a sign-in that failed; the provider's own words stay in the cause, for the log. */
function refusal(cause: unknown): OAuthError {
  const answer = cause instanceof IssuerFailure ? cause.cause : cause;
  if (answer instanceof openid.AuthorizationResponseError) {
    if (answer.error === "temporarily_unavailable") {
      return new OAuthError("temporarily_unavailable", "The identity provider is not available; try again", { cause });
    }
    const denied = answer.error === "access_denied" || /^(interaction|login|consent|account)_/.test(answer.error);
    return denied
      ? new OAuthError("access_denied", "The sign-in was refused or given up", { cause })
      : new OAuthError("server_error", "The identity provider refused the sign-in", { cause });
  }
  return new OAuthError("server_error", "The sign-in at the identity provider failed", { cause });
}
