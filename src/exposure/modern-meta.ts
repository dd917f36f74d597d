import type { Caller, Capabilities, LogLevel } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Member, Message } from "../model/message.js";
import type { Principal } from "../model/principal.js";
import { members } from "../wire/scan.js";
import { NO_CAPABILITIES, readCapabilities } from "./capabilities.js";
import { MODERN_REVISION, REVISIONS } from "./revisions.js";
import { logLevel } from "./session-caller.js";

const VERSION = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
const CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
const LOG_LEVEL = "io.modelcontextprotocol/logLevel";

/** Distinct declarations remembered for one principal. */
const MOST_CALLERS = 64;

/** What a request says about itself in `params._meta` (2026-07-28, base protocol); raw bytes, nothing parsed. */
export interface ModernMeta {
  readonly revision: string | undefined;
  readonly capabilities: Buffer | undefined;
  readonly clientInfo: Buffer | undefined;
  readonly logLevel: string | undefined;
}

const NO_META: ModernMeta = {
  revision: undefined,
  capabilities: undefined,
  clientInfo: undefined,
  logLevel: undefined,
};

/** Reads a message's `_meta`; throws INVALID_REQUEST when one of its keys stands twice. */
export function readMeta(message: Message): ModernMeta {
  const span = message.member("_meta");
  if (span === undefined) return NO_META;
  const { bytes } = message;
  let revision: string | undefined;
  let capabilities: Buffer | undefined;
  let clientInfo: Buffer | undefined;
  let level: string | undefined;
  let seen = 0;
  for (const member of members(bytes, span)) {
    const mark = MARKS.get(member.key);
    if (mark === undefined) continue;
    if ((seen & mark) !== 0) throw new ProxyError("INVALID_REQUEST", `The key ${member.key} stands twice in _meta`);
    seen |= mark;
    if (mark === 1) revision = message.text(member.value);
    else if (mark === 2) capabilities = slice(bytes, member);
    else if (mark === 4) clientInfo = slice(bytes, member);
    else level = message.text(member.value);
  }
  return { revision, capabilities, clientInfo, logLevel: level };
}

const MARKS = new Map([
  [VERSION, 1],
  [CAPABILITIES, 2],
  [CLIENT_INFO, 4],
  [LOG_LEVEL, 8],
]);

function slice(bytes: Buffer, member: Member): Buffer {
  return bytes.subarray(member.value.start, member.value.end);
}

/** Throws what 2026-07-28 asks for when a request's `_meta` is incomplete or of a revision not spoken here. */
export function checkMeta(meta: ModernMeta): void {
  if (meta.revision === undefined) throw new ProxyError("INVALID_PARAMS", `params._meta["${VERSION}"] is missing`);
  if (meta.revision !== MODERN_REVISION) {
    throw new ProxyError("UNSUPPORTED_VERSION", "The protocol revision asked for is not spoken here", {
      data: { supported: REVISIONS, requested: meta.revision },
    });
  }
  if (meta.capabilities === undefined || meta.capabilities[0] !== 0x7b) {
    throw new ProxyError("INVALID_PARAMS", `params._meta["${CAPABILITIES}"] is missing`);
  }
}

/**
 * Callers of the modern era. A client says the same about itself with every request: what is byte for byte the same is read
 * once and makes one `Caller`, so that what is kept for a caller is found again.
 */
export class ModernCallers {
  readonly #known = new WeakMap<Principal, Map<string, Caller>>();

  of(principal: Principal, endpoint: string, session: string | undefined, meta: ModernMeta): Caller {
    let known = this.#known.get(principal);
    if (known === undefined) {
      known = new Map();
      this.#known.set(principal, known);
    }
    const declared = meta.capabilities?.toString("latin1") ?? "";
    const key = `${endpoint}\n${meta.logLevel ?? ""}\n${declared}\n${meta.clientInfo?.toString("latin1") ?? ""}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const caller: Caller = {
      principal,
      endpoint,
      era: "modern",
      revision: MODERN_REVISION,
      capabilities: capabilitiesOf(meta.capabilities),
      clientInfo: meta.clientInfo === undefined ? undefined : Buffer.from(meta.clientInfo),
      logLevel: level(meta.logLevel),
      session,
    };
    if (known.size >= MOST_CALLERS) known.delete(known.keys().next().value as string);
    known.set(key, caller);
    return caller;
  }
}

function capabilitiesOf(raw: Buffer | undefined): Capabilities {
  return raw === undefined ? NO_CAPABILITIES : readCapabilities(Buffer.from(raw));
}

function level(text: string | undefined): LogLevel | undefined {
  return text === undefined ? undefined : logLevel(text);
}
