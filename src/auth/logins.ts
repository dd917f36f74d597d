import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sameText } from "../base/same-text.js";
import { ProxyError } from "../model/errors.js";
import type { LoginOutcome, Logins } from "../model/logins.js";
import { type Principal, principalOf } from "../model/principal.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { cookieName } from "../net/cookies.js";
import type { Redirects } from "../oauth/registration.js";
import { SHARED } from "./accounts.js";
import { pendingKey, transactionKey } from "./keep.js";
import type { CallbackPlace } from "./place.js";
import type { DeviceLogin, Engine, LoginRequests, Transaction } from "./plan.js";

/** A login under way, the same for every request for it. */
interface Pending {
  readonly state: string;
  readonly url: string;
  readonly cookie: string | undefined;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** Everything around signing people in, for pages, commands and credentials. */
export interface UpstreamLogins extends Logins, LoginRequests {
  /** Starts a login by code on another device (RFC 8628). */
  device(principal: Principal, upstream: string, signal: AbortSignal): Promise<DeviceLogin>;
  /** Resolves when a login begun after `since` (ms since the epoch) is kept, by whichever process; rejects when it failed here. */
  finished(principal: Principal, upstream: string, since: number, signal: AbortSignal): Promise<void>;
  /** Tells of every login that came to a good end here; without a principal it is one all callers share. */
  onDone(listener: (upstream: string, principal: Principal | undefined) => void): void;
  /** Every redirect URI logins may use: what the client metadata document lists. */
  redirectUris(): readonly string[];
  close(): Promise<void>;
}

/** The parts that logins are made of. */
export interface LoginOptions {
  readonly store: Store;
  readonly world: World;
  /** Where browsers come back to. */
  readonly place: CallbackPlace;
}

/** A link that would expire while a person clicks it is not handed out again. */
const MIN_REMAINING_MS = 30_000;
const LOGIN_UNKNOWN =
  "This sign-in link is no longer valid: it was used, it expired, or it belongs to another proxy. Request a new link";

/** One for each process; engines are added as upstreams are made. */
export function createUpstreamLogins({ store, world, place }: LoginOptions): UpstreamLogins {
  const engines = new Map<string, Engine>();
  /** The failure of the last login of a principal and upstream, where this process ended it. */
  const failures = new Map<string, { readonly at: number; readonly message: string }>();

  const listeners: ((upstream: string, principal: Principal | undefined) => void)[] = [];

  function engineOf(name: string): Engine {
    const engine = engines.get(name);
    if (engine === undefined) throw new ProxyError("INVALID_PARAMS", "Unknown upstream");
    return engine;
  }

  /** The login under way, or a new one; one at a time for a principal and upstream, across processes. */
  async function pending(principal: Principal, engine: Engine): Promise<Pending> {
    const redirects = place.redirects(engine.upstream, engine.settings);
    const wanted = engine.wanted(principal);
    const found = await store.update(pendingKey(principal, engine.upstream.name), async (stored) => {
      const current = stored as Pending | undefined;
      const now = world.clock.now();
      const usable =
        current !== undefined &&
        current.redirectUri === redirects.uri &&
        current.expiresAt - now > MIN_REMAINING_MS &&
        wanted.every((scope) => current.scopes.includes(scope));
      return usable ? current : begin(principal, engine, redirects);
    });
    return found as Pending;
  }

  async function begin(principal: Principal, engine: Engine, redirects: Redirects): Promise<Pending> {
    const begun = await engine.begin(principal, redirects);
    const expiresAt = world.clock.now() + engine.settings.loginTimeout;
    const cookie = place.bound ? world.random(32).toString("base64url") : undefined;
    await store.update(transactionKey(begun.state), () => ({ ...begun, cookie, expiresAt }) satisfies Transaction);
    world.log.info("auth.login_started", {
      upstream: engine.upstream.name,
      principal: principal.label,
      issuer: begun.issuer,
    });
    void sweep();
    return { state: begun.state, url: begun.url, cookie, redirectUri: redirects.uri, scopes: begun.scopes, expiresAt };
  }

  /** Forgets logins that were not finished in time. */
  async function sweep(): Promise<void> {
    try {
      for (const prefix of ["logins/", "pending/"]) {
        for (const key of await store.list(prefix)) {
          const expired = (value: unknown) => (value as { expiresAt?: number }).expiresAt ?? 0;
          const value = await store.read(key);
          if (value === undefined || expired(value) > world.clock.now()) continue;
          await store.update(key, (now) => (now !== undefined && expired(now) > world.clock.now() ? now : undefined));
        }
      }
    } catch (error) {
      world.log.debug("auth.cleanup_failed", { reason: ProxyError.from(error).message });
    }
  }

  async function complete(params: URLSearchParams, cookies: Readonly<Record<string, string>>): Promise<LoginOutcome> {
    const [state, second] = params.getAll("state");
    if (state === undefined || second !== undefined || state.length > 512) return refused(400, LOGIN_UNKNOWN);
    const key = transactionKey(state);
    const seen = (await store.read(key)) as Transaction | undefined;
    if (seen === undefined) return refused(400, LOGIN_UNKNOWN);
    const shown = cookies[cookieName(bindingCookie(state), place.secure)] ?? "";
    if (seen.cookie !== undefined && !sameText(shown, seen.cookie)) {
      return refused(
        403,
        "This sign-in was started in another browser. Open the link again in this browser",
        seen.upstream,
      );
    }
    let taken: Transaction | undefined;
    await store.update(key, (current) => {
      taken = current as Transaction | undefined;
      return undefined;
    });
    if (taken === undefined) return refused(400, LOGIN_UNKNOWN, seen.upstream);
    const principal = principalOf(taken.principal.issuer, taken.principal.subject, taken.principal.label);
    await store.update(pendingKey(principal, taken.upstream), (current) =>
      (current as Pending | undefined)?.state === state ? undefined : current,
    );
    const outcome = await redeem(taken, principal, params);
    const fields = { upstream: taken.upstream, principal: principal.label, issuer: taken.issuer };
    if (outcome.ok) {
      world.log.info("auth.login_done", fields);
      const whose = principal.key === SHARED.key ? undefined : principal;
      for (const listener of listeners) listener(taken.upstream, whose);
    } else {
      world.log.warn("auth.login_failed", { ...fields, reason: outcome.message });
      failures.set(pendingKey(principal, taken.upstream), { at: world.clock.now(), message: outcome.message });
    }
    return outcome;
  }

  async function redeem(taken: Transaction, principal: Principal, params: URLSearchParams): Promise<LoginOutcome> {
    const { upstream } = taken;
    if (world.clock.now() > taken.expiresAt) {
      return refused(400, "This sign-in has expired. Open the link again, or request a new one", upstream);
    }
    for (const name of ["code", "iss", "error"]) {
      if (params.getAll(name).length > 1)
        return refused(400, "The issuer's answer is malformed; the sign-in failed. Try again", upstream);
    }
    const issuer = params.get("iss");
    // RFC 9207 section 2.4: letter by letter, before anything else is believed or shown.
    if (issuer !== null && issuer !== taken.issuer) {
      return refused(400, "The answer came from a different issuer; the sign-in failed. Try again", upstream);
    }
    if (params.has("error")) return refused(400, saidByIssuer(params), upstream);
    const engine = engines.get(upstream);
    if (engine === undefined) return refused(400, "The upstream of this sign-in is no longer in the file", upstream);
    try {
      await engine.finish(principal, taken, params);
      return { ok: true, upstream, principal };
    } catch (error) {
      const known = ProxyError.from(error);
      if (known.code === "INTERNAL") world.log.error("auth.login_defect", { upstream, reason: String(known.cause) });
      return refused(known.code === "UPSTREAM_UNAVAILABLE" ? 502 : 400, known.message, upstream);
    }
  }

  return {
    enroll: (engine) => {
      engines.set(engine.upstream.name, engine);
    },
    redirects: (upstream, settings) => place.redirects(upstream, settings),
    onDone: (listener) => {
      listeners.push(listener);
    },
    redirectUris: () => [
      ...new Set([...engines.values()].flatMap((engine) => place.redirects(engine.upstream, engine.settings).all)),
    ],
    link: async (principal, upstream) => {
      const fixed = place.link(principal, upstream);
      if (fixed !== undefined) return fixed;
      const engine = engineOf(upstream);
      const login = await pending(principal, engine);
      await place.listen(engine.upstream, engine.settings, login.expiresAt, complete);
      return login.url;
    },
    start: async (principal, upstream) => {
      const engine = engineOf(upstream);
      const login = await pending(principal, engine);
      await place.listen(engine.upstream, engine.settings, login.expiresAt, complete);
      const maxAgeSeconds = Math.ceil((login.expiresAt - world.clock.now()) / 1000);
      const cookie = { name: bindingCookie(login.state), value: login.cookie ?? "", maxAgeSeconds };
      return { url: login.url, cookie, expiresAt: login.expiresAt };
    },
    complete,
    device: (principal, upstream, signal) => engineOf(upstream).device(principal, signal),
    disconnect: async (principal, upstream) => {
      const answer = await engineOf(upstream).disconnect(principal);
      await store.update(pendingKey(principal, upstream), () => undefined);
      world.log.info("auth.disconnected", { upstream, principal: principal.label, revoked: answer.revoked });
      return answer;
    },
    status: (principal) => Promise.all([...engines.values()].map((engine) => engine.status(principal))),
    finished: async (principal, upstream, since, signal) => {
      const engine = engineOf(upstream);
      while (((await engine.keptAt(principal)) ?? 0) < since) {
        const failure = failures.get(pendingKey(principal, upstream));
        if (failure !== undefined && failure.at >= since) throw new ProxyError("AUTH_FAILED", failure.message);
        await sleep(300, undefined, { signal });
      }
    },
    close: () => place.close(),
  };
}

function refused(status: 400 | 403 | 502, message: string, upstream?: string): LoginOutcome {
  return { ok: false, status, message, ...(upstream === undefined ? {} : { upstream }) };
}

/** RFC 6749 section 4.1.2.1: the code, and the description as far as it is plain text; pages escape it. */
function saidByIssuer(params: URLSearchParams): string {
  const code = (params.get("error") ?? "").replace(/[^\x21-\x7e]/g, "").slice(0, 64);
  const text = (params.get("error_description") ?? "").replace(/[^\x20-\x7e]/g, "").slice(0, 200);
  if (code === "access_denied") return `The sign-in was declined${text === "" ? "" : `: ${text}`}`;
  return `The issuer answered ${code || "with an error"}${text === "" ? "" : `: ${text}`}`;
}

/** A cookie of its own for every login, so that two at once do not overwrite each other. */
function bindingCookie(state: string): string {
  return `mcp-proxy-login-${createHash("sha256").update(state).digest("hex").slice(0, 12)}`;
}
