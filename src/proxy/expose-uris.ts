import type { Message, Span } from "../model/message.js";
import { elements, members } from "../wire/scan.js";
import { type Edit, splice } from "../wire/splice.js";

/**
 * An answer with an upstream's own URIs as clients see them: `contents[].uri`, `content[].uri` (resource links),
 * `content[].resource.uri` and the same in `messages[].content`. Used only for upstreams whose URIs had to change.
 */
export function exposeUris(answer: Message, exposed: (uri: string) => string): Message {
  if (answer.kind !== "result" || answer.tail !== undefined) return answer;
  const edits: Edit[] = [];
  const { bytes } = answer;
  const member = (span: Span, key: string): Span | undefined =>
    bytes[span.start] === 0x7b ? members(bytes, span).find((one) => one.key === key)?.value : undefined;
  const uriOf = (holder: Span): void => {
    const span = member(holder, "uri");
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
  each(answer.member("contents"), uriOf);
  each(answer.member("content"), block);
  each(answer.member("messages"), (one) => {
    const content = member(one, "content");
    if (content !== undefined && bytes[content.start] === 0x7b) block(content);
    else each(content, block);
  });
  return edits.length === 0 ? answer : splice(answer, edits);
}
