import type { FastifyInstance } from "fastify";
import { isSameIdentifier } from "../../oauth/identifiers.js";
import { baseUrl } from "../outside.js";
import { clientRoute } from "./client-route.js";
import type { RegisteredClient } from "./clients.js";
import { type CallerSignIn, isOver, principalOfGrant } from "./grants.js";
import { OAuthError } from "./oauth-error.js";
import type { Params } from "./params.js";
import type { FrontParts } from "./parts.js";
import { type RateLimit, rateLimit, tooMany } from "./rate-limit.js";

/** The answer of RFC 6749, section 5.1. */
interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly scope: string;
}

/** The limit of one sign-in's renewals. Its burst is large, because clients that refresh in parallel ask many times at once. */
const RENEWALS = { perMinute: 60, burst: 300 };

/** POST /token: codes and refresh tokens become access tokens of ours. */
export async function tokenRoute(scope: FastifyInstance, parts: FrontParts): Promise<void> {
  const renewals = rateLimit(parts.options.clock, RENEWALS);
  clientRoute(scope, parts, "/token", async (client, params, reply) => {
    const type = params.get("grant_type");
    if (params.repeated("resource")) throw new OAuthError("invalid_target", "One resource at a time");
    void reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
    if (type === "authorization_code") return redeem(parts, client, params);
    if (type === "refresh_token") return refresh(parts, renewals, client, params);
    throw new OAuthError("unsupported_grant_type", "grant_type must be authorization_code or refresh_token");
  });
}

async function redeem(parts: FrontParts, client: RegisteredClient, params: Params): Promise<TokenAnswer> {
  const code = params.get("code");
  const verifier = params.get("code_verifier");
  if (code === undefined || verifier === undefined) {
    throw new OAuthError("invalid_request", "code or code_verifier is missing");
  }
  const { grantId, outcome } = await parts.codes.redeem(code, {
    clientId: client.id,
    redirectUri: params.get("redirect_uri"),
    verifier,
    resource: params.get("resource"),
  });
  if (outcome === "reused") {
    await parts.grants.revoke(grantId);
    throw new OAuthError("invalid_grant", "The code was used before; what came of it is revoked");
  }
  const redeemed = await parts.grants.redeem(grantId);
  if (redeemed === undefined) throw new OAuthError("invalid_grant", "The code is too old");
  await parts.clients.keep(client.id);
  return answer(parts, grantId, redeemed.grant, redeemed.refreshToken);
}

async function refresh(
  parts: FrontParts,
  renewals: RateLimit,
  client: RegisteredClient,
  params: Params,
): Promise<TokenAnswer> {
  const token = params.get("refresh_token");
  if (token === undefined) throw new OAuthError("invalid_request", "refresh_token is missing");
  const resource = params.get("resource");
  const asked = params.get("scope")?.split(" ");
  const known = await parts.grants.idOf(token);
  const wait = known === undefined ? 0 : renewals.take(known);
  if (wait > 0) throw tooMany("renewals of one sign-in", wait);
  const refreshed = await parts.grants.refresh(token, client.id, (grant) => {
    if (resource !== undefined && !isSameIdentifier(resource, grant.resource)) {
      throw new OAuthError("invalid_target", "resource is not the one that was granted");
    }
    const granted = grant.scope.split(" ");
    if (asked?.some((scope) => !granted.includes(scope)) === true) {
      throw new OAuthError("invalid_scope", "scope goes beyond what was granted");
    }
    parts.options.admit(principalOfGrant(grant.principal));
  });
  if (!refreshed.ok) {
    if (refreshed.why === "reused") {
      parts.options.log.warn("oauth.refresh_reused", { client: client.id });
      throw new OAuthError("invalid_grant", "The refresh token was used before; what came of it is revoked");
    }
    throw new OAuthError("invalid_grant", "The refresh token is unknown, revoked, too old, or another client's");
  }
  const grantId = (await parts.grants.idOf(token)) as string;
  const grant = await parts.grants.recheck(grantId, (current) => parts.idp.recheck(current));
  if (grant === undefined) throw new OAuthError("invalid_grant", "The identity provider takes the sign-in back");
  if (isOver(grant, parts.options.clock.now(), parts.options.maxLifetime)) {
    await parts.grants.revoke(grantId);
    throw new OAuthError(
      "invalid_grant",
      "The sign-in is over: the identity provider has not confirmed it for too long",
    );
  }
  parts.options.admit(principalOfGrant(grant.principal));
  await parts.clients.keep(client.id);
  return answer(parts, grantId, grant, refreshed.refreshToken);
}

/** A fresh access token (RFC 9068) and the refresh token in force. */
async function answer(
  parts: FrontParts,
  grantId: string,
  grant: CallerSignIn,
  refreshToken: string,
): Promise<TokenAnswer> {
  const { options } = parts;
  const now = Math.floor(options.clock.now() / 1000);
  const expiresIn = Math.floor(options.tokenTtl / 1000);
  const accessToken = await parts.keys.sign(
    {
      iss: baseUrl(options.outside),
      aud: grant.resource,
      sub: principalOfGrant(grant.principal).key,
      client_id: grant.clientId,
      scope: grant.scope,
      sid: grantId,
      jti: options.random(12).toString("base64url"),
      iat: now,
      exp: now + expiresIn,
    },
    "at+jwt",
  );
  return {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: expiresIn,
    refresh_token: refreshToken,
    scope: grant.scope,
  };
}
