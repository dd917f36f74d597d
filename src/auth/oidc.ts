import type { OidcAuth } from "../../generated/config.js";
import { needIssuer, withPreset } from "../oauth/presets.js";
import { oauthCredentials } from "./oauth.js";
import type { Mode } from "./plan.js";

/** `auth.mode: oidc`: a public client registered beforehand at an OpenID Connect issuer; code and PKCE, no secret. */
export const oidc: Mode<OidcAuth> = (given, parts) => {
  const config = needIssuer(withPreset(given), parts.upstream.name);
  return oauthCredentials(
    {
      mode: "oidc",
      settings: config,
      clients: [{ kind: "registered", clientId: config.clientId, secret: undefined, method: "none" }],
      grant: "authorization_code",
      defaultScopes: ["openid", "profile", "email"],
      alwaysScope: "openid",
      askFirst: false,
    },
    parts,
  );
};
