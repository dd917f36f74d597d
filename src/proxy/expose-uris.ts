import type { Call } from "../model/call.js";
import type { Message, Span } from "../model/message.js";
import { collected } from "../wire/collect-tail.js";
import { elements, members } from "../wire/scan.js";
import { type Edit, splice } from "../wire/splice.js";

/**
 * An answer with an upstream's own URIs as clients see them: `contents[].uri`, `content[].uri` (resource links),
 * `content[].resource.uri`, the same in `messages[].content`, and the MCP App in `_meta`. Used only for upstreams whose URIs
 * had to change; a long answer is waited for. Rejects as `gathered`.
 */
export async function exposeUris(found: Message, call: Call, exposed: (uri: string) => string): Promise<Message> {
  const answer = found.tail === undefined ? found : await collected(found, call);
  if (answer.kind !== "result") return answer;
  const edits: Edit[] = [];
  const { bytes } = answer;
  const member = (span: Span, key: string): Span | undefined =>
    bytes[span.start] === 0x7b ? members(bytes, span).find((one) => one.key === key)?.value : undefined;
  const uriOf = (holder: Span, key = "uri"): void => {
    const span = member(holder, key);
    const uri = answer.text(span);
    if (span === undefined || uri === undefined) return;
    const shown = exposed(uri);
    if (shown !== uri) edits.push({ ...span, bytes: Buffer.from(JSON.stringify(shown)) });
  };
  const block = (span: Span): void => {
    uriOf(span);
    const resource = member(span, "resource");
    if (resource !== undefined) uriOf(resource);
  };
  const each = (span: Span | undefined, visit: (one: Span) => void): void => {
    if (span !== undefined && bytes[span.start] === 0x5b) for (const one of elements(bytes, span)) visit(one);
  };
  each(answer.member("contents"), (one) => uriOf(one));
  each(answer.member("content"), block);
  each(answer.member("messages"), (one) => {
    const content = member(one, "content");
    if (content !== undefined && bytes[content.start] === 0x7b) block(content);
    else each(content, block);
  });
  const meta = answer.member("_meta");
  if (meta !== undefined) {
    uriOf(meta, "ui/resourceUri");
    const app = member(meta, "ui");
    if (app !== undefined) uriOf(app, "resourceUri");
  }
  return edits.length === 0 ? answer : splice(answer, edits);
}
