import { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message, Span } from "../model/message.js";
import type { Principal } from "../model/principal.js";
import { isSince, LATEST_LEGACY_REVISION, LEGACY_REVISIONS, META, TASKS_EXTENSION } from "../model/protocol.js";
import { UpstreamAnswer, type View } from "../model/view.js";
import type { World } from "../model/world.js";
import { request, result } from "../wire/build.js";
import { members } from "../wire/scan.js";
import { NO_CAPABILITIES, readCapabilities, SessionCaller } from "./caller.js";
import type { ReplySink } from "./reply-sink.js";

/**
 * Answers an `initialize` with the session's caller and the `InitializeResult`, which is made of the view's `server/discover`.
 * Rejects with INVALID_PARAMS, with an `UpstreamAnswer`, or as the view does.
 */
export async function handshake(
  message: Message,
  id: Buffer,
  way: ReplySink,
  parts: {
    readonly id: string;
    readonly principal: Principal;
    readonly endpoint: string;
    readonly view: View;
    readonly world: World;
  },
): Promise<{ caller: SessionCaller; answer: Message }> {
  const requested = message.text(message.member("protocolVersion"));
  if (requested === undefined) throw new ProxyError("INVALID_PARAMS", "initialize needs params.protocolVersion");
  const capabilities = copied(message, message.member("capabilities"));
  const { id: session, principal, endpoint, view, world } = parts;
  const caller = new SessionCaller(
    { principal, endpoint, session },
    {
      revision: negotiate(requested),
      capabilities: capabilities === undefined ? NO_CAPABILITIES : readCapabilities(capabilities),
      clientInfo: copied(message, message.member("clientInfo")),
    },
  );
  const discovered = await view.handle(new Call(request(id, "server/discover", {}), caller, way));
  if (discovered.kind === "error") throw new UpstreamAnswer(discovered);
  const own = Buffer.from(JSON.stringify({ name: "mcp-proxy", version: world.version }));
  return { caller, answer: initializeResult(id, discovered, caller.revision, own) };
}

/** A copy of an object; undefined for anything else, which must not be passed on. A copy, because a view of the bytes would keep the whole request in memory. */
function copied({ bytes }: Message, span: Span | undefined): Buffer | undefined {
  return span === undefined || bytes[span.start] !== 0x7b
    ? undefined
    : Buffer.from(bytes.subarray(span.start, span.end));
}

/**
 * The `InitializeResult` made of a `server/discover` result, its parts byte for byte. The capabilities lack what the revision cannot
 * use: the tasks extension of 2026-07-28, and experimental tasks before 2025-11-25.
 */
function initializeResult(id: Buffer, discovered: Message, revision: string, fallbackInfo: Buffer): Message {
  const capabilities = discovered.member("capabilities");
  const pieces: Buffer[] = [
    Buffer.from(`{"protocolVersion":${JSON.stringify(revision)},"capabilities":`),
    capabilities === undefined ? Buffer.from("{}") : legacyCapabilities(discovered.bytes, capabilities, revision),
    Buffer.from(',"serverInfo":'),
    serverInfo(discovered) ?? fallbackInfo,
  ];
  const instructions = discovered.member("instructions");
  if (instructions !== undefined) pieces.push(Buffer.from(',"instructions":'), slice(discovered.bytes, instructions));
  pieces.push(Buffer.from("}"));
  return result(id, Buffer.concat(pieces));
}

function slice(bytes: Buffer, span: Span): Buffer {
  return bytes.subarray(span.start, span.end);
}

function serverInfo(discovered: Message): Buffer | undefined {
  const meta = discovered.member("_meta");
  if (meta === undefined) return undefined;
  const info = members(discovered.bytes, meta).find((member) => member.key === META.serverInfo);
  return info === undefined ? undefined : slice(discovered.bytes, info.value);
}

/** The members of an object that `keep` wants, as an object; `change` may answer other bytes for a member's value. */
function filtered(
  bytes: Buffer,
  span: Span,
  keep: (key: string) => boolean,
  change?: (key: string, value: Span) => Buffer | undefined,
): Buffer {
  const pieces: Buffer[] = [];
  for (const member of members(bytes, span)) {
    if (!keep(member.key)) continue;
    pieces.push(Buffer.from(pieces.length === 0 ? "{" : ","), slice(bytes, member.keySpan), Buffer.from(":"));
    pieces.push(change?.(member.key, member.value) ?? slice(bytes, member.value));
  }
  pieces.push(Buffer.from(pieces.length === 0 ? "{}" : "}"));
  return Buffer.concat(pieces);
}

function legacyCapabilities(bytes: Buffer, span: Span, revision: string): Buffer {
  return filtered(
    bytes,
    span,
    (key) => key !== "tasks" || isSince(revision, "2025-11-25"),
    (key, value) => (key === "extensions" ? filtered(bytes, value, (name) => name !== TASKS_EXTENSION) : undefined),
  );
}

/** The legacy revision in force after a client asked for `requested` (2025-11-25, lifecycle). */
function negotiate(requested: string): string {
  return (LEGACY_REVISIONS as readonly string[]).includes(requested) ? requested : LATEST_LEGACY_REVISION;
}
