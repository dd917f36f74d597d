import type { AutoAuth } from "../../generated/config.js";
import { withPreset } from "../oauth/presets.js";
import { oauthCredentials } from "./oauth.js";
import type { Mode } from "./plan.js";

/**
 * `auth.mode: auto`: nothing until the upstream asks; then the client of the file, a Client ID Metadata Document, or dynamic
 * registration, in the order of the MCP specification.
 */
export const auto: Mode<AutoAuth> = (given, parts) => {
  const config = withPreset(given);
  const registered =
    config.clientId === undefined
      ? []
      : [
          {
            kind: "registered" as const,
            clientId: config.clientId,
            secret: config.clientSecret === undefined ? undefined : parts.secret(config.clientSecret),
            method: config.tokenEndpointAuth,
          },
        ];
  const found = [
    { kind: "document" as const, url: config.clientMetadataUrl },
    { kind: "dynamic" as const, initialAccessToken: undefined },
  ];
  return oauthCredentials(
    {
      mode: "auto",
      settings: config,
      clients: registered.length > 0 ? registered : found,
      grant: "authorization_code",
      askFirst: true,
    },
    parts,
  );
};
