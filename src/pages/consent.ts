import type { ConsentView } from "../model/page.js";
import { foreign, html } from "./html.js";
import { type HtmlPage, layout } from "./layout.js";

/**
 * Asks whether a client may act for the person. What decides is shown largest: where the access goes. The client's own
 * name is shown as what it is, a claim; its logo and links are not shown at all.
 */
export function consentPage(view: ConsentView): HtmlPage {
  const source =
    view.clientHost === undefined
      ? html`It registered itself; its name is not verified.`
      : html`Its details come from ${foreign(view.clientHost, 120)}.`;
  const target = view.isLocal
    ? html`<p class="note warn">The access goes to a program on <strong>this computer</strong>. Continue only if you have just started
signing in from a program you know.</p>`
    : html`<p class="note warn">The access goes to <strong>${foreign(view.redirectTarget, 120)}</strong>. Go on only if you have just
started signing in there.</p>`;
  return layout({
    title: "Allow access?",
    narrow: true,
    main: html`<div class="card"><h1>Allow this client to use your tools?</h1>
<p class="soft">Next, you sign in with your usual account. The client never sees your password.</p>
<dl class="facts"><dt>Client</dt><dd><strong>${foreign(view.clientName, 90)}</strong><br><span class="soft small">${source}</span></dd>
<dt>Returns to</dt><dd><strong>${foreign(view.redirectTarget, 120)}</strong></dd>
<dt>Wants to use</dt><dd>${foreign(view.resource, 200)}</dd></dl>
${target}
<form method="post" action="${view.action}" class="actions wide"><input type="hidden" name="ticket" value="${view.ticket}">
<button type="submit" name="decision" value="deny">Deny</button>
<button type="submit" name="decision" value="approve" class="primary">Allow and sign in</button></form>
<p class="soft small">It can call every tool that you may call here, until you or an administrator revoke its access.</p></div>`,
  });
}
