import type { Credential } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { Outgoing, Receiver, Transport } from "../model/transport.js";
import { beginsWith } from "../net/http-headers.js";
import { Pending } from "../wire/pending.js";
import { MAX_REDIRECTS_FOLLOWED, movedTo } from "./moved.js";
import type { HttpOwner, HttpParts, Sent } from "./owner.js";
import { Post } from "./post.js";
import { ServerStream } from "./stream.js";
import { Untaken } from "./untaken.js";

const BASE = ["accept", "application/json, text/event-stream", "content-type", "application/json"];

/** Streamable HTTP of both eras: one POST per message, replies as JSON or as an event stream. */
export class HttpTransport implements Transport, HttpOwner {
  readonly correlates = true;
  readonly parts: HttpParts;
  receiver!: Receiver;
  /** The legacy session id, once `initialize` was answered with one. */
  session: string | undefined;
  path: string;
  #moves = 0;
  /** The legacy revision, once negotiated. */
  #revision: string | undefined;
  #base: readonly string[];
  #credential: Credential | undefined;
  /** Lists of headers completed with this base and credential: messages bring the same list again and again. */
  #completed = new WeakMap<readonly string[], readonly string[]>();
  readonly #posts = new Pending<Post>();
  /** Who waits until a notification is taken. */
  readonly #delivering = new Map<Outgoing, () => void>();
  readonly #untaken = new Untaken();
  /** Requests that wait for a credential. */
  readonly #waiting = new Set<number>();
  #stream: ServerStream | undefined;
  #closed = false;

  constructor(parts: HttpParts) {
    this.parts = parts;
    this.path = parts.path;
    this.#base = [...BASE, ...parts.headers];
  }

  get abortCancels(): boolean {
    return this.parts.abortCancels;
  }

  async open(receiver: Receiver): Promise<void> {
    this.receiver = receiver;
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
      this.refuse(message, new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} takes no notifications`));
      return;
    }
    let current: Credential | Promise<Credential>;
    try {
      current = credentials.current(principal);
    } catch (error) {
      this.refuse(message, error);
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
        if (wanted()) this.refuse(message, error);
      },
    );
  }

  /** Headers of a request: the transport's, the session's, the message's, the credential's. */
  headers(own: readonly string[], credential: Credential): readonly string[] {
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
    if (this.#closed) {
      this.refuse(message, new ProxyError("UPSTREAM_UNAVAILABLE", `${this.parts.upstream} was stopped`));
      return;
    }
    const post = new Post(this, message, credential, again);
    if (message.id !== undefined) this.#posts.put(message.id, post);
    post.start();
  }

  /** The upstream refused the credential: renews it once and sends once more. */
  renew(post: Sent, status: 401 | 403, challenges: readonly string[]): void {
    const { credentials, principal } = this.parts;
    this.#later(post.out, credentials.renew(principal, { sent: post.credential, status, challenges }), true);
  }

  fresh(post: Sent, challenges: readonly string[]): Promise<Credential> {
    const { credentials, principal } = this.parts;
    return credentials.renew(principal, { sent: post.credential, status: 401, challenges });
  }

  follow(post: Sent, status: number, headers: readonly Buffer[]): boolean {
    const from = { origin: this.parts.origin.origin, path: post.path, method: "POST" } as const;
    const path = movedTo(status, headers, from);
    if (path === undefined) return false;
    // Of those that were sent at the same time, one leads the others.
    if (post.path === this.path) {
      if (this.#moves >= MAX_REDIRECTS_FOLLOWED) return false;
      this.#moves++;
      this.path = path;
    }
    this.#post(post.out, post.credential, post.again);
    return true;
  }

  /** A message that never reached the upstream. */
  refuse(message: Outgoing, error: unknown): void {
    if (message.id === undefined) {
      this.taken(message);
      this.parts.log.debug("upstream.notification_failed", { upstream: this.parts.upstream });
      return;
    }
    this.receiver.failed(message.id, {
      error: ProxyError.from(error),
      executed: "unsent",
      status: undefined,
      sessionLost: false,
      body: undefined,
    });
  }

  /** A post is over. */
  done(post: Sent): void {
    if (post.out.id === undefined) this.taken(post.out);
    else if (this.#posts.get(post.out.id) === post) this.#posts.take(post.out.id);
  }

  hold(id: number): void {
    const pace = this.#posts.get(id)?.pace;
    if (pace !== undefined) pace.held = true;
  }

  release(id: number): void {
    this.#posts.get(id)?.pace.release();
  }

  pauseAll(): void {
    this.#stream?.pause();
  }

  resumeAll(): void {
    this.#stream?.resume();
  }

  abort(id: number): void {
    this.#waiting.delete(id);
    const post = this.#posts.take(id);
    post?.abort();
  }

  named(session: Buffer): void {
    const known = this.session;
    // Most upstreams name it with every reply.
    if (known !== undefined && known.length === session.length && beginsWith(session, known)) return;
    this.session = session.toString("latin1");
    this.#rebase();
  }

  negotiated(revision: string): void {
    this.#revision = revision;
    this.#rebase();
  }

  #rebase(): void {
    this.#completed = new WeakMap();
    this.#base = [
      ...BASE,
      ...this.parts.headers,
      ...(this.session === undefined ? [] : ["mcp-session-id", this.session]),
      ...(this.#revision === undefined ? [] : ["mcp-protocol-version", this.#revision]),
    ];
  }

  async listen(): Promise<void> {
    if (this.#closed) return;
    const stream = new ServerStream(this);
    this.#stream = stream;
    await stream.opened;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream?.close();
    for (const post of this.#posts.all()) post.abort();
    this.#posts.clear();
    if (this.session !== undefined) await this.#goodbye();
  }

  /** DELETE of the session: a courtesy, whose failure changes nothing. */
  async #goodbye(): Promise<void> {
    try {
      const credential = await this.parts.credentials.current(this.parts.principal);
      await new Promise<void>((resolve) => {
        const call = this.parts.origin.request({
          method: "DELETE",
          path: this.path,
          headers: this.headers([], credential),
          body: undefined,
          onResponse: () => undefined,
          onData: () => true,
          onEnd: resolve,
          onError: () => resolve(),
        });
        setTimeout(() => {
          call.abort();
          resolve();
        }, 1000).unref();
      });
    } catch (error) {
      this.parts.log.debug("upstream.session_not_deleted", { cause: error instanceof Error ? error.message : "" });
    }
  }
}
