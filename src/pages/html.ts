import { writtenOut } from "../base/hidden-text.js";

/** Markup that is safe to send: made by `html` only. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Markup | undefined | false | readonly Markup[];

/** A template whose values are escaped for text and quoted attributes; markup made here passes as it is. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  let text = strings[0] as string;
  for (let i = 0; i < values.length; i++) text += render(values[i]) + strings[i + 1];
  return new Markup(text);
}

/** Text that a stranger wrote, isolated so that its direction marks reach no further, and cut to `max` characters. */
export function foreign(text: string, max = 200): Markup {
  return html`<bdi>${text.length > max ? `${text.slice(0, max - 1)}…` : text}</bdi>`;
}

function render(value: Value): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map((one: Markup) => one.text).join("");
  // Whoever wrote it: what nobody sees is written out.
  return escaped(writtenOut(String(value)));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ESCAPES[c] as string);
}
