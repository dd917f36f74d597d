import type { ClientSecretAuth } from "../../generated/config.js";
import { ProxyError } from "../model/errors.js";
import type { ClientChoice } from "../oauth/client.js";
import type { AuthParts } from "./plan.js";

type Keys = Pick<
  ClientSecretAuth,
  "clientId" | "clientSecret" | "tokenEndpointAuth" | "privateKey" | "privateKeyId" | "privateKeyAlgorithm"
>;

/** A client registered beforehand with a secret or a private key. Throws CONFIG when the file gives it neither. */
export function confidentialClient(config: Keys, parts: AuthParts): ClientChoice {
  if (config.clientSecret === undefined && config.privateKey === undefined && config.tokenEndpointAuth !== "none") {
    throw new ProxyError("CONFIG", `upstreams.${parts.upstream.name}.auth needs clientSecret or privateKey`);
  }
  return {
    kind: "registered",
    clientId: config.clientId,
    secret: config.clientSecret === undefined ? undefined : parts.secret(config.clientSecret),
    method: config.tokenEndpointAuth,
    ...(config.privateKey === undefined
      ? {}
      : {
          privateKey: {
            text: parts.secret(config.privateKey),
            id: config.privateKeyId,
            algorithm: config.privateKeyAlgorithm,
          },
        }),
  };
}
