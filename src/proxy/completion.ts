import type { ItemKind } from "../model/access.js";
import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message, Span } from "../model/message.js";
import { members } from "../wire/scan.js";
import { checkSpelling, spellingOf } from "../wire/spelling.js";
import { splice } from "../wire/splice.js";
import type { Catalogue } from "./catalogue.js";
import { find, unknown } from "./targets.js";

/** Answers `completion/complete`: from the upstream whose prompt or resource template is meant. */
export async function complete(call: Call, catalogue: Catalogue): Promise<Message> {
  const wanted = completionTarget(call.message);
  const { bytes } = call.message;
  for (const [key, spelling] of SPELLINGS) {
    const span = call.message.member(key);
    if (span !== undefined) checkSpelling(members(bytes, span), spelling);
  }
  if (wanted === undefined)
    throw new ProxyError("INVALID_PARAMS", "params.ref must name either a prompt or a resource");
  const page = await catalogue.page(wanted.kind);
  const target = find(page, wanted.asked);
  if (target === undefined) {
    const absence = wanted.kind === "prompt" ? catalogue.absence("prompt", wanted.asked) : undefined;
    throw absence ?? unknown(wanted.kind, wanted.asked);
  }
  const { own, refused } = target.item;
  if (refused !== undefined) throw refused;
  if (own === wanted.asked) return target.member.peer.handle(call);
  const named = { ...wanted.span, bytes: Buffer.from(JSON.stringify(own)) };
  return target.member.peer.handle(call.with(splice(call.message, [named])));
}

const SPELLINGS = [
  ["ref", spellingOf(["type", "name", "uri"])],
  ["argument", spellingOf(["name", "value"])],
] as const;

/** What a `completion/complete` asks about: a prompt by name, or a resource template by URI. */
interface CompletionTarget {
  readonly kind: ItemKind;
  readonly asked: string;
  /** Where the name stands. */
  readonly span: Span;
}

/** The target of a completion; undefined when `ref` is neither of the two kinds, or names both. */
export function completionTarget(message: Message): CompletionTarget | undefined {
  const ref = message.member("ref");
  if (ref === undefined || message.bytes[ref.start] !== 0x7b) return undefined;
  const inner = members(message.bytes, ref);
  const type = message.text(inner.find(({ key }) => key === "type")?.value);
  const words =
    type === "ref/prompt" ? (["name", "prompt", "uri"] as const) : (["uri", "resourceTemplate", "name"] as const);
  if (type !== "ref/prompt" && type !== "ref/resource") return undefined;
  // An upstream that does not look at the type could take the other one.
  if (inner.some(({ key }) => key === words[2])) return undefined;
  const span = inner.find(({ key }) => key === words[0])?.value;
  const asked = message.text(span);
  return span === undefined || asked === undefined ? undefined : { kind: words[1], asked, span };
}
