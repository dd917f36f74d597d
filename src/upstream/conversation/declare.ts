import type { Call, Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message, Span } from "../../model/message.js";
import { META, MODERN_REVISION, TASKS_EXTENSION } from "../../model/protocol.js";
import { members } from "../../wire/scan.js";
import type { Edit } from "../../wire/splice.js";

/**
 * Refuses requests about tasks of the other era: they share names and nothing else (tasks extension, "Compatibility"). Throws
 * METHOD_NOT_FOUND.
 */
export function refuseForeignTasks({ message }: Call): void {
  if (message.method?.startsWith("tasks/") === true) throw new ProxyError("METHOD_NOT_FOUND", "Method not found");
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set([
  META.protocolVersion,
  META.clientCapabilities,
  META.clientInfo,
  META.logLevel,
]);

/** What the proxy tells an upstream of a client: exactly what it can relay to that client, in each era's spelling. */
export interface Declaration {
  /**
   * `capabilities` of a legacy `initialize`; equal strings may share a link. A legacy session's are its own. A modern client
   * declares with every request, so one link declares all that can be asked, and each request is held to what it declared.
   */
  readonly legacy: string;
  /** `clientCapabilities` of a modern request. */
  readonly modern: string;
}

/** Declarations by capability object, each computed once. One per assembly. */
export class Declarations {
  readonly #known = new WeakMap<Buffer, Declaration>();

  of(caller: Caller): Declaration {
    const { raw } = caller.capabilities;
    let known = this.#known.get(raw);
    if (known === undefined) {
      known = translate(caller);
      this.#known.set(raw, known);
    }
    return known;
  }
}

/** The extensions that mean the same in both eras: tasks do not (tasks extension, "Compatibility"). */
function relayable(extensions: unknown): Record<string, unknown> | undefined {
  if (typeof extensions !== "object" || extensions === null) return undefined;
  const kept = Object.entries(extensions).filter(([name]) => name !== TASKS_EXTENSION);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function translate(caller: Caller): Declaration {
  const sent = JSON.parse(caller.capabilities.raw.toString("utf8")) as Record<string, unknown>;
  const { elicitation, sampling, roots } = caller.capabilities;
  const shared: Record<string, unknown> = {};
  if (elicitation.form || elicitation.url) {
    shared.elicitation = { ...(elicitation.form ? { form: {} } : {}), ...(elicitation.url ? { url: {} } : {}) };
  }
  if (sampling) shared.sampling = sent.sampling ?? {};
  if (sent.experimental !== undefined) shared.experimental = sent.experimental;
  const extensions = relayable(sent.extensions);
  if (extensions !== undefined) shared.extensions = extensions;
  const legacy =
    caller.era === "legacy"
      ? { ...shared, ...(roots ? { roots: sent.roots ?? {} } : {}) }
      : { sampling: {}, ...shared, elicitation: { form: {}, url: {} }, roots: {} };
  const modern = { ...shared, ...(roots ? { roots: {} } : {}) };
  return {
    legacy: JSON.stringify(legacy),
    modern: caller.era === "modern" ? caller.capabilities.raw.toString("utf8") : JSON.stringify(modern),
  };
}

/** The envelope of a legacy caller's requests to modern upstreams. */
export interface ClientMeta {
  /** Without braces: `"k":v,"k":v`. */
  readonly inner: string;
  /** As the first of several members of `params`: `"_meta":{…},`. */
  readonly first: Buffer;
}

/** Envelopes by caller, made anew when its log level changes. One per link. */
export class ClientMetas {
  readonly #declarations: Declarations;
  readonly #ownInfo: string;
  readonly #known = new WeakMap<Caller, ClientMeta & { readonly level: Caller["logLevel"] }>();

  /** `ownInfo`: the proxy's own `clientInfo`, JSON, for callers that sent none. */
  constructor(declarations: Declarations, ownInfo: string) {
    this.#declarations = declarations;
    this.#ownInfo = ownInfo;
  }

  of(caller: Caller): ClientMeta {
    const known = this.#known.get(caller);
    if (known !== undefined && known.level === caller.logLevel) return known;
    const info = caller.clientInfo?.toString("utf8") ?? this.#ownInfo;
    const level = caller.logLevel === undefined ? "" : `,"${META.logLevel}":"${caller.logLevel}"`;
    const { modern } = this.#declarations.of(caller);
    const inner = `"${META.protocolVersion}":"${MODERN_REVISION}","${META.clientCapabilities}":${modern},"${META.clientInfo}":${info}${level}`;
    const made = { inner, first: Buffer.from(`"_meta":{${inner}},`), level: caller.logLevel };
    this.#known.set(caller, made);
    return made;
  }
}

/** The edit that puts the envelope into a request that has none; in place of a `_meta` or `params` that is no object. */
export function wrapEdit(message: Message, { inner, first }: ClientMeta): Edit {
  const meta = metaObject(message);
  if (meta !== undefined) {
    const empty = members(message.bytes, meta).length === 0;
    return { start: meta.start + 1, end: meta.start + 1, bytes: Buffer.from(empty ? inner : `${inner},`) };
  }
  const other = message.member("_meta");
  if (other !== undefined) return { ...other, bytes: Buffer.from(`{${inner}}`) };
  const params = message.body;
  if (params !== undefined && message.bytes[params.start] !== 0x7b) {
    return { ...params, bytes: Buffer.from(`{"_meta":{${inner}}}`) };
  }
  if (params !== undefined) {
    const bytes = message.members.length === 0 ? first.subarray(0, -1) : first;
    return { start: params.start + 1, end: params.start + 1, bytes };
  }
  const close = message.bytes.lastIndexOf(0x7d);
  return { start: close, end: close, bytes: Buffer.from(`,"params":{"_meta":{${inner}}}`) };
}

/** What must change in a request's `_meta`, and the client's own progress token, raw. */
export interface MetaChange {
  readonly edits: readonly Edit[];
  readonly token: Buffer | undefined;
}

const NO_CHANGE: MetaChange = { edits: [], token: undefined };
/** A `_meta` longer than this is not remembered. */
const MAX_REMEMBERED_BYTES = 4096;

/**
 * The edits that make a request's `_meta` fit its upstream: our progress token in place of the client's and, for a modern
 * request to a legacy upstream, the envelope taken out. What else stands in `_meta` stays, byte for byte. A modern client
 * sends the same `_meta` with every call that wants no progress, so what was found for the last one is kept.
 */
export class MetaEdits {
  #last: { readonly raw: Buffer; readonly unwrap: boolean; readonly bytes: Buffer | undefined } | undefined;

  edits(message: Message, unwrap: boolean, ownToken: number): MetaChange {
    const meta = metaObject(message);
    if (meta === undefined) return NO_CHANGE;
    const last = this.#last;
    if (last === undefined || last.unwrap !== unwrap || !sameBytes(last.raw, message.bytes, meta)) {
      return this.#find(message, meta, unwrap, ownToken);
    }
    return last.bytes === undefined ? NO_CHANGE : { edits: [{ ...meta, bytes: last.bytes }], token: undefined };
  }

  #find(message: Message, meta: Span, unwrap: boolean, ownToken: number): MetaChange {
    const inner = members(message.bytes, meta);
    const progress = inner.find((member) => member.key === "progressToken");
    const token = progress && Buffer.from(message.bytes.subarray(progress.value.start, progress.value.end));
    const kept = unwrap ? inner.filter((member) => !ENVELOPE_KEYS.has(member.key)) : inner;
    if (progress !== undefined && kept.length === inner.length) {
      return { edits: [{ ...progress.value, bytes: Buffer.from(String(ownToken)) }], token };
    }
    const text = kept.map((member) =>
      member === progress
        ? `"progressToken":${ownToken}`
        : message.bytes.toString("utf8", member.keySpan.start, member.value.end),
    );
    const bytes = kept.length === inner.length ? undefined : Buffer.from(`{${text.join(",")}}`);
    if (progress === undefined && meta.end - meta.start <= MAX_REMEMBERED_BYTES) {
      this.#last = { raw: Buffer.from(message.bytes.subarray(meta.start, meta.end)), unwrap, bytes };
    }
    return bytes === undefined ? NO_CHANGE : { edits: [{ ...meta, bytes }], token };
  }
}

/** The client's own progress token, raw. */
export function progressToken(message: Message): Buffer | undefined {
  const meta = metaObject(message);
  const found = meta && members(message.bytes, meta).find((member) => member.key === "progressToken");
  return found && Buffer.from(message.bytes.subarray(found.value.start, found.value.end));
}

function sameBytes(known: Buffer, bytes: Buffer, { start, end }: Span): boolean {
  return known.length === end - start && bytes.compare(known, 0, known.length, start, end) === 0;
}

function metaObject(message: Message): Span | undefined {
  const meta = message.member("_meta");
  return meta !== undefined && message.bytes[meta.start] === 0x7b ? meta : undefined;
}
