import type { ServerResponse } from "node:http";
import type { Log } from "../model/world.js";
import type { Backlog } from "./backlog.js";
import type { Outflow } from "./outflow.js";

/** A reply that has no answer yet. */
export interface OpenReply {
  /** Monotonic milliseconds at its start. */
  readonly since: number;
  /** Its index among the open replies; `Replies` keeps it. */
  slot: number;
  /** Turns a reply that waits as JSON into an event stream; does nothing when it is one. */
  upgrade(): void;
}

/** An open event stream. */
export interface OpenStream {
  /** Sends a keep-alive comment when it is due and disconnects a reader that stalls. `now` is monotonic milliseconds. */
  tick(now: number, keepAliveMs: number, stallMs: number): void;
  /** Cuts the connection. */
  destroy(): void;
}

/** The times of replies, in milliseconds. */
export interface ReplyTimes {
  readonly keepAliveMs: number;
  readonly upgradeAfterMs: number;
  readonly stallMs: number;
}

/**
 * Every reply and stream of one HTTP exposure. One timer serves all of them, because a timer for each call is expensive. `now` is
 * the time of the last tick.
 */
export class Replies {
  now: number;
  readonly times: ReplyTimes;
  readonly log: Log;
  /** The unread bytes of all readers. */
  readonly backlog: Backlog;
  readonly #monotonic: () => number;
  readonly #open: OpenReply[] = [];
  readonly #streams = new Set<OpenStream>();
  readonly #bodies = new Map<ServerResponse, Outflow>();
  #idle: (() => void)[] = [];

  constructor(times: ReplyTimes, monotonic: () => number, log: Log, backlog: Backlog) {
    this.times = times;
    this.backlog = backlog;
    this.log = log;
    this.#monotonic = monotonic;
    this.now = monotonic();
  }

  /** How many calls wait for their answer. */
  get size(): number {
    return this.#open.length;
  }

  /** Whether a call waits for its answer, or a reader for the rest of one. */
  get waiting(): boolean {
    return this.#open.length > 0 || this.#bodies.size > 0 || this.backlog.bytes > 0;
  }

  /** How many event streams are open. */
  get streams(): number {
    return this.#streams.size;
  }

  opened(reply: OpenReply): void {
    reply.slot = this.#open.length;
    this.#open.push(reply);
  }

  /** Called once for each `opened`. */
  settled(reply: OpenReply): void {
    const last = this.#open.pop() as OpenReply;
    if (last !== reply) {
      this.#open[reply.slot] = last;
      last.slot = reply.slot;
    }
    if (this.#open.length > 0 || this.#idle.length === 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  watch(stream: OpenStream): void {
    this.#streams.add(stream);
  }

  unwatch(stream: OpenStream): void {
    this.#streams.delete(stream);
  }

  /** Watches a long JSON body until its response closes. */
  watchBody(response: ServerResponse, flow: Outflow): void {
    this.#bodies.set(response, flow);
    flow.waits();
    response.once("close", () => this.#bodies.delete(response));
  }

  tick(): void {
    this.now = this.#monotonic();
    const { keepAliveMs, upgradeAfterMs, stallMs } = this.times;
    for (const reply of this.#open) if (this.now - reply.since >= upgradeAfterMs) reply.upgrade();
    for (const stream of this.#streams) stream.tick(this.now, keepAliveMs, stallMs);
    for (const [response, flow] of this.#bodies) {
      // A pipelined response has no socket before its turn.
      if (response.socket !== null) flow.inspect(this.now, stallMs);
    }
    this.backlog.tick();
  }

  /** Resolves when no call waits for its answer. */
  idle(): Promise<void> {
    if (this.#open.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Cuts every stream that is still open. */
  destroy(): void {
    for (const stream of this.#streams) stream.destroy();
    for (const response of this.#bodies.keys()) response.destroy();
  }
}
