import { BOUNDS } from "../model/bounds.js";
import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Outgoing, Receiver } from "../model/transport.js";
import { CookieJar } from "../net/cookie-jar.js";
import { Pending } from "../wire/pending.js";
import { MAX_REDIRECTS_FOLLOWED, movedTo } from "./moved.js";
import type { HttpOwner, HttpParts, Sent } from "./owner.js";
import { Post } from "./post.js";
import type { SessionRecheck, SessionRefusal } from "./session-recheck.js";

const BASE = ["accept", "application/json, text/event-stream", "content-type", "application/json"];
const MAX_UNTAKEN_BYTES = BOUNDS["upstream.untaken"].bytes;

/** Posts messages to an upstream: what Streamable HTTP and HTTP+SSE have in common. */
export abstract class HttpSender implements HttpOwner {
  abstract readonly answersInReply: boolean;
  abstract readonly inSession: boolean;
  readonly parts: HttpParts;
  receiver!: Receiver;
  recheck: SessionRecheck | undefined;
  onRefusal: ((refusal: SessionRefusal) => void) | undefined;
  path: string;
  protected closed = false;
  readonly #posts = new Pending<Post>();
  #moves = 0;
  #session: readonly string[] = [];
  #revision: readonly string[] = [];
  #base: readonly string[];
  /** The cookies of this link; undefined where the file sets `Cookie`. */
  jar: CookieJar | undefined;
  #cookie: string | undefined;
  /** When a cookie in `#base` ends, in epoch milliseconds. */
  #cookieEnd = Number.POSITIVE_INFINITY;
  #credential: Credential | undefined;
  /** Lists of headers completed with this base and credential: messages bring the same list again and again. */
  #completed = new WeakMap<readonly string[], readonly string[]>();
  /** Callers of `deliver`, by the notification they wait for. */
  readonly #delivering = new Map<Outgoing, () => void>();
  readonly #untaken = new Untaken();
  /** Requests that wait for a credential. */
  readonly #waiting = new Set<number>();

  constructor(parts: HttpParts) {
    this.parts = parts;
    this.path = parts.path;
    this.#base = [...BASE, ...parts.headers];
    const named = parts.headers.some((name, at) => at % 2 === 0 && name === "cookie");
    this.jar = named ? undefined : new CookieJar(parts.origin.origin);
  }

  get abortCancels(): boolean {
    return this.parts.abortCancels;
  }

  deliver(message: Outgoing): Promise<void> {
    return new Promise((resolve) => {
      this.#delivering.set(message, resolve);
      this.send(message);
    });
  }

  taken(message: Outgoing): void {
    if (message.id === undefined) this.#untaken.leave(message);
    this.#delivering.get(message)?.();
    this.#delivering.delete(message);
  }

  send(message: Outgoing): void {
    const { credentials, principal, upstream } = this.parts;
    if (message.id === undefined && !this.#untaken.enter(message)) {
      this.#refuse(message, new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} does not accept notifications`));
      return;
    }
    let current: Credential | Promise<Credential>;
    try {
      current = credentials.current(principal);
    } catch (error) {
      this.#refuse(message, error);
      return;
    }
    if (current instanceof Promise) this.#later(message, current, false);
    else this.#post(message, current, false);
  }

  /** Posts once there is a credential; a request that is given up before then is never sent. */
  #later(message: Outgoing, coming: Promise<Credential>, again: boolean): void {
    const { id } = message;
    if (id !== undefined) this.#waiting.add(id);
    const wanted = (): boolean => id === undefined || this.#waiting.delete(id);
    coming.then(
      (credential) => {
        if (wanted()) this.#post(message, credential, again);
      },
      (error: unknown) => {
        if (wanted()) this.#refuse(message, error);
      },
    );
  }

  /** Keeps the cookies of a response to a request for `path`. */
  keepCookies(headers: readonly Buffer[], path: string): void {
    if (this.jar?.take(headers, path) === true && this.jar.header(this.path) !== this.#cookie) this.rebase();
  }

  headers(own: readonly string[], credential: Credential): readonly string[] {
    if (this.#cookieEnd !== Number.POSITIVE_INFINITY && Date.now() >= this.#cookieEnd) this.rebase();
    if (this.#credential !== credential) {
      this.#credential = credential;
      this.#completed = new WeakMap();
    }
    let all = this.#completed.get(own);
    if (all === undefined) {
      all = this.#base.concat(own, credential.headers);
      this.#completed.set(own, all);
    }
    return all;
  }

  #post(message: Outgoing, credential: Credential, again: boolean): void {
    if (this.closed) {
      this.#refuse(message, new ProxyError("UPSTREAM_UNAVAILABLE", `${this.parts.upstream} was stopped`));
      return;
    }
    const post = new Post(this, message, credential, again);
    if (message.id !== undefined) this.#posts.put(message.id, post);
    post.start();
  }

  renew(sent: Sent, status: 401 | 403, challenges: readonly string[]): void {
    const { credentials, principal } = this.parts;
    this.#later(sent.out, credentials.renew(principal, { sent: sent.credential, status, challenges }), true);
  }

  fresh(refused: Credential, challenges: readonly string[]): Promise<Credential> {
    const { credentials, principal } = this.parts;
    return credentials.renew(principal, { sent: refused, status: 401, challenges });
  }

  follow(sent: Sent, status: number, headers: readonly Buffer[]): boolean {
    const from = { origin: this.parts.origin.origin, path: sent.path, method: "POST" } as const;
    const path = movedTo(status, headers, from);
    if (path === undefined) return false;
    // Of those that were sent at the same time, one leads the others.
    if (sent.path === this.path) {
      if (this.#moves >= MAX_REDIRECTS_FOLLOWED) return false;
      this.#moves++;
      this.path = path;
      this.rebase();
    }
    this.#post(sent.out, sent.credential, sent.again);
    return true;
  }

  /** A message that never reached the upstream. */
  #refuse(message: Outgoing, error: unknown): void {
    if (message.id === undefined) {
      this.taken(message);
      this.parts.log.debug("upstream.notification_failed", { upstream: this.parts.upstream });
      return;
    }
    const failure = { executed: "unsent", status: undefined, sessionLost: false } as const;
    this.receiver.failed(message.id, { error: ProxyError.from(error), ...failure });
  }

  done(sent: Sent): void {
    if (sent.out.id === undefined) this.taken(sent.out);
    else if (this.#posts.get(sent.out.id) === sent) this.#posts.take(sent.out.id);
  }

  /** The request with this id, while it is under way. */
  protected underWay(id: number): Post | undefined {
    return this.#posts.get(id);
  }

  abort(id: number): void {
    this.#waiting.delete(id);
    this.#posts.take(id)?.abort();
  }

  abstract named(session: Buffer, by: Outgoing): void;

  negotiated(revision: string): void {
    this.#revision = ["mcp-protocol-version", revision];
    this.rebase();
  }

  /** Later requests have these headers, which name the session. */
  protected setSession(headers: readonly string[]): void {
    this.#session = headers;
    this.rebase();
  }

  /** Composes the headers of all requests anew. */
  protected rebase(): void {
    this.#completed = new WeakMap();
    this.#cookie = this.jar?.header(this.path);
    const cookies = this.#cookie === undefined ? [] : ["cookie", this.#cookie];
    this.#cookieEnd = this.jar?.nextExpiry ?? Number.POSITIVE_INFINITY;
    this.#base = [...BASE, ...this.parts.headers, ...cookies, ...this.#session, ...this.#revision];
  }

  /** Ends the requests under way; nothing is sent any more. */
  protected stop(): void {
    this.closed = true;
    for (const post of this.#posts.all()) post.abort();
    this.#posts.clear();
  }
}

/**
 * Notifications and responses that an upstream has not taken yet. No answer comes for them, so without this limit they would pile
 * up before an upstream that takes none.
 */
class Untaken {
  readonly #messages = new Set<Outgoing>();
  #bytes = 0;

  /** Whether one more may be sent; one alone may have any size. */
  enter(message: Outgoing): boolean {
    if (this.#messages.size > 0 && this.#bytes + message.bytes.length > MAX_UNTAKEN_BYTES) return false;
    this.#messages.add(message);
    this.#bytes += message.bytes.length;
    return true;
  }

  /** The upstream took it, or it is given up. Idempotent. */
  leave(message: Outgoing): void {
    if (this.#messages.delete(message)) this.#bytes -= message.bytes.length;
  }
}
