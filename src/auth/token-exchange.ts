import type { TokenExchangeAuth } from "../../generated/config.js";
import { needIssuer, withPreset } from "../oauth/presets.js";
import { confidentialClient } from "./confidential.js";
import { oauthCredentials } from "./oauth.js";
import type { Mode } from "./plan.js";

/** `auth.mode: token-exchange`: the caller's verified token becomes one the upstream accepts (RFC 8693). */
export const tokenExchange: Mode<TokenExchangeAuth> = (given, parts) => {
  const config = needIssuer(withPreset(given), parts.upstream.name);
  const method =
    config.clientSecret === undefined && config.privateKey === undefined ? "none" : config.tokenEndpointAuth;
  return oauthCredentials(
    {
      mode: "token-exchange",
      settings: {
        ...config,
        clientName: "",
        offlineAccess: "never",
        authorizeParams: {},
        loginTimeout: 0,
        pkce: "assumed",
        account: "caller",
      },
      clients: [confidentialClient({ ...config, tokenEndpointAuth: method }, parts)],
      grant: "token_exchange",
      exchange: { audience: config.audience, requestedTokenType: config.requestedTokenType },
      askFirst: false,
    },
    parts,
  );
};
