import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { ClientAtIssuer } from "../oauth/configuration.js";
import { hostOf } from "../oauth/issuer-failure.js";
import { requestTokens, type TokenSet } from "../oauth/token-request.js";
import type { SignIn, Transaction } from "./plan.js";

/** The parts of every token request. */
export interface AtIssuer extends ClientAtIssuer {
  readonly signIn: SignIn;
  readonly resource: string | undefined;
}

/** RFC 8707: the same `resource` on every request; the file's own parameters never replace what a grant is made of. */
function parametersOf(at: AtIssuer, more: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  const all: Record<string, string> = { ...at.signIn.settings.tokenParams };
  for (const name of ["grant_type", "code", "code_verifier", "refresh_token", "client_id", "client_secret"])
    delete all[name];
  if (at.resource !== undefined) all.resource = at.resource;
  for (const [name, value] of Object.entries(more)) if (value !== undefined && value !== "") all[name] = value;
  return all;
}

/** Redeems what the browser brought back; state, issuer (RFC 9207), nonce and ID token are checked on the way. */
export function redeemCode(at: AtIssuer, transaction: Transaction, params: URLSearchParams): Promise<TokenSet> {
  const callback = new URL(transaction.redirectUri);
  callback.search = params.toString();
  return requestTokens(at, async (configuration) =>
    (await import("openid-client")).authorizationCodeGrant(
      configuration,
      callback,
      {
        pkceCodeVerifier: transaction.verifier,
        expectedState: transaction.state,
        ...(transaction.nonce === undefined ? {} : { expectedNonce: transaction.nonce }),
      },
      parametersOf(at),
    ),
  );
}

/** RFC 6749 section 6. `scope` only where the file names scopes, because some issuers want it and others narrow by it. */
export function refresh(at: AtIssuer, refreshToken: string): Promise<TokenSet> {
  const scope = at.signIn.settings.scopes?.join(" ");
  return requestTokens(at, async (configuration) =>
    (await import("openid-client")).refreshTokenGrant(configuration, refreshToken, parametersOf(at, { scope })),
  );
}

/** RFC 6749 section 4.4. */
export function asItself(at: AtIssuer, scopes: readonly string[]): Promise<TokenSet> {
  return requestTokens(at, async (configuration) =>
    (await import("openid-client")).clientCredentialsGrant(
      configuration,
      parametersOf(at, { scope: scopes.join(" ") }),
    ),
  );
}

/** RFC 8693: the caller's verified token for one the upstream accepts. Rejects with AUTH_FAILED when the caller showed none. */
export async function exchangeToken(at: AtIssuer, principal: Principal, scopes: readonly string[]): Promise<TokenSet> {
  const proof = principal.proof?.();
  if (proof === undefined) {
    throw new ProxyError(
      "AUTH_FAILED",
      `The caller has no token to exchange at ${hostOf(at.issuer.issuer)}; token-exchange needs access.mode: jwt`,
    );
  }
  const kind = proof.type === "jwt" ? "jwt" : "access_token";
  return requestTokens(at, async (configuration) =>
    (await import("openid-client")).genericGrantRequest(
      configuration,
      "urn:ietf:params:oauth:grant-type:token-exchange",
      parametersOf(at, {
        subject_token: proof.token,
        subject_token_type: `urn:ietf:params:oauth:token-type:${kind}`,
        requested_token_type: at.signIn.exchange?.requestedTokenType,
        audience: at.signIn.exchange?.audience,
        scope: scopes.join(" "),
      }),
    ),
  );
}
