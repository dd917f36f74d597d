import { within } from "../base/within.js";
import { ProxyError } from "../model/errors.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { isLoopbackHost } from "../net/addresses.js";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.js";
import { asClient } from "../oauth/client.js";
import { issuerMetadata } from "../oauth/discovery.js";
import type { ClientRecord } from "../oauth/registration.js";
import type { TokenRecord } from "./keep.js";
import { REVOKE_MS, revokeAt } from "./revoke.js";

/** A login that was ended because its upstream is gone. */
export interface Retired {
  readonly upstream: string;
  readonly principal: string;
  readonly revoked: boolean;
}

type Keyed<T> = readonly (readonly [key: string, record: T])[];

/**
 * Ends every login at upstreams that are not named any more, for every principal: revoked (RFC 7009) and erased; the
 * registrations without another user are deleted (RFC 7592). Issuers that do not answer are passed over: the records are erased anyway.
 */
export async function retire(store: Store, world: World, names: readonly string[]): Promise<Retired[]> {
  const clients = (await all<ClientRecord>(store, "clients/")).filter(([, record]) => record.clientId !== undefined);
  const tokens = await all<TokenRecord>(store, "tokens/");
  const gone = tokens.filter(([, record]) => !names.includes(record.upstream));
  const ended: Retired[] = [];
  const belongs = (client: ClientRecord, [, token]: Keyed<TokenRecord>[number]) =>
    client.clientId === token.clientId && client.issuer === token.issuer;
  for (const entry of gone) {
    const [key, record] = entry;
    const client = clients.find(([, each]) => belongs(each, entry))?.[1];
    const revoked = await at(record, world, (fetch) => revokeRecord(record, client, fetch, world));
    await store.update(key, () => undefined);
    ended.push({ upstream: record.upstream, principal: record.principal, revoked });
  }
  for (const [key, client] of clients) {
    const users = tokens.filter((entry) => belongs(client, entry));
    if (users.length === 0 || users.some((entry) => !gone.includes(entry))) continue;
    await at(client, world, (fetch) => unregister(client, fetch));
    await store.update(key, () => undefined);
  }
  return ended;
}

async function all<T>(store: Store, prefix: string): Promise<Keyed<T>> {
  const found: [string, T][] = [];
  for (const key of await store.list(prefix)) {
    const record = (await store.read(key)) as T | undefined;
    if (record !== undefined) found.push([key, record]);
  }
  return found;
}

/** Runs something at the issuer of a record, for two seconds at most; false when it did not succeed (which is logged). */
async function at(
  record: { readonly issuer: string },
  world: World,
  run: (fetch: GuardedFetch) => Promise<boolean>,
): Promise<boolean> {
  const issuer = new URL(record.issuer);
  // The issuer was let through when the login was made; the file that said so may be gone by now.
  const options = { allowHosts: [issuer.origin], allowLoopback: isLoopbackHost(issuer), env: world.env };
  const fetch = createGuardedFetch(options);
  try {
    return (await within(run(fetch), REVOKE_MS)) ?? false;
  } catch (error) {
    world.log.warn("auth.revocation_timeout", { issuer: record.issuer, reason: ProxyError.from(error).message });
    return false;
  } finally {
    await fetch.close();
  }
}

async function revokeRecord(
  record: TokenRecord,
  registered: ClientRecord | undefined,
  fetch: GuardedFetch,
  world: World,
): Promise<boolean> {
  const issuer = await issuerMetadata(record.issuer, {}, fetch, AbortSignal.timeout(2000));
  if (issuer === undefined) return false;
  const client = asClient(issuer, registered, world.clock.now()) ?? {
    kind: "registered" as const,
    clientId: record.clientId,
    method: "none" as const,
    secret: undefined,
  };
  return revokeAt({ issuer, client, fetch }, record);
}

async function unregister(client: ClientRecord, fetch: GuardedFetch): Promise<boolean> {
  if (client.managementUrl === undefined || client.managementToken === undefined) return false;
  const headers = { authorization: `Bearer ${client.managementToken}` };
  return (await fetch(client.managementUrl, { method: "DELETE", headers })).status === 204;
}
