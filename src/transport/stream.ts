import { backoff } from "../base/backoff.js";
import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { HttpExchange, HttpRequest } from "../net/http-exchange.js";
import { headerBytes, isType } from "../net/http-headers.js";
import { SseReader } from "../wire/sse.js";
import { deliverEvent } from "./event-reply.js";
import type { HttpOwner } from "./owner.js";

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 60_000;
/** A stream that was open for so long was a good one, though nothing was said on it. */
const GOOD_STREAM_MS = 10_000;

/**
 * The GET stream of a legacy session: what the upstream says outside any call. Kept open with backoff and `Last-Event-ID`;
 * given up when the upstream does not offer one, which it should say with 405 and many say with 404 or 400. Where there was one,
 * those mean that the session is unknown (400: as it is seen in the wild), which is the end of the link.
 */
export class ServerStream implements HttpRequest {
  readonly method = "GET";
  readonly path: string;
  headers: readonly string[] = [];
  readonly body = undefined;
  readonly #transport: HttpOwner;
  #call: HttpExchange | undefined;
  #events: SseReader | undefined;
  #lastEventId: string | undefined;
  /** Attempts in a row that brought nothing. */
  #failures = 0;
  #fixedDelay: number | undefined;
  #closed = false;
  #paused = false;
  #timer: NodeJS.Timeout | undefined;
  #status = 0;
  /** When it was opened last, in monotonic milliseconds. */
  #since = Number.POSITIVE_INFINITY;
  /** Whether the upstream ever offered one. */
  #offered = false;
  /** Resolves once the stream was answered for the first time, whatever the upstream said, or could not be asked for. */
  readonly opened: Promise<void>;
  #answered!: () => void;

  /** Starts at once. */
  constructor(transport: HttpOwner) {
    this.#transport = transport;
    this.path = transport.path;
    this.opened = new Promise((resolve) => {
      this.#answered = resolve;
    });
    this.#start();
  }

  #start(): void {
    const { credentials, principal, log } = this.#transport.parts;
    new Promise<Credential>((resolve) => resolve(credentials.current(principal))).then(
      (credential) => {
        if (this.#closed) return;
        const resume = this.#lastEventId === undefined ? [] : ["last-event-id", this.#lastEventId];
        this.headers = this.#transport.headers(resume, credential).map((value) => (value === BOTH ? EVENTS : value));
        this.#call = this.#transport.parts.origin.request(this);
      },
      (error: unknown) => {
        log.debug("upstream.stream_without_credential", { cause: error instanceof Error ? error.message : "" });
        this.#again();
      },
    );
  }

  close(): void {
    this.#closed = true;
    this.#answered();
    clearTimeout(this.#timer);
    this.#call?.abort();
  }

  onResponse(status: number, headers: readonly Buffer[]): void {
    this.#status = status;
    this.#transport.keepCookies(headers, this.path);
    this.#answered();
    this.#events = undefined;
    if (status !== 200 || !isType(headerBytes(headers, "content-type"), "text/event-stream")) return;
    this.#offered = true;
    this.#since = performance.now();
    this.#events = new SseReader({
      maxBytes: this.#transport.parts.maxBytes,
      onEvent: (event) => {
        this.#failures = 0;
        if (event.id !== undefined) this.#lastEventId = event.id;
        if (event.retry !== undefined) this.#fixedDelay = Math.min(Math.max(event.retry, 100), MAX_DELAY_MS);
        deliverEvent(this.#transport, event);
      },
      onOversize: () => this.#call?.abort(),
    });
  }

  onData(chunk: Buffer): boolean {
    return (this.#events?.push(chunk) ?? true) && !this.#paused;
  }

  /** Whoever hears this stream is behind: it waits. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#call?.resume();
  }

  onEnd(): void {
    if (this.#closed) return;
    if (this.#offered && (this.#status === 404 || this.#status === 400)) {
      this.#forgotten();
      return;
    }
    const recheck = this.#offered ? this.#transport.recheck : undefined;
    const refusal = { status: this.#status, words: "", elsewhere: ELSEWHERE.has(this.#status), beforeSignIn: false };
    if (this.#status >= 400 && recheck?.doubts(refusal) === true) {
      void recheck.judge(refusal).then((verdict) => {
        if (this.#closed) return;
        if (verdict === "known") this.#refused();
        else this.#forgotten();
      });
      return;
    }
    this.#refused();
  }

  /** Asks again, unless the upstream says that there is none. */
  #refused(): void {
    const refused = this.#status >= 400 && this.#status < 500 && this.#status !== 401 && this.#status !== 429;
    if (!refused) this.#again();
  }

  /** It was offered before, and now it is not: where that is not for the place to go on from, the session is unknown. */
  #forgotten(): void {
    const { parts, receiver, inSession } = this.#transport;
    if (!inSession || (this.#status === 400 && this.#lastEventId !== undefined)) {
      this.#lastEventId = undefined;
      this.#again();
      return;
    }
    receiver.closed(new ProxyError("UPSTREAM_RESTARTED", `${parts.upstream} ended the session`));
  }

  onError(): void {
    if (!this.#closed) this.#again();
  }

  #again(): void {
    this.#answered();
    if (this.#closed) return;
    // One that ends as soon as it begins is not asked for twice a second for ever.
    if (performance.now() - this.#since >= GOOD_STREAM_MS) this.#failures = 0;
    this.#since = Number.POSITIVE_INFINITY;
    const delay = backoff(++this.#failures, FIRST_DELAY_MS, MAX_DELAY_MS);
    this.#timer = setTimeout(() => this.#start(), this.#fixedDelay ?? delay).unref();
  }
}

/** Statuses of an overload or a gateway. */
const ELSEWHERE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const BOTH = "application/json, text/event-stream";
const EVENTS = "text/event-stream";
