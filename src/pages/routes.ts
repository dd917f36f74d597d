import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ProxyError } from "../model/errors.js";
import { retryAfter, statusOf } from "./answers.js";
import { apiRoutes } from "./api.js";
import { connectRoutes } from "./connect.js";
import { messagePage } from "./messages.js";
import { askToSignIn, signInRoutes } from "./sign-in.js";
import { basePath, canonicalUrl, type Site, seeOther, send, visit } from "./site.js";
import { statusPage } from "./status.js";

const MAX_FORM = 16_384;

/** What a page may say after an action, by the word in its address: nothing of the address itself is ever shown. */
const MESSAGES: Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: string }>> = {
  disconnected: { tone: "good", text: "Disconnected. The sign-in was revoked and erased." },
  erased: {
    tone: "good",
    text: "Disconnected. The sign-in was erased here, but the issuer did not confirm that it is revoked. To be sure, revoke it there too.",
  },
};

/** Adds the page, its forms, the links of MCP answers, and the JSON API. */
export function pageRoutes(site: Site): (app: FastifyInstance) => void {
  return (app) => {
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: MAX_FORM }, (_request, body, done) =>
        done(null, body),
      );
      scope.setErrorHandler((thrown, _request, reply) => sendProblem(site, thrown, reply));
      viewRoutes(scope, site);
      signInRoutes(scope, site);
      connectRoutes(scope, site);
      await scope.register(async (api) => apiRoutes(api, site));
    });
  };
}

function viewRoutes(scope: FastifyInstance, site: Site): void {
  const base = basePath(site);
  const view = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const accept = request.headers.accept ?? "";
    if (accept.includes("application/json") && !accept.includes("text/html"))
      return seeOther(reply, `${base}api/status`);
    const elsewhere = canonicalUrl(site, request);
    if (elsewhere !== undefined) return seeOther(reply, elsewhere);
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) return askToSignIn(site, reply, base, request.headers["x-refresh"] !== undefined);
    const upstreams = await site.source.upstreams(visitor.principal);
    const message = MESSAGES[new URL(request.url, "http://x").searchParams.get("m") ?? ""];
    return send(
      reply,
      200,
      statusPage({
        principal: visitor.principal,
        upstreams: await Promise.all(
          upstreams.map(async (one) => ({ ...one, items: await site.source.items(visitor.principal, one.name) })),
        ),
        endpoints: site.source.endpoints(),
        base,
        csrf: visitor.csrf,
        canSignOut: site.visitors.signIn !== "none",
        now: site.now(),
        message,
      }),
    );
  };
  scope.get(base, view);
  if (site.pathPrefix !== "") scope.get(site.pathPrefix, view);
}

function sendProblem(site: Site, thrown: unknown, reply: FastifyReply): FastifyReply {
  const status = (thrown as { statusCode?: unknown }).statusCode;
  const error =
    typeof status === "number" && status < 500
      ? new ProxyError("INVALID_REQUEST", "The request is malformed", { cause: thrown })
      : ProxyError.from(thrown);
  if (error.code === "INTERNAL") site.log.error("page.failed", { cause: String(error.cause) });
  retryAfter(reply, error);
  const http = statusOf(error);
  const title = http === 403 ? "Not allowed" : http === 404 ? "Not found" : "The request failed";
  const base = basePath(site);
  const isAnother = error.data?.account === true && site.visitors.signIn !== "none";
  const link = isAnother
    ? { href: `${base}signin?to=${encodeURIComponent(base)}`, text: "Sign in with another account" }
    : { href: base, text: "Back to your connections" };
  return send(reply, http, messagePage({ title, text: error.message, tone: "bad", link }));
}
