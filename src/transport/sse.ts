import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Outgoing, Receiver, Transport } from "../model/transport.js";
import type { HttpExchange } from "../net/http-exchange.js";
import { headerBytes, headerValues, isType } from "../net/http-headers.js";
import { scanWhole } from "../wire/outline.js";
import { SseReader } from "../wire/sse.js";
import { MAX_REDIRECTS_FOLLOWED, movedTo } from "./moved.js";
import type { HttpParts } from "./owner.js";
import { refusal } from "./replies.js";
import { Untaken } from "./untaken.js";

/** What an HTTP+SSE transport is made of; one per link. */
export interface SseParts extends HttpParts {
  /** The address of the event stream, for resolving the endpoint it announces. */
  readonly url: URL;
  /** Milliseconds to wait for the `endpoint` event. */
  readonly endpointTimeout: number;
}

/**
 * HTTP+SSE of 2024-11-05: one event stream that announces where to POST, and answers on that stream.
 * A lost stream is the end of the link; its successor handshakes anew, because the session is lost with it.
 */
export class SseTransport implements Transport {
  readonly correlates = false;
  readonly abortCancels = false;
  readonly #parts: SseParts;
  #receiver!: Receiver;
  #stream: HttpExchange | undefined;
  #endpoint: string | undefined;
  /** Of the event stream: the file's, or where the upstream led. */
  #path: string;
  #moves = 0;
  #revision: string | undefined;
  #closed = false;
  #paused = false;
  /** Who waits until a notification is taken. */
  readonly #delivering = new Map<Outgoing, () => void>();
  /** Requests that wait for a credential. */
  readonly #waiting = new Set<number>();
  readonly #posts = new Set<HttpExchange>();
  readonly #untaken = new Untaken();

  constructor(parts: SseParts) {
    this.#parts = parts;
    this.#path = parts.path;
  }

  async open(receiver: Receiver): Promise<void> {
    this.#receiver = receiver;
    const { credentials, principal } = this.#parts;
    const credential = await credentials.current(principal);
    await this.#connect(credential, false);
  }

  #connect(credential: Credential, again: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const { upstream, endpointTimeout } = this.#parts;
      const timer = setTimeout(() => {
        fail(
          new ProxyError("UPSTREAM_TIMEOUT", `${upstream} did not announce its endpoint within ${endpointTimeout} ms`),
        );
      }, endpointTimeout).unref();
      const fail = (error: ProxyError): void => {
        clearTimeout(timer);
        this.#stream?.abort();
        if (this.#endpoint === undefined) reject(error);
        else this.#lost(error);
      };
      const events = new SseReader({
        maxBytes: this.#parts.maxBytes,
        onEvent: ({ event, data }) => {
          if (this.#endpoint !== undefined) {
            if (data.length > 0) this.#deliver(data, event);
            return;
          }
          if (event !== "endpoint" && event !== "message") return;
          try {
            this.#endpoint = this.#announced(data.toString("utf8").trim());
            clearTimeout(timer);
            resolve();
          } catch (error) {
            fail(ProxyError.from(error));
          }
        },
        onOversize: () =>
          fail(
            new ProxyError(
              "RESPONSE_TOO_LARGE",
              `${upstream} sent more than ${this.#parts.maxBytes} bytes in one event`,
            ),
          ),
        onDrain: () => this.#stream?.resume(),
      });
      let status = 0;
      let headers: readonly Buffer[] = [];
      const fields = [
        "accept",
        "text/event-stream",
        "cache-control",
        "no-cache",
        ...this.#parts.headers,
        ...credential.headers,
      ];
      this.#stream = this.#parts.origin.request({
        method: "GET",
        path: this.#path,
        headers: fields,
        body: undefined,
        onResponse: (code, received) => {
          status = code;
          headers = received;
        },
        onData: (chunk) => (isStream(status, headers) ? events.push(chunk) && !this.#paused : true),
        onEnd: () => {
          if (isStream(status, headers)) {
            fail(
              new ProxyError("UPSTREAM_RESTARTED", `${upstream} closed its event stream`, {
                data: { executed: "unknown" },
              }),
            );
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
    const { credentials, principal } = this.#parts;
    const credential = await credentials.renew(principal, {
      sent,
      status: 401,
      challenges: headerValues(headers, "www-authenticate"),
    });
    await this.#connect(credential, true);
  }

  /** Whether the event stream is to be had at another path of the same origin. */
  #led(status: number, headers: readonly Buffer[]): boolean {
    const path = this.#moved("GET", this.#path, status, headers);
    if (path === undefined || ++this.#moves > MAX_REDIRECTS_FOLLOWED) return false;
    this.#path = path;
    return true;
  }

  /** Whether messages are taken at another path than `endpoint`, of the same origin. */
  #ledTo(endpoint: string, status: number, headers: readonly Buffer[]): boolean {
    const path = this.#moved("POST", endpoint, status, headers);
    // Of those that were sent at the same time, one leads the others.
    if (path === undefined || (endpoint === this.#endpoint && ++this.#moves > MAX_REDIRECTS_FOLLOWED)) return false;
    if (endpoint === this.#endpoint) this.#endpoint = path;
    return true;
  }

  #moved(method: "GET" | "POST", path: string, status: number, headers: readonly Buffer[]): string | undefined {
    return movedTo(status, headers, { origin: this.#parts.url.origin, path, method });
  }

  /** Where to POST: relative or absolute, but of the same origin (2024-11-05; anything else would leak the credential). */
  #announced(text: string): string {
    const { upstream, url } = this.#parts;
    let target: URL;
    try {
      target = new URL(text, new URL(this.#path, url));
    } catch (cause) {
      throw new ProxyError("UPSTREAM_PROTOCOL", `${upstream} announced an endpoint that is no URL`, { cause });
    }
    if (target.origin !== url.origin) {
      throw new ProxyError(
        "UPSTREAM_PROTOCOL",
        `${upstream} announced an endpoint of another origin (${target.origin})`,
      );
    }
    return target.pathname + target.search;
  }

  pauseAll(): void {
    this.#paused = true;
  }

  resumeAll(): void {
    this.#paused = false;
    this.#stream?.resume();
  }

  deliver(message: Outgoing): Promise<void> {
    return new Promise((resolve) => {
      this.#delivering.set(message, resolve);
      this.send(message);
    });
  }

  #taken(message: Outgoing): void {
    if (message.id === undefined) this.#untaken.leave(message);
    this.#delivering.get(message)?.();
    this.#delivering.delete(message);
  }

  send(message: Outgoing): void {
    const { credentials, principal, upstream } = this.#parts;
    if (message.id === undefined && !this.#untaken.enter(message)) {
      const error = new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} takes no notifications`);
      this.#refuse(message, error, "unsent", undefined);
      return;
    }
    this.#later(message, new Promise<Credential>((resolve) => resolve(credentials.current(principal))), false);
  }

  /** Posts once there is a credential; a request that is given up before then is never sent. */
  #later(message: Outgoing, coming: Promise<Credential>, again: boolean): void {
    const { id } = message;
    if (id !== undefined) this.#waiting.add(id);
    const wanted = (): boolean => !this.#closed && (id === undefined || this.#waiting.delete(id));
    coming.then(
      (credential) => {
        if (wanted()) this.#post(message, credential, again);
      },
      (error: unknown) => {
        if (wanted()) this.#refuse(message, ProxyError.from(error), "unsent", undefined);
      },
    );
  }

  #post(message: Outgoing, credential: Credential, again: boolean): void {
    const { origin, headers, upstream } = this.#parts;
    let status = 0;
    let fields: readonly Buffer[] = [];
    const body: Buffer[] = [];
    const endpoint = this.#endpoint ?? "/";
    const own = ["content-type", "application/json", "accept", "application/json, text/event-stream"];
    const revision = this.#revision === undefined ? [] : ["mcp-protocol-version", this.#revision];
    let over = false;
    let post: HttpExchange | undefined;
    const ended = (): void => {
      over = true;
      if (post !== undefined) this.#posts.delete(post);
    };
    post = origin.request({
      method: "POST",
      path: endpoint,
      headers: [...own, ...headers, ...revision, ...credential.headers],
      body: message.bytes,
      urgent: message.id === undefined,
      onResponse: (code, received) => {
        status = code;
        fields = received;
        this.#taken(message);
      },
      onData: (chunk) => {
        if (body.length < 1024) body.push(chunk);
        return true;
      },
      onEnd: () => {
        ended();
        if (status === 401 && !again) {
          const refused = {
            sent: credential,
            status: 401 as const,
            challenges: headerValues(fields, "www-authenticate"),
          };
          this.#later(message, this.#parts.credentials.renew(this.#parts.principal, refused), true);
        } else if (this.#ledTo(endpoint, status, fields)) {
          this.#post(message, credential, again);
        } else if (status >= 300) {
          const error = refusal(upstream, status, fields);
          this.#refuse(message, error, status >= 500 ? "unknown" : "unsent", status);
        } else if (message.id !== undefined && isType(headerBytes(fields, "content-type"), "application/json")) {
          this.#inBody(Buffer.concat(body));
        }
      },
      onError: (thrown) => {
        ended();
        const error = ProxyError.from(thrown);
        this.#refuse(message, error, error.data?.sent === false ? "unsent" : "unknown", undefined);
      },
    });
    if (!over) this.#posts.add(post);
  }

  /** Some answer in the POST's body instead of on the stream. */
  #inBody(body: Buffer): void {
    try {
      const message = scanWhole(body);
      if (message.kind === "result" || message.kind === "error") this.#receiver.message(message, undefined);
    } catch {
      this.#parts.log.debug("upstream.reply_ignored", { upstream: this.#parts.upstream });
    }
  }

  #refuse(message: Outgoing, error: ProxyError, executed: "unsent" | "unknown", status: number | undefined): void {
    if (message.id === undefined) {
      this.#taken(message);
      return;
    }
    this.#receiver.failed(message.id, { error, executed, status, sessionLost: status === 404, body: undefined });
  }

  /** Events of other names than `message` are pings and the like, unless they turn out to be one. */
  #deliver(data: Buffer, event: string): void {
    try {
      this.#receiver.message(scanWhole(data), undefined);
    } catch (error) {
      if (event !== "message") return;
      const { log, upstream } = this.#parts;
      log.warn("upstream.invalid_event", {
        upstream,
        cause: error instanceof Error ? error.message : "",
      });
    }
  }

  #lost(error: ProxyError): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#receiver.closed(error);
  }

  /** One stream carries every answer: a late one finds nobody waiting. What was not sent yet is never sent. */
  abort(id: number): void {
    this.#waiting.delete(id);
  }

  async listen(): Promise<void> {
    // what the upstream says outside any call comes on the same stream
  }

  negotiated(revision: string): void {
    this.#revision = revision;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    this.#stream?.abort();
    for (const post of this.#posts) post.abort();
    this.#posts.clear();
  }
}

function isStream(status: number, headers: readonly Buffer[]): boolean {
  return status === 200 && isType(headerBytes(headers, "content-type"), "text/event-stream");
}
