import { Call, type Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { clientRequest } from "../model/method-fates.js";
import type { EdgeRequest } from "../model/methods.js";
import type { Principal } from "../model/principal.js";
import type { View } from "../model/view.js";
import type { World } from "../model/world.js";
import { type Flight, InFlight } from "./in-flight.js";
import { checkLengths, idOf } from "./lengths.js";
import { OpenSubscription } from "./listen.js";
import { modernAnswer, withoutOwnResponses } from "./modern-answer.js";
import { checkMeta, MetaReader, ModernCallers } from "./modern-meta.js";
import { declared, isQuestion } from "./questions.js";
import { type Rendered, renderFailure } from "./render.js";
import type { ReplySink } from "./reply-sink.js";
import { checkMethod, tellView } from "./told.js";

/** Where a message of the modern era comes from. */
export interface ModernOrigin {
  readonly principal: Principal;
  readonly endpoint: string;
  readonly view: View;
}

/** What carries a conversation: how it checks a message, and where the answer to a request goes. */
export interface ModernCarrier<Origin extends ModernOrigin> {
  /** The name of the connection, where it belongs to one client. */
  readonly session: string | undefined;
  /** Throws unless the carrier's headers agree with the message, whose `_meta` names `revision`. */
  checkVersion?(origin: Origin, message: Message, revision: string | undefined): void;
  /** As `checkVersion`, once the revision is known to be spoken here. */
  checkHeaders?(origin: Origin, message: Message): void;
  /** Rejects unless the headers of a `tools/call` agree with its arguments; undefined: nothing to wait for. */
  checkArguments?(origin: Origin, call: Call): Promise<void> | undefined;
  reply(origin: Origin, message: Message): ReplySink;
}

/**
 * The conversation of 2026-07-28, whatever carries it: stateless Streamable HTTP, where it has all clients of an exposure, or
 * stdio, where it has one. Every request stands for itself.
 */
export class ModernConversation<Origin extends ModernOrigin> {
  readonly #carrier: ModernCarrier<Origin>;
  readonly #world: World;
  readonly #callers = new ModernCallers();
  readonly #metas = new MetaReader();
  /** Requests that a client can cancel by their id, because it reads several answers in one place. */
  readonly #inFlight = new InFlight();
  readonly #subscriptions = new Set<OpenSubscription>();

  constructor(carrier: ModernCarrier<Origin>, world: World) {
    this.#carrier = carrier;
    this.#world = world;
  }

  /** Whether the `_meta` of a message makes it one of this era. Throws as `readMeta`. */
  declares(message: Message): boolean {
    return message.member("_meta") !== undefined && this.#metas.read(message).revision !== undefined;
  }

  /** Accepts any message of a client. Throws a ProxyError for a message that is refused before any work begins; the carrier answers it. */
  accept(message: Message, origin: Origin): void {
    if (message.kind === "result" || message.kind === "error") {
      throw new ProxyError("INVALID_REQUEST", "A client of 2026-07-28 sends no responses");
    }
    const carrier = this.#carrier;
    const { principal, endpoint, view } = origin;
    checkLengths(message);
    const meta = this.#metas.read(message);
    carrier.checkVersion?.(origin, message, meta.revision);
    if (message.kind === "request") checkMeta(meta);
    carrier.checkHeaders?.(origin, message);
    const caller = this.#callers.of(principal, endpoint, carrier.session, meta);
    if (message.kind === "notification") {
      tellView(view, caller, message);
      return;
    }
    checkMethod(view, caller, message);
    if (clientRequest(message.method)?.to === "edge") {
      const method = message.method as EdgeRequest<"modern">;
      if (method === "subscriptions/listen") void this.#listen(message, caller, view, carrier.reply(origin, message));
      else method satisfies never;
      return;
    }
    const sent = withoutOwnResponses(message);
    const id = idOf(message);
    const reply = carrier.reply(origin, message);
    const call = new Call(sent, caller, reply);
    const flight = this.#enter(call, reply, id);
    void this.#call(call, origin, reply, id, flight);
  }

  /** Acts on a `notifications/cancelled`; false when it names nothing of this conversation. */
  cancel(message: Message): boolean {
    return this.#inFlight.cancel(message);
  }

  /** Ends every subscription with its result. */
  drain(): void {
    for (const subscription of this.#subscriptions) subscription.finish();
  }

  /** The client of a connection is gone. */
  close({ principal, view }: ModernOrigin): void {
    this.#inFlight.close("The client disconnected");
    for (const caller of this.#callers.known(principal)) view.forget(caller);
  }

  /** Lets the client cancel a request, by its id or by leaving. */
  #enter(work: Call | OpenSubscription, reply: ReplySink, id: Buffer): Flight | undefined {
    reply.cancelOnClose?.(work);
    return reply.shared ? this.#inFlight.add(work, reply, id) : undefined;
  }

  async #call(call: Call, origin: Origin, reply: ReplySink, id: Buffer, flight: Flight | undefined): Promise<void> {
    const method = call.message.method ?? "";
    let rendered: Rendered;
    try {
      const checked = method === "tools/call" ? this.#carrier.checkArguments?.(origin, call) : undefined;
      if (checked !== undefined) await checked;
      let answer = await origin.view.handle(call);
      if (isQuestion(answer)) answer = await declared(answer, call);
      rendered = modernAnswer(answer, method, id);
    } catch (thrown) {
      rendered = renderFailure(thrown, call, id, this.#world.log);
    }
    if (flight !== undefined) this.#inFlight.remove(flight);
    if (call.cancelled) rendered.message.tail?.destroy();
    else reply.answer(rendered.message, rendered.status);
  }

  async #listen(message: Message, caller: Caller, view: View, reply: ReplySink): Promise<void> {
    // A copy, because a view of the bytes would keep the whole request in memory.
    const id = Buffer.from(idOf(message));
    let flight: Flight | undefined;
    const subscription = new OpenSubscription(id, reply, () => {
      this.#subscriptions.delete(subscription);
      if (flight !== undefined) this.#inFlight.remove(flight);
    });
    try {
      flight = this.#enter(subscription, reply, id);
      this.#subscriptions.add(subscription);
      await subscription.open(view, caller, message);
    } catch (thrown) {
      if (!subscription.cancel()) return;
      const failure = renderFailure(thrown, new Call(message, caller, reply), id, this.#world.log);
      reply.answer(failure.message, failure.status);
    }
  }
}
