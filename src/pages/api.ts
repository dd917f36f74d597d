import type { FastifyInstance } from "fastify";
import { ProxyError } from "../model/errors.js";
import { loginCookie, retryAfter, statusOf, upstreamOf } from "./answers.js";
import { addCookie, basePath, checkForged, type Site, visit } from "./site.js";

/**
 * The JSON API under the page. A browser's changes carry the token of `/api/status` in `x-csrf-token`; a program sends its
 * bearer token and needs none. Errors are `{ error, error_description }` with a real status.
 */
export function apiRoutes(scope: FastifyInstance, site: Site): void {
  const base = `${basePath(site)}api`;
  scope.setErrorHandler((thrown, _request, reply) => {
    const error = ProxyError.from(thrown);
    if (error.code === "INTERNAL") site.log.error("page.failed", { cause: String(error.cause) });
    const challenge = error.data?.challenge;
    if (typeof challenge === "string") void reply.header("www-authenticate", challenge);
    retryAfter(reply, error);
    return reply
      .code(statusOf(error))
      .header("cache-control", "no-store")
      .send({ error: error.row.reason, error_description: error.message });
  });
  scope.addHook("onSend", async (_request, reply) => {
    void reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  });

  scope.get(`${base}/status`, async (request, reply) => {
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) throw nobody();
    return {
      principal: {
        issuer: visitor.principal.issuer,
        subject: visitor.principal.subject,
        label: visitor.principal.label,
      },
      ...(visitor.ambient ? { csrf: visitor.csrf } : {}),
      upstreams: await site.source.upstreams(visitor.principal),
      endpoints: site.source.endpoints(),
    };
  });
  scope.get<{ Params: { name: string } }>(`${base}/upstreams/:name/items`, async (request, reply) => {
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) throw nobody();
    const all = await site.source.upstreams(visitor.principal);
    if (!all.some((one) => one.name === request.params.name)) throw new ProxyError("UNKNOWN_ITEM", "Unknown upstream");
    return { items: await site.source.items(visitor.principal, request.params.name) };
  });
  scope.post<{ Params: { name: string } }>(`${base}/upstreams/:name/connect`, async (request, reply) => {
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) throw nobody();
    checkForged(site, request, visitor, headerOf(request.headers["x-csrf-token"]));
    const one = await upstreamOf(site, visitor, request.params.name);
    const started = await site.logins.start(visitor.principal, one.name);
    addCookie(reply, loginCookie(started.cookie, site));
    return { url: started.url, expiresAt: started.expiresAt };
  });
  scope.post<{ Params: { name: string } }>(`${base}/upstreams/:name/disconnect`, async (request, reply) => {
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) throw nobody();
    checkForged(site, request, visitor, headerOf(request.headers["x-csrf-token"]));
    const one = await upstreamOf(site, visitor, request.params.name);
    return site.logins.disconnect(visitor.principal, one.name);
  });
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function nobody(): ProxyError {
  return new ProxyError("UNAUTHENTICATED", "Authentication required", {
    data: { challenge: 'Bearer realm="mcp-proxy"' },
  });
}
