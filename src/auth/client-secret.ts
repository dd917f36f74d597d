import type { ClientSecretAuth } from "../../generated/config.js";
import { needIssuer, withPreset } from "../oauth/presets.js";
import { confidentialClient } from "./confidential.js";
import { oauthCredentials } from "./oauth.js";
import type { Mode } from "./plan.js";

/** `auth.mode: client-secret`: a confidential client registered beforehand, for a person or for the proxy itself. */
export const clientSecret: Mode<ClientSecretAuth> = (given, parts) => {
  const config = needIssuer(withPreset(given), parts.upstream.name);
  return oauthCredentials(
    {
      mode: "client-secret",
      settings: config,
      clients: [confidentialClient(config, parts)],
      grant: config.grant,
      askFirst: false,
    },
    parts,
  );
};
