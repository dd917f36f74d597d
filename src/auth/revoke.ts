import type { AtIssuer } from "./exchange.js";
import { configure } from "./issuer-call.js";
import type { TokenRecord } from "./keep.js";
import type { IssuerSource } from "./source.js";

const REVOKE_MS = 2000;

/**
 * Tells the issuer that a login is over (RFC 7009). Never rejects: what is erased here is erased whether or not the issuer
 * hears of it. Answers within two seconds.
 */
export async function revoke(source: IssuerSource, record: TokenRecord): Promise<boolean> {
  try {
    return await withinTwoSeconds(async () => revokeAt(await source.at(record), record));
  } catch {
    source.parts.world.log.warn("auth.revocation_failed", { upstream: record.upstream, issuer: record.issuer });
    return false;
  }
}

/** Revokes what is kept; false where the issuer offers no revocation or the client is another now. */
export async function revokeAt(
  at: Pick<AtIssuer, "issuer" | "client" | "fetch">,
  record: TokenRecord,
): Promise<boolean> {
  if (at.issuer.revocation_endpoint === undefined || at.client.clientId !== record.clientId) return false;
  const { tokenRevocation } = await import("openid-client");
  const configuration = await configure(at.issuer, at.client, at.fetch);
  // RFC 7009 section 2.1: with the refresh token its access tokens go too; many issuers cannot revoke those by themselves.
  const [token, hint] =
    record.refreshToken === undefined ? [record.accessToken, "access_token"] : [record.refreshToken, "refresh_token"];
  await tokenRevocation(configuration, token, { token_type_hint: hint });
  return true;
}

/** The answer, or false when it is not there in two seconds. */
export async function withinTwoSeconds(run: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), REVOKE_MS);
  });
  const work = run();
  work.catch(() => undefined); // a failure after the two seconds concerns nobody any more
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
