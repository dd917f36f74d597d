import type { Readable } from "node:stream";

/** A half-open range of bytes `[start, end)` within a message's `bytes`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a JSON-RPC message is (JSON-RPC 2.0 sections 4 and 5). */
export type MessageKind = "request" | "notification" | "result" | "error";

/** One direct member of an object: the bytes of its key (with quotes) and of its value. */
export interface Member {
  /** The decoded key. */
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Span;
}

/** What the scanner found at the top level of a message; every span refers to `Message.bytes`. */
export interface MessageParts {
  readonly kind: MessageKind;
  /** The raw id token (`1`, `"a"`, `null`), where the message has one. */
  readonly id: Span | undefined;
  /** The decoded method of a request or notification. */
  readonly method: string | undefined;
  /** The value of `params` (requests, notifications), `result` or `error`. */
  readonly body: Span | undefined;
  /** The direct members of that value when it is an object, in order; empty otherwise. */
  readonly members: readonly Member[];
}

/**
 * One JSON-RPC message: its bytes, and as much of it parsed as somebody asked for.
 *
 * The bytes are the truth. Nothing is re-serialised: what the relay changes it splices
 * (`wire/splice.ts`), so members nobody here has heard of arrive as they were sent.
 *
 * A long result is a *head* (`bytes`) and a `tail` that is still arriving. The tail must be
 * consumed or destroyed exactly once; `members` then holds only what was complete in the head, and
 * the id may be absent from the head (then it stands at the very end of the tail, and
 * `wire/splice.ts` rewrites it there).
 */
export class Message {
  readonly bytes: Buffer;
  readonly kind: MessageKind;
  readonly id: Span | undefined;
  readonly method: string | undefined;
  readonly body: Span | undefined;
  readonly members: readonly Member[];
  readonly tail: Readable | undefined;
  /**
   * Set by a transport whose bytes nobody else has: how many bytes before them, and as many behind, are free. Whoever answers
   * with the message then writes in place (`exposure/render.ts`). Undefined: the bytes may be somebody else's too.
   */
  room: number | undefined;
  #value: { parsed: unknown } | undefined;

  constructor(bytes: Buffer, parts: MessageParts, tail?: Readable) {
    this.bytes = bytes;
    this.kind = parts.kind;
    this.id = parts.id;
    this.method = parts.method;
    this.body = parts.body;
    this.members = parts.members;
    this.tail = tail;
    this.room = undefined;
  }

  /** The value span of a direct member of `params`, `result` or `error`; undefined when absent. */
  member(key: string): Span | undefined {
    for (const member of this.members) if (member.key === key) return member.value;
    return undefined;
  }

  /** The raw JSON text of a span. */
  raw(span: Span): string {
    return this.bytes.toString("utf8", span.start, span.end);
  }

  /** The decoded string under a span, or undefined when the value is not a JSON string. */
  text(span: Span | undefined): string | undefined {
    if (span === undefined || this.bytes[span.start] !== 0x22) return undefined;
    const { bytes } = this;
    const end = span.end - 1;
    let at = span.start + 1;
    while (at < end && (bytes[at] as number) < 0x80 && bytes[at] !== 0x5c) at++;
    // Names and URIs are plain as a rule: nothing to decode.
    if (at === end) return bytes.toString("latin1", span.start + 1, end);
    return JSON.parse(this.raw(span)) as string;
  }

  /** `params`, `result` or `error`, parsed on first use. Never call this on the relay path. */
  get value(): unknown {
    this.#value ??= { parsed: this.body === undefined ? undefined : JSON.parse(this.raw(this.body)) };
    return this.#value.parsed;
  }
}
