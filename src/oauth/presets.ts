import type { Auth, OAuthAccess } from "../../generated/config.js";
import { ProxyError } from "../model/errors.js";
import type { OAuthSettings } from "./settings.js";

type Keys = Partial<Omit<OAuthSettings, "provider" | "issuer">> & {
  readonly tokenEndpointAuth?: "client_secret_post" | "client_secret_basic";
};

type Claims = Readonly<Record<string, unknown>>;

/** The differences of an identity provider in front of the proxy (`access.provider`) from OpenID Connect by the book. */
export interface FrontQuirks {
  /** More parameters for the authorization request. */
  readonly authorizeParams?: Readonly<Record<string, string>>;
  /** True leaves `access.audience` out of the requests, for providers that do not know it. */
  readonly ignoresAudience?: boolean;
  /** The claims of the ID token as rules look at them. */
  readonly claims?: (claims: Claims, issuer: string) => Claims;
}

/** One provider in its two uses: as an upstream's issuer (`auth.provider`), and as the identity provider in front. */
interface Provider {
  /** Used when the file names no issuer. */
  readonly issuer?: string;
  /** The needs of an upstream's sign-in, as ordinary keys of the file. The keys the file sets win; maps are merged. */
  readonly upstream: Keys;
  readonly front: FrontQuirks;
}

type ProviderName = NonNullable<OAuthSettings["provider"]> | OAuthAccess["provider"];

/** The issuers people really use, each key with the quirk that needs it. */
export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  oidc: { upstream: {}, front: {} },
  entra: {
    upstream: {
      // The v2 endpoints answer AADSTS9010010 to a resource parameter beside scopes.
      resource: "omit",
      // S256 is checked, but code_challenge_methods_supported is not listed.
      pkce: "assumed",
      // Without offline_access there is no refresh token.
      offlineAccess: "always",
    },
    front: { ignoresAudience: true, claims: entraClaims },
  },
  google: {
    issuer: "https://accounts.google.com",
    upstream: {
      // Google does not know resource indicators, and refuses the scope offline_access.
      resource: "omit",
      offlineAccess: "never",
      // A refresh token is given only for access_type=offline, and again only with prompt=consent.
      authorizeParams: { access_type: "offline", prompt: "consent" },
      tokenEndpointAuth: "client_secret_post",
    },
    front: {
      ignoresAudience: true,
      // Without `select_account` a person with several accounts is signed in with whichever came first.
      authorizeParams: { access_type: "offline", prompt: "consent select_account" },
    },
  },
  github: {
    issuer: "https://github.com/login/oauth",
    upstream: {
      // No OpenID metadata is published for OAuth apps, and no client is registered dynamically.
      endpoints: {
        authorization: "https://github.com/login/oauth/authorize",
        token: "https://github.com/login/oauth/access_token",
      },
      // S256 is checked without being listed.
      pkce: "assumed",
      resource: "omit",
      // Tokens of OAuth apps do not expire, and there is no offline_access.
      offlineAccess: "never",
      tokenEndpointAuth: "client_secret_post",
    },
    front: {},
  },
  okta: {
    upstream: {
      // The audience belongs to the authorization server; some refuse a resource parameter.
      resource: "omit",
    },
    front: {},
  },
  auth0: {
    upstream: {
      // A refresh token is given only for offline_access, which custom APIs must allow.
      offlineAccess: "always",
    },
    front: {},
  },
  keycloak: {
    upstream: {
      // Normal refresh tokens live as long as the session; offline ones need a role.
      offlineAccess: "never",
      // Audiences are mapped by client scopes; a resource is ignored or refused.
      resource: "omit",
    },
    front: {
      claims: (claims) => {
        const access = claims.realm_access as { roles?: unknown } | undefined;
        return Array.isArray(access?.roles) && claims.roles === undefined ? { ...claims, roles: access.roles } : claims;
      },
    },
  },
  atlassian: {
    upstream: {
      // Refresh tokens rotate, and are given only for offline_access.
      offlineAccess: "always",
    },
    front: {},
  },
  slack: {
    issuer: "https://slack.com",
    upstream: {
      metadataUrl: "https://slack.com/.well-known/openid-configuration",
      // S256 is not listed.
      pkce: "assumed",
      resource: "omit",
      offlineAccess: "never",
      // The secret is read from the body only.
      tokenEndpointAuth: "client_secret_post",
    },
    front: {},
  },
  cognito: {
    upstream: {
      // The scope offline_access is refused, and refresh tokens are given anyway.
      offlineAccess: "never",
      resource: "omit",
      // S256 is checked without being listed.
      pkce: "assumed",
    },
    front: {
      claims: (claims) =>
        claims.groups === undefined && claims["cognito:groups"] !== undefined
          ? { ...claims, groups: claims["cognito:groups"] }
          : claims,
    },
  },
};

/**
 * Entra ID never says `email_verified`. Within one tenant the address is the administrator's word and counts as verified; in
 * an issuer many tenants share, each of them can write any address into their own directory, so there it counts only with
 * `xms_edov` (the domain's owner is verified).
 */
function entraClaims(claims: Claims, issuer: string): Claims {
  const email = claims.email ?? claims.preferred_username ?? claims.upn;
  if (typeof email !== "string" || !email.includes("@")) return claims;
  const shared = /\/(common|organizations|consumers)(\/|$)/.test(issuer);
  const confirmed = claims.xms_edov === true || claims.xms_edov === "1" || claims.xms_edov === 1;
  return { ...claims, email, email_verified: confirmed || !shared };
}

/** Whether a provider's issuer need not be in the file. */
export function isIssuerKnown(provider: unknown): boolean {
  return typeof provider === "string" && PROVIDERS[provider as ProviderName]?.issuer !== undefined;
}

/** The defaults that validation fills in; a key with this value counts as not written. */
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
  const { issuer, upstream } = PROVIDERS[config.provider];
  for (const [name, value] of Object.entries({ ...(issuer === undefined ? {} : { issuer }), ...upstream })) {
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
