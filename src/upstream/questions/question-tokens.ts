import { createRecent } from "../../base/recent.js";
import { BOUNDS } from "../../model/bounds.js";
import type { Caller } from "../../model/call.js";
import type { Message } from "../../model/message.js";
import { members } from "../../wire/scan.js";
import { splice } from "../../wire/splice.js";

/** Questions of one link whose progress may still come; the oldest goes first. */
const MAX_TOKENS = 256;
/** Bytes of a token that is remembered: progress of a longer one has nowhere to go. */
const MAX_TOKEN_BYTES = 1024;

/**
 * The progress tokens of one upstream's questions to clients. A client is given a token of the proxy's in place of the
 * upstream's, so that its progress reaches the upstream that asked this client, and no other.
 */
export class QuestionTokens {
  readonly #given = createRecent<{ readonly caller: Caller; readonly own: Buffer }>(
    MAX_TOKENS,
    BOUNDS["upstream.questions"].bytes,
  );
  readonly #upstream: string;
  #last = 0;

  constructor(upstream: string) {
    this.#upstream = upstream;
  }

  /** The question as its client is asked it. */
  give(question: Message, caller: Caller): Message {
    const meta = question.member("_meta");
    if (meta === undefined || question.bytes[meta.start] !== 0x7b) return question;
    const span = members(question.bytes, meta).find(({ key }) => key === "progressToken")?.value;
    if (span === undefined || span.end - span.start > MAX_TOKEN_BYTES) return question;
    const token = Buffer.from(JSON.stringify(`mcp-proxy/${this.#upstream}/${++this.#last}`));
    this.#given.set(
      token.toString("utf8"),
      {
        caller,
        own: Buffer.from(question.bytes.subarray(span.start, span.end)),
      },
      256 + span.end - span.start,
    );
    return splice(question, [{ ...span, bytes: token }]);
  }

  /** A client's progress with the upstream's own token; undefined when this client was not given the token it names. */
  own(progress: Message, caller: Caller): Message | undefined {
    const span = progress.member("progressToken");
    const given = span === undefined ? undefined : this.#given.peek(progress.raw(span));
    if (span === undefined || given?.caller !== caller) return undefined;
    return splice(progress, [{ ...span, bytes: given.own }]);
  }
}
