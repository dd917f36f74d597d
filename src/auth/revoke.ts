import { within } from "../base/within.js";
import { type ClientAtIssuer, configure } from "../oauth/configuration.js";
import type { TokenRecord } from "./keep.js";
import type { IssuerSource } from "./source.js";

/** The longest a person who signs out waits for the issuer. */
export const REVOKE_MS = 2000;

/**
 * Tells the issuer that a login is over (RFC 7009). Never rejects, because the login is erased here whether or not the issuer
 * hears of it. Answers within two seconds.
 */
export async function revoke(source: IssuerSource, record: TokenRecord): Promise<boolean> {
  try {
    return (
      (await within(
        source.at(record).then((at) => revokeAt(at, record)),
        REVOKE_MS,
      )) ?? false
    );
  } catch {
    source.parts.world.log.warn("auth.revocation_failed", { upstream: record.upstream, issuer: record.issuer });
    return false;
  }
}

/** Revokes what is kept; false where the issuer offers no revocation or the client is another now. */
export async function revokeAt(at: ClientAtIssuer, record: TokenRecord): Promise<boolean> {
  if (at.issuer.revocation_endpoint === undefined || at.client.clientId !== record.clientId) return false;
  const { tokenRevocation } = await import("openid-client");
  const configuration = await configure(at);
  // RFC 7009 section 2.1: with the refresh token its access tokens go too; many issuers cannot revoke those by themselves.
  const [token, hint] =
    record.refreshToken === undefined ? [record.accessToken, "access_token"] : [record.refreshToken, "refresh_token"];
  await tokenRevocation(configuration, token, { token_type_hint: hint });
  return true;
}
