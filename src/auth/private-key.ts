import type { JWK } from "jose";
import type { CryptoKey, PrivateKey } from "openid-client";
import { ProxyError } from "../model/errors.js";
import type { OAuthClient } from "./plan.js";

/** The key a client signs its assertions with (RFC 7523): PEM (PKCS #8) or a JWK. Throws CONFIG when it is neither. */
export async function importPrivateKey(client: OAuthClient): Promise<PrivateKey> {
  const key = client.privateKey;
  if (key === undefined) {
    throw new ProxyError("CONFIG", "auth.privateKey is missing: tokenEndpointAuth private_key_jwt needs it");
  }
  const { importJWK, importPKCS8 } = await import("jose");
  try {
    if (!key.text.trimStart().startsWith("{")) {
      const imported = await importPKCS8(key.text, key.algorithm);
      return { key: imported, ...(key.id === undefined ? {} : { kid: key.id }) };
    }
    const jwk = JSON.parse(key.text) as JWK;
    const imported = await importJWK(jwk, jwk.alg ?? key.algorithm);
    const kid = jwk.kid ?? key.id;
    return { key: imported as CryptoKey, ...(kid === undefined ? {} : { kid }) };
  } catch (cause) {
    throw new ProxyError("CONFIG", "auth.privateKey is neither a PKCS #8 PEM nor a JWK of its algorithm", { cause });
  }
}
