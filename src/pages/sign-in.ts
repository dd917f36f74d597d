import type { FastifyInstance, FastifyReply } from "fastify";
import { ProxyError } from "../model/errors.js";
import { isSameOrigin } from "../net/same-origin.js";
import { formOf } from "./answers.js";
import { html } from "./html.js";
import { type HtmlPage, layout } from "./layout.js";
import { messagePage } from "./messages.js";
import { accessRequestOf, addCookie, basePath, checkForged, type Site, seeOther, send, visit } from "./site.js";

/** Signing in to the page itself, and out of it. */
export function signInRoutes(scope: FastifyInstance, site: Site): void {
  const base = basePath(site);
  scope.get(`${base}signin`, async (request, reply) => {
    const returnTo = ownPath(site, new URL(request.url, "http://x").searchParams.get("to"));
    if (site.visitors.signIn === "credential") return send(reply, 200, credentialPage(base, returnTo, false));
    if (site.visitors.signIn === "none") return seeOther(reply, returnTo);
    const { url, cookie } = await site.visitors.begin(
      returnTo.slice(site.pathPrefix.length),
      accessRequestOf(site, request),
    );
    addCookie(reply, cookie);
    return seeOther(reply, url);
  });
  scope.post(`${base}signin`, async (request, reply) => {
    const form = formOf(request);
    const returnTo = ownPath(site, form.get("to"));
    if (!isSameOrigin(request.headers, site.origin()))
      throw new ProxyError("FORBIDDEN", "This form does not belong to the proxy; reload the page");
    const cookie = await site.visitors.present(form.get("credential") ?? "", accessRequestOf(site, request));
    if (cookie === undefined) return send(reply, 401, credentialPage(base, returnTo, true));
    addCookie(reply, cookie);
    return seeOther(reply, returnTo);
  });
  scope.post(`${base}signout`, async (request, reply) => {
    const visitor = await visit(site, request, reply);
    if (visitor !== undefined) checkForged(site, request, visitor, formOf(request).get("csrf") ?? undefined);
    for (const cookie of await site.visitors.end(accessRequestOf(site, request))) addCookie(reply, cookie);
    const page = messagePage({
      title: "Signed out",
      text: "Upstreams stay connected for your MCP clients. To disconnect them, use the buttons on the page.",
      link: { href: base, text: "Sign in again" },
    });
    return send(reply, 200, page);
  });
}

/** What somebody who is not signed in gets instead of a page: a way to sign in, where there is one. */
export function askToSignIn(site: Site, reply: FastifyReply, returnTo: string, isRefresh: boolean): FastifyReply {
  const base = basePath(site);
  if (site.visitors.signIn === "credential") {
    return send(reply, isRefresh ? 401 : 200, credentialPage(base, ownPath(site, returnTo), false));
  }
  if (site.visitors.signIn === "none") {
    const text = "You are not signed in. Open this page through the address that your administrator gave you.";
    return send(reply, 401, messagePage({ title: "Not signed in", text, tone: "warn" }));
  }
  const page = messagePage({
    title: "Sign in",
    text: "See which tools are connected for you, and connect more with your own accounts.",
    link: { href: `${base}signin?to=${encodeURIComponent(ownPath(site, returnTo))}`, text: "Sign in" },
  });
  return send(reply, isRefresh ? 401 : 200, page);
}

function credentialPage(base: string, returnTo: string, failed: boolean): HtmlPage {
  return layout({
    title: "Sign in",
    narrow: true,
    main: html`<div class="card"><h1>Sign in</h1>${failed && html`<p class="note bad" role="alert">Unknown key or token.</p>`}
<form method="post" action="${base}signin"><input type="hidden" name="to" value="${returnTo}">
<label for="credential">Your API key or access token</label>
<input type="password" id="credential" name="credential" required autocomplete="current-password">
<div class="actions wide"><button type="submit" class="primary">Sign in</button></div></form></div>`,
  });
}

/** A path under the prefix, whatever was asked for: anything else is the page itself, so nobody is sent elsewhere. */
function ownPath(site: Site, asked: string | null): string {
  const base = basePath(site);
  if (asked === null || !asked.startsWith(base) || asked.length > 500) return base;
  const url = URL.canParse(asked, "http://own.invalid") ? new URL(asked, "http://own.invalid") : undefined;
  if (url === undefined || url.origin !== "http://own.invalid" || url.pathname + url.search !== asked) return base;
  return asked.startsWith("//") || asked.includes("\\") ? base : asked;
}
