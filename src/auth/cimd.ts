import type { CimdAuth } from "../../generated/config.js";
import { withPreset } from "../oauth/presets.js";
import { oauthCredentials } from "./oauth.js";
import type { Mode } from "./plan.js";

/** `auth.mode: cimd`: the client id is the URL of a document that describes this proxy. */
export const cimd: Mode<CimdAuth> = (given, parts) => {
  const config = withPreset(given);
  return oauthCredentials(
    {
      mode: "cimd",
      settings: config,
      clients: [{ kind: "document", url: config.clientMetadataUrl }],
      grant: "authorization_code",
      askFirst: true,
    },
    parts,
  );
};
