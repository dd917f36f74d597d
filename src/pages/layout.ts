import { createHash } from "node:crypto";
import { html, Markup } from "./html.js";
import { STYLE } from "./style.js";

/** A page with the headers it must be sent with. */
export interface HtmlPage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly main: Markup;
  /** One column in the middle: consent, messages. */
  readonly narrow?: boolean;
  /** The right-hand side of the header: who is signed in. */
  readonly who?: Markup;
  readonly script?: string;
  /** Attributes of `main` the script reads. */
  readonly data?: { readonly version: string; readonly pending: boolean };
}

const LOGO = new Markup(
  '<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" aria-hidden="true"><circle cx="16" cy="16" r="5"/><path d="M3 9h5.5L12 12.500M3 23h5.500L12 19.500M20 12.500 23.500 9H29M20 19.500 23.500 23H29"/></svg>',
);

/** A whole document. Its policy allows the style and the script it carries, by hash, and nothing else. */
export function layout(parts: PageParts): HtmlPage {
  const script = parts.script;
  const data = parts.data;
  const { text } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${parts.title} &middot; mcp-proxy</title><style>${new Markup(STYLE)}</style></head>
<body><a class="skip" href="#main">Skip to content</a>
<header class="top"><span class="brand">${LOGO}mcp-proxy</span>${parts.who}</header>
<main id="main"${parts.narrow === true && new Markup(' class="narrow"')}${
    data && html` data-version="${data.version}" data-pending="${String(data.pending)}"`
  }>${parts.main}</main>
<div id="live" role="status" aria-live="polite" class="skip"></div>
${script !== undefined && new Markup(`<script>${script}</script>`)}</body></html>`;
  return { body: text, headers: headersOf(script) };
}

function headersOf(script: string | undefined): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`, "connect-src 'self'"]),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Not no-referrer: browsers then send `Origin: null` with our own forms. Nothing leaves the origin either way.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
  };
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}
