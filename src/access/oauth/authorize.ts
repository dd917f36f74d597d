import type { FastifyInstance } from "fastify";
import { cookieName, parseCookies, setCookie } from "../../net/cookies.js";
import { isSameIdentifier } from "../../oauth/identifiers.js";
import { baseUrl, isSecure, resourcePaths, resourceUrl } from "../outside.js";
import type { AuthorizationRequest } from "./logins.js";
import { LOGIN_TTL_MS } from "./logins.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";
import { type Params, queryOf, readParams } from "./params.js";
import type { FrontParts } from "./parts.js";
import { openToAll } from "./rate-limit.js";
import { redirectMatches, redirectTarget } from "./redirect-uri.js";
import { pageErrors, seeOther, sendPage, sourceOf } from "./reply.js";
import { errorUrl } from "./respond.js";

/** The cookie that ties a consent page to the browser it was shown in. It is no login and outlives none. */
export const CONSENT_COOKIE = "mcp-proxy-consent";
/** The purpose consent tickets are sealed for. */
export const CONSENT_TICKET = "consent";

const PER_SOURCE = { perMinute: 300, burst: 300 };
const IN_ALL = { perMinute: 3_000, burst: 3_000 };

/** The content of a consent ticket. It is sealed, so that nothing changes between the page and the decision. */
export interface ConsentTicket {
  readonly request: AuthorizationRequest;
  readonly state: string;
  readonly browser: string;
}

/**
 * GET /authorize: checks what a client asks for and shows the consent page, always. Until client and redirect URI are
 * known to be good the answer is a page, never a redirect; after that, errors go back to the client.
 */
export async function authorizeRoute(scope: FastifyInstance, parts: FrontParts): Promise<void> {
  const { options } = parts;
  pageErrors(scope, options.log, options.pages);
  const admit = openToAll(options.clock, "requests", PER_SOURCE, IN_ALL);
  scope.get(`${options.outside.pathPrefix}/authorize`, async (request, reply) => {
    const source = sourceOf(options, request);
    admit(source);
    const params = readParams(queryOf(request.url));
    const client = await parts.clients.find(params.get("client_id") ?? missing("client_id"), source);
    const redirectUri = params.get("redirect_uri") ?? missing("redirect_uri");
    if (!redirectMatches(client.redirectUris, redirectUri)) {
      throw new OAuthError("invalid_request", "The client asks to be sent back to an address it did not register");
    }
    let asked: AuthorizationRequest;
    try {
      asked = checked(options, params, client.id, redirectUri);
    } catch (thrown) {
      if (!(thrown instanceof OAuthError)) throw thrown;
      const state = params.repeated("state") ? undefined : params.get("state");
      return seeOther(reply, errorUrl(options, { redirectUri, state }, thrown));
    }

    const secure = isSecure(options.outside);
    const cookies = parseCookies(request.headers.cookie);
    // A second tab keeps the first one's cookie, so that both pages stay good.
    const held = cookies[cookieName(CONSENT_COOKIE, secure)];
    const browser = held !== undefined && /^[\w-]{43}$/.test(held) ? held : options.random(32).toString("base64url");
    const ticket: ConsentTicket = { request: asked, state: options.random(32).toString("base64url"), browser };
    const { target, isLocal } = redirectTarget(redirectUri);
    void reply.header("set-cookie", setCookie(CONSENT_COOKIE, browser, { secure, maxAgeSeconds: 3600 }));
    return sendPage(
      reply,
      200,
      options.pages.consent({
        clientName: client.name,
        clientHost: client.host,
        redirectTarget: target,
        isLocal,
        resource: asked.resource,
        action: `${baseUrl(options.outside)}/consent`,
        ticket: await parts.keys.seal(CONSENT_TICKET, { ...ticket }, LOGIN_TTL_MS),
      }),
    );
  });
}

function checked(options: FrontOptions, params: Params, clientId: string, redirectUri: string): AuthorizationRequest {
  if (params.get("response_type") !== "code") {
    throw new OAuthError("unsupported_response_type", "response_type must be code");
  }
  const challenge = params.get("code_challenge");
  if (challenge === undefined || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    throw new OAuthError("invalid_request", "code_challenge is missing or malformed: PKCE is required");
  }
  if (params.get("code_challenge_method") !== "S256") {
    throw new OAuthError("invalid_request", "code_challenge_method must be S256");
  }
  if (params.repeated("resource")) throw new OAuthError("invalid_target", "One resource at a time");
  return {
    clientId,
    redirectUri,
    state: params.get("state"),
    challenge,
    resource: resourceOf(options, params.get("resource")),
    scope: scopeOf(options, params.get("scope")),
  };
}

/** The resource granted: the endpoint that was named; the first one when a client (before RFC 8707) names none. */
function resourceOf(options: FrontOptions, asked: string | undefined): string {
  const all = resourcePaths(options.outside).map((path) => resourceUrl(options.outside, path));
  const granted = asked === undefined ? all[0] : all.find((url) => isSameIdentifier(url, asked));
  if (granted === undefined) throw new OAuthError("invalid_target", "resource is not an endpoint of this proxy");
  return granted;
}

/** The known scopes among those asked for; all known ones when none was asked for. */
function scopeOf(options: FrontOptions, asked: string | undefined): string {
  const wanted = asked?.split(" ").filter((scope) => options.scopes.includes(scope)) ?? [];
  return (wanted.length > 0 ? wanted : options.scopes).join(" ");
}

function missing(name: string): never {
  throw new OAuthError("invalid_request", `${name} is missing`);
}
