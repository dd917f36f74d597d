import type { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { LEGACY_REVISIONS, MODERN_CODES, MODERN_REVISION, RPC } from "../../model/protocol.js";

/** What an upstream says of the revisions it speaks. */
export interface SpokenRevisions {
  /** Whether the revision of the modern era is one of them. */
  readonly modern: boolean;
  /** The newest legacy one that the proxy speaks too; undefined: the upstream names none. */
  readonly legacy: string | undefined;
}

/** A handshake that the upstream answered with an error. */
export class Refusal extends Error {
  readonly error: ProxyError;
  readonly answer: Message;

  constructor(error: ProxyError, answer: Message) {
    super(error.message, { cause: error });
    this.error = error;
    this.answer = answer;
  }

  /** Whether the refusal itself says that the upstream speaks the modern era. */
  get provesModern(): boolean {
    return refusedRevision(this.answer)?.modern === true;
  }
}

/** Reads a list of revisions; undefined: it is none. */
function spoken(list: unknown): SpokenRevisions | undefined {
  if (!Array.isArray(list)) return undefined;
  return {
    modern: list.includes(MODERN_REVISION),
    legacy: LEGACY_REVISIONS.find((revision) => list.includes(revision)),
  };
}

const NONE_NAMED: SpokenRevisions = { modern: false, legacy: undefined };

/**
 * What a refusal of the revision says (-32022): the upstream names those it speaks, and a refusal that names none is no word for
 * the modern era. Undefined for every other answer.
 */
export function refusedRevision(answer: Message): SpokenRevisions | undefined {
  if (answer.kind !== "error" || answer.tail !== undefined) return undefined;
  const { code, data } = (answer.value ?? {}) as { code?: unknown; data?: { supported?: unknown } | null };
  return code === RPC.UNSUPPORTED_PROTOCOL_VERSION ? (spoken(data?.supported) ?? NONE_NAMED) : undefined;
}

/**
 * What an answer to `server/discover` says. A server that answers every method with some result describes nothing, and an error
 * that only the modern era has is of no other; `legacy` is then undefined.
 */
export function describedRevisions(answer: Message): SpokenRevisions {
  if (answer.kind === "error") {
    const { code } = (answer.value ?? {}) as { code?: unknown };
    return refusedRevision(answer) ?? { modern: MODERN_CODES.has(code), legacy: undefined };
  }
  const list = answer.member("supportedVersions");
  // The list of a description that is longer than what is kept of it is not seen.
  if (list === undefined) return { modern: answer.tail !== undefined, legacy: undefined };
  return spoken(JSON.parse(answer.raw(list))) ?? NONE_NAMED;
}
