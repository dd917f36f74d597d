import { Readable } from "node:stream";
import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Outgoing } from "../model/transport.js";
import type { HttpExchange, HttpRequest } from "../wire/http-exchange.js";
import { beginsWith, headerBytes, headerValue, headerValues } from "../wire/http-headers.js";
import { scanWhole } from "../wire/outline.js";
import { joined, roomOf } from "../wire/roomy.js";
import { scan, scanHead, UNLIMITED } from "../wire/scan.js";
import { SseReader } from "../wire/sse.js";
import type { HttpOwner } from "./owner.js";
import { answers, jsonRpcError, losesSession, refusal, restarted, retryAfter } from "./replies.js";
import { SilenceWatch, silent } from "./silence.js";

/** From this size on a result is passed on while it still arrives. */
const LONG = 98_304;
/** A first chunk of this size says enough of a long result, so that nothing of it is copied. */
const TELLING = 32_768;
const ERROR_BODY = 65_536;
const RESUMES = 5;
/** How long a stream may stay open behind its answer, in milliseconds. */
const LINGER = 2000;
const NO_TYPE = Buffer.alloc(0);
/** How often the head of a long reply is looked at before the whole is waited for; chunks are 64 KB, or 16 KB over TLS. */
const LONG_TRIES = 3;

type Mode = "json" | "events" | "error" | "none";

/** One POST and its reply: JSON, an event stream (resumed when it breaks and the upstream gave event ids), or a refusal. */
export class Post implements HttpRequest {
  method: "POST" | "GET" = "POST";
  readonly path: string;
  headers: readonly string[];
  body: Buffer | undefined;
  readonly urgent: boolean;
  readonly out: Outgoing;
  credential: Credential;
  aborted = false;
  readonly #transport: HttpOwner;
  readonly #again: boolean;
  /** Whether a credential was renewed to come back to the stream. */
  #renewed = false;
  #call: HttpExchange | undefined;
  #mode: Mode = "none";
  #status = 0;
  #headers: readonly Buffer[] = [];
  #chunks: Buffer[] = [];
  #size = 0;
  #tries = 0;
  #tail: Readable | undefined;
  #events: SseReader | undefined;
  #lastEventId: string | undefined;
  #retry = 1000;
  #resumes = 0;
  #answered = false;
  #held = false;
  readonly #watch = new SilenceWatch();
  /** Whether the connection has nothing more to bring. */
  #ended = false;

  constructor(transport: HttpOwner, out: Outgoing, credential: Credential, again: boolean) {
    this.#transport = transport;
    this.out = out;
    this.credential = credential;
    this.#again = again;
    this.path = transport.parts.path;
    this.headers = transport.headers(out.headers, credential);
    this.body = out.bytes;
    this.urgent = out.id === undefined;
  }

  start(): void {
    this.#call = this.#transport.parts.origin.request(this);
  }

  /** The stream broke and the upstream can replay it (2025-11-25, Streamable HTTP, resumability). */
  #resume(): void {
    this.#resumes++;
    setTimeout(() => this.#comeBack(), this.#retry).unref();
  }

  #comeBack(): void {
    if (this.aborted) return;
    this.method = "GET";
    this.headers = this.#transport.headers(["last-event-id", this.#lastEventId ?? ""], this.credential);
    this.body = undefined;
    this.#chunks = [];
    this.#size = 0;
    this.#events = undefined;
    this.start();
  }

  /** The upstream refused the credential of a call that runs there: with a fresh one, its stream is asked for once more. */
  #comeBackRenewed(challenges: readonly string[]): void {
    this.#renewed = true;
    this.#transport.fresh(this, challenges).then(
      (credential) => {
        this.credential = credential;
        this.#comeBack();
      },
      (error: unknown) => {
        this.#transport.done(this);
        const { code, message, data } = ProxyError.from(error);
        const refused = new ProxyError(code, message, { data: { ...data, executed: "unknown" }, cause: error });
        if (!this.aborted) this.#fail(refused, "unknown", false);
      },
    );
  }

  /** The client is behind: the stream waits. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#resumeReading();
  }

  abort(): void {
    this.aborted = true;
    this.#call?.abort();
    this.#cut(new ProxyError("UPSTREAM_UNAVAILABLE", `${this.#transport.parts.upstream} was stopped`));
  }

  /** Nothing more comes: whoever reads a long result is told. */
  #cut(error: ProxyError): void {
    this.#watch.stop();
    this.#tail?.destroy(error);
    this.#events?.end(error);
  }

  /** A long result has begun: its silence has a limit, as long as its reader wants more. */
  #watchSilence(): void {
    const { idle, upstream } = this.#transport.parts;
    this.#watch.silence(idle, () => {
      this.#call?.abort();
      this.#cut(silent(upstream, idle));
      this.#transport.done(this);
    });
  }

  #resumeReading(): void {
    this.#watch.wanted(true);
    this.#call?.resume();
  }

  /** `HttpRequest`: the reply's head. */
  onResponse(status: number, headers: readonly Buffer[]): void {
    this.#status = status;
    this.#headers = headers;
    const session = headerBytes(headers, "mcp-session-id");
    if (session !== undefined && status < 300) this.#session(session);
    const type = headerBytes(headers, "content-type") ?? NO_TYPE;
    const events = beginsWith(type, "text/event-stream");
    if (status >= 300) this.#mode = "error";
    else if (events && status !== 204) this.#mode = "events";
    else if (this.out.id === undefined || status === 202 || status === 204) this.#mode = "none";
    else if (beginsWith(type, "application/json")) this.#mode = "json";
    else this.#mode = "error";
    if (this.out.id === undefined) this.#transport.taken(this.out);
    else if (this.#mode !== "error") this.#transport.receiver.activity(this.out.id);
    if (events && this.#mode === "events") this.#openEvents();
  }

  /** Most upstreams name the session with every reply. */
  #session(said: Buffer): void {
    const known = this.#transport.session;
    if (known === undefined || known.length !== said.length || !beginsWith(said, known)) {
      this.#transport.opened(said.toString("latin1"));
    }
  }

  #openEvents(): void {
    this.#events = new SseReader({
      maxBytes: this.#transport.parts.maxBytes,
      longBytes: LONG,
      onEvent: (event) => {
        if (event.id !== undefined) this.#lastEventId = event.id;
        if (event.retry !== undefined) this.#retry = Math.min(Math.max(event.retry, 100), 60_000);
        if (event.data.length > 0) this.#deliver(event.data, event.room);
      },
      ...(this.out.whole ? {} : { onLong: (_event, head, tail) => this.#deliverLong(head, tail) }),
      onOversize: () => this.#oversize(),
      onDrain: () => this.#resumeReading(),
    });
  }

  /** `HttpRequest`: false pauses the reply. */
  onData(chunk: Buffer): boolean {
    this.#watch.news();
    const more = this.#take(chunk);
    this.#watch.wanted(more);
    return more;
  }

  #take(chunk: Buffer): boolean {
    if (this.#events !== undefined) return this.#events.push(chunk) && !this.#held;
    if (this.#mode === "none") return true;
    this.#size += chunk.length;
    if (this.#tail !== undefined) {
      if (this.#size > this.#transport.parts.maxBytes) {
        this.#oversize();
        return true;
      }
      return this.#tail.push(chunk);
    }
    if (this.#mode === "error") {
      if (this.#size <= ERROR_BODY) this.#chunks.push(chunk);
      return true;
    }
    this.#chunks.push(chunk);
    if (this.#size > LONG) return this.#long();
    return true;
  }

  /** A result of this size is passed on while it arrives, if its head says that it is one. */
  #long(): boolean {
    if (this.#size > this.#transport.parts.maxBytes) {
      this.#oversize();
      return true;
    }
    if (this.out.whole || ++this.#tries > LONG_TRIES) return true;
    const tail = this.#makeTail();
    const first = this.#chunks[0] as Buffer;
    const telling = first.length >= TELLING;
    const message = scanHead(telling ? first : Buffer.concat(this.#chunks), tail);
    if (message === undefined) return true;
    if (telling) for (let at = 1; at < this.#chunks.length; at++) tail.push(this.#chunks[at]);
    this.#chunks = [];
    this.#tail = tail;
    this.#answered = true;
    this.#watchSilence();
    this.#transport.receiver.message(message, this.out.id);
    return true;
  }

  #makeTail(): Readable {
    return new Readable({
      highWaterMark: LONG,
      read: () => this.#resumeReading(),
      destroy: (error, callback) => {
        if (!this.#tail?.readableEnded) this.#call?.abort();
        this.#watch.stop();
        this.#transport.done(this);
        callback(error);
      },
    });
  }

  /** `HttpRequest`: the reply is complete. */
  onEnd(): void {
    this.#ended = true;
    this.#watch.stop();
    if (this.#tail !== undefined) {
      this.#tail.push(null);
      this.#transport.done(this);
      return;
    }
    if (this.#events !== undefined) this.#events.end();
    else if (this.#mode === "error") {
      this.#refused();
      return;
    } else if (this.#mode === "json")
      if (this.#chunks.length === 1) this.#deliver(this.#chunks[0] as Buffer, 0);
      else this.#deliver(joined(this.#chunks, this.#size), roomOf(this.#size));
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
    if (this.aborted || this.out.id === undefined || this.#answered) {
      this.#transport.done(this);
      return;
    }
    if (this.#lastEventId !== undefined && this.#resumes < RESUMES && !this.#transport.parts.abortCancels) {
      this.#resume();
      return;
    }
    this.#transport.done(this);
    // A stream that cannot be resumed says nothing about the call that was sent.
    const unsent = error?.data?.sent === false && this.method === "POST";
    const { upstream } = this.#transport.parts;
    const why = error ?? new ProxyError("UPSTREAM_PROTOCOL", `${upstream} ended the reply without an answer`);
    const lost = unsent || error === undefined ? why : restarted(upstream, error);
    this.#fail(lost, unsent ? "unsent" : "unknown", false);
  }

  #refused(): void {
    const { upstream } = this.#transport.parts;
    const body = Buffer.concat(this.#chunks);
    const challenges = headerValues(this.#headers, "www-authenticate");
    if (this.method === "GET" && this.#status === 401 && !this.#renewed && !this.aborted) {
      this.#comeBackRenewed(challenges);
      return;
    }
    this.#transport.done(this);
    if (this.aborted) return;
    if (this.method === "GET") {
      const error = refusal(upstream, this.#status, undefined, undefined);
      this.#fail(restarted(upstream, error), "unknown", losesSession(this.#status, body));
      return;
    }
    const stepUp = this.#status === 403 && challenges.some((one) => one.includes("insufficient_scope"));
    if ((this.#status === 401 || stepUp) && !this.#again) {
      this.#transport.renew(this, this.#status as 401 | 403, challenges);
      return;
    }
    if (this.out.id === undefined) return;
    const refused = this.#status < 300 ? undefined : jsonRpcError(body);
    // An error of this very request's id was said by whoever knows the session.
    const own = this.#status === 400 && refused?.id !== undefined && refused.raw(refused.id) === String(this.out.id);
    const sessionLost = !own && this.#transport.session !== undefined && losesSession(this.#status, body);
    const answer = sessionLost ? undefined : refused;
    if (answer !== undefined) {
      this.#answered = true;
      this.#transport.receiver.message(answer, this.out.id);
      return;
    }
    const error = refusal(
      upstream,
      this.#status,
      headerValue(this.#headers, "content-type"),
      retryAfter(this.#headers),
    );
    const executed = this.#status >= 500 || this.#status < 300 ? "unknown" : "unsent";
    this.#fail(error, executed, sessionLost, body);
  }

  #deliver(data: Buffer, room: number): void {
    if (this.aborted) return;
    let message: Message;
    try {
      message = this.out.whole ? scanWhole(data) : scan(data, UNLIMITED);
    } catch (error) {
      this.#broken(error);
      return;
    }
    if (answers(message, this.out.id)) {
      this.#answered = true;
      message.room = room;
      if (this.#events !== undefined) this.#linger();
    }
    this.#transport.receiver.message(message, this.out.id);
  }

  #deliverLong(head: Buffer, tail: Readable): void {
    const message = scanHead(head, tail);
    this.#watchSilence();
    tail.once("close", () => {
      this.#watch.stop();
      if (this.#answered && !this.aborted) this.#linger();
    });
    if (message !== undefined) {
      this.#answered = true;
      this.#transport.receiver.message(message, this.out.id);
      return;
    }
    const chunks = [head];
    tail.on("data", (chunk: Buffer) => chunks.push(chunk));
    tail.on("end", () => this.#deliver(Buffer.concat(chunks), 0));
    tail.on("error", (error) => this.#broken(error));
  }

  /** Answered, the stream has nothing more to say; an upstream that leaves it open does not keep the connection. */
  #linger(): void {
    if (this.#ended) return;
    this.#watch.after(LINGER, () => {
      this.abort();
      this.#transport.done(this);
    });
  }

  #broken(cause: unknown): void {
    if (this.out.id === undefined || this.#answered) return;
    this.#answered = true;
    const { upstream } = this.#transport.parts;
    this.#fail(
      new ProxyError("UPSTREAM_PROTOCOL", `${upstream} answered with something that is not a JSON-RPC message`, {
        cause,
      }),
      "unknown",
      false,
    );
  }

  #oversize(): void {
    const { upstream, maxBytes } = this.#transport.parts;
    const error = new ProxyError("RESPONSE_TOO_LARGE", `${upstream} answered with more than ${maxBytes} bytes`);
    if (this.#tail !== undefined) this.#tail.destroy(error);
    else if (this.out.id !== undefined && !this.#answered) this.#fail(error, "unknown", false);
    this.#answered = true;
    this.abort();
    this.#transport.done(this);
  }

  #fail(error: ProxyError, executed: "unsent" | "unknown", sessionLost: boolean, body?: Buffer): void {
    const status = this.#status === 0 ? undefined : this.#status;
    this.#transport.receiver.failed(this.out.id as number, { error, executed, status, sessionLost, body });
  }
}
