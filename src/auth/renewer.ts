import type { Principal } from "../model/principal.js";
import { forgetClient } from "../oauth/client.js";
import { IssuerFailure } from "../oauth/issuer-failure.js";
import type { TokenSet } from "../oauth/token-request.js";
import type { Account } from "./accounts.js";
import { scopesToAsk } from "./authorize.js";
import { type AtIssuer, asItself, exchangeToken, refresh } from "./exchange.js";
import type { TokenRecord } from "./keep.js";
import { tokenKey } from "./keep.js";
import { type Renewed, renewTokens } from "./refresh.js";
import type { IssuerSource } from "./source.js";

const PERSIST_AGAIN_MS = 5000;
const UNKNOWN_LIFE_MS = 3_600_000;

/** Renews tokens of one upstream's accounts. */
export interface Renewer {
  /** One renewal under the store's lock, unless what is kept by now is good enough. */
  renew(principal: Principal, account: Account, stale: (record: TokenRecord) => boolean): Promise<Renewed>;
  /** Writes an account's tokens as soon as the store can be written again. */
  persistLater(principal: Principal, account: Account): void;
  close(): void;
}

/** `unattended`: the grant needs no person, so that a refusal never asks for one. */
export function createRenewer(source: IssuerSource, unattended: boolean): Renewer {
  const { parts, signIn } = source;
  const { store, world } = parts;
  const timers = new Map<string, NodeJS.Timeout>();

  async function keyFor(principal: Principal, account: Account): Promise<{ key: string; at: AtIssuer }> {
    const at = await source.at(account.record);
    if (unattended) {
      const found = await source.discovery();
      await source.bind(found, at.client);
      return { key: tokenKey(principal, at.issuer.issuer, at.client.clientId, at.resource), at };
    }
    const key = await source.keyOf(principal);
    return { key: key ?? tokenKey(principal, at.issuer.issuer, at.client.clientId, at.resource), at };
  }

  async function fetchTokens(
    at: AtIssuer,
    principal: Principal,
    account: Account,
    record: TokenRecord | undefined,
  ): Promise<TokenSet> {
    if (!unattended) {
      if (record?.refreshToken === undefined)
        throw new IssuerFailure("invalid_grant", "The login has no refresh token", {});
      if (record.clientId !== at.client.clientId) {
        throw new IssuerFailure("invalid_client", "The client registration of this login no longer exists", {});
      }
      return refresh(at, record.refreshToken);
    }
    const scopes = scopesToAsk(signIn, await source.discovery(), source.asked, account.wanted);
    return signIn.grant === "client_credentials" ? asItself(at, scopes) : exchanged(at, principal, scopes);
  }

  /** A token that was exchanged lasts no longer than the one it was exchanged for. */
  async function exchanged(at: AtIssuer, principal: Principal, scopes: readonly string[]): Promise<TokenSet> {
    const expiresAt = principal.proof?.().expiresAt;
    const tokens = await exchangeToken(at, principal, scopes);
    if (expiresAt === undefined) return tokens;
    const left = Math.max(0, (expiresAt - world.clock.now()) / 1000);
    return { ...tokens, expiresIn: Math.min(left, tokens.expiresIn ?? left) };
  }

  const renewer: Renewer = {
    renew: async (principal, account, stale) => {
      const { key, at } = await keyFor(principal, account);
      const result = await renewTokens({
        store,
        world,
        key,
        held: account.record,
        stale,
        unattended,
        fetchTokens: (record) => fetchTokens(at, principal, account, record),
        toRecord: (tokens, before) =>
          recordOf(tokens, at, principal, {
            before,
            asked: [...new Set([...(before?.asked ?? []), ...(unattended ? account.wanted : [])])],
            now: world.clock.now(),
            upstream: parts.upstream.name,
          }),
      });
      const dead = result.failure?.kind === "invalid_client" && at.client.kind === "dynamic";
      if (dead)
        await forgetClient(at.issuer.issuer, at.client.clientId, source.redirects(), {
          store,
          world,
          settings: signIn.settings,
        });
      return result;
    },
    persistLater: (principal, account) => {
      if (timers.has(principal.key)) return;
      const timer = setTimeout(() => {
        timers.delete(principal.key);
        const record = account.record;
        if (record === undefined || account.persisted) return;
        const key = tokenKey(principal, record.issuer, record.clientId, record.resource);
        store
          .update(key, (stored) =>
            ((stored as TokenRecord | undefined)?.generation ?? -1) >= record.generation ? stored : record,
          )
          .then(() => {
            account.persisted = true;
            world.log.info("auth.persist_recovered", { upstream: parts.upstream.name });
          })
          .catch(() => renewer.persistLater(principal, account)); // said once already; `status` shows it until it works
      }, PERSIST_AGAIN_MS);
      timer.unref();
      timers.set(principal.key, timer);
    },
    close: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
  return renewer;
}

/** The record that stands for new tokens. A refresh token the issuer did not replace stays (RFC 6749 section 6). */
export function recordOf(
  tokens: TokenSet,
  at: AtIssuer,
  principal: Principal,
  how: {
    readonly before: TokenRecord | undefined;
    readonly asked: readonly string[];
    readonly now: number;
    readonly upstream: string;
  },
): TokenRecord {
  const { before, asked, now } = how;
  const life = tokens.expiresIn === undefined ? UNKNOWN_LIFE_MS : tokens.expiresIn * 1000;
  return {
    upstream: how.upstream,
    issuer: at.issuer.issuer,
    clientId: at.client.clientId,
    resource: at.resource,
    principal: principal.label,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? before?.refreshToken,
    obtainedAt: now,
    expiresAt: now + life,
    expiryKnown: tokens.expiresIn !== undefined,
    asked,
    granted: tokens.scope?.split(" ").filter((scope) => scope !== "") ?? before?.granted ?? asked,
    generation: (before?.generation ?? 0) + 1,
    refusals: 0,
  };
}
