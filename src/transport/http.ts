import { within } from "../base/within.js";
import type { Outgoing, Receiver, Transport } from "../model/transport.js";
import { beginsWith } from "../net/http-headers.js";
import { HttpSender } from "./sender.js";
import { refusalOf, SessionRecheck, type SessionRefusal } from "./session-recheck.js";
import { ServerStream } from "./stream.js";

/** How long the upstream may take to end a session, in milliseconds. */
const GOODBYE_TIMEOUT_MS = 1000;
/** How long it may take to answer what is asked about a session, in milliseconds. */
const TRIAL_TIMEOUT_MS = 5000;
/** What a session that is known answers. A ping will not do: servers answer it before `initialize`, too. */
const HARMLESS_ID = 2_000_000_001;
const HARMLESS: Outgoing = {
  bytes: Buffer.from(`{"jsonrpc":"2.0","id":${HARMLESS_ID},"method":"tools/list"}`),
  id: HARMLESS_ID,
  headers: [],
  whole: true,
};

/** Streamable HTTP of both eras: one POST per message, replies as JSON or as an event stream. */
export class HttpTransport extends HttpSender implements Transport {
  readonly correlates = true;
  readonly answersInReply = true;
  /** The legacy session id, once `initialize` was answered with one. */
  #session: string | undefined;
  #stream: ServerStream | undefined;
  #revision: string | undefined;

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

  named(session: Buffer, by: Outgoing): void {
    const known = this.#session;
    // Most upstreams name it with every reply.
    if (known === undefined && by.id !== undefined && this.onRefusal === undefined) {
      this.recheck = new SessionRecheck({
        again: async () => {
          const outcome = await this.#trial(HARMLESS, true);
          return outcome === "answered" ? undefined : outcome;
        },
        anew: async () => (await this.#trial(by, false)) === "answered",
      });
    }
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

  override negotiated(revision: string): void {
    this.#revision = revision;
    super.negotiated(revision);
  }

  /** Sends a request of its own, in this session or in none; undefined: it could not be sent, or was not answered in time. */
  async #trial(message: Outgoing, inSession: boolean): Promise<"answered" | SessionRefusal | undefined> {
    const twin = new HttpTransport(this.parts);
    twin.path = this.path;
    if (inSession) {
      twin.jar = this.jar;
      twin.setSession(["mcp-session-id", this.#session ?? ""]);
      if (this.#revision !== undefined) twin.negotiated(this.#revision);
    }
    const outcome = new Promise<"answered" | SessionRefusal | undefined>((resolve) => {
      twin.onRefusal = resolve;
      twin.receiver = {
        message: (answer) => {
          if (answer.kind === "result") resolve("answered");
          else if (answer.kind === "error") resolve(refusalOf(200, answer));
        },
        activity: () => undefined,
        failed: () => resolve(undefined),
        closed: () => resolve(undefined),
      };
      twin.send(message);
    });
    try {
      return await within(outcome, TRIAL_TIMEOUT_MS);
    } finally {
      // What was begun for this ends; the session that is asked about does not.
      if (inSession) twin.stop();
      else void twin.close();
    }
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
