import { HIDDEN_WORDS, writtenOut } from "../base/hidden-text.js";
import type { PageDrift, PageItem, PageUpstream } from "../model/page.js";
import { foreign, html, Markup } from "./html.js";

/** What people call a kind of item. */
export const KIND_WORDS = {
  tool: "tool",
  prompt: "prompt",
  resource: "resource",
  resourceTemplate: "resource template",
} as const;

/** How an upstream's items differ from what was reviewed, each with what it was and what it is. */
export function driftList(one: PageUpstream): Markup | false {
  const { drift = [] } = one;
  if (drift.length === 0) return false;
  const count = drift.length === 1 ? "1 item differs" : `${drift.length} items differ`;
  return html`<p class="note warn">${count} from the lock file. ${advice(drift)}</p>
<details class="drift" id="drift-${one.name}"><summary>What changed</summary>
<ul class="items" tabindex="0" aria-label="What changed at ${one.title}">${drift.map(entry)}</ul></details>`;
}

function advice(drift: readonly PageDrift[]): string {
  const now = drift.filter(({ what }) => what !== "gone");
  const is = (outcome: PageDrift["outcome"]): boolean => now.some((one) => one.outcome === outcome);
  if (now.length === 0) return "The operator of this proxy can review the change and run mcp-proxy lock.";
  if (is("shown"))
    return "Clients see the current versions. The operator of this proxy should review them and run mcp-proxy lock.";
  const held = [
    is("refused") ? "the proxy refuses calls to changed items" : "",
    is("hidden") ? "new and changed items stay hidden" : "",
  ];
  return `Until the operator of this proxy reviews the change and runs mcp-proxy lock, ${held.filter((text) => text !== "").join(" and ")}.`;
}

const WHAT = { new: "new", gone: "gone", changed: "changed" } as const;
const OUTCOMES = { shown: "current version shown", hidden: "hidden", refused: "calls are refused" } as const;

function entry({ kind, own, what, outcome, differences }: PageDrift): Markup {
  const does = what === "gone" ? "no longer offered" : OUTCOMES[outcome];
  return html`<li><code>${marked(own, 160)}</code><span class="kind">${KIND_WORDS[kind]}, ${WHAT[what]}: ${does}</span>${
    differences.length > 0 && html`<dl class="diff">${differences.map(difference)}</dl>`
  }</li>`;
}

function difference({ place, before, after }: PageDrift["differences"][number]): Markup {
  const [start, was, is, end] = apart(before ?? "", after ?? "");
  const side = (text: string, middle: Markup): Markup => html`${marked(start)}${text !== "" && middle}${marked(end)}`;
  return html`<dt>${marked(place, 300)}</dt><dd>${
    before === undefined
      ? html`<div class="was"><span class="skip">Was: </span><em>nothing</em></div>`
      : html`<div class="was"><span class="skip">Was: </span>${side(was, html`<del>${marked(was)}</del>`)}</div>`
  }${
    after === undefined
      ? html`<div class="is"><span class="skip">Is: </span><em>nothing</em></div>`
      : html`<div class="is"><span class="skip">Is: </span>${side(is, html`<ins>${marked(is)}</ins>`)}</div>`
  }</dd>`;
}

/** Two texts in what they begin with, what differs of each, and what they end with, at the borders of words. */
function apart(before: string, after: string): [string, string, string, string] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  while (start > 0 && !isSpace(before[start - 1]) && !(isSpace(before[start]) && isSpace(after[start]))) start--;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const stop = (text: string): number => text.length - end;
  const begins = (text: string): boolean => stop(text) === start || isSpace(text[stop(text) - 1]);
  while (end > 0 && !isSpace(before.at(-end)) && !(begins(before) && begins(after))) end--;
  return [
    before.slice(0, start),
    before.slice(start, stop(before)),
    after.slice(start, stop(after)),
    before.slice(stop(before)),
  ];
}

const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** How many items hold text that a person does not see, to be read before any list is opened. */
export function hiddenNote(items: readonly PageItem[]): Markup | false {
  const count = items.filter(({ hiddenText }) => hiddenText !== undefined).length;
  if (count === 0) return false;
  const have = count === 1 ? "1 item has" : `${count} items have`;
  return html`<p class="note warn">${have} text that models read but people cannot see; it is spelled out below.</p>`;
}

/** Where an item holds such text. */
export function hiddenPlaces({ hiddenText = [] }: PageItem): Markup | false {
  return (
    hiddenText.length > 0 &&
    html`<ul class="unseen">${hiddenText.map(
      ({ where, kinds, text }) =>
        html`<li><strong>${kinds.map((kind) => HIDDEN_WORDS[kind]).join(", ")}</strong> in ${marked(where, 200)}: ${marked(text, 300)}</li>`,
    )}</ul>`
  );
}

/** Text that a stranger wrote, with what nobody would see written out and marked. */
export function marked(text: string, max = 10_000): Markup {
  const { text: safe } = foreign(writtenOut(text), max);
  return new Markup(safe.replace(/\\u\{[0-9a-f]{1,6}\}/g, (found) => `<mark>${found}</mark>`));
}
