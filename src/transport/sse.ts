import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Receiver, Transport } from "../model/transport.js";
import type { HttpExchange } from "../net/http-exchange.js";
import { headerBytes, headerValues, isType } from "../net/http-headers.js";
import { SseReader } from "../wire/sse.js";
import { deliverEvent } from "./event-reply.js";
import { MAX_REDIRECTS_FOLLOWED, movedTo } from "./moved.js";
import type { HttpParts } from "./owner.js";
import { refusal } from "./replies.js";
import { HttpSender } from "./sender.js";

/** What an HTTP+SSE transport is made of; one per link. */
export interface SseParts extends HttpParts {
  /** The address of the event stream, for resolving the endpoint it announces. */
  readonly url: URL;
  /** Milliseconds to wait for the `endpoint` event. */
  readonly endpointTimeout: number;
}

const STREAM = ["accept", "text/event-stream", "cache-control", "no-cache"];

/**
 * HTTP+SSE of 2024-11-05: one event stream that announces where to POST, and answers on that stream.
 * A lost stream is the end of the link; its successor handshakes anew, because the session is lost with it.
 */
export class SseTransport extends HttpSender implements Transport {
  readonly correlates = false;
  readonly answersInReply = false;
  readonly inSession = true;
  readonly #url: URL;
  readonly #endpointTimeout: number;
  #stream: HttpExchange | undefined;
  /** Path and query of the event stream: the file's, or where the upstream led. */
  #streamPath: string;
  #streamMoves = 0;
  /** Whether the upstream announced where to POST. */
  #announced = false;
  #paused = false;

  constructor(parts: SseParts) {
    super(parts);
    this.#url = parts.url;
    this.#endpointTimeout = parts.endpointTimeout;
    this.#streamPath = parts.path;
  }

  async open(receiver: Receiver): Promise<void> {
    this.receiver = receiver;
    const { credentials, principal } = this.parts;
    const credential = await credentials.current(principal);
    await this.#connect(credential, false);
  }

  #connect(credential: Credential, again: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const { upstream, maxBytes, origin } = this.parts;
      const timer = setTimeout(() => {
        const text = `${upstream} did not announce its endpoint within ${this.#endpointTimeout} ms`;
        fail(new ProxyError("UPSTREAM_TIMEOUT", text));
      }, this.#endpointTimeout).unref();
      const fail = (error: ProxyError): void => {
        clearTimeout(timer);
        this.#stream?.abort();
        if (this.#announced) this.#lost(error);
        else reject(error);
      };
      const events = new SseReader({
        maxBytes,
        onEvent: (event) => {
          if (this.#announced) {
            deliverEvent(this, event);
            return;
          }
          if (event.event !== "endpoint" && event.event !== "message") return;
          try {
            this.path = this.#endpoint(event.data.toString("utf8").trim());
            this.#announced = true;
            this.rebase();
            clearTimeout(timer);
            resolve();
          } catch (error) {
            fail(ProxyError.from(error));
          }
        },
        onOversize: () =>
          fail(new ProxyError("RESPONSE_TOO_LARGE", `${upstream} sent more than ${maxBytes} bytes in one event`)),
        onDrain: () => this.#stream?.resume(),
      });
      let status = 0;
      let headers: readonly Buffer[] = [];
      const path = this.#streamPath;
      const cookie = this.jar?.header(path);
      this.#stream = origin.request({
        method: "GET",
        path,
        headers: [
          ...STREAM,
          ...this.parts.headers,
          ...(cookie === undefined ? [] : ["cookie", cookie]),
          ...credential.headers,
        ],
        body: undefined,
        onResponse: (code, received) => {
          status = code;
          headers = received;
          this.keepCookies(received, path);
        },
        onData: (chunk) => (isStream(status, headers) ? events.push(chunk) && !this.#paused : true),
        onEnd: () => {
          if (isStream(status, headers)) {
            const data = { executed: "unknown" };
            fail(new ProxyError("UPSTREAM_RESTARTED", `${upstream} closed its event stream`, { data }));
          } else if (status === 401 && !again) {
            clearTimeout(timer);
            this.#renew(credential, headers).then(resolve, reject);
          } else if (this.#led(status, headers)) {
            clearTimeout(timer);
            this.#connect(credential, again).then(resolve, reject);
          } else {
            fail(refusal(upstream, status, headers));
          }
        },
        onError: (error) => fail(ProxyError.from(error)),
      });
    });
  }

  async #renew(sent: Credential, headers: readonly Buffer[]): Promise<void> {
    const challenges = headerValues(headers, "www-authenticate");
    await this.#connect(await this.fresh(sent, challenges), true);
  }

  /** Whether the event stream is to be had at another path of the same origin. */
  #led(status: number, headers: readonly Buffer[]): boolean {
    const path = movedTo(status, headers, { origin: this.#url.origin, path: this.#streamPath, method: "GET" });
    if (path === undefined || ++this.#streamMoves > MAX_REDIRECTS_FOLLOWED) return false;
    this.#streamPath = path;
    return true;
  }

  /** Where to POST: relative or absolute, but of the same origin (2024-11-05; anything else would leak the credential). */
  #endpoint(text: string): string {
    const base = new URL(this.#streamPath, this.#url);
    const target = URL.canParse(text, base.href) ? new URL(text, base) : undefined;
    if (target?.origin === base.origin) return target.pathname + target.search;
    const what = target === undefined ? "that is no URL" : `of another origin (${target.origin})`;
    throw new ProxyError("UPSTREAM_PROTOCOL", `${this.parts.upstream} announced an endpoint ${what}`);
  }

  named(): void {
    // The session is part of the endpoint.
  }

  pauseAll(): void {
    this.#paused = true;
  }

  resumeAll(): void {
    this.#paused = false;
    this.#stream?.resume();
  }

  #lost(error: ProxyError): void {
    if (this.closed) return;
    this.stop();
    this.receiver.closed(error);
  }

  async listen(): Promise<void> {
    // Messages outside any call come on the same stream.
  }

  async close(): Promise<void> {
    this.stop();
    this.#stream?.abort();
  }
}

function isStream(status: number, headers: readonly Buffer[]): boolean {
  return status === 200 && isType(headerBytes(headers, "content-type"), "text/event-stream");
}
