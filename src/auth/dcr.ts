import type { DcrAuth } from "../../generated/config.js";
import { withPreset } from "../oauth/presets.js";
import { oauthCredentials } from "./oauth.js";
import type { Mode } from "./plan.js";

/** `auth.mode: dcr`: the proxy registers its own client (RFC 7591). */
export const dcr: Mode<DcrAuth> = (given, parts) => {
  const config = withPreset(given);
  const token = config.initialAccessToken;
  return oauthCredentials(
    {
      mode: "dcr",
      settings: config,
      clients: [{ kind: "dynamic", initialAccessToken: token === undefined ? undefined : parts.secret(token) }],
      grant: "authorization_code",
      askFirst: true,
    },
    parts,
  );
};
