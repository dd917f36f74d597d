import { tokenRevocation } from "openid-client";
import { configure } from "./issuer-call.js";
import type { TokenRecord } from "./keep.js";
import type { Source } from "./source.js";

const REVOKE_MS = 2000;

/**
 * Tells the issuer that a login is over (RFC 7009). Never rejects: what is erased here is erased whether or
 * not the issuer hears of it. Answers within two seconds.
 */
export async function revoke(source: Source, record: TokenRecord): Promise<boolean> {
  const { log } = source.parts.world;
  const attempt = async (): Promise<boolean> => {
    const at = await source.at(record);
    if (at.issuer.revocation_endpoint === undefined || at.client.clientId !== record.clientId) return false;
    const configuration = await configure(at.issuer, at.client, source.fetch);
    // RFC 7009 section 2.1: with the refresh token its access tokens go too; many issuers cannot revoke those by themselves.
    const [token, hint] =
      record.refreshToken === undefined ? [record.accessToken, "access_token"] : [record.refreshToken, "refresh_token"];
    await tokenRevocation(configuration, token, { token_type_hint: hint });
    return true;
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), REVOKE_MS);
  });
  try {
    return await Promise.race([attempt(), late]);
  } catch {
    log.warn("auth.not-revoked", { upstream: record.upstream, issuer: record.issuer });
    return false;
  } finally {
    clearTimeout(timer);
  }
}
