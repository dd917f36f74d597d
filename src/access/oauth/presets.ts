type Claims = Readonly<Record<string, unknown>>;

/** What one kind of identity provider does differently from OpenID Connect by the book. */
export interface Preset {
  /** Used when the file names no issuer. */
  readonly issuer?: string;
  /** More parameters for the authorization request. */
  readonly authorizeParams: (audience: string | undefined) => Readonly<Record<string, string>>;
  /** More parameters for the token request. */
  readonly tokenParams: (audience: string | undefined) => Readonly<Record<string, string>>;
  /** The claims of the ID token as rules look at them. */
  readonly claims: (claims: Claims, issuer: string) => Claims;
}

const audienceParam = (audience: string | undefined): Record<string, string> =>
  audience === undefined ? {} : { audience };

const byTheBook: Preset = {
  authorizeParams: audienceParam,
  tokenParams: audienceParam,
  claims: (claims) => claims,
};

/** The identity providers the file may name, by `access.provider`. */
export const PRESETS = {
  oidc: byTheBook,
  auth0: byTheBook,
  okta: byTheBook,
  google: {
    ...byTheBook,
    issuer: "https://accounts.google.com",
    // Without `select_account` a person with several accounts is signed in with whichever came first. Google knows no scope
    // `offline_access`, and repeats a refresh token only where consent is asked for anew.
    authorizeParams: () => ({ prompt: "consent select_account", access_type: "offline" }),
    tokenParams: () => ({}),
  },
  entra: {
    authorizeParams: () => ({}),
    tokenParams: () => ({}),
    claims: entraClaims,
  },
  keycloak: {
    ...byTheBook,
    claims: (claims) => {
      const access = claims.realm_access as { roles?: unknown } | undefined;
      return Array.isArray(access?.roles) && claims.roles === undefined ? { ...claims, roles: access.roles } : claims;
    },
  },
  cognito: {
    ...byTheBook,
    claims: (claims) =>
      claims.groups === undefined && claims["cognito:groups"] !== undefined
        ? { ...claims, groups: claims["cognito:groups"] }
        : claims,
  },
} as const satisfies Record<string, Preset>;

/**
 * Entra ID never says `email_verified`. Within one tenant the address is the administrator's word and counts as verified; in
 * an issuer many tenants share, anybody can write any address into their own directory, so there it counts only with
 * `xms_edov` (the domain's owner is verified).
 */
function entraClaims(claims: Claims, issuer: string): Claims {
  const email = claims.email ?? claims.preferred_username ?? claims.upn;
  if (typeof email !== "string" || !email.includes("@")) return claims;
  const shared = /\/(common|organizations|consumers)(\/|$)/.test(issuer);
  const confirmed = claims.xms_edov === true || claims.xms_edov === "1" || claims.xms_edov === 1;
  return { ...claims, email, email_verified: confirmed || !shared };
}
