import { BOUNDS } from "../../model/bounds.js";
import type { Caller } from "../../model/call.js";
import { ERRORS } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { RPC } from "../../model/protocol.js";
import type { Listener } from "../../model/view.js";
import type { Log } from "../../model/world.js";
import type { Relay } from "../conversation/relay.js";
import type { Subscribers } from "../subscriptions/subscribers.js";
import type { QuestionTokens } from "./question-tokens.js";
import { canAsk, refusalBytes, requiredCapability } from "./questions.js";

/** How long a question waits for a session that is about to listen, in milliseconds. */
const SESSION_WAIT_MS = 10_000;
/** Questions of one link that may wait for that. */
const MAX_WAITING = 100;
const MAX_BYTES = BOUNDS["upstream.questions"].bytes;

/** Told to the upstream, which as a rule says it to whoever called. */
const AMBIGUOUS =
  "The proxy cannot tell to which of several calls this question belongs. Repeat the call on its own, or set limits.concurrency: 1 (for clients with sessions, isolation: session also helps)";

/** A request of the upstream, and its id, raw. */
interface Question {
  readonly message: Message;
  readonly id: Buffer;
}

/** What a link needs to ask outside any call. */
export interface OutsideParts {
  readonly upstream: string;
  readonly relay: Relay;
  readonly subscribers: Subscribers;
  readonly tokens: QuestionTokens;
  /** The session the link was opened for, which listens on it soon; undefined: none is expected. */
  readonly session: Caller | undefined;
  /** Whether strangers may share the link: then nobody is asked. */
  readonly shared: boolean;
  /** The longest a question may wait at all, in milliseconds. */
  readonly ttl: number;
  readonly log: Log;
}

/**
 * What a legacy upstream asks outside any call. It goes to the only session that listens on the link; where there are several,
 * to nobody. Many upstreams ask as soon as the handshake is over, when the session it was done for does not listen yet: such
 * a question waits for it, within bounds.
 */
export class OutsideQuestions {
  readonly #parts: OutsideParts;
  readonly #waiting = new Map<Question, NodeJS.Timeout>();
  readonly #asked = new Map<Question, AbortController>();

  constructor(parts: OutsideParts) {
    this.#parts = parts;
  }

  ask(question: Question): void {
    if (this.#parts.relay.closed !== undefined) return;
    if (this.#parts.shared) {
      this.#refuse(question);
      return;
    }
    const listeners = this.#parts.subscribers.askable();
    if (listeners.length === 0 && this.#mayWait(question.message)) this.#wait(question);
    else this.#put(question, listeners);
  }

  /** Somebody began to listen: whoever else begins in the same turn counts before anybody is asked. */
  listened(): void {
    if (this.#waiting.size === 0) return;
    queueMicrotask(() => {
      const listeners = this.#parts.subscribers.askable();
      if (listeners.length === 0) return;
      for (const question of this.#patient()) this.#put(question, listeners);
    });
  }

  /** The upstream withdrew a question: it hears nothing of it any more, nor does the client. */
  withdraw(id: string): void {
    for (const [question, timer] of this.#waiting) {
      if (question.id.toString("utf8") !== id) continue;
      clearTimeout(timer);
      this.#waiting.delete(question);
    }
    for (const [question, gone] of this.#asked) if (question.id.toString("utf8") === id) gone.abort();
  }

  /** The link is no more: nobody waits for an answer. */
  end(): void {
    this.#patient();
    for (const gone of this.#asked.values()) gone.abort();
  }

  /** Bytes of the questions that wait, and of those that were asked. */
  get #held(): number {
    let bytes = 0;
    for (const { message } of [...this.#waiting.keys(), ...this.#asked.keys()]) bytes += message.bytes.length;
    return bytes;
  }

  #mayWait(message: Message): boolean {
    const { session } = this.#parts;
    if (session === undefined || this.#waiting.size >= MAX_WAITING) return false;
    if (this.#held + message.bytes.length > MAX_BYTES) return false;
    return requiredCapability(message) !== undefined && canAsk(session, undefined, message);
  }

  #wait(question: Question): void {
    const timer = setTimeout(
      () => {
        this.#waiting.delete(question);
        this.#put(question, this.#parts.subscribers.askable());
      },
      Math.min(SESSION_WAIT_MS, this.#parts.ttl),
    );
    this.#waiting.set(question, timer.unref());
  }

  /** Those that waited until now, in order. */
  #patient(): Question[] {
    const questions = [...this.#waiting.keys()];
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    return questions;
  }

  #put(question: Question, [listener, ...others]: readonly Listener[]): void {
    const { relay, tokens } = this.#parts;
    const full = this.#asked.size >= MAX_WAITING || this.#held + question.message.bytes.length > MAX_BYTES;
    if (
      full ||
      listener?.ask === undefined ||
      others.length > 0 ||
      !canAsk(listener.caller, undefined, question.message)
    ) {
      this.#refuse(question);
      return;
    }
    const gone = new AbortController();
    this.#asked.set(question, gone);
    const tell = (bytes: Buffer): void => {
      this.#asked.delete(question);
      if (!gone.signal.aborted) relay.tell(bytes);
    };
    listener.ask(tokens.give(question.message, listener.caller), gone.signal).then(
      (answer) => {
        const key = answer.kind === "error" ? "error" : "result";
        const body = answer.body === undefined ? "{}" : answer.raw(answer.body);
        tell(Buffer.from(`{"jsonrpc":"2.0","id":${question.id.toString("utf8")},"${key}":${body}}`));
      },
      () => tell(refusalBytes(question.id, RPC.INTERNAL_ERROR, "The client disconnected")),
    );
  }

  #refuse({ message, id }: Question): void {
    const { relay, log, upstream, shared } = this.#parts;
    const ambiguous = !shared && relay.exchanges.pendingCalls > 1;
    const nobody = `no client is connected that could answer ${message.method}${shared ? "; all callers share this session" : ""}`;
    const text = ambiguous ? AMBIGUOUS : nobody;
    if (ambiguous) log.warn("upstream.question_ambiguous", { upstream, method: message.method });
    else log.debug("upstream.question_refused", { method: message.method, cause: text });
    const { rpc, reason } = ERRORS.AMBIGUOUS_QUESTION;
    relay.tell(ambiguous ? refusalBytes(id, rpc, text, { reason }) : refusalBytes(id, RPC.METHOD_NOT_FOUND, text));
  }
}
