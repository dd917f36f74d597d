import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Outgoing } from "../model/transport.js";
import type { HttpRequest } from "../net/http-exchange.js";
import { headerBytes } from "../net/http-headers.js";
import { joined, roomOf } from "../wire/in-place.js";
import { scanWhole } from "../wire/outline.js";
import type { SseReader } from "../wire/sse.js";
import { answered, doubted, type SentInSession } from "./doubt.js";
import { type EventListener, EventReply } from "./event-reply.js";
import { MIN_STREAMED_BYTES, ReplyTail, resultBegun, type TailSource } from "./long-result.js";
import type { HttpOwner } from "./owner.js";
import { Pace, silent } from "./pace.js";
import {
  answers,
  notMcp,
  RefusedReply,
  type ReplyMode,
  replyMode,
  restarted,
  unreturned,
  withoutMark,
} from "./replies.js";

/** How long a stream may stay open behind its answer, in milliseconds. */
const LINGER_MS = 2000;
/** How often the head of a long reply is looked at before the whole is waited for; chunks are 64 KB, or 16 KB over TLS. */
const MAX_HEAD_SCANS = 3;

/** One POST and its reply: JSON, an event stream (resumed when it breaks and the upstream gave event ids), or a refusal. */
export class Post implements HttpRequest, SentInSession, EventListener, TailSource {
  method: "POST" | "GET" = "POST";
  readonly path: string;
  headers: readonly string[];
  body: Buffer | undefined;
  readonly urgent: boolean;
  readonly out: Outgoing;
  credential: Credential;
  readonly again: boolean;
  aborted = false;
  readonly pace = new Pace();
  readonly #transport: HttpOwner;
  /** Whether the session is named with it. */
  readonly inSession: boolean;
  #mode: ReplyMode = "none";
  #status: number | undefined;
  #chunks: Buffer[] = [];
  #size = 0;
  #tries = 0;
  #tail: ReplyTail | undefined;
  #stream: EventReply | undefined;
  /** Reads what this connection brings of the stream. */
  #events: SseReader | undefined;
  #refusal: RefusedReply | undefined;
  #answered = false;
  /** Whether the connection has nothing more to bring. */
  #ended = false;

  constructor(transport: HttpOwner, out: Outgoing, credential: Credential, again: boolean) {
    this.#transport = transport;
    this.out = out;
    this.credential = credential;
    this.again = again;
    this.path = transport.path;
    this.inSession = transport.inSession;
    this.headers = transport.headers(out.headers, credential);
    this.body = out.bytes;
    this.urgent = out.id === undefined;
  }

  start(): void {
    this.pace.call = this.#transport.parts.origin.request(this);
  }

  abort(): void {
    this.aborted = true;
    this.pace.call?.abort();
    this.#cut(new ProxyError("UPSTREAM_UNAVAILABLE", `${this.#transport.parts.upstream} was stopped`));
  }

  /** Nothing more comes: whoever reads a long result is told. */
  #cut(error: ProxyError): void {
    this.pace.stop();
    this.#tail?.destroy(error);
    this.#events?.end(error);
  }

  /** `HttpRequest`: the reply's head. */
  onResponse(status: number, headers: readonly Buffer[]): void {
    const { id } = this.out;
    this.#status = status;
    this.#transport.keepCookies(headers, this.path);
    const session = headerBytes(headers, "mcp-session-id");
    if (session !== undefined && status < 300) this.#transport.named(session, this.out);
    const { answersInReply } = this.#transport;
    const mode = replyMode(status, headers, id !== undefined, answersInReply);
    this.#mode = mode;
    if (id === undefined) this.#transport.taken(this.out);
    else if (mode !== "error" && answersInReply) this.#transport.receiver.activity(id);
    if (mode === "error") this.#refusal = new RefusedReply(status, headers);
    else if (mode === "events") {
      this.#stream ??= new EventReply(this, this.#transport.parts.maxBytes, this.out.whole);
      this.#events = this.#stream.reader();
    }
  }

  /** `HttpRequest`: false pauses the reply. */
  onData(chunk: Buffer): boolean {
    this.pace.news();
    const more = this.#take(chunk);
    this.pace.wanted(more);
    return more;
  }

  #take(chunk: Buffer): boolean {
    if (this.#events !== undefined) return this.#events.push(chunk) && !this.pace.held;
    if (this.#mode === "none") return true;
    if (this.#mode === "error") {
      this.#refusal?.take(chunk);
      return true;
    }
    this.#size += chunk.length;
    if (this.#tail !== undefined) {
      if (this.#size <= this.#transport.parts.maxBytes) return this.#tail.push(chunk);
      this.oversize();
      return true;
    }
    this.#chunks.push(chunk);
    if (this.#size > MIN_STREAMED_BYTES) this.#long();
    return true;
  }

  /** A result of this size is passed on while it arrives, if its head says that it is one. */
  #long(): void {
    if (this.#size > this.#transport.parts.maxBytes) {
      this.oversize();
      return;
    }
    if (this.out.whole || ++this.#tries > MAX_HEAD_SCANS) return;
    const tail = new ReplyTail(this);
    const message = resultBegun(this.#chunks, tail);
    if (message === undefined) return;
    this.#chunks = [];
    this.#tail = tail;
    this.begun(message);
  }

  /** Something long is arriving: its silence has a limit, as long as its reader wants more. A result is passed on now. */
  begun(message: Message | undefined): void {
    const { idle, upstream } = this.#transport.parts;
    this.pace.silence(idle, () => {
      this.pace.call?.abort();
      this.#cut(silent(upstream, idle));
      this.#transport.done(this);
    });
    if (message === undefined) return;
    this.#answered = true;
    if (this.inSession) this.#transport.recheck?.prove();
    this.#transport.receiver.message(message, this.out.id);
  }

  /** `TailSource`: the tail of a JSON reply is at its end, or of no interest any more. */
  tailClosed(whole: boolean): void {
    if (!whole) this.pace.call?.abort();
    this.pace.stop();
    this.#transport.done(this);
  }

  /** `EventListener`: the long event is over, and not its stream. */
  longOver(): void {
    this.pace.stop();
    if (this.#answered && !this.aborted) this.#linger();
  }

  /** A message that is there as a whole, or what should be one. */
  deliver(data: Buffer, room: number, certain = true): void {
    if (this.aborted) return;
    let message: Message;
    try {
      message = scanWhole(data);
    } catch (error) {
      if (certain) this.broken(error);
      return;
    }
    if (answers(message, this.out.id)) {
      this.#answered = true;
      message.room = room;
      if (this.#events !== undefined) this.#linger();
      answered(this.#transport, this, this.#status ?? 200, message);
      return;
    }
    this.#transport.receiver.message(message, this.out.id);
  }

  /** Answered, the stream has nothing more to say; an upstream that leaves it open does not keep the connection. */
  #linger(): void {
    if (this.#ended) return;
    this.pace.after(LINGER_MS, () => {
      this.abort();
      this.#transport.done(this);
    });
  }

  broken(cause: unknown): void {
    if (this.out.id === undefined || this.#answered) return;
    if (!this.#transport.answersInReply) {
      // The answer comes on the event stream; this is a receipt in words of the upstream's own.
      this.#transport.parts.log.debug("upstream.reply_ignored", { upstream: this.#transport.parts.upstream });
      return;
    }
    this.#answered = true;
    this.#fail(notMcp(this.#transport.parts.upstream, cause), "unknown");
  }

  oversize(): void {
    const { upstream, maxBytes } = this.#transport.parts;
    const error = new ProxyError("RESPONSE_TOO_LARGE", `${upstream} answered with more than ${maxBytes} bytes`);
    if (this.#tail !== undefined) this.#tail.destroy(error);
    else if (this.out.id !== undefined && !this.#answered) this.#fail(error, "unknown");
    this.#answered = true;
    this.abort();
    this.#transport.done(this);
  }

  /** `HttpRequest`: the reply is complete. */
  onEnd(): void {
    this.#ended = true;
    this.pace.stop();
    if (this.#tail !== undefined) {
      this.#tail.push(null);
      this.#transport.done(this);
      return;
    }
    if (this.#mode === "error" && this.#refusal !== undefined) {
      this.#refused(this.#refusal);
      return;
    }
    if (this.#events !== undefined) this.#events.end();
    else if (this.#mode === "json")
      if (this.#chunks.length === 1) this.deliver(withoutMark(this.#chunks[0] as Buffer), 0);
      else this.deliver(withoutMark(joined(this.#chunks, this.#size)), roomOf(this.#size));
    this.#finish(undefined);
  }

  /** `HttpRequest`: the connection failed. */
  onError(thrown: Error): void {
    const error = ProxyError.from(thrown);
    this.#ended = true;
    this.#cut(error);
    this.#finish(error);
  }

  #finish(error: ProxyError | undefined): void {
    const awaited = error !== undefined || this.#transport.answersInReply;
    if (this.aborted || this.out.id === undefined || this.#answered || !awaited) {
      this.#transport.done(this);
      return;
    }
    const { upstream, abortCancels } = this.#transport.parts;
    if (!abortCancels && this.#stream?.resume(() => this.#comeBack()) === true) return;
    this.#transport.done(this);
    // A stream that cannot be resumed says nothing about the call that was sent.
    const unsent = error?.data?.sent === false && this.method === "POST";
    const why = error ?? new ProxyError("UPSTREAM_PROTOCOL", `${upstream} ended the response without an answer`);
    // What was answered and cannot be read says so itself.
    const told = error === undefined || error.code === "UPSTREAM_PROTOCOL";
    const lost = unsent || told ? why : restarted(upstream, error);
    this.#fail(lost, unsent ? "unsent" : "unknown");
  }

  /** Asks for the rest of the stream. */
  #comeBack(): void {
    if (this.aborted) return;
    this.method = "GET";
    this.headers = this.#transport.headers(this.#stream?.since ?? [], this.credential);
    this.body = undefined;
    this.#chunks = [];
    this.#size = 0;
    this.#events = undefined;
    this.#ended = false;
    this.start();
  }

  #refused(refusal: RefusedReply): void {
    const { upstream } = this.#transport.parts;
    const { receiver } = this.#transport;
    const { id } = this.out;
    const stream = this.#stream;
    if (this.method === "GET" && refusal.status === 401 && stream?.renewed === false && !this.aborted) {
      stream.renewed = true;
      this.#comeBackRenewed(refusal.challenges);
      return;
    }
    this.#transport.done(this);
    if (this.aborted) return;
    if (this.method === "GET") {
      receiver.failed(id as number, refusal.ofReturn(upstream));
      return;
    }
    if (this.#transport.onRefusal !== undefined) {
      this.#transport.onRefusal(refusal.ofSession);
      return;
    }
    // A credential that was shown may have expired. Where none was, the upstream never asked for one.
    const expired = refusal.ofCredential !== undefined && !this.again && this.credential.headers.length > 0;
    if (!expired && doubted(this.#transport, this, refusal.ofSession, (ended) => this.#refusedIndeed(refusal, ended)))
      return;
    this.#refusedIndeed(refusal, false);
  }

  /** What a refusal comes to that says nothing of the session. `ended`: the session is lost all the same. */
  #refusedIndeed(refusal: RefusedReply, ended: boolean): void {
    const { upstream } = this.#transport.parts;
    const { receiver, inSession, answersInReply } = this.#transport;
    const { id } = this.out;
    if (refusal.ofCredential !== undefined && !this.again) {
      this.#transport.renew(this, refusal.ofCredential, refusal.challenges);
      return;
    }
    if (this.#transport.follow(this, refusal.status, refusal.headers)) return;
    if (id === undefined) return;
    const means = refusal.ofRequest(upstream, id, inSession ? (answersInReply ? "by status" : "by words") : undefined);
    if ("error" in means) receiver.failed(id, { ...means, sessionLost: means.sessionLost || ended });
    else {
      this.#answered = true;
      receiver.message(means, id);
    }
  }

  /** The upstream refused the credential of a call that runs there: with a fresh one, its stream is asked for once more. */
  #comeBackRenewed(challenges: readonly string[]): void {
    this.#transport.fresh(this.credential, challenges).then(
      (credential) => {
        this.credential = credential;
        this.#comeBack();
      },
      (error: unknown) => {
        this.#transport.done(this);
        if (!this.aborted) this.#fail(unreturned(error), "unknown");
      },
    );
  }

  #fail(error: ProxyError, executed: "unsent" | "unknown"): void {
    const failure = { error, executed, status: this.#status, sessionLost: false };
    this.#transport.receiver.failed(this.out.id as number, failure);
  }
}
