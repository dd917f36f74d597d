import type { Receiver, Transport } from "../model/transport.js";
import { beginsWith } from "../net/http-headers.js";
import { HttpSender } from "./sender.js";
import { ServerStream } from "./stream.js";

/** How long the upstream may take to end a session, in milliseconds. */
const GOODBYE_TIMEOUT_MS = 1000;

/** Streamable HTTP of both eras: one POST per message, replies as JSON or as an event stream. */
export class HttpTransport extends HttpSender implements Transport {
  readonly correlates = true;
  readonly answersInReply = true;
  /** The legacy session id, once `initialize` was answered with one. */
  #session: string | undefined;
  #stream: ServerStream | undefined;

  get inSession(): boolean {
    return this.#session !== undefined;
  }

  async open(receiver: Receiver): Promise<void> {
    this.receiver = receiver;
  }

  hold(id: number): void {
    const pace = this.underWay(id)?.pace;
    if (pace !== undefined) pace.held = true;
  }

  release(id: number): void {
    this.underWay(id)?.pace.release();
  }

  pauseAll(): void {
    this.#stream?.pause();
  }

  resumeAll(): void {
    this.#stream?.resume();
  }

  named(session: Buffer): void {
    const known = this.#session;
    // Most upstreams name it with every reply.
    if (known !== undefined && known.length === session.length && beginsWith(session, known)) return;
    this.#session = session.toString("latin1");
    this.setSession(["mcp-session-id", this.#session]);
  }

  async listen(): Promise<void> {
    if (this.closed) return;
    const stream = new ServerStream(this);
    this.#stream = stream;
    await stream.opened;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.#stream?.close();
    this.stop();
    if (this.inSession) await this.#goodbye();
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
        }, GOODBYE_TIMEOUT_MS).unref();
      });
    } catch (error) {
      this.parts.log.debug("upstream.session_not_deleted", { cause: error instanceof Error ? error.message : "" });
    }
  }
}
