import type { FastifyInstance } from "fastify";
import { ProxyError } from "../../model/errors.js";
import { cookieName, parseCookies, setCookie } from "../../net/cookies.js";
import { baseUrl, isSecure } from "../outside.js";
import { principalOfGrant } from "./grants.js";
import type { Idp } from "./idp.js";
import { type AuthorizationRequest, bindingCookie, type Login } from "./logins.js";
import { OAuthError } from "./oauth-error.js";
import { queryOf, readParams } from "./params.js";
import type { FrontParts } from "./parts.js";
import { asOAuthError, pageErrors, seeOther } from "./reply.js";
import { codeUrl, errorUrl } from "./respond.js";

/**
 * GET on the callback path: people come back from the identity provider. Good once, and only in the browser the sign-in
 * began in; a link that was sent to another person is refused with 403 and stays unused.
 */
export async function callbackRoute(scope: FastifyInstance, parts: FrontParts): Promise<void> {
  const { options } = parts;
  pageErrors(scope, options.log, options.pages);
  scope.get(options.outside.pathPrefix + options.callbackPath, async (request, reply) => {
    const query = queryOf(request.url);
    const params = readParams(query);
    for (const name of ["code", "error", "iss"]) params.get(name);
    const state = params.get("state");
    if (state === undefined || state.length > 256) throw unknown();
    const secure = isSecure(options.outside);
    const cookies = parseCookies(request.headers.cookie);
    const claimed = await parts.logins.claim(state, cookies, (of) => cookieName(bindingCookie(of), secure));
    if (claimed.outcome === "unknown") throw unknown();
    if (claimed.outcome === "foreign") {
      throw new OAuthError("access_denied", "This sign-in was begun in another browser; start again in this one", {
        status: 403,
      });
    }
    const done = setCookie(bindingCookie(state), "", { secure, maxAgeSeconds: 0 });
    const { login } = claimed;
    if (login.purpose.kind === "client") {
      void reply.header("set-cookie", done);
      return seeOther(
        reply,
        await answerClient(parts, login.purpose.request, () => identify(parts, query, state, login)),
      );
    }
    const { principal } = await identify(parts, query, state, login);
    const session = await parts.sessions.begin(principal);
    void reply.header("set-cookie", [done, session]);
    return seeOther(reply, baseUrl(options.outside) + login.purpose.returnTo);
  });
}

type Identified = Awaited<ReturnType<Idp["identify"]>>;

/** The person who came back. Rejects with FORBIDDEN when the file grants that person nothing. */
async function identify(parts: FrontParts, query: string, state: string, login: Login): Promise<Identified> {
  const { log, admit } = parts.options;
  const client = login.purpose.kind === "client" ? login.purpose.request.clientId : "the page";
  let who: { readonly principal?: string } = {};
  try {
    const identified = await parts.idp.identify(query, state, login.leg);
    who = { principal: identified.principal.label };
    admit(principalOfGrant(identified.principal));
    log.info("oauth.sign_in_done", { principal: identified.principal.label, client });
    return identified;
  } catch (thrown) {
    const error = thrown instanceof OAuthError ? thrown.code : ProxyError.from(thrown).row.reason;
    log.info("oauth.sign_in_failed", { ...who, client, error });
    throw thrown;
  }
}

/** The URL to send the browser to: with a code, or with what went wrong. */
async function answerClient(
  parts: FrontParts,
  request: AuthorizationRequest,
  identify: () => Promise<Identified>,
): Promise<string> {
  const { options } = parts;
  try {
    const { principal, signIn } = await identify();
    const grantId = options.random(18).toString("base64url");
    const { clientId, redirectUri, challenge, resource, scope } = request;
    const kept = signIn === undefined ? {} : { signIn };
    await parts.grants.create(grantId, { principal, ...kept, clientId, resource, scope });
    const code = await parts.codes.create({ grantId, clientId, redirectUri, challenge, resource });
    return codeUrl(options, request, code);
  } catch (thrown) {
    return errorUrl(options, request, asOAuthError(thrown, options.log));
  }
}

function unknown(): OAuthError {
  return new OAuthError("invalid_request", "This sign-in is unknown, too old, or was finished already; start again");
}
