import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { World } from "../model/world.js";
import type { GuardedFetch } from "../net/guarded-fetch.js";
import type { OAuthClient } from "../oauth/client.js";
import { configure } from "../oauth/configuration.js";
import type { AuthChallenge, Discovery } from "../oauth/discovery.js";
import { checkPkce } from "../oauth/endpoints.js";
import { hostOf } from "../oauth/issuer-failure.js";
import type { Redirects } from "../oauth/registration.js";
import type { SignIn, Transaction } from "./plan.js";

/** Parameters of the authorization request that are this proxy's to set; `authorizeParams` of the file cannot replace them. */
const OURS = [
  "response_type",
  "client_id",
  "redirect_uri",
  "state",
  "code_challenge",
  "code_challenge_method",
  "nonce",
];

/**
 * The scopes to ask for: the file's; else what the upstream's challenge names, its metadata lists, or the mode's default. Wanted
 * ones (step-up) are added. `offline_access` only where the issuer lists it, unless the file says otherwise.
 */
export function scopesToAsk(
  signIn: SignIn,
  found: Discovery,
  asked: AuthChallenge,
  wanted: readonly string[],
): readonly string[] {
  const { settings } = signIn;
  const base = settings.scopes ?? asked.scopes ?? signIn.defaultScopes ?? found.resourceScopes ?? [];
  const all = new Set([...(signIn.alwaysScope === undefined ? [] : [signIn.alwaysScope]), ...base, ...wanted]);
  const listed = found.issuer.scopes_supported?.includes("offline_access") === true;
  const lasting = settings.offlineAccess === "always" || (settings.offlineAccess === "auto" && listed);
  if (signIn.grant === "authorization_code" && lasting) all.add("offline_access");
  else if (!settings.scopes?.includes("offline_access") || settings.offlineAccess === "never")
    all.delete("offline_access");
  return [...all];
}

/** The way to the issuer's sign-in page, with everything that must be remembered until the browser is back. */
export async function authorize(
  signIn: SignIn,
  found: Discovery,
  client: OAuthClient,
  scopes: readonly string[],
  redirects: Redirects,
  parts: {
    readonly principal: Principal;
    readonly upstream: string;
    readonly world: World;
    readonly fetch: GuardedFetch;
  },
): Promise<Omit<Transaction, "cookie" | "expiresAt">> {
  const { issuer } = found;
  checkPkce(issuer, signIn.settings);
  if (issuer.authorization_endpoint === undefined) {
    throw new ProxyError(
      "AUTH_FAILED",
      `The issuer ${hostOf(issuer.issuer)} has no sign-in page (authorization endpoint)`,
    );
  }
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import("openid-client");
  const secret = () => parts.world.random(32).toString("base64url");
  const state = secret();
  const verifier = secret();
  const nonce = scopes.includes("openid") ? secret() : undefined;
  const extra = Object.entries(signIn.settings.authorizeParams).filter(([name]) => !OURS.includes(name));
  const parameters = new URLSearchParams(extra);
  parameters.set("redirect_uri", redirects.uri);
  parameters.set("state", state);
  parameters.set("code_challenge", await calculatePKCECodeChallenge(verifier));
  parameters.set("code_challenge_method", "S256");
  if (nonce !== undefined) parameters.set("nonce", nonce);
  if (scopes.length > 0) parameters.set("scope", scopes.join(" "));
  // OpenID Connect Core section 11: without consent an issuer leaves offline_access out.
  if (scopes.includes("offline_access") && !parameters.has("prompt")) parameters.set("prompt", "consent");
  if (found.resource !== undefined) parameters.set("resource", found.resource);
  const url = buildAuthorizationUrl(await configure({ issuer, client, fetch: parts.fetch }), parameters);
  return {
    state,
    upstream: parts.upstream,
    principal: { issuer: parts.principal.issuer, subject: parts.principal.subject, label: parts.principal.label },
    issuer: issuer.issuer,
    clientId: client.clientId,
    redirectUri: redirects.uri,
    verifier,
    nonce,
    scopes,
    resource: found.resource,
    url: url.href,
    createdAt: parts.world.clock.now(),
  };
}
