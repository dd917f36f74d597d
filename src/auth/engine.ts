import { ProxyError } from "../model/errors.js";
import type { LoginStatus } from "../model/logins.js";
import { LOCAL, type Principal } from "../model/principal.js";
import { configure } from "../oauth/configuration.js";
import { isSameIdentifier, shown } from "../oauth/identifiers.js";
import { hostOf, IssuerFailure, proxyErrorIn } from "../oauth/issuer-failure.js";
import { requestTokens, type TokenSet } from "../oauth/token-request.js";
import type { Accounts } from "./accounts.js";
import { adopt } from "./accounts.js";
import { authorize, scopesToAsk } from "./authorize.js";
import { redeemCode } from "./exchange.js";
import { type TokenRecord, tokenKey } from "./keep.js";
import { statusOfRecord } from "./kept.js";
import type { Engine } from "./plan.js";
import { recordOf } from "./renewer.js";
import { revoke } from "./revoke.js";
import type { IssuerSource } from "./source.js";

/** The operations of login pages and commands on one OAuth upstream. */
export function createEngine(
  source: IssuerSource,
  accounts: Accounts,
  unattended: boolean,
  whose: (principal: Principal) => Principal,
): Engine {
  const { parts, signIn } = source;
  const { store, world, upstream } = parts;
  const adopting = { refreshBefore: signIn.settings.refreshBefore, unattended, world };

  function wanted(principal: Principal): readonly string[] {
    return accounts.peek(whose(principal).key)?.wanted ?? [];
  }

  /** A login that serves others than the caller is the operator's to begin and to end. */
  function mayDecide(caller: Principal): void {
    if (whose(caller).key === caller.key || caller.key === LOCAL.key) return;
    throw new ProxyError(
      "FORBIDDEN",
      `All callers share the login to ${upstream.name}; only the operator may change it`,
    );
  }

  function needsPerson(caller: Principal): void {
    mayDecide(caller);
    if (!unattended) return;
    throw new ProxyError(
      "AUTH_FAILED",
      `${upstream.name} needs no sign-in: its auth.mode fetches tokens automatically`,
    );
  }

  /** Keeps tokens under their key and puts them in force in this process. */
  async function keep(
    principal: Principal,
    tokens: TokenSet,
    at: Parameters<typeof recordOf>[1],
    asked: readonly string[],
  ) {
    const key = tokenKey(principal, at.issuer.issuer, at.client.clientId, at.resource);
    const now = world.clock.now();
    const record = (await store.update(key, (stored) => {
      const before = stored as TokenRecord | undefined;
      const fresh = recordOf(tokens, at, principal, { before: undefined, asked, now, upstream: upstream.name });
      return { ...fresh, generation: (before?.generation ?? 0) + 1 };
    })) as TokenRecord;
    adopt(accounts.of(principal.key), record, adopting);
    accounts.of(principal.key).persisted = true;
    if (record.refreshToken === undefined) {
      world.log.warn("auth.no_refresh_token", { upstream: upstream.name, issuer: record.issuer });
    }
  }

  return {
    upstream,
    settings: signIn.settings,
    wanted,
    begin: async (caller, redirects) => {
      needsPerson(caller);
      await source.probe();
      const found = await source.discovery(60_000);
      const client = await source.client(found);
      const scopes = scopesToAsk(signIn, found, source.asked, wanted(caller));
      return authorize(signIn, found, client, scopes, redirects, {
        principal: caller,
        upstream: upstream.name,
        world,
        fetch: source.fetch,
      });
    },
    finish: async (caller, transaction, params) => {
      const principal = whose(caller);
      const found = await source.discovery();
      const client = await source.client(found);
      if (!isSameIdentifier(found.issuer.issuer, transaction.issuer) || client.clientId !== transaction.clientId) {
        const now = `${client.clientId} at ${found.issuer.issuer}`;
        const before = `${transaction.clientId} at ${transaction.issuer}`;
        throw new ProxyError(
          "AUTH_FAILED",
          `This sign-in to ${upstream.name} began as the client ${shown(before)}, and is ${shown(now)} now; start again`,
        );
      }
      const at = { signIn, issuer: found.issuer, client, fetch: source.fetch, resource: transaction.resource };
      try {
        const tokens = await redeemCode(at, transaction, params);
        await source.bind(found, client);
        await keep(principal, tokens, at, transaction.scopes);
      } catch (error) {
        throw asProxyError(error, upstream.name);
      }
    },
    device: async (caller, signal) => {
      needsPerson(caller);
      const principal = whose(caller);
      await source.probe();
      const found = await source.discovery(60_000);
      if (found.issuer.device_authorization_endpoint === undefined) {
        throw new ProxyError(
          "AUTH_FAILED",
          `The issuer ${hostOf(found.issuer.issuer)} offers no login by device code (RFC 8628)`,
        );
      }
      const client = await source.client(found);
      const at = { signIn, issuer: found.issuer, client, fetch: source.fetch, resource: found.resource };
      const scopes = scopesToAsk(signIn, found, source.asked, wanted(caller));
      const { initiateDeviceAuthorization, pollDeviceAuthorizationGrant } = await import("openid-client");
      const configuration = await configure(at);
      const more = found.resource === undefined ? {} : { resource: found.resource };
      const begun = await initiateDeviceAuthorization(configuration, {
        ...signIn.settings.authorizeParams,
        ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
        ...more,
      }).catch((cause: unknown) => {
        const reason = proxyErrorIn(cause)?.message ?? `${hostOf(found.issuer.issuer)} refused it`;
        throw new ProxyError("AUTH_FAILED", `Sign-in with a device code failed: ${reason}`, { cause });
      });
      const done = requestTokens(at, (mine) => pollDeviceAuthorizationGrant(mine, begun, more, { signal }))
        .then(async (tokens) => {
          await source.bind(found, client);
          await keep(principal, tokens, at, scopes);
        })
        .catch((error: unknown) => {
          throw asProxyError(error, upstream.name);
        });
      return { url: begun.verification_uri_complete ?? begun.verification_uri, code: begun.user_code, done };
    },
    keptAt: async (caller) => (await source.kept(whose(caller)))?.record?.obtainedAt,
    disconnect: async (caller) => {
      mayDecide(caller);
      const principal = whose(caller);
      const kept = await source.kept(principal);
      accounts.drop(principal.key);
      if (kept?.record === undefined) return { revoked: false };
      const revoked = await revoke(source, kept.record);
      await store.update(kept.key, () => undefined);
      return { revoked };
    },
    status: async (caller) => {
      const principal = whose(caller);
      const kept = await source.kept(principal);
      const account = accounts.peek(principal.key);
      const record = account?.persisted === false ? account.record : kept?.record;
      return statusOf(record, {
        ...(account?.lastError ? { lastError: account.lastError } : {}),
        persisted: account?.persisted ?? true,
      });
    },
  };

  function statusOf(record: TokenRecord | undefined, seen: { lastError?: string; persisted: boolean }): LoginStatus {
    const base = { upstream: upstream.name, mode: signIn.mode };
    if (record === undefined) {
      return {
        ...base,
        state: unattended
          ? seen.lastError === undefined
            ? "ready"
            : "failed"
          : signIn.askFirst
            ? "none"
            : "login-required",
        ...(seen.lastError === undefined ? {} : { lastError: seen.lastError }),
      };
    }
    const said = statusOfRecord(record, world.clock.now(), unattended);
    const lastError = seen.lastError ?? said.lastError;
    return { ...base, ...said, persisted: seen.persisted, ...(lastError === undefined ? {} : { lastError }) };
  }
}

function asProxyError(error: unknown, upstream: string): ProxyError {
  if (error instanceof ProxyError) return error;
  if (!(error instanceof IssuerFailure)) return ProxyError.from(error);
  const code = error.kind === "transient" ? "UPSTREAM_UNAVAILABLE" : "AUTH_FAILED";
  return new ProxyError(code, `The sign-in to ${upstream} failed: ${error.message}`, { cause: error });
}
