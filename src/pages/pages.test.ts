import fc from "fast-check";
import { expect, test } from "vitest";
import type { PageItem, PageUpstream } from "../model/page.js";
import { principalOf } from "../model/principal.js";
import { consentPage } from "./consent.js";
import { foreign, html } from "./html.js";
import { callbackPages, messagePage } from "./messages.js";
import { type StatusView, statusPage } from "./status.js";

const NASTY = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "\u202eevil",
  "'&amp;",
  "x".repeat(10_000),
];

/** What a page must never hold whatever strangers wrote: markup of theirs, or a whole 10 KB name. */
function isClean(body: string): void {
  expect(body).not.toMatch(/<script>alert|<img|onerror=alert\(1\)>/);
  expect(body).not.toMatch(/(href|action|src)="javascript:/);
  expect(body).not.toContain("x".repeat(1000));
}

function view(name: string): StatusView {
  const upstream: PageUpstream & { items: PageItem[] } = {
    name: "safe",
    title: name,
    health: "down",
    lastError: name,
    login: { upstream: "safe", state: "ready", mode: "dcr", issuer: name, clientId: name, expiresAt: 1 },
    drift: [
      {
        kind: "tool",
        own: name,
        what: "changed",
        outcome: "refused",
        differences: [{ place: name, before: "Reads.", after: name.slice(0, 900) }],
      },
    ],
    items: [
      {
        kind: "tool",
        upstream: "safe",
        name,
        description: name,
        hiddenText: [{ where: name, kinds: ["comment"], text: name }],
      },
    ],
  };
  return {
    principal: principalOf("i", "s", name),
    upstreams: [upstream],
    endpoints: [{ bringsKey: true, url: "https://mcp.example.com/mcp", title: name.slice(0, 100) }],
    base: "/",
    csrf: "token",
    canSignOut: true,
    now: 0,
    message: undefined,
  };
}

test.each(NASTY)("T-26: %s is escaped in every place a stranger can write to", (name) => {
  isClean(statusPage(view(name)).body);
  isClean(messagePage({ title: name.slice(0, 50), text: name }).body);
  isClean(callbackPages("/").done(name, name).body);
  isClean(callbackPages("/").failed(name, undefined).body);
  isClean(
    consentPage({
      clientName: name,
      clientHost: name,
      redirectTarget: name,
      isLocal: false,
      resource: name.slice(0, 200),
      action: "https://mcp.example.com/consent",
      ticket: "t",
    }).body,
  );
});

test("T-26: every page forbids framing and foreign content", () => {
  for (const page of [statusPage(view("a")), messagePage({ title: "a", text: "b" })]) {
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(page.headers["content-security-policy"]).not.toContain("unsafe");
    expect(page.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    // Inline style or handlers would need the policy to be looser than that.
    expect(page.body).not.toMatch(/ style="| on[a-z]+="/);
  }
});

test("whatever a value holds, a template's own markup is all there is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const { text } = html`<p title="${value}">${foreign(value)}</p>`;
      return (text.match(/[<>]/g) ?? []).length === 8 && (text.match(/"/g) ?? []).length === 2;
    }),
  );
});

test("T-92: a card marks the changed words, writes hidden ones out, and says what the proxy does about the change", () => {
  const drift: NonNullable<PageUpstream["drift"]> = [
    {
      kind: "tool",
      own: "read",
      what: "changed",
      outcome: "refused",
      differences: [
        { place: "description", before: "Reads a file.", after: "Reads and mails\u{e0041} a file." },
        { place: "annotations.readOnlyHint", before: "true", after: "false" },
        { place: "outputSchema", before: "{}" },
      ],
    },
    { kind: "prompt", own: "new", what: "new", outcome: "hidden", differences: [] },
    { kind: "tool", own: "old", what: "gone", outcome: "hidden", differences: [] },
  ];
  const shown = view("a");
  const { body } = statusPage({ ...shown, upstreams: shown.upstreams.map((one) => ({ ...one, drift })) });
  const text = body.replace(/<\/?bdi>/g, "");
  expect(text).toContain('<span class="badge warn">Changed</span>');
  expect(text).toContain("3 items differ from the lock file.");
  expect(text).toContain("the proxy refuses calls to changed items and new and changed items stay hidden");
  expect(text).toContain("Reads <ins>and mails<mark>\\u{e0041}</mark> </ins>a file.");
  expect(text).toContain("</span>Reads a file.</div>");
  expect(text).toContain("<del>true</del>");
  expect(text).toContain("<ins>false</ins>");
  expect(text).toContain("<em>nothing</em>");
  expect(text).toContain("prompt, new: hidden");
  expect(text).toContain("tool, gone: no longer offered");
});

test("the version of the status page changes with what it shows, and not with the token", () => {
  const versionOf = (one: StatusView) => /data-version="([^"]+)"/.exec(statusPage(one).body)?.[1];
  expect(versionOf(view("a"))).toBe(versionOf({ ...view("a"), csrf: "other" }));
  expect(versionOf(view("a"))).not.toBe(versionOf(view("b")));
});
