import { foreign, html, type Markup } from "./html.js";
import { type HtmlPage, layout } from "./layout.js";
import { CLOSE_SCRIPT } from "./script.js";

/** A page that says one thing: what happened, and what to do next. */
export function messagePage(view: {
  readonly title: string;
  readonly text: string;
  readonly tone?: "good" | "warn" | "bad";
  readonly link?: { readonly href: string; readonly text: string };
}): HtmlPage {
  return layout({
    title: view.title,
    narrow: true,
    main: html`<div class="card"><h1>${view.title}</h1><p${
      view.tone === undefined ? undefined : html` class="note ${view.tone}"`
    }>${foreign(view.text, 600)}</p>${linkOf(view.link)}</div>`,
  });
}

/** After a sign-in to an upstream that went well. */
export function signedInPage(view: {
  readonly upstream: string;
  readonly account: string;
  readonly home: string | undefined;
}): HtmlPage {
  return layout({
    title: "Connected",
    narrow: true,
    script: CLOSE_SCRIPT,
    main: html`<div class="card"><h1>${foreign(view.upstream, 80)} is connected</h1>
<p class="note good">Signed in for ${foreign(view.account)}. Your client can use it now.</p>
${view.home !== undefined && linkOf({ href: view.home, text: "See your connections" })}<p class="soft small">You can close this window.</p></div>`,
  });
}

/** The pages at the end of a sign-in to an upstream. `home` is the status page; undefined where there is none to go to. */
export function callbackPages(home: string | undefined): {
  done(upstream: string, account: string): HtmlPage;
  failed(message: string, again: string | undefined): HtmlPage;
} {
  return {
    done: (upstream, account) => signedInPage({ upstream, account, home }),
    failed: (text, again) =>
      messagePage({
        title: "The sign-in failed",
        text,
        tone: "bad",
        ...(again === undefined ? {} : { link: { href: again, text: "Try again" } }),
      }),
  };
}

function linkOf(link: { readonly href: string; readonly text: string } | undefined): Markup | undefined {
  return link && html`<div class="actions wide"><a class="button primary" href="${link.href}">${link.text}</a></div>`;
}
