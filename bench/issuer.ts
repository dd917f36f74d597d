/** An identity provider as far as the proxy asks one: metadata, keys, and a token as such providers make them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface Issuer {
  readonly url: string;
  /** A token of RS256, for an hour, of somebody in the groups `engineering` and `staff`. */
  readonly token: string;
  close(): Promise<void>;
}

export async function startIssuer(audience: string): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "bench", alg: "RS256", use: "sig" }] };
  const http = createServer((request, response) => {
    const metadata = {
      issuer: url,
      jwks_uri: `${url}/jwks`,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(request.url === "/jwks" ? keys : metadata));
  });
  await new Promise<void>((bound) => http.listen(0, "127.0.0.1", bound));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const claims = {
    email: "somebody@example.com",
    email_verified: true,
    groups: ["engineering", "staff"],
    azp: "bench-client",
    scope: "openid profile email",
  };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "bench", typ: "at+jwt" })
    .setIssuer(url)
    .setSubject("00u1a2b3c4d5e6f7g8h9")
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("1h")
    .setJti("AT.0123456789abcdefghijklmnopqrstuv")
    .sign(privateKey);
  return {
    url,
    token,
    close: async () => {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}
