import type { Auth } from "../../generated/config.js";
import { ProxyError } from "../model/errors.js";
import type { OAuthSettings } from "./settings.js";

type Keys = Partial<Omit<OAuthSettings, "provider">> & {
  readonly tokenEndpointAuth?: "client_secret_post" | "client_secret_basic";
};

/** What a provider's quirks need, as ordinary keys of the file, each with the quirk it solves. */
interface Preset {
  readonly keys: Keys;
  /** Why, one sentence a key; shown by `mcp-proxy print` and in docs/how-to. */
  readonly because: readonly string[];
}

/** The issuers people really use. Keys the file sets win; maps are merged. */
export const PRESETS: Record<NonNullable<OAuthSettings["provider"]>, Preset> = {
  entra: {
    keys: { resource: "omit", pkce: "assumed", offlineAccess: "always" },
    because: [
      "resource: Entra ID's v2 endpoints answer AADSTS9010010 to a resource parameter beside scopes",
      "pkce: Entra ID checks S256 but does not list code_challenge_methods_supported",
      "offlineAccess: without offline_access there is no refresh token",
    ],
  },
  google: {
    keys: {
      issuer: "https://accounts.google.com",
      resource: "omit",
      offlineAccess: "never",
      authorizeParams: { access_type: "offline", prompt: "consent" },
      tokenEndpointAuth: "client_secret_post",
    },
    because: [
      "authorizeParams: Google gives a refresh token only for access_type=offline, and again only with prompt=consent",
      "offlineAccess: Google refuses the scope offline_access",
      "resource: Google does not know resource indicators",
    ],
  },
  github: {
    keys: {
      issuer: "https://github.com/login/oauth",
      endpoints: {
        authorization: "https://github.com/login/oauth/authorize",
        token: "https://github.com/login/oauth/access_token",
      },
      pkce: "assumed",
      resource: "omit",
      offlineAccess: "never",
      tokenEndpointAuth: "client_secret_post",
    },
    because: [
      "endpoints: GitHub publishes no OpenID metadata for OAuth apps and registers no clients by itself",
      "pkce: GitHub checks S256 without listing it",
      "offlineAccess: OAuth app tokens do not expire; GitHub knows no offline_access",
    ],
  },
  okta: {
    keys: { resource: "omit" },
    because: ["resource: Okta's audience belongs to the authorization server; a resource parameter is refused by some"],
  },
  auth0: {
    keys: { offlineAccess: "always" },
    because: [
      "offlineAccess: Auth0 gives a refresh token only for offline_access, which custom APIs must allow",
      "issuer: Auth0 spells it with a slash at the end; write it exactly so",
    ],
  },
  keycloak: {
    keys: { offlineAccess: "never", resource: "omit" },
    because: [
      "offlineAccess: Keycloak's normal refresh tokens live as long as the session; offline ones need a role",
      "resource: Keycloak maps audiences by client scopes and ignores or refuses resource",
    ],
  },
  atlassian: {
    keys: { offlineAccess: "always" },
    because: ["offlineAccess: Atlassian rotates refresh tokens and gives them only for offline_access"],
  },
  slack: {
    keys: {
      issuer: "https://slack.com",
      metadataUrl: "https://slack.com/.well-known/openid-configuration",
      pkce: "assumed",
      resource: "omit",
      offlineAccess: "never",
      tokenEndpointAuth: "client_secret_post",
    },
    because: [
      "pkce: Slack does not list S256",
      "tokenEndpointAuth: Slack reads the secret from the body",
      "errors: Slack answers them with status 200, which the proxy reads as what they are",
    ],
  },
  cognito: {
    keys: { offlineAccess: "never", resource: "omit", pkce: "assumed" },
    because: [
      "offlineAccess: Cognito refuses the scope offline_access and gives refresh tokens anyway",
      "pkce: Cognito checks S256 without listing it",
    ],
  },
};

/** What validation fills in; a key with this value counts as not written. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  resource: "on",
  offlineAccess: "auto",
  pkce: "advertised",
  tokenEndpointAuth: "auto",
};

/** An auth section with its provider's keys filled in, as if the file said them. Without a provider: the very same object. */
export function withPreset<C extends { readonly provider?: OAuthSettings["provider"] }>(config: C): C {
  if (config.provider === undefined) return config;
  const filled: Record<string, unknown> = { ...config };
  for (const [name, value] of Object.entries(PRESETS[config.provider].keys)) {
    const written = filled[name];
    if (typeof value === "object" && !Array.isArray(value))
      filled[name] = { ...value, ...(written as object | undefined) };
    else if (written === undefined || written === DEFAULTS[name]) {
      if (name in config || name !== "tokenEndpointAuth") filled[name] = value;
    }
  }
  return filled as C;
}

/** Any auth section as it takes effect: what `mcp-proxy print` shows. */
export function expandAuth(auth: Auth): Auth {
  return "provider" in auth ? withPreset(auth) : auth;
}

/** The same config with an issuer for certain. Throws CONFIG, naming the key. */
export function needIssuer<C extends { readonly issuer?: string }>(
  config: C,
  upstream: string,
): C & { readonly issuer: string } {
  if (config.issuer !== undefined) return { ...config, issuer: config.issuer };
  throw new ProxyError("CONFIG", `upstreams.${upstream}.auth needs issuer: the URL of the authorization server`);
}
