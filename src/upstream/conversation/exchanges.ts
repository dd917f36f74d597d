import type { Call } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import type { Clock } from "../../model/world.js";
import { Pending } from "../../wire/pending.js";

/** The waits of one request, in milliseconds; 0 means for ever. */
export interface Timeouts {
  /** Until anything arrives for it. */
  readonly firstByte: number;
  /** Between two arrivals; progress resets it. */
  readonly idle: number;
  /** From sending to the answer, questions to the user not counted. */
  readonly total: number;
}

/** A failure as a link reports it: the error for the caller, and whether the request may have run. */
export class LinkFailure extends Error {
  constructor(
    readonly error: ProxyError,
    readonly executed: "unsent" | "unknown",
    readonly sessionLost: boolean = false,
    /** The HTTP status that refused it, where there was one. */
    readonly status: number | undefined = undefined,
  ) {
    super(error.message, { cause: error });
    this.name = "LinkFailure";
  }
}

/** One request under way upstream. */
export class Exchange {
  readonly id: number;
  /** The call it serves; undefined for the proxy's own requests. A resumed call replaces the one that was parked. */
  call: Call | undefined;
  /** The client's own progress token, raw. */
  token: Buffer | undefined;
  /** Whether the waits are suspended, because the user is being asked. */
  parked = false;
  /** An answer that arrived while nobody waited. */
  early: Message | LinkFailure | undefined;
  /** Keys of questions that were answered with what the call brought along. */
  used: Set<string> | undefined;
  /** A subscription: it has no waits. */
  endless = false;
  started: number;
  touched: number;
  answered = false;
  #resolve!: (message: Message) => void;
  #reject!: (failure: LinkFailure) => void;
  promise: Promise<Message>;

  constructor(id: number, call: Call | undefined, now: number) {
    this.id = id;
    this.call = call;
    this.started = now;
    this.touched = -1;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Waits anew, for the call that resumes a parked one. */
  rearm(call: Call, now: number): Promise<Message> {
    this.call = call;
    this.parked = false;
    this.started = now;
    this.touched = now;
    const { early } = this;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (early instanceof LinkFailure) this.#reject(early);
    else if (early !== undefined) this.#resolve(early);
    return this.promise;
  }

  /** The user is asked: `question` is the answer for now, and what the upstream answers meanwhile is kept. */
  park(question: Message): void {
    this.parked = true;
    this.early = undefined;
    this.#resolve(question);
  }

  resolve(message: Message): void {
    if (this.parked) this.early = message;
    else this.#resolve(message);
  }

  reject(failure: LinkFailure): void {
    if (this.parked) this.early = failure;
    else this.#reject(failure);
  }
}

const TIMEOUT_CHECK_INTERVAL_MS = 250;

/** The requests under way on one link: fresh ids, one answer each, and the waits, checked by one timer for all. */
export class Exchanges {
  readonly #pending = new Pending<Exchange>();
  readonly #timeouts: Timeouts;
  readonly #clock: Clock;
  readonly #upstream: string;
  readonly #onTimeout: (exchange: Exchange) => void;
  readonly #held: () => boolean;
  #next: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    upstream: string,
    timeouts: Timeouts,
    clock: Clock,
    firstId: number,
    onTimeout: (exchange: Exchange) => void,
    /** Whether the upstream is kept from speaking, so that its silence means nothing. */
    held: () => boolean = () => false,
  ) {
    this.#held = held;
    this.#upstream = upstream;
    this.#timeouts = timeouts;
    this.#clock = clock;
    this.#next = firstId;
    this.#onTimeout = onTimeout;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** Callers' requests under way; subscriptions and the proxy's own are none. */
  get pendingCalls(): number {
    let count = 0;
    for (const exchange of this.#pending.all()) if (exchange.call !== undefined && !exchange.endless) count += 1;
    return count;
  }

  /** How many callers' requests there ever were. */
  calls = 0;

  open(call: Call | undefined): Exchange {
    if (call !== undefined) this.calls += 1;
    // One that lasts keeps its slot; the numbers go round it.
    while (this.#pending.crowds(this.#next)) this.#next++;
    const exchange = new Exchange(this.#next++, call, this.#clock.monotonic());
    this.#pending.put(exchange.id, exchange);
    // After a pause of the whole process (a frozen container, a machine that slept) what arrived meanwhile is read first.
    this.#timer ??= setInterval(() => setImmediate(() => this.#check()), TIMEOUT_CHECK_INTERVAL_MS).unref();
    return exchange;
  }

  get(id: number): Exchange | undefined {
    return this.#pending.get(id);
  }

  /** All that are under way. */
  all(): Exchange[] {
    return this.#pending.all();
  }

  /** Something arrived for a request. */
  touch(exchange: Exchange): void {
    exchange.touched = this.#clock.monotonic();
  }

  /** The call that resumes a parked one waits, with its waits started anew. */
  rearm(exchange: Exchange, call: Call): Promise<Message> {
    return exchange.rearm(call, this.#clock.monotonic());
  }

  settle(id: number, message: Message): boolean {
    const exchange = this.#take(id);
    exchange?.resolve(message);
    return exchange !== undefined;
  }

  fail(id: number, failure: LinkFailure): boolean {
    const exchange = this.#take(id);
    exchange?.reject(failure);
    return exchange !== undefined;
  }

  failAll(failure: (exchange: Exchange) => LinkFailure): void {
    for (const exchange of this.#pending.all()) this.fail(exchange.id, failure(exchange));
  }

  #take(id: number): Exchange | undefined {
    const exchange = this.#pending.take(id);
    if (exchange === undefined) return undefined;
    exchange.answered = true;
    return exchange;
  }

  /** Ends the timer once nothing is under way; a timer made and dropped with every call would cost more than the call's waits. */
  #check(): void {
    if (this.#pending.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const now = this.#clock.monotonic();
    const held = this.#held();
    for (const exchange of this.#pending.all()) {
      if (held) exchange.touched = now;
      const over = exchange.parked || exchange.endless ? undefined : this.#overdue(exchange, now);
      if (over === undefined) continue;
      const [which, limit] = over;
      this.#onTimeout(exchange);
      const text = `Request timeout: ${this.#upstream} ${which} within ${limit} ms`;
      const error = new ProxyError("UPSTREAM_TIMEOUT", text, { data: { timeout: TIMEOUT_KEY[which] } });
      this.fail(exchange.id, new LinkFailure(error, "unknown"));
    }
  }

  #overdue(exchange: Exchange, now: number): [keyof typeof TIMEOUT_KEY, number] | undefined {
    const { firstByte, idle, total } = this.#timeouts;
    if (total > 0 && now - exchange.started > total) return ["did not finish", total];
    if (exchange.touched < 0) {
      return firstByte > 0 && now - exchange.started > firstByte ? ["sent nothing", firstByte] : undefined;
    }
    return idle > 0 && now - exchange.touched > idle ? ["went silent, with nothing new", idle] : undefined;
  }
}

const TIMEOUT_KEY = {
  "sent nothing": "firstByte",
  "went silent, with nothing new": "idle",
  "did not finish": "total",
} as const;
