import { isWithin } from "../base/clock-skew.js";
import type { Credential, Credentials, Refusal } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import { isSameIdentifier } from "../oauth/identifiers.js";
import type { IssuerFailure } from "../oauth/issuer-failure.js";
import { type Account, adopt, createAccounts, ITSELF, SHARED } from "./accounts.js";
import { createEngine } from "./engine.js";
import type { TokenRecord } from "./keep.js";
import type { AuthParts, SignIn } from "./plan.js";
import { createRenewer } from "./renewer.js";
import { createIssuerSource } from "./source.js";
import { createStepUps, readChallenges } from "./step-up.js";
import { latestRenewal, retryDelay } from "./times.js";

/** Sent while an upstream has not asked for anything yet. */
const NOTHING: Credential = { headers: [] };

const CHALLENGED_MS = 60_000;
/** A token refused sooner after it was issued than this was never going to be accepted. */
const FRESH_MS = 15_000;

/** Credentials that come from an issuer: one implementation for every OAuth mode. */
export function oauthCredentials(signIn: SignIn, parts: AuthParts): Credentials {
  const { world, upstream } = parts;
  const unattended = signIn.grant !== "authorization_code";
  const log = world.log.with({ upstream: upstream.name });
  const source = createIssuerSource(signIn, parts);
  const accounts = createAccounts();
  const stepUps = createStepUps();
  const renewer = createRenewer(source, unattended);
  const engine = createEngine(source, accounts, unattended, whose);
  const adopting = { refreshBefore: signIn.settings.refreshBefore, unattended, world };
  let challengedAt = Number.NEGATIVE_INFINITY;
  let closed = false;
  parts.logins.enroll(engine);

  function whose(principal: Principal): Principal {
    if (signIn.grant === "client_credentials") return ITSELF;
    return signIn.settings.account === "shared" && !unattended ? SHARED : principal;
  }

  /** Runs work for an account, or joins what runs already. */
  function together(account: Account, work: () => Promise<Credential>): Promise<Credential> {
    account.work ??= work().finally(() => {
      account.work = undefined;
    });
    return account.work;
  }

  async function acquire(principal: Principal, account: Account): Promise<Credential> {
    const now = world.clock.now();
    const kept = account.persisted ? await source.kept(principal) : undefined;
    const record = account.persisted ? kept?.record : account.record;
    if (record !== undefined) {
      const credential = adopt(account, record, adopting);
      if (now < account.usableUntil) return credential;
      if (record.needsLogin === undefined && record.refreshToken !== undefined) return renewed(principal, account);
    }
    if (unattended) return renewed(principal, account);
    if (record === undefined && signIn.askFirst && world.clock.monotonic() - challengedAt > CHALLENGED_MS) {
      Object.assign(account, { credential: NOTHING, renewAt: now + CHALLENGED_MS, usableUntil: now + CHALLENGED_MS });
      return NOTHING;
    }
    account.credential = undefined;
    throw await loginRequired(
      principal,
      record?.needsLogin?.reason ?? (record === undefined ? undefined : "the login has expired"),
    );
  }

  /** Renews under the store's lock, unless another process already has. */
  async function renewed(principal: Principal, account: Account, refused?: string): Promise<Credential> {
    const now = world.clock.now();
    const wait = account.retryAt - world.clock.monotonic();
    if (wait > 0) throw unavailable(account.lastError ?? "the issuer did not answer", wait);
    const result = await renewer.renew(principal, account, (record) =>
      refused === undefined ? now >= renewalDue(account, record) : record.accessToken === refused,
    );
    account.persisted = result.persisted;
    if (!result.persisted) renewer.persistLater(principal, account);
    const { record, failure } = result;
    if (record !== undefined) {
      adopt(account, record, adopting);
      if (failure === undefined && record.accessToken !== refused && now < account.usableUntil) {
        return account.credential as Credential;
      }
    }
    if (failure !== undefined) {
      account.lastError = failure.message;
      account.failures += 1;
      const pause = Math.max(failure.retryAfter ?? 0, retryDelay(account.failures, world.random));
      account.retryAt = world.clock.monotonic() + pause;
      account.renewAt = now + pause;
      log.warn("auth.renewal_failed", { kind: failure.kind, reason: failure.message });
      const usable = now < account.usableUntil && record !== undefined && record.accessToken !== refused;
      if (usable) return account.credential as Credential;
      throw await failed(principal, failure, record?.needsLogin !== undefined, account);
    }
    if (unattended) throw new ProxyError("AUTH_FAILED", `Cannot get a token for ${upstream.name}`);
    throw await loginRequired(principal, record?.needsLogin?.reason ?? "the login has expired");
  }

  function renewalDue(account: Account, record: TokenRecord): number {
    const same = account.record?.accessToken === record.accessToken;
    return same ? account.renewAt : latestRenewal(record, signIn.settings.refreshBefore);
  }

  async function failed(
    principal: Principal,
    failure: IssuerFailure,
    needsLogin: boolean,
    account: Account,
  ): Promise<ProxyError> {
    if (failure.kind === "transient")
      return unavailable(failure.message, account.retryAt - world.clock.monotonic(), failure);
    if (needsLogin) return loginRequired(principal, failure.message, failure);
    const hint = failure.kind === "invalid_client" ? "; check auth.clientId and the client's secret" : "";
    return new ProxyError("AUTH_FAILED", `Cannot get a token for ${upstream.name}: ${failure.message}${hint}`, {
      cause: failure,
    });
  }

  function unavailable(reason: string, waitMs: number, cause?: unknown): ProxyError {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    return new ProxyError(
      "UPSTREAM_UNAVAILABLE",
      `Cannot get a token for ${upstream.name}: ${reason}; next attempt in ${seconds} s`,
      {
        data: { upstream: upstream.name, retryAfter: seconds },
        cause,
      },
    );
  }

  async function loginRequired(principal: Principal, reason?: string, cause?: unknown): Promise<ProxyError> {
    if (whose(principal) === SHARED) {
      const message = `The shared login of ${upstream.name} is missing or has expired; run mcp-proxy login ${upstream.name}`;
      return new ProxyError("AUTH_FAILED", message, { cause });
    }
    const link = await parts.logins.link(principal, upstream.name);
    const why = reason === undefined ? "" : ` (${reason})`;
    return new ProxyError("LOGIN_REQUIRED", `Sign in to ${upstream.name} to continue${why}`, {
      data: { auth_url: link, upstream: upstream.name },
      cause,
    });
  }

  /** A 403 `insufficient_scope`: a person (or the grant) gets the union of what was asked for and what is missing. */
  async function stepUp(principal: Principal, account: Account, scopes: readonly string[]): Promise<Credential> {
    const before = new Set([...(account.record?.asked ?? []), ...(account.record?.granted ?? [])]);
    const missing = scopes.filter((scope) => !before.has(scope));
    if (!stepUps.allow(principal.key, missing, world.clock.monotonic())) {
      throw new ProxyError(
        "AUTH_FAILED",
        `${upstream.name} requires more scopes than its issuer grants (${scopes.join(" ")}); the account may lack permissions`,
      );
    }
    account.wanted = [...new Set([...account.wanted, ...before, ...scopes])];
    log.info("auth.step_up", { scopes: scopes.join(" ") });
    if (unattended) return renewed(principal, account, account.record?.accessToken);
    throw await loginRequired(principal, `more scopes are required: ${scopes.join(" ")}`);
  }

  async function afterRefusal(principal: Principal, account: Account, refusal: Refusal): Promise<Credential> {
    const asked = readChallenges(refusal.challenges);
    source.asked = {
      metadataUrl: asked.metadataUrl ?? source.asked.metadataUrl,
      scopes: asked.scopes ?? source.asked.scopes,
    };
    const sent = refusal.sent.headers[1]?.replace(/^Bearer /, "");
    const kept = account.persisted ? (await source.kept(principal))?.record : account.record;
    if (kept !== undefined && kept.accessToken !== sent && world.clock.now() < kept.expiresAt) {
      return adopt(account, kept, adopting); // another process, or a login meanwhile
    }
    if (refusal.status === 403) return stepUp(principal, account, asked.scopes ?? []);
    const now = world.clock.now();
    challengedAt = world.clock.monotonic();
    if (kept === undefined) {
      if (unattended) return renewed(principal, account, sent ?? "");
      account.credential = undefined;
      await source.discovery(CHALLENGED_MS);
      throw await loginRequired(principal);
    }
    adopt(account, kept, adopting);
    if (now < kept.expiresAt) await stillTheSame(principal, account);
    if (kept.accessToken === sent && isWithin(kept.obtainedAt, now, FRESH_MS)) {
      throw new ProxyError(
        "AUTH_FAILED",
        `${upstream.name} rejects a new token from its issuer; check auth.issuer, auth.scopes and auth.resource`,
      );
    }
    return renewed(principal, account, sent ?? "");
  }

  /** A token refused before its end: the upstream may trust another issuer now, and nothing of the old one may go there. */
  async function stillTheSame(principal: Principal, account: Account): Promise<void> {
    const found = await source.discovery(0);
    if (account.record === undefined || isSameIdentifier(found.issuer.issuer, account.record.issuer)) return;
    const client = unattended ? undefined : await source.client(found);
    if (client !== undefined) await source.bind(found, client);
    log.warn("auth.issuer_changed", { from: account.record.issuer, to: found.issuer.issuer });
    accounts.drop(whose(principal).key);
    throw await loginRequired(principal, "the upstream now trusts another issuer");
  }

  return {
    current(caller) {
      const principal = whose(caller);
      const account = accounts.of(principal.key);
      const { credential } = account;
      if (credential !== undefined) {
        const now = world.clock.now();
        if (now < account.renewAt) return credential;
        if (now < account.usableUntil) {
          if (account.work === undefined && world.clock.monotonic() >= account.retryAt && !closed) {
            together(account, () => renewed(principal, account)).catch((error: unknown) => {
              log.debug("auth.early_renewal_failed", {
                reason: error instanceof ProxyError ? error.message : "defect",
              });
            });
          }
          return credential;
        }
      }
      return together(account, () => acquire(principal, account));
    },
    async renew(caller, refusal) {
      const principal = whose(caller);
      const account = accounts.of(principal.key);
      if (account.work === undefined && account.credential !== undefined && account.credential !== refusal.sent) {
        return account.credential;
      }
      const joined = account.work === undefined ? undefined : await account.work;
      if (joined !== undefined && joined !== refusal.sent) return joined;
      return together(account, () => afterRefusal(principal, account, refusal));
    },
    async close() {
      closed = true;
      renewer.close();
      await source.close();
    },
  };
}
