import type { Call } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { RPC } from "../../model/protocol.js";
import { result } from "../../wire/build.js";
import { type Exchange, LinkFailure } from "../conversation/exchanges.js";
import type { Relay } from "../conversation/relay.js";
import type { OutsideQuestions } from "./outside-questions.js";
import { ParkedCall, type PendingQuestions } from "./pending-questions.js";
import type { QuestionTokens } from "./question-tokens.js";
import {
  canAsk,
  inputResponses,
  MAY_ASK,
  refusalBytes,
  requiredCapability,
  responseBytes,
  toQuestion,
} from "./questions.js";

/** What servers ask for themselves: right behind the handshake, or a moment later, while somebody's call may be under way. */
const OF_ITS_OWN_ACCORD = "roots/list";

/**
 * What a legacy upstream asks in the other direction. A request becomes a question of the call it belongs to: by the stream it
 * came on, else by being the only call under way, else of none (see `OutsideQuestions`).
 */
export class Reverse {
  readonly #relay: Relay;
  readonly #outside: OutsideQuestions;
  readonly #desk: PendingQuestions;
  readonly #tokens: QuestionTokens;
  readonly #shared: boolean;
  #questions = 0;

  /** `shared`: strangers may share the link, so that the only call under way need not be the one that is asked for. */
  constructor(
    relay: Relay,
    outside: OutsideQuestions,
    desk: PendingQuestions,
    tokens: QuestionTokens,
    shared: boolean,
  ) {
    this.#tokens = tokens;
    this.#relay = relay;
    this.#outside = outside;
    this.#desk = desk;
    this.#shared = shared;
  }

  /** A request of the upstream. `carrier`: the request whose stream it came on, where the transport can tell. */
  ask(message: Message, carrier: Exchange | undefined): void {
    const id = message.id as { start: number; end: number };
    const raw = Buffer.from(message.bytes.subarray(id.start, id.end));
    if (message.method === "ping") {
      this.#relay.tell(result(raw, {}).bytes);
      return;
    }
    const guesses = carrier?.call === undefined && !this.#relay.transport.correlates && !this.#shared;
    const exchange = guesses ? this.#relay.onlyCall() : carrier;
    if (exchange?.call === undefined) {
      this.#outside.ask({ message, id: raw });
      return;
    }
    const { call } = exchange;
    const guessed = carrier?.call === undefined;
    if (!canAsk(call.caller, call.message.method, message)) {
      this.#cannotAsk(message, raw, exchange, guessed && message.method === OF_ITS_OWN_ACCORD);
      return;
    }
    const asked = toQuestion(this.#tokens.give(message, call.caller), `q${++this.#questions}`, call.caller);
    const question = guessed ? { ...asked, otherwise: () => this.#outside.ask({ message, id: raw }) } : asked;
    const early = answeredBeforehand(exchange, call, question.key);
    if (early !== undefined) {
      this.#relay.tell(responseBytes(question, early));
      return;
    }
    const parked = this.#desk.parkedOn(exchange) ?? new ParkedCall(exchange, this.#relay, this.#desk);
    parked.add(question);
  }

  /**
   * The client did not declare what the upstream asks for: the question is refused, and a modern call fails with the reason,
   * unless the question is none of the call's, as far as can be told.
   */
  #cannotAsk(message: Message, raw: Buffer, exchange: Exchange, unrelated: boolean): void {
    this.#relay.tell(refusalBytes(raw, RPC.METHOD_NOT_FOUND, `The client does not support ${message.method} here`));
    const { call } = exchange;
    const needed = call?.caller.era === "modern" ? requiredCapability(message) : undefined;
    if (unrelated || needed === undefined || !MAY_ASK.has(call?.message.method ?? "")) return;
    const error = new ProxyError(
      "MISSING_CAPABILITY",
      `The upstream requested ${message.method}, which the client did not declare`,
      {
        data: { requiredCapabilities: needed },
      },
    );
    this.cancel(exchange, error.message);
    this.#relay.exchanges.fail(exchange.id, new LinkFailure(error, "unknown"));
  }

  /** The upstream withdrew a question of its own. */
  withdraw(message: Message): void {
    const span = message.member("requestId");
    if (span === undefined) return;
    const id = message.raw(span);
    this.#outside.withdraw(id);
    for (const exchange of this.#relay.exchanges.all()) this.#desk.parkedOn(exchange)?.withdraw(id);
  }

  /** The retry of a call that asked: gives the upstream its answers and waits on. Rejects with INVALID_PARAMS or a `LinkFailure`. */
  async resume(call: Call): Promise<Message> {
    const { upstream } = this.#desk;
    const state = call.message.text(call.message.member("requestState")) ?? "";
    const parked = this.#desk.parking.take(state, call, upstream);
    if (parked.relay !== this.#relay || this.#relay.closed !== undefined) {
      parked.expire();
      throw new LinkFailure(
        new ProxyError("UPSTREAM_RESTARTED", `${upstream} ended while it waited for an answer`, {
          data: { executed: "unknown" },
        }),
        "unknown",
      );
    }
    const answers = inputResponses(call);
    const open = parked.questions.filter((question) => !answers.has(question.key));
    for (const question of parked.questions) {
      const answer = answers.get(question.key);
      if (answer !== undefined) this.#relay.tell(responseBytes(question, answer));
    }
    return parked.resume(call, open);
  }

  /** Tells the upstream that a request is not wanted any more, and that its questions have no answer. */
  cancel(exchange: Exchange, reason: string | undefined): void {
    this.#desk.parkedOn(exchange)?.abandon();
    if (this.#relay.closed !== undefined || exchange.answered) return;
    const params = { requestId: exchange.id, ...(reason === undefined ? {} : { reason }) };
    this.#relay.tell(
      Buffer.from(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":${JSON.stringify(params)}}`),
    );
  }
}

/** What a client answered before it was asked, by a key it knows; each answer serves once. */
function answeredBeforehand(exchange: Exchange, call: Call, key: string): Buffer | undefined {
  const { message } = call;
  if (message.member("inputResponses") === undefined || message.member("requestState") !== undefined) return undefined;
  exchange.used ??= new Set();
  if (exchange.used.has(key)) return undefined;
  exchange.used.add(key);
  return inputResponses(call).get(key);
}
