import { within } from "../../base/within.js";
import { MAX_LOGGED_METHOD_CHARS } from "../../model/bounds.js";
import type { Call, Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { requestsThat, upstreamFate } from "../../model/method-fates.js";
import { RPC } from "../../model/protocol.js";
import type { Failure, Receiver, Transport } from "../../model/transport.js";
import type { Clock, Log } from "../../model/world.js";
import { members } from "../../wire/scan.js";
import { bytesWithId, type Edit, splice, splicedBytes } from "../../wire/splice.js";
import type { People } from "../pool/people.js";
import { refusalBytes } from "../questions/questions.js";
import { MetaEdits } from "./declare.js";
import { type Exchange, Exchanges, LinkFailure, type Timeouts } from "./exchanges.js";
import { SlowReader } from "./slow-reader.js";

/** What differs between the eras when something arrives. */
export interface RelayHooks {
  /** A request of the upstream. `exchange`: the request whose stream it came on, where the transport can tell. */
  question(message: Message, exchange: Exchange | undefined): void;
  /** A notification other than progress. */
  notification(message: Message, exchange: Exchange | undefined): void;
  /** Progress of no request that is under way; whether it is somebody's nevertheless. */
  progress?(message: Message): boolean;
  /** An answer to a caller's request, before it is given to it: the same, another, or none because the request was sent again. */
  answer(message: Message, call: Call, exchange: Exchange): Message | undefined;
  /** A caller's request that failed; whether the link settles it itself. */
  failed?(exchange: Exchange, failure: Failure, fail: () => void): boolean;
  closed(error: ProxyError): void;
  /** Who listens to what belongs to no call. */
  listeners(): Iterable<Caller>;
  /** Tells the upstream that a request is not wanted any more. */
  cancel(exchange: Exchange, reason: string | undefined): void;
}

/** What a relay is made of. */
export interface RelayParts {
  readonly upstream: string;
  readonly transport: Transport;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a method that the protocol does not have may pass to clients. */
  takes(method: string): boolean;
  /** The first of our ids; two links that share a child while it is probed have ranges of their own. */
  readonly firstId?: number;
}

/** How often a draining link looks whether it is done, in milliseconds. */
const DRAIN_INTERVAL_MS = 100;
/** How long a notification and a stream are waited for, in milliseconds. */
const DELIVERY_TIMEOUT_MS = 1000;
const LISTEN_TIMEOUT_MS = 500;
const EMPTY: readonly string[] = [];
/** Methods whose results are looked into, so that they are waited for however long they are. */
const WHOLE = requestsThat(({ whole }) => whole === true);

/**
 * What both eras share on the way to one upstream and back: our ids in, the client's progress token out, one answer per
 * request, and everything else handed to the era.
 */
export class Relay {
  readonly exchanges: Exchanges;
  readonly transport: Transport;
  readonly #parts: RelayParts;
  readonly #hooks: RelayHooks;
  readonly #meta = new MetaEdits();
  readonly #people: People;
  readonly slow: SlowReader;
  closed: ProxyError | undefined;
  /** Messages that fit nothing: late answers, unknown ids. */
  strays = 0;

  constructor(parts: RelayParts, hooks: RelayHooks, people: People) {
    this.#parts = parts;
    this.#people = people;
    this.#hooks = hooks;
    this.transport = parts.transport;
    this.exchanges = new Exchanges(
      parts.upstream,
      parts.timeouts,
      parts.clock,
      parts.firstId ?? 1,
      (exchange) => this.stop(exchange, "timeout"),
      () => this.slow.holds,
    );
    this.slow = new SlowReader(parts.transport, () => this.#callers());
  }

  /** Sends a caller's request with our id, our progress token and the era's edits. */
  request(call: Call, unwrap: boolean, edits: Edit[], headers: readonly string[] = EMPTY): Exchange {
    // A closed transport drops what it is given.
    if (this.closed !== undefined) throw new LinkFailure(this.closed, "unsent");
    if (this.slow.holds) this.slow.enters(call.caller);
    this.#people.calls(call);
    const exchange = this.exchanges.open(call);
    this.send(exchange, call, unwrap, edits, headers);
    call.onCancel((reason) => {
      if (exchange.call === call && !exchange.answered) this.drop(exchange, reason);
    });
    return exchange;
  }

  /**
   * The call a message without correlation belongs to: the only one that runs, else the only one that waits for its user. None
   * where several principals called: it may be about what another one did before.
   */
  onlyCall(): Exchange | undefined {
    if (this.#people.severalCallers) return undefined;
    const calls = this.exchanges.all().filter((exchange) => exchange.call !== undefined);
    const running = calls.filter((exchange) => !exchange.parked);
    if (running.length > 0) return running.length === 1 ? running[0] : undefined;
    return calls.length === 1 ? calls[0] : undefined;
  }

  *#callers(): Iterable<Caller> {
    for (const { call } of this.exchanges.all()) if (call !== undefined) yield call.caller;
    yield* this.#hooks.listeners();
  }

  /** (Re)sends the request of an exchange. */
  send(exchange: Exchange, call: Call, unwrap: boolean, edits: Edit[], headers: readonly string[]): void {
    const whole = WHOLE.has(call.message.method);
    this.transport.send({ bytes: this.#outgoing(exchange, call, unwrap, edits), id: exchange.id, headers, whole });
  }

  #outgoing(exchange: Exchange, { message }: Call, unwrap: boolean, edits: Edit[]): Buffer {
    const meta = this.#meta.edits(message, unwrap, exchange.id);
    exchange.token = meta.token;
    if (meta.edits.length === 0 && edits.length === 0) return bytesWithId(message, exchange.id);
    const own = message.id as { start: number; end: number };
    const id = { start: own.start, end: own.end, bytes: Buffer.from(String(exchange.id)) };
    return splicedBytes(message, [id, ...meta.edits, ...edits]);
  }

  /** A request of the proxy's own. */
  ask(method: string, params: string | undefined, headers: readonly string[] = EMPTY): Exchange {
    const exchange = this.exchanges.open(undefined);
    const body = params === undefined ? "" : `,"params":${params}`;
    const bytes = Buffer.from(`{"jsonrpc":"2.0","id":${exchange.id},"method":${JSON.stringify(method)}${body}}`);
    this.transport.send({ bytes, id: exchange.id, headers, whole: true });
    return exchange;
  }

  /** A request of the proxy's own whose answer changes nothing. */
  quietly(exchange: Exchange): void {
    exchange.promise.catch((error: unknown) => {
      this.#parts.log.debug("upstream.own_request_failed", {
        upstream: this.#parts.upstream,
        cause: error instanceof Error ? error.message : "",
      });
    });
  }

  /** A notification or response of the proxy's own, or a client's as it is. */
  tell(bytes: Buffer, headers: readonly string[] = EMPTY): void {
    this.transport.send({ bytes, id: undefined, headers, whole: false });
  }

  /** A notification of the proxy's own that must be there before what is sent next; waited for no longer than a second. */
  async deliver(bytes: Buffer): Promise<void> {
    const message = { bytes, id: undefined, headers: EMPTY, whole: false };
    const delivery = this.transport.deliver?.(message);
    if (delivery === undefined) {
      this.transport.send(message);
      return;
    }
    await within(delivery, DELIVERY_TIMEOUT_MS);
  }

  /** Opens the stream of what is said outside calls; the upstream's word on it is waited for no longer than half a second. */
  async listen(): Promise<void> {
    await within(this.transport.listen(), LISTEN_TIMEOUT_MS);
  }

  /** Ends an exchange nobody waits for any more, here and upstream. */
  drop(exchange: Exchange, reason: string | undefined): void {
    this.stop(exchange, reason);
    const error = new ProxyError("CANCELLED", "The call was cancelled");
    this.exchanges.fail(exchange.id, new LinkFailure(error, "unknown"));
  }

  /** Tells the upstream that nobody waits for an answer. */
  stop(exchange: Exchange, reason: string | undefined): void {
    this.#hooks.cancel(exchange, reason);
    this.transport.abort(exchange.id);
  }

  activity(id: number): void {
    const exchange = this.exchanges.get(id);
    if (exchange !== undefined) this.exchanges.touch(exchange);
  }

  message(message: Message, on: number | undefined): void {
    const carrier = on === undefined ? undefined : this.exchanges.get(on);
    if (message.kind === "result" || message.kind === "error") {
      this.#answered(message, on);
    } else if (message.method === "notifications/progress") {
      this.#progress(message);
    } else {
      if (carrier !== undefined) this.exchanges.touch(carrier);
      if (!this.#mayPass(message.kind, message.method ?? "")) this.#refuse(message);
      else if (message.kind === "request") this.#hooks.question(message, carrier);
      else this.#hooks.notification(message, carrier);
    }
  }

  #mayPass(kind: "request" | "notification", method: string): boolean {
    const fate = upstreamFate(kind, method);
    return fate === "listed" || (fate === "vendor" && this.#parts.takes(method));
  }

  /** A message whose method neither the table nor the file lets through: a request is answered, a notification dropped. */
  #refuse({ kind, id, bytes, method = "" }: Message): void {
    this.strays++;
    const { upstream, log } = this.#parts;
    log.debug("upstream.message_refused", { upstream, kind, method: method.slice(0, MAX_LOGGED_METHOD_CHARS) });
    if (kind !== "request" || id === undefined) return;
    this.tell(refusalBytes(Buffer.from(bytes.subarray(id.start, id.end)), RPC.METHOD_NOT_FOUND, "Method not found"));
  }

  #answered(message: Message, on: number | undefined): void {
    const id = message.id === undefined || isNull(message) ? on : ownId(message);
    let exchange = id === undefined ? undefined : this.exchanges.get(id);
    // An error on the stream of a request answers that request, whatever id it has: some refuse with one of their own.
    if (exchange === undefined && message.kind === "error" && on !== undefined) exchange = this.exchanges.get(on);
    if (exchange === undefined) {
      this.strays++;
      message.tail?.destroy();
      return;
    }
    const { call } = exchange;
    let answer: Message | undefined = message;
    // What the proxy asked on its own may be kept.
    if (call === undefined) message.room = undefined;
    try {
      if (call !== undefined) answer = this.#hooks.answer(message, call, exchange);
    } catch (error) {
      this.exchanges.fail(exchange.id, new LinkFailure(ProxyError.from(error), "unknown"));
      return;
    }
    if (answer !== undefined) this.exchanges.settle(exchange.id, answer);
  }

  #progress(message: Message): void {
    const token = message.member("progressToken");
    const exchange = token === undefined ? undefined : this.exchanges.get(Number(message.raw(token)));
    if (token === undefined || exchange === undefined) {
      if (this.#hooks.progress?.(message) !== true) this.strays++;
      return;
    }
    this.exchanges.touch(exchange);
    if (exchange.token === undefined || exchange.parked || exchange.call === undefined) return;
    const progress = message.member("progress");
    if (progress !== undefined && !exchange.call.advances(Number(message.raw(progress)))) return;
    this.emit(exchange.call, splice(message, [{ ...token, bytes: exchange.token }]), exchange);
  }

  /** Gives a caller a notification of its call. A stream that carries nobody else's waits for a reader that is behind. */
  emit(call: Call, message: Message, carrier: Exchange | undefined): void {
    if (call.emit(message)) return;
    if (!this.transport.correlates) this.slow.behind(call.caller, (listener) => call.onDrain(listener));
    if (carrier === undefined || this.transport.hold === undefined) return;
    const { id } = carrier;
    this.transport.hold(id);
    call.onDrain(() => this.transport.release?.(id));
  }

  failed(id: number, failure: Failure): void {
    const exchange = this.exchanges.get(id);
    if (exchange === undefined) return;
    const { error, executed, sessionLost, status } = failure;
    const fail = (): void => void this.exchanges.fail(id, new LinkFailure(error, executed, sessionLost, status));
    if (exchange.call === undefined || this.#hooks.failed?.(exchange, failure, fail) !== true) fail();
  }

  /** The upstream is gone: every pending request fails with `cut`, as possibly executed. */
  end(error: ProxyError, cut = error): void {
    if (this.closed !== undefined) return;
    this.closed = error;
    this.exchanges.failAll((exchange) => new LinkFailure(cut, exchange.call === undefined ? "unsent" : "unknown"));
    this.#hooks.closed(error);
  }

  /** Closes once what is under way has ended. */
  drain(): void {
    if (this.closed !== undefined) return;
    const busy = [...this.exchanges.all()].some((exchange) => !exchange.endless);
    if (busy) setTimeout(() => this.drain(), DRAIN_INTERVAL_MS).unref();
    else void this.close();
  }

  close(): Promise<void> {
    const { upstream } = this.#parts;
    const cut = new ProxyError("UPSTREAM_RESTARTED", `${upstream} was stopped before it answered`, {
      data: { executed: "unknown" },
    });
    this.end(new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} was stopped`), cut);
    return this.transport.close();
  }
}

/** The relay as its transport sees it. */
export function receiverOf(relay: Relay): Receiver {
  return {
    message: (message, on) => relay.message(message, on),
    activity: (id) => relay.activity(id),
    failed: (id, failure) => relay.failed(id, failure),
    closed: (error) => relay.end(error),
  };
}

/** An error whose request the upstream could not even read has the id `null` (JSON-RPC 2.0 section 5). */
function isNull(message: Message): boolean {
  return message.kind === "error" && message.id !== undefined && message.bytes[message.id.start] === 0x6e;
}

/** Our own id of an answer; undefined when it is none of ours. Ours are decimal integers, which some servers send back as text. */
export function ownId(message: Message): number | undefined {
  const span = message.id;
  if (span === undefined) return undefined;
  const { bytes } = message;
  let value = 0;
  const quote = bytes[span.start] === 0x22 && span.end - span.start > 2 ? 1 : 0;
  for (let at = span.start + quote; at < span.end - quote; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** The members of the result of an answer that is an object, by key, raw. */
export function fields(message: Message): ReadonlyMap<string, string> {
  const body = message.body;
  if (body === undefined || message.bytes[body.start] !== 0x7b) return new Map();
  return new Map(members(message.bytes, body).map(({ key, value }) => [key, message.raw(value)]));
}
