import type { FastifyReply, FastifyRequest } from "fastify";
import { ProxyError } from "../model/errors.js";
import type { PageUpstream } from "../model/page.js";
import { setCookie } from "../net/cookies.js";
import { type Site, type Visit, visit } from "./site.js";

/** The visit, or UNAUTHENTICATED when nobody is signed in. */
export async function signedIn(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const visitor = await visit(site, request, reply);
  if (visitor === undefined) throw new ProxyError("UNAUTHENTICATED", "Your sign-in has ended; reload the page");
  return visitor;
}

/** An upstream as this visitor sees it; an unknown one and one of somebody else are both UNKNOWN_ITEM. */
export async function upstreamOf(site: Site, visitor: Visit, name: string): Promise<PageUpstream> {
  const all = await site.source.upstreams(visitor.principal);
  const found = all.find((one) => one.name === name && one.login.state !== "none");
  if (found === undefined) throw new ProxyError("UNKNOWN_ITEM", "Unknown upstream, or one without a sign-in");
  return found;
}

/** The cookie of an upstream sign-in. Its callback comes from another site, so it is `Lax`. */
export function loginCookie(cookie: { name: string; value: string; maxAgeSeconds: number }, site: Site): string {
  return setCookie(cookie.name, cookie.value, { ...cookie, secure: site.origin().startsWith("https:") });
}

/** The fields of a posted form; INVALID_REQUEST when the body is none. */
export function formOf(request: FastifyRequest): URLSearchParams {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded" || typeof request.body !== "string") {
    throw new ProxyError("INVALID_REQUEST", "Expected a form");
  }
  return new URLSearchParams(request.body);
}

/** Says when it is worth trying again, where an error says that. */
export function retryAfter(reply: FastifyReply, error: ProxyError): void {
  const seconds = error.data?.retryAfter;
  if (typeof seconds === "number") void reply.header("retry-after", String(Math.ceil(seconds)));
}

/** The HTTP status of an error on a page or in the API, where JSON-RPC would carry some of them with 200. */
export function statusOf(error: ProxyError): number {
  if (error.code === "UNKNOWN_ITEM" || error.code === "INVALID_PARAMS") return 404;
  if (error.row.http !== 200) return error.row.http;
  return error.code === "UPSTREAM_UNAVAILABLE" || error.code === "UPSTREAM_TIMEOUT" ? 503 : 502;
}
