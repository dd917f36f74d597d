import type { FastifyInstance } from "fastify";
import { formOf, loginCookie, signedIn, upstreamOf } from "./answers.js";
import { foreign, html } from "./html.js";
import { layout } from "./layout.js";
import { messagePage } from "./messages.js";
import { askToSignIn } from "./sign-in.js";
import { addCookie, basePath, canonicalUrl, checkForged, type Site, seeOther, send, visit } from "./site.js";

/** The links of MCP answers, and connecting and disconnecting. */
export function connectRoutes(scope: FastifyInstance, site: Site): void {
  const base = basePath(site);
  scope.get<{ Params: { name: string } }>(`${base}connect/:name`, async (request, reply) => {
    const elsewhere = canonicalUrl(site, request);
    if (elsewhere !== undefined) return seeOther(reply, elsewhere);
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) return askToSignIn(site, reply, request.url, false);
    const wanted = new URL(request.url, "http://x").searchParams.get("for");
    if (wanted !== null && wanted !== visitor.principal.key.slice(0, 16)) {
      return send(
        reply,
        403,
        messagePage({
          title: "This link belongs to another account",
          text: `You are signed in as ${visitor.principal.label}, and the link was made for another user. Neither account was changed.`,
          tone: "bad",
          link: { href: base, text: "See your own connections" },
        }),
      );
    }
    const one = await upstreamOf(site, visitor, request.params.name);
    return send(
      reply,
      200,
      layout({
        title: "Connect",
        narrow: true,
        main: html`<div class="card"><h1>Connect ${foreign(one.title, 80)}</h1>
<p>You sign in with your own account there. The proxy uses this connection only for <strong>${foreign(visitor.principal.label, 80)}</strong>.</p>
${one.login.issuer !== undefined && html`<dl class="facts"><dt>Signs in at</dt><dd><strong>${foreign(hostOf(one.login.issuer), 120)}</strong></dd></dl>`}
<form method="post" action="${base}connect/${encodeURIComponent(one.name)}" class="actions wide"><input type="hidden" name="csrf" value="${visitor.csrf}">
<a class="button" href="${base}">Not now</a><button type="submit" class="primary">Continue to sign-in</button></form></div>`,
      }),
    );
  });
  scope.post<{ Params: { name: string } }>(`${base}connect/:name`, async (request, reply) => {
    const visitor = await signedIn(site, request, reply);
    checkForged(site, request, visitor, formOf(request).get("csrf") ?? undefined);
    const one = await upstreamOf(site, visitor, request.params.name);
    const { url, cookie } = await site.logins.start(visitor.principal, one.name);
    addCookie(reply, loginCookie(cookie, site));
    return seeOther(reply, url);
  });
  scope.get<{ Params: { name: string } }>(`${base}disconnect/:name`, async (request, reply) => {
    const visitor = await visit(site, request, reply);
    if (visitor === undefined) return askToSignIn(site, reply, base, false);
    const one = await upstreamOf(site, visitor, request.params.name);
    return send(
      reply,
      200,
      layout({
        title: "Disconnect",
        narrow: true,
        main: html`<div class="card"><h1>Disconnect ${foreign(one.title, 80)}?</h1>
<p>The proxy revokes and erases your sign-in. Your clients lose these tools until you connect again.</p>
<form method="post" action="${base}disconnect/${encodeURIComponent(one.name)}" class="actions wide"><input type="hidden" name="csrf" value="${visitor.csrf}">
<a class="button" href="${base}">Keep it</a><button type="submit" class="danger">Disconnect</button></form></div>`,
      }),
    );
  });
  scope.post<{ Params: { name: string } }>(`${base}disconnect/:name`, async (request, reply) => {
    const visitor = await signedIn(site, request, reply);
    checkForged(site, request, visitor, formOf(request).get("csrf") ?? undefined);
    const one = await upstreamOf(site, visitor, request.params.name);
    const { revoked } = await site.logins.disconnect(visitor.principal, one.name);
    return seeOther(reply, `${base}?m=${revoked ? "disconnected" : "erased"}`);
  });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
