import { ProxyError } from "../../model/errors.js";
import { People } from "../pool/people.js";
import { Subscribers } from "../subscriptions/subscribers.js";
import { Relay, type RelayHooks, type RelayParts, receiverOf } from "./relay.js";

/** What links of both eras have in common: a relay to their upstream, and subscribers for what belongs to no call. */
export abstract class RelayedLink {
  protected readonly relay: Relay;
  protected readonly people = new People();
  protected readonly subscribers = new Subscribers(this.people);
  readonly #upstream: string;

  constructor(parts: RelayParts) {
    this.#upstream = parts.upstream;
    this.relay = new Relay(parts, { ...this.hooks(), listeners: () => this.subscribers.callers() }, this.people);
    this.subscribers.onBehind((caller, onDrain) => this.relay.slow.behind(caller, onDrain));
  }

  /** What the era does with what arrives; asked for once, before the rest of the link is made. */
  protected abstract hooks(): Omit<RelayHooks, "listeners">;

  /** What the transport delivers to; given to `Transport.open` before the handshake. */
  get receiver(): ReturnType<typeof receiverOf> {
    return receiverOf(this.relay);
  }

  get pending(): number {
    return this.relay.exchanges.pendingCalls;
  }

  get used(): number {
    return this.relay.exchanges.calls;
  }

  get closed(): ProxyError | undefined {
    return this.relay.closed;
  }

  close(): Promise<void> {
    return this.relay.close();
  }

  drain(): void {
    this.relay.drain();
  }

  /** Connects the transport, for this link alone. */
  transportOpen(): Promise<void> {
    return this.relay.transport.open(this.receiver);
  }

  /** This link will not be used; its transport, which another link shares, stays. */
  retire(): void {
    this.relay.end(new ProxyError("UPSTREAM_UNAVAILABLE", `${this.#upstream} speaks the other era`));
  }
}
