import type { ItemKind } from "../model/access.js";
import type { Message, Span } from "../model/message.js";
import { members } from "../wire/scan.js";

/** What a `completion/complete` asks about: a prompt by name, or a resource template by URI. */
export interface CompletionTarget {
  readonly kind: ItemKind;
  readonly asked: string;
  /** Where the name stands. */
  readonly span: Span;
}

/** The target of a completion; undefined when `ref` is neither of the two kinds. */
export function completionTarget(message: Message): CompletionTarget | undefined {
  const ref = message.member("ref");
  if (ref === undefined || message.bytes[ref.start] !== 0x7b) return undefined;
  const inner = members(message.bytes, ref);
  const type = message.text(inner.find(({ key }) => key === "type")?.value);
  const words = type === "ref/prompt" ? (["name", "prompt"] as const) : (["uri", "resourceTemplate"] as const);
  if (type !== "ref/prompt" && type !== "ref/resource") return undefined;
  const span = inner.find(({ key }) => key === words[0])?.value;
  const asked = message.text(span);
  return span === undefined || asked === undefined ? undefined : { kind: words[1], asked, span };
}
