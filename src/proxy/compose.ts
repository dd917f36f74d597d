import type { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { KindWords } from "../model/protocol.js";
import { ResultText } from "../wire/result-text.js";
import { members } from "../wire/scan.js";
import type { Target } from "./member.js";
import type { Uris } from "./naming/uris.js";

/** The `_meta` key that says which upstreams a merged list lacks, and why. */
const UNAVAILABLE = "mcp-proxy/unavailable";

/** A merged list as an answer with the id `0`: every item as its upstream wrote it, but for its name. */
export function compose(
  words: KindWords,
  items: ReadonlyMap<string, Target>,
  missing: readonly { readonly upstream: string; readonly error: ProxyError }[],
  uris: Uris,
  ttl: number,
): Message {
  const meta = missing.map(({ upstream, error }) => ({ upstream, reason: error.row.reason, message: error.message }));
  const out = new ResultText();
  out.member("resultType");
  out.text('"complete"');
  out.member(words.key);
  let before = "[";
  for (const [exposed, { item }] of items) {
    out.text(before);
    before = ",";
    rename(out, item.bytes, words.name, exposed, item.upstream, uris);
  }
  out.text(before === "[" ? "[]" : "]");
  out.member("ttlMs");
  out.text(String(meta.length === 0 ? ttl : 0));
  out.member("cacheScope");
  out.text('"private"');
  if (meta.length > 0) {
    out.member("_meta");
    out.text(JSON.stringify({ [UNAVAILABLE]: meta }));
  }
  return out.message();
}

/** Writes an item under another name; an MCP App's `_meta.ui.resourceUri` follows its resource. */
function rename(out: ResultText, bytes: Buffer, key: string, exposed: string, upstream: string, uris: Uris): void {
  const edits: { start: number; end: number; text: string }[] = [];
  for (const member of members(bytes, { start: 0, end: bytes.length })) {
    if (member.key === key) edits.push({ ...member.value, text: JSON.stringify(exposed) });
    if (member.key === "_meta" && bytes[member.value.start] === 0x7b)
      edits.push(...appEdits(bytes, member.value, upstream, uris));
  }
  if (edits.length > 1) edits.sort((a, b) => a.start - b.start);
  let at = 0;
  for (const { start, end, text } of edits) {
    out.copy(bytes, at, start);
    out.text(text);
    at = end;
  }
  out.copy(bytes, at, bytes.length);
}

function appEdits(
  bytes: Buffer,
  meta: { start: number; end: number },
  upstream: string,
  uris: Uris,
): { start: number; end: number; text: string }[] {
  const ui = members(bytes, meta).find(({ key }) => key === "ui")?.value;
  const direct = members(bytes, meta).find(({ key }) => key === "ui/resourceUri")?.value;
  const nested =
    ui !== undefined && bytes[ui.start] === 0x7b
      ? members(bytes, ui).find(({ key }) => key === "resourceUri")?.value
      : undefined;
  return [direct, nested].flatMap((span) => {
    if (span === undefined || bytes[span.start] !== 0x22) return [];
    const uri = JSON.parse(bytes.toString("utf8", span.start, span.end)) as string;
    const shown = uris.exposed(upstream, uri);
    return shown === uri ? [] : [{ ...span, text: JSON.stringify(shown) }];
  });
}
