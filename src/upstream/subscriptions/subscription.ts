import { backoff } from "../../base/backoff.js";
import type { Message } from "../../model/message.js";
import { META, RPC } from "../../model/protocol.js";
import type { ListenFilter } from "../../model/view.js";
import type { Log } from "../../model/world.js";
import { members } from "../../wire/scan.js";
import { splice } from "../../wire/splice.js";
import type { Exchange } from "../conversation/exchanges.js";
import type { Relay } from "../conversation/relay.js";
import type { Subscribers } from "./subscribers.js";

const COALESCE_MS = 20;
/** How long a listener is kept waiting for the upstream's acknowledgement, in milliseconds. */
const ACKNOWLEDGEMENT_TIMEOUT_MS = 1000;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

/**
 * The one `subscriptions/listen` of a modern link, for all its subscribers. When the union of what they want changes, a new
 * stream is opened beside the old one and takes over once it is acknowledged, so that nothing is missed between. After a loss
 * it listens again and then says so, because changes may have been missed.
 */
export class ListenRequest {
  readonly #relay: Relay;
  readonly #subscribers: Subscribers;
  readonly #open: (filter: string) => Exchange;
  readonly #log: Log;
  readonly #missed: () => void;
  #filter = "";
  #current: Exchange | undefined;
  #next: Exchange | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #lost = false;
  #unsupported = false;
  readonly #waiting: (() => void)[] = [];

  /** `missed`: the stream is back after a loss, and what was said meanwhile is unknown. */
  constructor(
    relay: Relay,
    subscribers: Subscribers,
    open: (filter: string) => Exchange,
    log: Log,
    missed: () => void,
  ) {
    this.#missed = missed;
    this.#relay = relay;
    this.#subscribers = subscribers;
    this.#open = open;
    this.#log = log;
  }

  /** The subscribers changed: adapt, once things have settled. Resolves when the upstream has acknowledged, or after a moment. */
  adapt(): Promise<void> {
    if (this.#unsupported) return Promise.resolve();
    this.#schedule(COALESCE_MS);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      setTimeout(resolve, ACKNOWLEDGEMENT_TIMEOUT_MS).unref();
    });
  }

  #settled(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** A notification of the listen stream, delivered without its subscription id; false when it is none of ours. */
  take(message: Message, carrier: Exchange | undefined): boolean {
    const named = subscriptionOf(message);
    const stream = named === undefined ? carrier?.id : Number(named);
    const ours = stream !== undefined && (stream === this.#current?.id || stream === this.#next?.id);
    if (!ours) return false;
    if (message.method === "notifications/subscriptions/acknowledged") this.#acknowledged(stream);
    else if (stream === this.#current?.id) this.#subscribers.deliver(unstamped(message));
    return true;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const exchange of [this.#current, this.#next]) if (exchange !== undefined) this.#drop(exchange);
    this.#current = undefined;
    this.#next = undefined;
  }

  #acknowledged(stream: number): void {
    if (stream !== this.#next?.id) return;
    const old = this.#current;
    this.#current = this.#next;
    this.#next = undefined;
    this.#failures = 0;
    if (old !== undefined) this.#drop(old);
    this.#settled();
    if (!this.#lost) return;
    this.#lost = false;
    this.#missed();
  }

  #schedule(delay: number): void {
    if (this.#unsupported) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), delay).unref();
  }

  #run(): void {
    if (this.#relay.closed !== undefined) return;
    const wants = this.#subscribers.union();
    const filter = JSON.stringify(spoken(wants));
    if (filter === this.#filter && (this.#current ?? this.#next) !== undefined) {
      if (this.#next === undefined) this.#settled();
      return;
    }
    this.#filter = filter;
    if (this.#next !== undefined) this.#drop(this.#next);
    this.#next = undefined;
    if (filter === "{}") {
      if (this.#current !== undefined) this.#drop(this.#current);
      this.#current = undefined;
      this.#settled();
      return;
    }
    const exchange = this.#open(filter);
    exchange.endless = true;
    this.#next = exchange;
    exchange.promise.then(
      (answer) => this.#ended(exchange, answer.kind === "error" ? (answer.value as { code?: number }).code : undefined),
      () => this.#ended(exchange, undefined),
    );
  }

  #ended(exchange: Exchange, code: number | undefined): void {
    if (exchange !== this.#current && exchange !== this.#next) return;
    if (exchange === this.#current) this.#current = undefined;
    else this.#next = undefined;
    if (code === RPC.METHOD_NOT_FOUND) {
      this.#unsupported = true;
      this.#settled();
      this.#log.debug("upstream.no_subscriptions");
      return;
    }
    this.#lost = true;
    this.#failures += 1;
    this.#schedule(backoff(this.#failures, FIRST_RETRY_MS, MAX_RETRY_MS));
  }

  #drop(exchange: Exchange): void {
    if (!exchange.answered) this.#relay.drop(exchange, undefined);
  }
}

/** A filter in the protocol's words: only what is wanted. */
function spoken(wants: ListenFilter): Record<string, unknown> {
  return {
    ...(wants.toolsListChanged ? { toolsListChanged: true } : {}),
    ...(wants.promptsListChanged ? { promptsListChanged: true } : {}),
    ...(wants.resourcesListChanged ? { resourcesListChanged: true } : {}),
    ...(wants.resourceSubscriptions.length > 0 ? { resourceSubscriptions: wants.resourceSubscriptions } : {}),
    ...(wants.taskIds.length > 0 ? { taskIds: wants.taskIds } : {}),
  };
}

function subscriptionOf(message: Message): string | undefined {
  const meta = message.member("_meta");
  if (meta === undefined || message.bytes[meta.start] !== 0x7b) return undefined;
  const found = members(message.bytes, meta).find((member) => member.key === META.subscriptionId);
  return found && message.raw(found.value).replaceAll('"', "");
}

function unstamped(message: Message): Message {
  const meta = message.member("_meta");
  if (meta === undefined) return message;
  const kept = members(message.bytes, meta).filter((member) => member.key !== META.subscriptionId);
  const text = kept.map((member) => message.bytes.toString("utf8", member.keySpan.start, member.value.end));
  return splice(message, [{ ...meta, bytes: Buffer.from(`{${text.join(",")}}`) }]);
}
