import { BOUNDS } from "../model/bounds.js";
import { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { clientRequest } from "../model/method-fates.js";
import type { EdgeRequest } from "../model/methods.js";
import type { Principal } from "../model/principal.js";
import { type Listener, UpstreamAnswer, type View } from "../model/view.js";
import type { World } from "../model/world.js";
import { fromProxyError, result } from "../wire/build.js";
import { withId } from "../wire/splice.js";
import type { Lease } from "./budget.js";
import { logLevel, type SessionCaller } from "./caller.js";
import { type Flight, InFlight } from "./in-flight.js";
import { handshake } from "./initialize.js";
import { checkLengths, idOf } from "./lengths.js";
import { converse, isQuestion } from "./questions.js";
import { logDefect, readdress, renderFailure } from "./render.js";
import type { ReplySink, SessionStream } from "./reply-sink.js";
import { ServerRequests } from "./server-requests.js";
import { Subscriptions } from "./subscriptions.js";
import { checkMethod, orDrop, tellView } from "./told.js";

const EMPTY = Buffer.from("{}");

/** Messages that may wait for the answer to `initialize`. */
const MAX_HELD = 100;
const MAX_HELD_BYTES = BOUNDS["exposure.held"].bytes;

/** The requests that an initialized session answers itself, besides `ping`. */
type SessionRequest = Exclude<EdgeRequest<"legacy">, "initialize" | "ping">;

/** A declaration is kept as sent, as read, and as passed on to upstreams, each about twice. */
const KEPT_FORMS = 6;

function declaredBytes(message: Message): number {
  const [one, other] = [message.member("capabilities"), message.member("clientInfo")];
  return (one === undefined ? 0 : one.end - one.start) + (other === undefined ? 0 : other.end - other.start);
}

/** What a session is made of. */
export interface SessionParts {
  readonly id: string;
  readonly principal: Principal;
  readonly endpoint: string;
  readonly view: View;
  readonly world: World;
  readonly outside: SessionStream;
  readonly questionMs: number;
  /** The session's part of the budget of sessions, where there is one. The session gives it back at its end. */
  readonly lease?: Lease;
}

function refuse(text: string): never {
  throw new ProxyError("INVALID_REQUEST", text);
}

/**
 * One legacy conversation (2024-11-05 … 2025-11-25), whatever carries it: Streamable HTTP, HTTP+SSE or stdio.
 * Turns the client's messages into calls and the view's questions into requests to the client.
 */
export class LegacySession {
  readonly id: string;
  readonly principal: Principal;
  readonly endpoint: string;
  readonly #parts: SessionParts;
  readonly #inFlight = new InFlight();
  readonly #asked: ServerRequests;
  #caller: SessionCaller | undefined;
  #subscriptions: Subscriptions | undefined;
  /** Messages of a client that does not wait for the answer to `initialize`, in order; undefined when none is pending. */
  #held: { readonly message: Message; readonly way: ReplySink }[] | undefined;
  #heldBytes = 0;
  #closed = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.principal = parts.principal;
    this.endpoint = parts.endpoint;
    this.#asked = new ServerRequests("mcp-proxy-", parts.questionMs);
  }

  /** The revision in force; undefined before `initialize` was answered. */
  get revision(): string | undefined {
    return this.#caller?.revision;
  }

  /** Whether a call waits for its answer. */
  get busy(): boolean {
    return this.#inFlight.size > 0;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The session's principal, verified again by a later request. */
  verified(principal: Principal): void {
    if (this.#caller !== undefined && principal.key === this.principal.key) this.#caller.principal = principal;
  }

  /**
   * Accepts any message of the client. `way` is where the answer to a request goes. For a message without an answer, it throws
   * INVALID_PARAMS when a name in it is too long, and INVALID_REQUEST when it is a notification with a name of a request.
   */
  accept(message: Message, way: ReplySink): void {
    if (message.kind === "request") {
      this.#request(message, way);
      return;
    }
    checkLengths(message);
    if (message.kind !== "notification") this.#asked.answered(message);
    else if (this.#held === undefined) this.#notified(message);
    else this.#hold(message, way);
  }

  /** Keeps a message until `initialize` is answered. False when too many bytes wait already. */
  #hold(message: Message, way: ReplySink): boolean {
    const held = this.#held;
    if (held === undefined || held.length >= MAX_HELD) return false;
    if (this.#heldBytes + message.bytes.length > MAX_HELD_BYTES) return false;
    this.#heldBytes += message.bytes.length;
    held.push({ message, way });
    return true;
  }

  #notified(message: Message): void {
    const caller = this.#caller;
    if (message.method === "notifications/cancelled") this.#inFlight.cancel(message);
    else if (caller === undefined) return;
    else if (message.method === "notifications/initialized") {
      this.#subscriptions?.start().catch((error: unknown) => this.#failedToListen(error));
    } else tellView(this.#parts.view, caller, message);
  }

  /** Notifications outside any call were lost. The client is told that everything it listens to may have changed. */
  missed(): void {
    this.#subscriptions?.missed();
  }

  /** Ends the session: cancels its calls and drops its state. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#parts.lease?.release();
    this.#parts.outside.reader?.decide();
    this.#asked.close();
    this.#inFlight.close("The session ended");
    this.#subscriptions?.close();
    if (this.#caller !== undefined) this.#parts.view.forget(this.#caller);
  }

  #request(message: Message, way: ReplySink): void {
    const id = idOf(message);
    try {
      checkLengths(message);
      this.#dispatch(message, id, way);
    } catch (thrown) {
      this.#fail(way, id, ProxyError.from(thrown));
    }
  }

  #dispatch(message: Message, id: Buffer, way: ReplySink): void {
    const caller = this.#caller;
    if (message.method === "ping") {
      way.answer(result(id, EMPTY), 200);
    } else if (message.method === "initialize") {
      if (caller !== undefined || this.#held !== undefined) refuse("The session is already initialized");
      void this.#initialize(message, id, way);
    } else if (this.#held !== undefined && this.#hold(message, way)) {
      return;
    } else if (caller === undefined) {
      refuse("The first request of a session must be initialize; wait for its answer");
    } else {
      checkMethod(this.#parts.view, caller, message);
      if (clientRequest(message.method)?.to === "edge") {
        this.#own(message, message.method as SessionRequest, caller, id, way);
        return;
      }
      const call = new Call(message, caller, way);
      void this.#call(call, this.#inFlight.add(call, way, id));
    }
  }

  /** A request that the session itself answers. */
  #own(message: Message, method: SessionRequest, caller: SessionCaller, id: Buffer, way: ReplySink): void {
    switch (method) {
      case "logging/setLevel":
        this.#setLevel(message, caller);
        way.answer(result(id, EMPTY), 200);
        return;
      case "resources/subscribe":
      case "resources/unsubscribe":
        void this.#subscribe(message, caller, id, way);
        return;
      default:
        method satisfies never;
    }
  }

  async #call(call: Call, flight: Flight): Promise<void> {
    const { id, reply } = flight;
    const { view } = this.#parts;
    let answer: Message;
    let status = 200;
    try {
      answer = await view.handle(call);
      if (isQuestion(answer)) {
        answer = await converse(view, call, answer, (question) => this.#ask(question, reply, call), this.#names);
      }
      answer = readdress(answer, id);
    } catch (thrown) {
      const failure = renderFailure(thrown, call, id, this.#parts.world.log);
      answer = failure.message;
      status = failure.status;
    }
    this.#inFlight.remove(flight);
    if (call.cancelled) answer.tail?.destroy();
    else reply.answer(answer, status);
  }

  async #initialize(message: Message, id: Buffer, way: ReplySink): Promise<void> {
    this.#held = [];
    try {
      this.#parts.lease?.grow(KEPT_FORMS * declaredBytes(message));
      const { caller, answer } = await handshake(message, id, way, this.#parts);
      if (this.#closed) {
        this.#parts.view.forget(caller);
        way.cancelled(id);
        return;
      }
      this.#caller = caller;
      this.#subscriptions = new Subscriptions(this.#parts.view, this.#listener(caller), this.#parts.lease);
      way.answer(answer, 200);
    } catch (thrown) {
      if (thrown instanceof UpstreamAnswer) way.answer(withId(thrown.answer, id), 200);
      else this.#fail(way, id, ProxyError.from(thrown));
    } finally {
      const held = this.#held ?? [];
      this.#held = undefined;
      this.#heldBytes = 0;
      for (const one of held) orDrop(() => this.accept(one.message, one.way));
    }
  }

  #listener(caller: SessionCaller): Listener {
    const outside = this.#parts.outside;
    let behind = false;
    return {
      caller,
      notify: (message) => {
        behind = !outside.emit(message);
      },
      behind: () => behind,
      onDrain: (listener) =>
        outside.onDrain(() => {
          behind = false;
          listener();
        }),
      ask: (question, signal) => this.#asked.askOutside(question, signal, caller, outside),
      logLevel: () => caller.logLevel,
      ended: () => undefined,
    };
  }

  #setLevel(message: Message, caller: SessionCaller): void {
    const level = logLevel(message.text(message.member("level")));
    if (level === undefined) throw new ProxyError("INVALID_PARAMS", "params.level must be a severity of RFC 5424");
    caller.logLevel = level;
    this.#parts.view.logLevelChanged(caller);
  }

  async #subscribe(message: Message, caller: SessionCaller, id: Buffer, way: ReplySink): Promise<void> {
    try {
      const uri = message.text(message.member("uri"));
      if (uri === undefined) throw new ProxyError("INVALID_PARAMS", "params.uri must be a string");
      const subscriptions = this.#subscriptions as Subscriptions;
      await (message.method === "resources/subscribe" ? subscriptions.subscribe(uri) : subscriptions.unsubscribe(uri));
      way.answer(result(id, EMPTY), 200);
    } catch (thrown) {
      const failure = renderFailure(thrown, new Call(message, caller, way), id, this.#parts.world.log);
      way.answer(failure.message, failure.status);
    }
  }

  #ask(question: Message, way: ReplySink, call: Call): Promise<Message> {
    return this.#asked.ask(question, (message) => void way.emit(message), call);
  }

  get #names() {
    return {
      nextId: () => this.#asked.nextId(),
      elicitationId: () => this.#parts.world.random(16).toString("hex"),
    };
  }

  #failedToListen(thrown: unknown): void {
    const error = ProxyError.from(thrown);
    if (error.code === "INTERNAL") logDefect(error, this.#parts.world.log);
    else this.#parts.world.log.warn("session.listen_failed", { reason: error.row.reason, message: error.message });
  }

  #fail(way: ReplySink, id: Buffer, error: ProxyError): void {
    if (error.code === "INTERNAL") logDefect(error, this.#parts.world.log);
    const { http } = error.row;
    way.answer(fromProxyError(id, error), http === 503 || http === 429 ? http : 200);
  }
}
