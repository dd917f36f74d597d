import { BOUNDS } from "../model/bounds.js";
import type { Caller, Capabilities, LogLevel } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Member, Message } from "../model/message.js";
import type { Principal } from "../model/principal.js";
import { META, MODERN_REVISION } from "../model/protocol.js";
import { members } from "../wire/scan.js";
import { checkKey, checkSpelling, spellingOf } from "../wire/spelling.js";
import { logLevel, NO_CAPABILITIES, readCapabilities } from "./caller.js";

const KEYS = spellingOf([
  META.protocolVersion,
  META.clientCapabilities,
  META.clientInfo,
  META.logLevel,
  META.relatedTask,
  "progressToken",
]);
const TASK_KEYS = spellingOf(["taskId"]);

/** Distinct declarations remembered for one principal. */
const MAX_CALLERS = 64;
const MAX_BYTES_OF_ONE = BOUNDS["exposure.callersOfOne"].bytes;
const MAX_BYTES = BOUNDS["exposure.callers"].bytes;

/** The declarations of a request in `params._meta` (2026-07-28, base protocol), as raw bytes. */
export interface ModernMeta {
  readonly revision: string | undefined;
  readonly capabilities: Buffer | undefined;
  readonly clientInfo: Buffer | undefined;
  readonly logLevel: string | undefined;
  /** Whether the bytes are copies, so that they keep no message in memory. */
  readonly kept: boolean;
}

const NO_META: ModernMeta = {
  revision: undefined,
  capabilities: undefined,
  clientInfo: undefined,
  logLevel: undefined,
  kept: true,
};

/** Reads a message's `_meta`. Throws INVALID_REQUEST when a key differs from one of the protocol's only in upper and lower case. */
export function readMeta(message: Message): ModernMeta {
  const span = message.member("_meta");
  if (span === undefined) return NO_META;
  const { bytes } = message;
  let revision: string | undefined;
  let capabilities: Buffer | undefined;
  let clientInfo: Buffer | undefined;
  let level: string | undefined;
  for (const member of members(bytes, span)) {
    const mark = MARKS.get(member.key);
    if (mark === undefined) {
      checkKey(member.key, KEYS);
      if (member.key === META.relatedTask) checkSpelling(members(bytes, member.value), TASK_KEYS);
      continue;
    }
    if (mark === 1) revision = message.text(member.value);
    else if (mark === 2) capabilities = slice(bytes, member);
    else if (mark === 4) clientInfo = bytes[member.value.start] === 0x7b ? slice(bytes, member) : undefined;
    else level = message.text(member.value);
  }
  return { revision, capabilities, clientInfo, logLevel: level, kept: false };
}

/** A `_meta` longer than this is not remembered. */
const MAX_REMEMBERED_BYTES = 4096;

/**
 * Reads `_meta` as `readMeta` does, and returns the same object for the same bytes as last time, because a client repeats its
 * declarations in every request.
 */
export class MetaReader {
  #last: { readonly raw: Buffer; readonly meta: ModernMeta } | undefined;

  read(message: Message): ModernMeta {
    const span = message.member("_meta");
    if (span === undefined) return NO_META;
    const { bytes } = message;
    const length = span.end - span.start;
    const last = this.#last;
    if (
      last !== undefined &&
      last.raw.length === length &&
      bytes.compare(last.raw, 0, length, span.start, span.end) === 0
    ) {
      return last.meta;
    }
    const meta = readMeta(message);
    // A progress token differs in every request.
    if (length > MAX_REMEMBERED_BYTES || bytes.subarray(span.start, span.end).includes("progressToken")) return meta;
    const kept = keep(meta);
    this.#last = { raw: Buffer.from(bytes.subarray(span.start, span.end)), meta: kept };
    return kept;
  }
}

/** The same in copied bytes, so that they keep no message in memory. */
function keep(meta: ModernMeta): ModernMeta {
  return {
    ...meta,
    kept: true,
    capabilities: meta.capabilities === undefined ? undefined : Buffer.from(meta.capabilities),
    clientInfo: meta.clientInfo === undefined ? undefined : Buffer.from(meta.clientInfo),
  };
}

const MARKS = new Map<string, number>([
  [META.protocolVersion, 1],
  [META.clientCapabilities, 2],
  [META.clientInfo, 4],
  [META.logLevel, 8],
]);

function slice(bytes: Buffer, member: Member): Buffer {
  return bytes.subarray(member.value.start, member.value.end);
}

/** Throws what 2026-07-28 asks for when a request's `_meta` is incomplete or of a revision not spoken here. */
export function checkMeta(meta: ModernMeta): void {
  if (meta.revision === undefined)
    throw new ProxyError("INVALID_PARAMS", `params._meta["${META.protocolVersion}"] is missing`);
  if (meta.revision !== MODERN_REVISION) {
    throw new ProxyError("UNSUPPORTED_VERSION", "Unsupported protocol revision", {
      data: { supported: [MODERN_REVISION], requested: meta.revision },
    });
  }
  if (meta.capabilities === undefined || meta.capabilities[0] !== 0x7b) {
    throw new ProxyError("INVALID_PARAMS", `params._meta["${META.clientCapabilities}"] is missing`);
  }
}

interface Known {
  readonly bytes: number;
  readonly meta: ModernMeta;
  /** The latest declaration that was equal. */
  same: ModernMeta;
  readonly caller: Caller;
}

/**
 * Callers of the modern era. A client repeats its declarations in every request. Declarations that are byte for byte the same are
 * read once and make one `Caller`, so that state under that caller is found again.
 */
export class ModernCallers {
  #known = new WeakMap<Principal, Known[]>();
  /** Bytes of all that is remembered. */
  #bytes = 0;

  /** The callers of a principal that are remembered. */
  known(principal: Principal): Caller[] {
    return (this.#known.get(principal) ?? []).map(({ caller }) => caller);
  }

  of(principal: Principal, endpoint: string, session: string | undefined, meta: ModernMeta): Caller {
    let known = this.#known.get(principal);
    if (known === undefined) {
      known = [];
      this.#known.set(principal, known);
    }
    for (let at = 0; at < known.length; at++) {
      const one = known[at] as Known;
      if (one.caller.endpoint !== endpoint || (one.same !== meta && !sameMeta(one.meta, meta))) continue;
      if (meta.kept) one.same = meta;
      // The latest declaration comes first in the list.
      if (at > 0) {
        known[at] = known[at - 1] as Known;
        known[at - 1] = one;
      }
      return one.caller;
    }
    const kept = keep(meta);
    const caller: Caller = {
      principal,
      endpoint,
      era: "modern",
      revision: MODERN_REVISION,
      capabilities: capabilitiesOf(kept.capabilities),
      clientInfo: kept.clientInfo,
      logLevel: level(kept.logLevel),
      session,
    };
    this.#remember(known, { bytes: bytesOf(kept), meta: kept, same: kept, caller });
    return caller;
  }

  #remember(known: Known[], one: Known): void {
    if (this.#bytes + one.bytes > MAX_BYTES) {
      this.#known = new WeakMap();
      this.#bytes = 0;
      return;
    }
    let own = known.reduce((sum, { bytes }) => sum + bytes, one.bytes);
    while (known.length > 0 && (own > MAX_BYTES_OF_ONE || known.length >= MAX_CALLERS)) {
      const last = known.pop()?.bytes ?? 0;
      own -= last;
      this.#bytes -= last;
    }
    known.unshift(one);
    this.#bytes += one.bytes;
  }
}

/** Memory of a declaration: its bytes, and about as much again for each form it is read and passed on in. */
function bytesOf({ capabilities, clientInfo }: ModernMeta): number {
  return 1024 + 4 * ((capabilities?.length ?? 0) + (clientInfo?.length ?? 0));
}

function sameBytes(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

function sameMeta(one: ModernMeta, other: ModernMeta): boolean {
  return (
    one.logLevel === other.logLevel &&
    sameBytes(one.capabilities, other.capabilities) &&
    sameBytes(one.clientInfo, other.clientInfo)
  );
}

function capabilitiesOf(raw: Buffer | undefined): Capabilities {
  return raw === undefined ? NO_CAPABILITIES : readCapabilities(raw);
}

function level(text: string | undefined): LogLevel | undefined {
  return text === undefined ? undefined : logLevel(text);
}
