import type { Message, Span } from "../model/message.js";
import { members } from "./scan.js";

/**
 * An argument of a `tools/call` as its header says it (2026-07-28, Streamable HTTP, `x-mcp-header`): a string decoded, anything
 * else raw. `path` is property names from `arguments` down. Undefined when it is absent or null.
 */
export function argumentText(message: Message, path: readonly string[]): string | undefined {
  let span: Span | undefined = message.member("arguments");
  for (const key of path) {
    if (span === undefined || message.bytes[span.start] !== 0x7b) return undefined;
    span = members(message.bytes, span).find((member) => member.key === key)?.value;
  }
  if (span === undefined) return undefined;
  const raw = message.raw(span);
  return raw === "null" ? undefined : (message.text(span) ?? raw);
}
