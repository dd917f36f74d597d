import type { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { members, scan, UNLIMITED } from "../wire/scan.js";
import type { KindWords } from "./kinds.js";
import type { Target } from "./member.js";
import type { Uris } from "./naming/uris.js";

/** The `_meta` key that says which upstreams a merged list lacks, and why. */
const UNAVAILABLE = "mcp-proxy/unavailable";

const COMMA = Buffer.from(",");

/** A merged list as an answer with the id `0`: every item as its upstream wrote it, but for its name. */
export function compose(
  words: KindWords,
  items: ReadonlyMap<string, Target>,
  missing: readonly { readonly upstream: string; readonly error: ProxyError }[],
  uris: Uris,
  ttl: number,
): Message {
  const parts: Buffer[] = [Buffer.from(`{"jsonrpc":"2.0","id":0,"result":{"resultType":"complete","${words.key}":[`)];
  let first = true;
  for (const [exposed, { item }] of items) {
    if (!first) parts.push(COMMA);
    first = false;
    rename(parts, item.bytes, words.name, exposed, item.upstream, uris);
  }
  const meta = missing.map(({ upstream, error }) => ({ upstream, reason: error.row.reason, message: error.message }));
  const told = meta.length === 0 ? "" : `,"_meta":${JSON.stringify({ [UNAVAILABLE]: meta })}`;
  parts.push(Buffer.from(`],"ttlMs":${meta.length === 0 ? ttl : 0},"cacheScope":"private"${told}}}`));
  return scan(Buffer.concat(parts), UNLIMITED);
}

/** Adds to `out` an item under another name; an MCP App's `_meta.ui.resourceUri` follows its resource. */
function rename(out: Buffer[], bytes: Buffer, key: string, exposed: string, upstream: string, uris: Uris): void {
  const edits: { start: number; end: number; text: string }[] = [];
  const whole = { start: 0, end: bytes.length };
  for (const member of members(bytes, whole)) {
    if (member.key === key) edits.push({ ...member.value, text: JSON.stringify(exposed) });
    if (member.key === "_meta" && bytes[member.value.start] === 0x7b)
      edits.push(...appEdits(bytes, member.value, upstream, uris));
  }
  let at = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    out.push(bytes.subarray(at, start), Buffer.from(text));
    at = end;
  }
  out.push(at === 0 ? bytes : bytes.subarray(at));
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
