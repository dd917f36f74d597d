import type { Call, Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { progressToken } from "../conversation/declare.js";
import { type Exchange, LinkFailure } from "../conversation/exchanges.js";
import type { Relay } from "../conversation/relay.js";
import type { Parked, ParkedCalls } from "./parked-calls.js";
import { inputRequired, type Question, refusalBytes } from "./questions.js";

/** Where the calls of one upstream that wait for their users are kept. */
export class PendingQuestions {
  readonly #byExchange = new WeakMap<Exchange, ParkedCall>();

  constructor(
    readonly upstream: string,
    readonly parking: ParkedCalls<ParkedCall>,
  ) {}

  parkedOn(exchange: Exchange): ParkedCall | undefined {
    return this.#byExchange.get(exchange);
  }

  keep(exchange: Exchange, parked: ParkedCall): void {
    this.#byExchange.set(exchange, parked);
  }
}

/** Questions that come within this many milliseconds of the first are asked together. */
const COALESCE_MS = 10;

/** A call of a legacy upstream that has asked its user something. */
export class ParkedCall implements Parked {
  /** Asked and not answered. */
  questions: Question[] = [];
  readonly relay: Relay;
  readonly #exchange: Exchange;
  readonly #desk: PendingQuestions;
  #over = false;
  #gathering: NodeJS.Timeout | undefined;

  constructor(exchange: Exchange, relay: Relay, desk: PendingQuestions) {
    this.#exchange = exchange;
    this.relay = relay;
    this.#desk = desk;
    desk.keep(exchange, this);
  }

  get caller(): Caller {
    return (this.#exchange.call as Call).caller;
  }

  get bytes(): number {
    const asked = this.questions.reduce((sum, { params }) => sum + 256 + (params?.length ?? 0), 0);
    return asked + (this.#exchange.call?.message.bytes.length ?? 0);
  }

  /**
   * One more question. Those an upstream asks together are asked together; one that comes while the user is busy with
   * earlier ones waits for the next answer.
   */
  add(question: Question): void {
    const taken = this.questions.some(({ key }) => key === question.key);
    this.questions.push(taken ? { ...question, key: `${question.key}#${question.id.toString("utf8")}` } : question);
    if (!this.#exchange.parked) this.#gathering ??= setTimeout(() => this.#ask(), COALESCE_MS);
  }

  /** The upstream does not want the answer any more. */
  withdraw(id: string): void {
    this.questions = this.questions.filter((question) => question.id.toString("utf8") !== id);
  }

  /** The retry brought answers: waits on, or asks again what is still open. */
  resume(call: Call, open: Question[]): Promise<Message> {
    this.questions = open;
    // From now on progress belongs to the retry, under the token it brought.
    this.#exchange.token = progressToken(call.message);
    const promise = this.relay.exchanges.rearm(this.#exchange, call);
    call.onCancel((reason) => {
      if (this.#exchange.call === call && !this.#exchange.answered) this.relay.drop(this.#exchange, reason);
    });
    if (open.length > 0 && this.#exchange.early === undefined) this.#ask();
    else this.#release();
    return promise;
  }

  #ask(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#over || this.#exchange.parked || this.questions.length === 0) return;
    if (this.#exchange.answered) {
      this.#release();
      return;
    }
    const call = this.#exchange.call as Call;
    const state = this.#desk.parking.park(this, call, this.#desk.upstream);
    if (state === undefined) {
      this.#turnAway();
      return;
    }
    this.#exchange.park(inputRequired(this.questions, state));
  }

  /** There is no room to wait: the upstream is told that nobody answers, and the call ends, rather than go on as if its user had said no. */
  #turnAway(): void {
    this.#over = true;
    this.#refuse("Too many calls wait for an answer from users");
    const text = "Too many calls already wait for an answer from users (questions.perPrincipal, questions.total)";
    const error = new ProxyError("RATE_LIMITED", text, { data: { executed: "unknown" } });
    this.relay.stop(this.#exchange, error.message);
    this.relay.exchanges.fail(this.#exchange.id, new LinkFailure(error, "unknown"));
  }

  /** The call was answered without them: these questions were never of it, or nobody wants their answers any more. */
  #release(): void {
    const late = this.questions;
    this.questions = late.filter(({ otherwise }) => otherwise === undefined);
    this.#refuse("The call has ended");
    for (const { otherwise } of late) otherwise?.();
  }

  /** Nobody came back in time, or the session ended: the upstream is told, and the request is over. */
  expire(): void {
    if (this.#over) return;
    this.#refuse("The user did not answer in time");
    if (!this.#exchange.answered) this.relay.drop(this.#exchange, "The user did not answer in time");
    const { early } = this.#exchange;
    if (early !== undefined && "tail" in early) early.tail?.destroy();
    this.#over = true;
  }

  /** The call was cancelled while its user was asked. */
  abandon(): void {
    if (this.#over) return;
    this.#over = true;
    this.#desk.parking.end((parked) => parked === this);
    this.#refuse("The call was cancelled");
  }

  #refuse(text: string): void {
    for (const question of this.questions) {
      const cancels = question.method === "elicitation/create";
      const id = question.id.toString("utf8");
      this.relay.tell(
        cancels
          ? Buffer.from(`{"jsonrpc":"2.0","id":${id},"result":{"action":"cancel"}}`)
          : refusalBytes(question.id, -1, text),
      );
    }
    this.questions = [];
  }
}
