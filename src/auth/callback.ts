import type { FastifyInstance } from "fastify";
import type { LoginOutcome } from "../model/logins.js";
import { LOGIN_CALLBACK } from "../model/page.js";
import { parseCookies } from "../net/cookies.js";
import type { UpstreamLogins } from "./logins.js";
import { CLIENT_DOCUMENT, type Complete } from "./place.js";

/** A whole document with the headers it must be sent with. */
export interface CallbackPage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The pages a browser sees at the end of a sign-in: escaped, with a strict policy, without external assets. */
export interface CallbackPages {
  /** `account` is the principal's label. */
  done(upstream: string, account: string): CallbackPage;
  /** `again` is where a fresh link is, when there is such a page. */
  failed(message: string, again: string | undefined): CallbackPage;
}

/** Ends a login and renders the page: 200, or the outcome's status. */
export async function answerCallback(
  params: URLSearchParams,
  cookies: Readonly<Record<string, string>>,
  complete: Complete,
  pages: CallbackPages,
  again: (upstream: string) => string | undefined,
): Promise<CallbackPage & { readonly status: number }> {
  const outcome: LoginOutcome = await complete(params, cookies);
  if (outcome.ok) return { status: 200, ...pages.done(outcome.upstream, outcome.principal.label) };
  const link = outcome.upstream === undefined ? undefined : again(outcome.upstream);
  return { status: outcome.status, ...pages.failed(outcome.message, link) };
}

/** The routes of signing in to upstreams behind HTTP: the callback, and this proxy's client metadata document. */
export function loginRoutes(
  logins: UpstreamLogins,
  pages: CallbackPages,
  options: { readonly publicUrl: string; readonly pathPrefix: string; readonly clientName: string },
): (app: FastifyInstance) => void {
  const base = options.publicUrl.replace(/\/$/, "");
  const again = (upstream: string) => `${base}${options.pathPrefix}/connect/${encodeURIComponent(upstream)}`;
  return (app) => {
    app.get(`${options.pathPrefix}${LOGIN_CALLBACK}`, async (request, reply) => {
      const params = new URL(request.raw.url ?? "", "http://callback").searchParams;
      const cookies = parseCookies(request.headers.cookie);
      const answer = await answerCallback(params, cookies, logins.complete, pages, again);
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    });
    clientDocumentRoute(logins, options)(app);
  };
}

/**
 * Publishes this proxy's Client ID Metadata Document (draft-ietf-oauth-client-id-metadata-document), whose URL is its client id.
 * Only an https `publicUrl` can be one; without it nothing is published.
 */
function clientDocumentRoute(
  logins: Pick<UpstreamLogins, "redirectUris">,
  options: { readonly publicUrl: string; readonly pathPrefix: string; readonly clientName: string },
): (app: FastifyInstance) => void {
  const base = `${options.publicUrl.replace(/\/$/, "")}${options.pathPrefix}`;
  return (app) => {
    if (!base.startsWith("https:")) return;
    app.get(`${options.pathPrefix}${CLIENT_DOCUMENT}`, async (_request, reply) =>
      reply.header("cache-control", "public, max-age=3600").send({
        client_id: `${base}${CLIENT_DOCUMENT}`,
        client_name: options.clientName,
        client_uri: base,
        redirect_uris: logins.redirectUris(),
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
      }),
    );
  };
}
