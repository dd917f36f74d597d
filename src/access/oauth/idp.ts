import * as openid from "openid-client";
import { labelOf, normalisedClaims } from "../claims.js";
import { issuerUnavailable, lazyIssuer } from "../issuer.js";
import { baseUrl } from "../outside.js";
import type { Grant, KeptPrincipal, KeptSignIn } from "./grants.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";

/** What must be remembered between sending somebody to the identity provider and their return. */
export interface IdpLeg {
  readonly nonce: string;
  readonly verifier: string;
}

/** The leg to the team's identity provider: authorization code with PKCE, state and nonce; its tokens end here. */
export interface Idp {
  /** Where to send the browser. Rejects with ISSUER_UNAVAILABLE. */
  authorizationUrl(state: string, leg: IdpLeg): Promise<string>;
  /**
   * Who came back, from the query of the callback. Rejects with `access_denied` when the person or the provider said no, and
   * `server_error` or `temporarily_unavailable` when the provider failed.
   */
  identify(
    query: string,
    state: string,
    leg: IdpLeg,
  ): Promise<{ principal: KeptPrincipal; signIn: KeptSignIn | undefined }>;
  /**
   * Whether somebody is still welcome, by the refresh token the provider gave: the grant with what is known anew of them;
   * undefined when the provider takes it back. A provider that does not answer changes nothing. Not asked within 5 minutes.
   */
  recheck(grant: Grant): Promise<Grant | undefined>;
}

const RECHECK_MS = 300_000;

/** Claims that say something of the token, not of the person. */
const PROTOCOL_CLAIMS = new Set(["aud", "exp", "iat", "nbf", "nonce", "at_hash", "c_hash", "jti", "sid", "azp", "rat"]);

/** The identity provider of the file; discovered when it is first needed. */
export function createIdp(options: FrontOptions): Idp {
  const issuer = lazyIssuer(options);
  const redirectUri = (): string => baseUrl(options.outside) + options.callbackPath;

  return {
    async authorizationUrl(state, leg) {
      const configuration = await issuer();
      const challenge = await openid.calculatePKCECodeChallenge(leg.verifier);
      return openid.buildAuthorizationUrl(configuration, {
        ...options.preset.authorizeParams(options.audience),
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
      const configuration = await issuer();
      let tokens: Awaited<ReturnType<typeof openid.authorizationCodeGrant>>;
      try {
        tokens = await openid.authorizationCodeGrant(
          configuration,
          new URL(`${redirectUri()}?${query}`),
          { expectedState: state, expectedNonce: leg.nonce, pkceCodeVerifier: leg.verifier, idTokenExpected: true },
          options.preset.tokenParams(options.audience),
        );
      } catch (cause) {
        throw refusal(cause);
      }
      const idToken = tokens.claims();
      if (idToken === undefined) throw new OAuthError("server_error", "The identity provider sent no ID token");
      let claims: Record<string, unknown> = { ...idToken };
      if (claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined) {
        try {
          claims = { ...(await openid.fetchUserInfo(configuration, tokens.access_token, idToken.sub)), ...claims };
        } catch (cause) {
          throw new OAuthError("server_error", "The identity provider does not say who signed in", {
            cause: issuerUnavailable(options.issuer, cause),
          });
        }
      }
      const signIn =
        tokens.refresh_token === undefined
          ? undefined
          : { refreshToken: tokens.refresh_token, checkedAt: options.clock.now() };
      return { principal: personOf(idToken.iss, idToken.sub, claims), signIn };
    },
    async recheck(grant) {
      const { signIn, principal } = grant;
      const now = options.clock.now();
      if (signIn === undefined || now - signIn.checkedAt < RECHECK_MS) return grant;
      try {
        const tokens = await openid.refreshTokenGrant(await issuer(), signIn.refreshToken);
        const idToken = tokens.claims();
        // Refreshed ID tokens may say less than the first one did.
        const claims = idToken === undefined ? principal.claims : { ...principal.claims, ...idToken };
        return {
          ...grant,
          principal: personOf(principal.issuer, principal.subject, claims),
          signIn: { refreshToken: tokens.refresh_token ?? signIn.refreshToken, checkedAt: now },
        };
      } catch (cause) {
        const error = cause instanceof openid.ResponseBodyError ? cause.error : undefined;
        options.log.warn("oauth.recheck_failed", { user: principal.label, error: error ?? "unreachable" });
        return error === "invalid_grant" ? undefined : grant;
      }
    },
  };

  function personOf(issuedBy: string, subject: string, claims: Readonly<Record<string, unknown>>): KeptPrincipal {
    const about = Object.fromEntries(Object.entries(claims).filter(([name]) => !PROTOCOL_CLAIMS.has(name)));
    const normalised = normalisedClaims(options.preset.claims(about, options.issuer));
    return { issuer: issuedBy, subject, label: labelOf(normalised, subject), claims: normalised };
  }
}

/** What the client is told of a sign-in that failed; the provider's own words stay in the cause, for the log. */
function refusal(cause: unknown): OAuthError {
  if (cause instanceof openid.AuthorizationResponseError) {
    if (cause.error === "temporarily_unavailable") {
      return new OAuthError("temporarily_unavailable", "The identity provider is not available; try again", { cause });
    }
    const denied = cause.error === "access_denied" || /^(interaction|login|consent|account)_/.test(cause.error);
    return denied
      ? new OAuthError("access_denied", "The sign-in was refused or given up", { cause })
      : new OAuthError("server_error", "The identity provider refused the sign-in", { cause });
  }
  return new OAuthError("server_error", "The sign-in at the identity provider failed", { cause });
}
