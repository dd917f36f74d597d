import { createHash } from "node:crypto";
import { counted } from "../base/counted.js";
import type { PageEndpoint, PageItem, PageUpstream } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import { driftList, hiddenNote, hiddenPlaces, KIND_WORDS, marked } from "./flags.js";
import { foreign, html, type Markup } from "./html.js";
import { type HtmlPage, layout } from "./layout.js";
import { SCRIPT } from "./script.js";
import { snippetsFor } from "./snippets.js";

/** Everything the status page shows. */
export interface StatusView {
  readonly principal: Principal;
  readonly upstreams: readonly (PageUpstream & { readonly items: readonly PageItem[] })[];
  readonly endpoints: readonly PageEndpoint[];
  /** The base path, with a slash at the end. */
  readonly base: string;
  readonly csrf: string;
  readonly canSignOut: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly message: { readonly tone: "good" | "bad"; readonly text: string } | undefined;
}

/** Items shown per upstream; more are only counted. */
const MAX_ITEMS = 500;

interface Badge {
  readonly tone: "good" | "warn" | "bad" | "";
  readonly text: string;
}

/** The status page: who you are, what is connected, what you can use, how to reach it. */
export function statusPage(given: StatusView): HtmlPage {
  const view = { ...given, upstreams: given.upstreams.map((one) => ({ ...one, title: cut(one.title) })) };
  const waiting = view.upstreams.filter((one) => needsSignIn(one)).length;
  const main = html`${view.message && html`<p class="note ${view.message.tone}" role="status">${view.message.text}</p>`}
<div class="row"><div><h1>Your connections</h1><p class="soft">${summary(view.upstreams, waiting)}</p></div>${searchBox(view)}</div>
<ul class="cards">${view.upstreams.map((one) => html`<li>${card(view, one)}</li>`)}</ul>
<h2 id="use">Use it from your client</h2>
<div class="card">${view.endpoints.map(endpointRows)}</div>
${view.endpoints[0] && clients(view.endpoints[0])}`;
  const version = createHash("sha256").update(main.text.replaceAll(view.csrf, "")).digest("base64url").slice(0, 16);
  return layout({
    title: "Your connections",
    main,
    who: html`<div class="who"><span>Signed in as <strong>${foreign(view.principal.label, 80)}</strong></span>${
      view.canSignOut &&
      html`<form method="post" action="${view.base}signout"><input type="hidden" name="csrf" value="${view.csrf}">
<button class="quiet" type="submit">Sign out</button></form>`
    }</div>`,
    script: SCRIPT,
    data: { version, pending: waiting > 0 },
  });
}

function summary(upstreams: readonly PageUpstream[], waiting: number): string {
  const count = upstreams.length;
  if (count === 0) return "This account has no access to any upstream.";
  const broken = upstreams.filter((one) => badgeOf(one).tone === "bad").length;
  const parts = [];
  if (waiting > 0) parts.push(`${waiting} of ${count} ${waiting === 1 ? "needs" : "need"} you to sign in`);
  if (broken > 0) parts.push(`${broken} of ${count} ${broken === 1 ? "is" : "are"} not working`);
  const changed = upstreams.filter(({ drift }) => drift !== undefined).length;
  if (changed > 0) parts.push(`${changed} of ${count} ${changed === 1 ? "differs" : "differ"} from the lock file`);
  if (parts.length > 0) return `${parts.join("; ")}.`;
  if (count < 3) return count === 1 ? "Ready to use." : "Both are ready to use.";
  return `All ${count} are ready to use.`;
}

function searchBox(view: StatusView): Markup | false {
  const total = view.upstreams.reduce((sum, one) => sum + one.items.length, 0);
  return (
    total > 0 &&
    html`<div class="find"><label for="find">Find a tool, prompt or resource</label>
<input type="search" id="find" autocomplete="off" spellcheck="false"></div>`
  );
}

function card(view: StatusView, one: PageUpstream & { readonly items: readonly PageItem[] }): Markup {
  const badge = badgeOf(one);
  const action = `${view.base}connect/${encodeURIComponent(one.name)}`;
  const error = one.lastError ?? one.login.lastError;
  return html`<section class="card" aria-labelledby="u-${one.name}"><div class="head"><h2 class="name" id="u-${one.name}">${foreign(one.title, 80)}</h2>
<span class="badges"><span class="badge ${badge.tone}${needsSignIn(one) && " pending"}">${badge.text}</span>${
    one.drift !== undefined && html`<span class="badge warn">Changed</span>`
  }</span></div>
${facts(one, view.now)}
${error !== undefined && html`<p class="note ${needsSignIn(one) ? "warn" : "bad"}">${foreign(error, 400)}</p>`}
${
  one.login.persisted === false &&
  html`<p class="note warn">The latest sign-in could not be saved and lasts only until the proxy restarts.</p>`
}
${one.login.state !== "none" && actions(one, action, view)}
${driftList(one)}
${hiddenNote(one.items)}
${one.items.length > 0 && itemList(one)}</section>`;
}

function badgeOf(one: PageUpstream): Badge {
  if (needsSignIn(one)) return { tone: "warn", text: "Needs sign-in" };
  if (one.health === "down" || one.login.state === "failed") return { tone: "bad", text: "Not working" };
  if (one.health === "degraded") return { tone: "warn", text: "Unsteady" };
  if (one.health === "starting") return { tone: "", text: "Starting" };
  return { tone: "good", text: one.login.state === "none" ? "Ready" : "Connected" };
}

function needsSignIn(one: PageUpstream): boolean {
  return one.login.state === "login-required";
}

function facts(one: PageUpstream, now: number): Markup | false {
  const { login } = one;
  if (login.state === "none") return false;
  const rows: Markup[] = [];
  if (login.issuer !== undefined) rows.push(html`<dt>Signs in at</dt><dd>${foreign(hostOf(login.issuer), 120)}</dd>`);
  if (login.clientId !== undefined) rows.push(html`<dt>Client</dt><dd>${foreign(login.clientId, 120)}</dd>`);
  if (login.state === "ready" && login.expiresAt !== undefined) {
    const renews = login.renewable === true ? ", renewed automatically" : "";
    rows.push(
      html`<dt>Valid until</dt><dd><time datetime="${new Date(login.expiresAt).toISOString()}">${untilText(login.expiresAt, now)}</time>${renews}</dd>`,
    );
  }
  return rows.length > 0 && html`<dl>${rows}</dl>`;
}

function actions(one: PageUpstream, action: string, view: StatusView): Markup {
  const title = one.title;
  const connect = (text: string, style: string): Markup =>
    html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${view.csrf}">
<button type="submit" class="${style}" id="connect-${one.name}">${text}<span class="skip"> ${title}</span></button></form>`;
  const disconnect = html`<a class="button danger" href="${view.base}disconnect/${encodeURIComponent(one.name)}">Disconnect<span class="skip"> ${title}</span></a>`;
  if (needsSignIn(one)) {
    return html`<div class="actions">${connect("Connect", "primary")}</div>`;
  }
  return html`<div class="actions">${connect("Reconnect", "")}${disconnect}</div>`;
}

function itemList(one: PageUpstream & { readonly items: readonly PageItem[] }): Markup {
  const shown = one.items.slice(0, MAX_ITEMS);
  const rest = one.items.length - shown.length;
  return html`<details class="has-items" id="items-${one.name}"><summary>${countText(one.items)}</summary>
<ul class="items" tabindex="0" aria-label="Items of ${one.title}">${shown.map(
    (item) =>
      html`<li><code>${marked(item.name, 160)}</code><span class="kind">${KIND_WORDS[item.kind]}</span>${
        item.description !== undefined && html`<br><span class="soft">${marked(item.description, 200)}</span>`
      }${hiddenPlaces(item)}</li>`,
  )}${rest > 0 && html`<li class="soft">and ${rest} more</li>`}</ul></details>`;
}

function countText(items: readonly PageItem[]): string {
  const parts: string[] = [];
  for (const kind of ["tool", "prompt", "resource", "resourceTemplate"] as const) {
    const n = items.filter((item) => item.kind === kind).length;
    if (n > 0) parts.push(counted(n, KIND_WORDS[kind]));
  }
  return parts.join(", ");
}

function endpointRows(endpoint: PageEndpoint): Markup {
  const row = (url: string, what: string): Markup =>
    html`<div class="copyrow"><span><code>${url}</code> <span class="soft small">${what}</span></span>
<button type="button" data-copy="${url}" aria-label="Copy ${url}">Copy</button></div>`;
  return html`${row(endpoint.url, endpoint.title ?? "Streamable HTTP")}${
    endpoint.sseUrl !== undefined && row(endpoint.sseUrl, "HTTP+SSE, for old clients")
  }`;
}

function clients({ url, bringsKey }: PageEndpoint): Markup {
  const name = new URL(url).hostname
    .replace(/^(mcp|www)\./, "")
    .replace(/[^A-Za-z0-9-]+/g, "-")
    .slice(0, 32);
  return html`<div class="card clients gap">${snippetsFor(
    url,
    /^[\d-]+$|^localhost$/.test(name) ? "mcp-proxy" : name,
    bringsKey,
  ).map(
    (one) => html`<details id="client-${one.id}"><summary>${one.client}</summary><p class="soft small">${one.where}</p>
<pre tabindex="0" aria-label="Configuration for ${one.client}">${one.text}</pre>
<button type="button" data-copy="${one.text}" aria-label="Copy the configuration for ${one.client}">Copy</button></details>`,
  )}</div>`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** A title as labels carry it. */
function cut(title: string): string {
  return title.length > 80 ? `${title.slice(0, 79)}…` : title;
}

/** `2026-11-20 14:05 UTC (in 45 min)`. */
function untilText(at: number, now: number): string {
  const minutes = Math.round((at - now) / 60_000);
  const away =
    minutes < 1
      ? "now"
      : minutes < 120
        ? `in ${minutes} min`
        : minutes < 2880
          ? `in ${Math.round(minutes / 60)} h`
          : `in ${Math.round(minutes / 1440)} days`;
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC (${away})`;
}
