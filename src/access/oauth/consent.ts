import type { FastifyInstance } from "fastify";
import { sameText } from "../../base/same-text.js";
import { cookieName, parseCookies, setCookie } from "../../net/cookies.js";
import { isSameOrigin } from "../../net/same-origin.js";
import { isSecure } from "../outside.js";
import { CONSENT_COOKIE, CONSENT_TICKET, type ConsentTicket } from "./authorize.js";
import { bindingCookie, LOGIN_TTL_MS } from "./logins.js";
import { OAuthError } from "./oauth-error.js";
import { readParams } from "./params.js";
import type { FrontParts } from "./parts.js";
import { formBody, pageErrors, seeOther, sourceOf, textBodies } from "./reply.js";
import { errorUrl } from "./respond.js";

/**
 * POST /consent: the decision. It counts once, only from the browser the page was shown in, and only from that page. Approval
 * is what begins the sign-in at the identity provider; nothing is remembered for the next time.
 */
export async function consentRoute(scope: FastifyInstance, parts: FrontParts): Promise<void> {
  const { options } = parts;
  textBodies(scope);
  pageErrors(scope, options.log, options.pages);
  scope.post(`${options.outside.pathPrefix}/consent`, async (request, reply) => {
    const form = readParams(formBody(request));
    const secure = isSecure(options.outside);
    const ticket = (await parts.keys.open(CONSENT_TICKET, form.get("ticket") ?? "")) as ConsentTicket | undefined;
    const browser = parseCookies(request.headers.cookie)[cookieName(CONSENT_COOKIE, secure)];
    if (ticket === undefined) throw stale();
    if (
      browser === undefined ||
      !sameText(browser, ticket.browser) ||
      !isSameOrigin(request.headers, options.outside.origin())
    ) {
      throw new OAuthError("access_denied", "This decision did not come from the page it was asked on", {
        status: 403,
      });
    }
    if (form.get("decision") !== "approve") {
      const denied = new OAuthError("access_denied", "The person said no");
      return seeOther(reply, errorUrl(options, ticket.request, denied));
    }
    const begun = await parts.logins.begin(
      ticket.state,
      { kind: "client", request: ticket.request },
      sourceOf(options, request),
    );
    if (begun === undefined) throw stale();
    const url = await parts.idp.authorizationUrl(ticket.state, begun.leg);
    void reply.header(
      "set-cookie",
      setCookie(bindingCookie(ticket.state), begun.cookie, { secure, maxAgeSeconds: LOGIN_TTL_MS / 1000 }),
    );
    return seeOther(reply, url);
  });
}

function stale(): OAuthError {
  return new OAuthError("access_denied", "This page is too old or was used already; start again in your MCP client", {
    status: 403,
  });
}
