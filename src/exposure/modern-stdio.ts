import { Call, type Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { clientRequest } from "../model/method-fates.js";
import type { EdgeRequest } from "../model/methods.js";
import type { Principal } from "../model/principal.js";
import type { View } from "../model/view.js";
import type { World } from "../model/world.js";
import { fromProxyError } from "../wire/build.js";
import { idOf } from "./id.js";
import { checkLengths } from "./lengths.js";
import { listen, type OpenSubscription } from "./listen.js";
import { modernAnswer, withoutOwnResponses } from "./modern-answer.js";
import { checkMeta, ModernCallers, readMeta } from "./modern-meta.js";
import { declared, isQuestion } from "./questions.js";
import { renderFailure } from "./render.js";
import type { ReplySink } from "./reply-sink.js";
import { checkMethod, tellView } from "./told.js";

/** 2026-07-28 over stdio: no headers, no streams; `notifications/cancelled` is the only way to cancel. */
export class ModernStdio {
  readonly #parts: {
    readonly id: string;
    readonly principal: Principal;
    readonly endpoint: string;
    readonly view: View;
    readonly world: World;
  };
  readonly #callers = new ModernCallers();
  readonly #calls = new Map<string, { readonly call: Call; readonly way: ReplySink; readonly id: Buffer }>();
  readonly #subscribers = new Map<
    string,
    { readonly ear: OpenSubscription; readonly way: ReplySink; readonly id: Buffer }
  >();
  readonly #seen = new Set<Caller>();

  constructor(parts: { id: string; principal: Principal; endpoint: string; view: View; world: World }) {
    this.#parts = parts;
  }

  /** A request or notification of the client. Throws INVALID_PARAMS or INVALID_REQUEST for a notification that is refused. */
  accept(message: Message, way: ReplySink): void {
    const { view, principal, endpoint, id: session } = this.#parts;
    // A response answers nothing: this era asks no client by a request.
    if (message.kind === "result" || message.kind === "error") return;
    if (message.kind === "notification") {
      checkLengths(message);
      tellView(view, this.#callers.of(principal, endpoint, session, readMeta(message)), message);
      return;
    }
    // A copy: a stream must not keep its whole request.
    const id = Buffer.from(idOf(message));
    try {
      checkLengths(message);
      const meta = readMeta(message);
      checkMeta(meta);
      const key = id.toString("latin1");
      if (this.#calls.has(key) || this.#subscribers.has(key)) {
        throw new ProxyError("INVALID_REQUEST", "The id belongs to a request that is not answered yet");
      }
      const caller = this.#callers.of(principal, endpoint, session, meta);
      this.#seen.add(caller);
      checkMethod(view, caller, message);
      if (clientRequest(message.method)?.to !== "edge") {
        void this.#call(withoutOwnResponses(message), caller, id, key, way);
        return;
      }
      const method = message.method as EdgeRequest<"modern">;
      if (method === "subscriptions/listen") void this.#listen(message, caller, id, key, way);
      else method satisfies never;
    } catch (thrown) {
      way.answer(fromProxyError(id, ProxyError.from(thrown)), 200);
    }
  }

  /** A `notifications/cancelled`; false when it names nothing of this era. */
  cancel(message: Message): boolean {
    const span = message.member("requestId");
    if (span === undefined) return false;
    const key = message.bytes.toString("latin1", span.start, span.end);
    const flying = this.#calls.get(key);
    if (flying !== undefined) {
      this.#calls.delete(key);
      flying.call.cancel(message.text(message.member("reason")));
      flying.way.cancelled(flying.id);
      return true;
    }
    const open = this.#subscribers.get(key);
    if (open === undefined) return false;
    this.#subscribers.delete(key);
    open.ear.close();
    open.way.cancelled(open.id);
    return true;
  }

  /** Ends every listening stream with its result. */
  drain(): void {
    for (const { ear } of this.#subscribers.values()) ear.finish();
  }

  /** The client is gone. */
  close(): void {
    for (const { ear } of this.#subscribers.values()) ear.close();
    for (const { call } of this.#calls.values()) call.cancel("The client is gone");
    for (const caller of this.#seen) this.#parts.view.forget(caller);
    this.#calls.clear();
    this.#subscribers.clear();
    this.#seen.clear();
  }

  async #call(message: Message, caller: Caller, id: Buffer, key: string, way: ReplySink): Promise<void> {
    const call = new Call(message, caller, way);
    this.#calls.set(key, { call, way, id });
    let answer: Message;
    try {
      answer = await this.#parts.view.handle(call);
      if (isQuestion(answer)) answer = await declared(answer, call);
      answer = modernAnswer(answer, message.method ?? "", id).message;
    } catch (thrown) {
      answer = renderFailure(thrown, call, id, this.#parts.world.log).message;
    }
    if (this.#calls.get(key)?.call === call) this.#calls.delete(key);
    if (call.cancelled) answer.tail?.destroy();
    else way.answer(answer, 200);
  }

  async #listen(message: Message, caller: Caller, id: Buffer, key: string, way: ReplySink): Promise<void> {
    const sink = {
      emit: (one: Message) => way.emit(one),
      onDrain: (listener: () => void) => way.onDrain(listener),
      answer: (one: Message) => {
        this.#subscribers.delete(key);
        way.answer(one, 200);
      },
    };
    try {
      await listen(this.#parts.view, caller, message, id, sink, (ear) => this.#subscribers.set(key, { ear, way, id }));
    } catch (thrown) {
      if (!this.#subscribers.delete(key)) return;
      way.answer(renderFailure(thrown, new Call(message, caller, way), id, this.#parts.world.log).message, 200);
    }
  }
}
