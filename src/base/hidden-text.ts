import type { HiddenKind } from "../model/item.js";

/** What people call each kind. */
export const HIDDEN_WORDS: Readonly<Record<HiddenKind, string>> = {
  "zero-width": "invisible characters",
  tags: "tag characters",
  variation: "variation selectors",
  direction: "direction controls",
  escape: "terminal escapes",
  control: "control characters",
  comment: "an HTML comment",
};

// Scripts whose letters are joined or kept apart by U+200C and U+200D (Unicode 16, 9.2 and 12).
const JOINING =
  "[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Mong}]";
const EMOJI = "\\p{Extended_Pictographic}[\\u{1f3fb}-\\u{1f3ff}\\ufe0e\\ufe0f]?";
/** Where such characters belong to what is seen: an emoji, a keycap, a Han variant, a joined letter. */
const SEEN = `${EMOJI}(?:\\u200d${EMOJI})*|[0-9#*]\\ufe0f\\u20e3|\\p{scx=Han}[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]|(?<=${JOINING})[\\u200c\\u200d](?=${JOINING})`;
const UNSEEN =
  "\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f";
/** As `UNSEEN`, with the line separators, and without the controls that JSON escapes anyway: the others are its own line breaks. */
const ACTING = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u007f-\u009f\u2028\u2029]/gu;
const CHARACTERS = new RegExp(`(?<seen>${SEEN})|[${UNSEEN}]`, "gu");
/** Comments built of comments so deeply are no accident. */
const MAX_ROUNDS = 10;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** The kinds of hidden text in a text, each once, in the order they come; empty: a person sees all of it. Linear in its length. */
export function hiddenKinds(text: string): HiddenKind[] {
  const kinds = new Set<HiddenKind>();
  for (const found of text.matchAll(CHARACTERS)) if (found.groups?.seen === undefined) kinds.add(kindOf(found[0]));
  if (text.includes("<!--")) kinds.add("comment");
  return [...kinds];
}

/** The text with what nobody would see, or a terminal would act on, written out as `\u{200b}`; line ends and tabs stay. */
export function writtenOut(text: string): string {
  return text.replace(CHARACTERS, (found, seen: string | undefined) =>
    seen === undefined ? `\\u{${found.codePointAt(0)?.toString(16)}}` : found,
  );
}

/**
 * One line of somebody else's text, for a table, a message or a log: nothing in it moves a cursor, begins a line, turns the
 * direction of what follows or stays unseen.
 */
export const oneLine = (text: string): string => writtenOut(text).replace(/[\t\n\r\u2028\u2029]/g, escapeOf);

/** As `oneLine`, for a line of a source file, whose tabs stay. */
export const sourceLine = (text: string): string => writtenOut(text).replace(/[\n\r\u2028\u2029]/g, escapeOf);

const escapeOf = (char: string): string => `\\u{${char.codePointAt(0)?.toString(16)}}`;

/** JSON that means the same to a program and does nothing to a terminal. */
export const printedJson = (value: unknown, indent?: number): string =>
  asciiEscapes(JSON.stringify(value, undefined, indent));

/** JSON (or YAML with such characters in double quotes only) with what a terminal acts on, or nobody sees, as `\\u` escapes. */
export const asciiEscapes = (json: string): string => json.replace(ACTING, escapedUnits);

const escapedUnits = (found: string): string =>
  [...found.split("")].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

/** The text without what nobody would see; of HTML comments nothing stays, of one that does not end all that follows goes. */
export function withoutHidden(text: string): string {
  // Characters first: they could hide the beginning of a comment. What is left around a comment may be another one.
  let clean = text.replace(CHARACTERS, (found, seen: string | undefined) => (seen === undefined ? "" : found));
  for (let round = 0; round < MAX_ROUNDS && clean.includes("<!--"); round++) clean = clean.replace(COMMENT, "");
  const rest = clean.indexOf("<!--");
  return rest < 0 ? clean : clean.slice(0, rest);
}

function kindOf(char: string): HiddenKind {
  const code = char.codePointAt(0) as number;
  if (code === 0x1b || code === 0x9b) return "escape";
  if (code < 0xa0) return "control";
  if (code >= 0xe0000 && code <= 0xe007f) return "tags";
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(char)) return "direction";
  return /\p{Variation_Selector}/u.test(char) ? "variation" : "zero-width";
}
