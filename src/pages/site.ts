import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sameText } from "../base/same-text.js";
import type { AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Logins } from "../model/logins.js";
import type { PageSource, Visitors } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import type { Log } from "../model/world.js";
import { cookieName, parseCookies, setCookie } from "../net/cookies.js";
import { isLoopbackOrigin, isSameOrigin } from "../net/same-origin.js";
import type { HtmlPage } from "./layout.js";

/** What the page and its API work with. */
export interface Site {
  readonly source: PageSource;
  readonly visitors: Visitors;
  readonly logins: Logins;
  /** The origin clients use; asked late, because port 0 is known only once it is bound. */
  readonly origin: () => string;
  readonly pathPrefix: string;
  /** The endpoint whose rules decide whose page it is, for modes that look at it. */
  readonly endpoint: string;
  readonly random: (bytes: number) => Buffer;
  readonly now: () => number;
  readonly log: Log;
}

/** Somebody signed in, looking at the page. */
export interface Visit {
  readonly principal: Principal;
  readonly ambient: boolean;
  /** What forms must carry; bound to this browser and this principal. */
  readonly csrf: string;
}

const CSRF_COOKIE = "mcp-proxy-csrf";

/** The base path of the page, with a slash at the end. */
export function basePath(site: Site): string {
  return `${site.pathPrefix}/`;
}

/** A request as access control looks at it. */
export function accessRequestOf(site: Site, request: FastifyRequest): AccessRequest {
  return {
    remoteAddress: request.raw.socket.remoteAddress ?? "",
    rawHeaders: request.raw.rawHeaders,
    headers: request.headers,
    endpoint: site.endpoint,
  };
}

/** Who is looking; undefined: nobody is signed in. Gives the browser what its forms will be checked by. */
export async function visit(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<Visit | undefined> {
  const found = await whois(site, request);
  if (found === undefined) return undefined;
  const secure = site.origin().startsWith("https:");
  const held = parseCookies(request.headers.cookie)[cookieName(CSRF_COOKIE, secure)];
  let cookie = held !== undefined && /^[\w-]{43}$/.test(held) ? held : undefined;
  if (cookie === undefined) {
    cookie = site.random(32).toString("base64url");
    addCookie(reply, setCookie(CSRF_COOKIE, cookie, { secure }));
  }
  return { ...found, csrf: tokenOf(cookie, found.principal) };
}

/** As `Visitors.whois`; a refusal says in `data.account` that it is about the account, so that the page offers to change it. */
async function whois(site: Site, request: FastifyRequest): ReturnType<Visitors["whois"]> {
  try {
    return await site.visitors.whois(accessRequestOf(site, request));
  } catch (cause) {
    const error = ProxyError.from(cause);
    if (error.code !== "FORBIDDEN") throw cause;
    throw new ProxyError("FORBIDDEN", error.message, { data: { ...error.data, account: true }, cause });
  }
}

/**
 * Refuses (FORBIDDEN) a change that was not asked for on a page of ours: another origin, or no token of this browser and
 * this principal. A caller whose proof is not ambient (a bearer token) cannot be made to ask by a stranger's page.
 */
export function checkForged(site: Site, request: FastifyRequest, visit: Visit, token: string | undefined): void {
  if (!isSameOrigin(request.headers, site.origin())) throw forged();
  if (!visit.ambient) return;
  if (!sameText(visit.csrf, token ?? "")) throw forged();
}

/** Adds a `Set-Cookie` beside those there are. */
export function addCookie(reply: FastifyReply, cookie: string): void {
  const before = reply.getHeader("set-cookie");
  const all = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
  void reply.header("set-cookie", [...all, cookie]);
}

/** Sends a page. */
export function send(reply: FastifyReply, status: number, page: HtmlPage): FastifyReply {
  return reply.code(status).headers(page.headers).send(page.body);
}

/** 303 to a path of ours, or to a URL that was made here. */
export function seeOther(reply: FastifyReply, location: string): FastifyReply {
  return reply.code(303).headers({ location, "cache-control": "no-store", "referrer-policy": "no-referrer" }).send("");
}

/**
 * On one's own machine the same page has several addresses; cookies and callbacks know one of them. Where to go instead,
 * when a browser came by another.
 */
export function canonicalUrl(site: Site, request: FastifyRequest): string | undefined {
  const own = site.origin();
  const called = `http://${request.headers.host}`;
  return called !== own && isLoopbackOrigin(own) && isLoopbackOrigin(called) ? own + request.url : undefined;
}

function tokenOf(cookie: string, principal: Principal): string {
  return createHash("sha256").update(`csrf.${cookie}.${principal.key}`).digest("base64url");
}

function forged(): ProxyError {
  return new ProxyError("FORBIDDEN", "This request did not come from the page; reload the page and try again");
}
