import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { fromProxyError } from "../wire/build.js";
import type { Lease } from "./budget.js";
import { EventStream } from "./event-stream.js";
import { BARE } from "./framing.js";
import type { Journal } from "./journal.js";
import { Outflow } from "./outflow.js";
import type { OpenReply, Replies } from "./replies.js";
import type { Cancellable, ReplySink } from "./reply-sink.js";
import { disconnect, type Reader, type SlowReaderReason } from "./slow-reader-reason.js";

/** A JSON body above this is written in slices, so that a slow reader differs from one that stalls. */
const MIN_SLICED_BYTES = 1024 * 1024;
/** A JSON body up to this is cheaper as text. */
const MAX_TEXT_BYTES = 8192;

/** What a reply needs of its session; the modern era has none. */
export interface ReplySession {
  /** Headers of the response's head, names alternating with values. */
  readonly headers: readonly string[];
  /** A journal for the reply's stream, opened when there is one. */
  journal(): Journal;
  /** Whether the client's revision knows events without data. */
  readonly primes: boolean;
}

const NO_HEADERS: readonly string[] = [];

/**
 * The reply to one POST: a JSON body when the answer comes first. A notification before the answer, or a slow answer, makes an event
 * stream of it.
 */
export class HttpReply implements ReplySink, OpenReply {
  readonly since: number;
  slot = 0;
  readonly #replies: Replies;
  readonly #reader: Reader;
  readonly #session: ReplySession | undefined;
  readonly #lease: Lease | undefined;
  readonly #isCall: boolean;
  #stream: EventStream | undefined;
  #journal: Journal | undefined;
  #settled = false;

  /** `isCall`: false for a subscription, which does not count as a call under way. */
  constructor(
    replies: Replies,
    reader: Reader & { readonly lease: Lease | undefined },
    session: ReplySession | undefined,
    { isCall = true } = {},
  ) {
    this.#replies = replies;
    this.#isCall = isCall;
    this.#lease = reader.lease;
    this.#reader = reader;
    this.#session = session;
    this.since = replies.now;
    if (isCall) replies.opened(this);
  }

  get shared(): boolean {
    return false;
  }

  get settled(): boolean {
    return this.#settled;
  }

  emit(message: Message): boolean {
    if (this.#settled) return true;
    this.upgrade();
    if (this.#journal !== undefined) return this.#journal.send(message);
    return this.#stream?.tell(message) ?? true;
  }

  onDrain(listener: () => void): void {
    if (this.#journal !== undefined) this.#journal.onDrain(listener);
    else if (this.#stream !== undefined) this.#stream.flow.onDrain(listener);
    else listener();
  }

  answer(message: Message, status: number): void {
    if (this.#settled) {
      message.tail?.destroy();
      return;
    }
    this.#settle();
    if (this.#journal !== undefined) {
      this.#journal.send(message);
      this.#journal.end(this.#replies.now);
    } else if (this.#stream !== undefined) {
      this.#stream.send(message);
      this.#stream.end();
    } else this.#json(message, status);
  }

  cancelled(id: Buffer): void {
    this.answer(fromProxyError(id, new ProxyError("CANCELLED", "The call was cancelled")), 200);
  }

  cancelOnClose(work: Cancellable): void {
    this.#reader.response.on("close", () => {
      if (this.#settled) return;
      this.#settle();
      work.cancel("The client closed the response stream");
    });
  }

  #settle(): void {
    this.#settled = true;
    if (this.#isCall) this.#replies.settled(this);
    this.#lease?.release();
  }

  upgrade(): void {
    const { response } = this.#reader;
    if (this.#stream !== undefined || response.destroyed || response.headersSent) return;
    const session = this.#session;
    const stream = new EventStream(this.#replies, this.#reader, session?.headers ?? NO_HEADERS, () =>
      this.#journal?.detach(stream),
    );
    this.#stream = stream;
    if (session === undefined) return;
    const journal = session.journal();
    this.#journal = journal;
    journal.attach(stream, undefined);
    if (session.primes) journal.prime();
  }

  #flow(cut: (why: SlowReaderReason) => void): Outflow {
    return new Outflow(this.#reader.response, BARE, cut, { backlog: this.#replies.backlog });
  }

  #json(message: Message, status: number): void {
    const { response } = this.#reader;
    if (response.destroyed) {
      message.tail?.destroy();
      return;
    }
    const cut = (why: SlowReaderReason): void => disconnect(this.#replies.log, this.#reader, why);
    // Node writes one list without looking names up, which `setHeader` does.
    const head = [...(this.#session?.headers ?? NO_HEADERS), "Content-Type", "application/json"];
    if (message.tail === undefined) {
      const { bytes } = message;
      head.push("Content-Length", String(bytes.length));
      response.writeHead(status, head);
      if (bytes.length <= MIN_SLICED_BYTES) {
        // Node joins a short text with the head, so that both leave in one packet.
        if (bytes.length <= MAX_TEXT_BYTES) response.end(bytes.toString("latin1"), "latin1");
        else response.end(bytes);
        if (response.writableLength > 0) this.#replies.watchBody(response, this.#flow(cut));
        return;
      }
    } else response.writeHead(status, head);
    const flow = this.#flow(cut);
    this.#replies.watchBody(response, flow);
    flow.send(message);
    flow.end(() => response.end());
  }
}
