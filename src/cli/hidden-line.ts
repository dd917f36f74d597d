import { HIDDEN_WORDS, oneLine } from "../base/hidden-text.js";
import type { HiddenText } from "../model/item.js";

/** Hidden text as a line for a terminal: where it is, what it is, and the text with it written out. */
export function hiddenLine({ where, kinds, text }: HiddenText): string {
  return oneLine(`${where}: ${kinds.map((kind) => HIDDEN_WORDS[kind]).join(", ")}: ${text.replace(/\s+/g, " ")}`);
}
