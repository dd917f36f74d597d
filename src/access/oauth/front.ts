import type { FastifyInstance } from "fastify";
import type { AccessRequest } from "../../model/access.js";
import { ProxyError } from "../../model/errors.js";
import type { Principal } from "../../model/principal.js";
import { setCookie } from "../../net/cookies.js";
import { baseUrl, isSecure } from "../outside.js";
import type { Recogniser } from "../recogniser.js";
import type { ResourceMetadata } from "../resource-metadata.js";
import { authorizeRoute } from "./authorize.js";
import { callbackRoute } from "./callback.js";
import { createClients } from "./clients.js";
import { createCodes } from "./codes.js";
import { consentRoute } from "./consent.js";
import { createCallerSignIns } from "./grants.js";
import { createIdp } from "./idp.js";
import { frontKeys } from "./keys.js";
import { bindingCookie, createPendingSignIns, LOGIN_TTL_MS } from "./logins.js";
import { metadataRoutes } from "./metadata.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";
import type { FrontParts } from "./parts.js";
import { recogniseFrontTokens } from "./recognise.js";
import { registerRoute } from "./register.js";
import { revokeRoute } from "./revoke.js";
import { createSessions } from "./sessions.js";
import { tokenRoute } from "./token.js";

/** `access.mode: oauth` at work. */
export interface Front {
  readonly recogniser: Recogniser;
  /** The part of the endpoints' metadata (RFC 9728) that names it. */
  readonly metadata: ResourceMetadata;
  /** Adds every route of the authorization server. */
  readonly routes: (app: FastifyInstance) => void;
  /** The person signed in in a browser, by its cookies; undefined: none. */
  readonly visitor: (cookies: Readonly<Record<string, string>>) => Promise<Principal | undefined>;
  /**
   * Begins signing a browser in to the page: where to send it, and the cookie to set. `returnTo` is a path of ours. Rejects
   * with RATE_LIMITED when too many were begun from where the request came.
   */
  readonly signIn: (returnTo: string, request: AccessRequest) => Promise<{ url: string; cookie: string }>;
  /** Signs a browser out: the cookie to set. */
  readonly signOut: (cookies: Readonly<Record<string, string>>) => Promise<string>;
}

/** The pause between two deletions of expired records. */
const SWEEP_MS = 600_000;

/** A clock that moved by more than this against the monotonic one was set; a laptop that slept looks the same. */
const MAX_DRIFT_MS = 3_600_000;

/** An authorization server for MCP clients in front of the team's identity provider; all its state is in the store. */
export function createFront(options: FrontOptions): Front {
  const keys = frontKeys(options);
  const parts: FrontParts = {
    options,
    keys,
    clients: createClients(options, keys),
    codes: createCodes(options),
    grants: createCallerSignIns(options, keys),
    logins: createPendingSignIns(options),
    sessions: createSessions(options),
    idp: createIdp(options),
  };
  const recogniser = recogniseFrontTokens(parts);

  let swept = options.clock.monotonic();
  let sweptAt = options.clock.now();
  let sweeping: Promise<void> = Promise.resolve();
  const sweepSometimes = (): void => {
    if (options.clock.monotonic() - swept < SWEEP_MS) return;
    const passed = options.clock.monotonic() - swept;
    const isClockSet = Math.abs(options.clock.now() - sweptAt - passed) > MAX_DRIFT_MS;
    swept = options.clock.monotonic();
    sweptAt = options.clock.now();
    // Records that look expired because the clock was set are deleted at the next turn: until then it may be set right again.
    if (isClockSet) return;
    sweeping = (async () => {
      for (const kind of [parts.logins, parts.codes, parts.grants, parts.sessions, parts.clients]) await kind.sweep();
    })().catch((cause: unknown) => options.log.warn("oauth.cleanup_failed", { cause: String(cause) }));
  };

  return {
    recogniser: {
      ...recogniser,
      close: async () => {
        await sweeping;
        await recogniser.close();
      },
    },
    metadata: { authorizationServers: () => [baseUrl(options.outside)], scopes: options.scopes },
    routes: (app) => {
      metadataRoutes(app, parts);
      app.addHook("onResponse", async (request) => {
        if (request.method === "POST") sweepSometimes();
      });
      for (const route of [registerRoute, authorizeRoute, consentRoute, callbackRoute, tokenRoute, revokeRoute]) {
        void app.register((scope) => route(scope, parts));
      }
    },
    visitor: (cookies) => parts.sessions.whose(cookies),
    async signIn(returnTo, request) {
      const state = options.random(32).toString("base64url");
      const source = options.addressOf(request);
      const begun = await parts.logins.begin(state, { kind: "page", returnTo }, source).catch((thrown: unknown) => {
        if (!(thrown instanceof OAuthError) || thrown.retryAfterSeconds === undefined) throw thrown;
        const data = { retryAfter: thrown.retryAfterSeconds };
        throw new ProxyError("RATE_LIMITED", thrown.message, { data, cause: thrown });
      });
      if (begun === undefined) throw new Error("a state of 256 random bits was seen before");
      const url = await parts.idp.authorizationUrl(state, begun.leg);
      const secure = isSecure(options.outside);
      return {
        url,
        cookie: setCookie(bindingCookie(state), begun.cookie, { secure, maxAgeSeconds: LOGIN_TTL_MS / 1000 }),
      };
    },
    signOut: (cookies) => parts.sessions.end(cookies),
  };
}
