import type { LoginStatus } from "../model/logins.js";
import type { Store } from "../model/store.js";
import type { TokenRecord } from "./keep.js";

/** The state of a login by its kept record, without its tokens. */
export function statusOfRecord(
  record: TokenRecord,
  now: number,
  unattended: boolean,
): Omit<LoginStatus, "mode" | "upstream" | "persisted"> {
  const live = now < record.expiresAt || !record.expiryKnown;
  const renewable = unattended || (record.refreshToken !== undefined && record.needsLogin === undefined);
  return {
    state: live ? "ready" : renewable ? "expired" : "login-required",
    issuer: record.issuer,
    clientId: record.clientId,
    ...(record.expiryKnown ? { expiresAt: record.expiresAt } : {}),
    renewable,
    scopes: record.granted,
    ...(record.lastError === undefined ? {} : { lastError: record.lastError }),
  };
}

/** Every login of every principal in the store, for the operator. */
export async function keptLogins(
  store: Store,
  now: number,
): Promise<(Omit<LoginStatus, "mode"> & { readonly principal: string })[]> {
  const rows: (Omit<LoginStatus, "mode"> & { readonly principal: string })[] = [];
  for (const key of await store.list("tokens/")) {
    const record = (await store.read(key)) as TokenRecord | undefined;
    if (record === undefined) continue;
    rows.push({ upstream: record.upstream, principal: record.principal, ...statusOfRecord(record, now, false) });
  }
  return rows;
}
