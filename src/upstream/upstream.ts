import type { Call, Caller } from "../model/call.js";
import { isCut, ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { requestsThat } from "../model/method-fates.js";
import { CLIENT_NOTIFICATIONS } from "../model/methods.js";
import type { Principal } from "../model/principal.js";
import type { ServerFeature } from "../model/protocol.js";
import type { Listener, ListenFilter } from "../model/view.js";
import { LinkFailure } from "./conversation/exchanges.js";
import type { Link } from "./conversation/link.js";
import { headersOf } from "./conversation/params.js";
import { throughGate } from "./pool/gate.js";
import { EVERYBODY, LinkKeys, NOBODY } from "./pool/link-keys.js";
import { Links } from "./pool/links.js";
import { Failures } from "./pool/reopening.js";
import { asTold, failedState, wayTold } from "./pool/sign-ins.js";
import type { UpstreamSubscription } from "./subscriptions/listeners.js";
import type { UpstreamParts, UpstreamState } from "./upstream-parts.js";

const DRAIN_INTERVAL_MS = 50;
/** Methods that change nothing, however often they are called. */
const READS = requestsThat(({ idempotent }) => idempotent === true);

/** One MCP server of the file, as the proxy calls it: each caller's requests go to the link that serves it. */
export class Upstream {
  readonly name: string;
  readonly #parts: UpstreamParts;
  readonly #keys: LinkKeys;
  readonly #failures: Failures;
  readonly #links: Links;
  /** The links that are open, by `LinkKeys.key`. */
  readonly #open: ReadonlyMap<string, Link>;

  constructor(parts: UpstreamParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.#keys = new LinkKeys(parts.isolation, parts.declarations);
    this.#failures = new Failures(parts.breaker);
    this.#links = new Links(parts, this.#keys, this.#failures);
    this.#open = this.#links.open;
  }

  /** Whether this caller's link is open or being opened. */
  running(caller: Caller): boolean {
    const key = this.#keys.key(caller);
    return this.#open.has(key) || this.#links.opening.has(key);
  }

  /** How it does; the principal's own link where it has one. */
  state(principal?: Principal): UpstreamState {
    const owner = principal && this.#keys.owner(principal).key;
    const mine = (key: string): boolean => owner === undefined || key.startsWith(`${owner}\n`);
    const up = [...this.#open.keys()].some(mine);
    const starting = [...this.#links.opening.keys()].some(mine);
    const error = owner === undefined ? this.#failures.latest : this.#failures.ofOwner(owner);
    const state = up ? "up" : starting ? "starting" : failedState(error);
    return { state, ...wayTold(this.#links.way), links: this.#open.size, error: up ? undefined : error };
  }

  /** The last failure to connect, while this caller has no link. */
  trouble(caller: Caller): ProxyError | undefined {
    return this.#links.trouble(caller);
  }

  /**
   * Answers a neutral request with this principal's link; a session the upstream forgot is opened anew, once.
   * Rejects with RATE_LIMITED when the upstream gets no more calls for now.
   */
  handle(call: Call): Promise<Message> {
    const { gate } = this.#parts;
    return gate === undefined ? this.#send(call) : throughGate(gate, call, (one) => this.#send(one));
  }

  /** With a link at hand nothing is waited for but its answer. */
  #send(call: Call): Promise<Message> {
    const link = this.#open.get(this.#keys.key(call.caller));
    if (link === undefined || this.#links.warm !== undefined || this.#failures.anyUnreached) {
      return this.#insist(call, undefined);
    }
    const { proof } = call.caller.principal;
    if (proof !== undefined) this.#links.show(link, proof);
    try {
      return link.request(call).then(undefined, (thrown: unknown) => this.#insist(call, { link, thrown }));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  /** Opens a link where there is none; sends once more what a link refused that was stale. `failed`: the first attempt. */
  async #insist(call: Call, failed: { readonly link: Link; readonly thrown: unknown } | undefined): Promise<Message> {
    if (failed !== undefined) this.#judge(call, failed.link, failed.thrown, false);
    for (let last = failed !== undefined; ; last = true) {
      const link = await this.link(call.caller);
      if (call.cancelled) throw new ProxyError("CANCELLED", "The call was cancelled before it was sent");
      const { proof } = call.caller.principal;
      if (proof !== undefined) this.#links.show(link, proof);
      // What the proxy looks at on its own is no use.
      if (this.#links.warm !== undefined && call.caller.endpoint !== NOBODY.endpoint) this.#links.used(link);
      if (this.#failures.anyUnreached) this.#failures.refuse(this.#keys.account(call.caller));
      try {
        const answer = await link.request(call);
        if (this.#failures.anyUnreached) this.#failures.reached(this.#keys.account(call.caller));
        return answer;
      } catch (thrown) {
        this.#judge(call, link, thrown, last);
      }
    }
  }

  /** Notes what a failure says of the link. Throws unless the call may be sent once more. */
  #judge(call: Call, link: Link, thrown: unknown, last: boolean): void {
    if (!(thrown instanceof LinkFailure)) throw thrown;
    if (thrown.error.data?.sent === false) this.#failures.notReached(this.#keys.account(call.caller), thrown.error);
    if (thrown.sessionLost) this.#links.lost(link, thrown.error, true);
    if (last || call.cancelled || !mayRepeat(call, thrown, link)) {
      throw asTold(thrown.error, call.caller, this.name, this.#parts.isolation);
    }
  }

  /** The upstream's self-description, once its link is up: a neutral `server/discover` answer. */
  async identity(caller: Caller): Promise<Message> {
    return (await this.link(caller)).identity;
  }

  /**
   * The arguments of a tool that must also stand in headers (2026-07-28, `x-mcp-header`), as far as its upstream's link is
   * open: known at once where a list has passed, else read once.
   */
  paramHeaders(caller: Caller, tool: string): ReturnType<typeof headersOf> {
    return headersOf(this.#open.get(this.#keys.key(caller)), tool);
  }

  /** Names who is answered with the same lists: the callers of one link that declare the same. */
  audience(caller: Caller): string {
    return `${this.#keys.key(caller)}\n${this.#parts.declarations.of(caller).modern}`;
  }

  /** Whether every change of a list is told before the next answer of this caller's link. */
  tells(caller: Caller, list: ServerFeature): boolean {
    return this.#open.get(this.#keys.key(caller))?.tells(list) === true;
  }

  /** This caller's link, opened when there is none. */
  link(caller: Caller): Promise<Link> {
    return this.#links.link(caller);
  }

  /**
   * Connects before anybody calls, as for a modern client. A legacy one that declares something else gets a link of its own,
   * and the one nobody used is closed.
   */
  warm(principal: Principal): Promise<void> {
    return this.#links.warmUp(principal);
  }

  /** Whether a method that the protocol does not have may be asked of this upstream, or told to it, and by it. */
  takes(method: string): boolean {
    return this.#parts.takes(method);
  }

  /** A client's notification, to the links that are open for it. False: it belongs to none of them. */
  notify(caller: Caller, message: Message): boolean {
    const listed = Object.hasOwn(CLIENT_NOTIFICATIONS, message.method ?? "");
    // What one principal says of itself means nothing on a link of everybody's.
    if (listed && this.#parts.isolation === "shared") return false;
    return this.#open.get(this.#keys.key(caller))?.notify(caller, message) === true;
  }

  logLevelChanged(caller: Caller): void {
    this.#open.get(this.#keys.key(caller))?.logLevelChanged(caller);
  }

  /** A session is gone: what was its alone ends. */
  forget(caller: Caller): void {
    this.#open.get(this.#keys.key(caller))?.forget(caller);
    if (this.#parts.isolation !== "session" || caller.session === undefined) return;
    this.#links.forget(caller);
    this.#failures.drop(this.#keys.account(caller));
  }

  /**
   * Listens for what belongs to no call. The link is opened when there is none; until it is, and whenever it comes back,
   * the subscriber is attached in the background and told that every list it wanted has changed.
   */
  listen(listener: Listener, wants: ListenFilter): Promise<{ ear: UpstreamSubscription; honoured: ListenFilter }> {
    return this.#links.listeners.open(listener, wants);
  }

  /** A principal signed in (undefined: one for all): whoever waited for that is served by the next call, and told. */
  signedIn(principal: Principal | undefined): void {
    const all = principal === undefined || this.#parts.isolation === "shared";
    this.#failures.forgive(all ? undefined : principal.key);
    this.#links.changedFor(all ? EVERYBODY : principal);
  }

  /** The principal's sign-in is gone: its links end, and its next call begins anew. Links that others share stay. */
  signedOut(principal: Principal): void {
    if (this.#parts.isolation === "shared") return;
    const owned = [...this.#open].filter(([key]) => key.startsWith(`${principal.key}\n`));
    for (const [, link] of owned)
      this.#links.lost(link, new ProxyError("LOGIN_REQUIRED", `Sign in to ${this.name} again`), true);
    this.#links.changedFor(principal);
  }

  /** Ends the links of principals that may not call any more, once their calls are over. What everybody shares stays, and the operator's own. */
  dismiss(mayCall: (principal: Principal) => boolean): void {
    if (this.#parts.isolation !== "shared") this.#links.dismiss(mayCall);
  }

  /** Takes no new calls, waits up to `graceMs` for those under way, and ends every link. Never rejects. */
  async drain(graceMs: number): Promise<void> {
    const end = performance.now() + graceMs;
    const busy = (): boolean =>
      this.#links.opening.size > 0 || [...this.#open.values()].some((link) => link.pending > 0);
    while (busy() && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_INTERVAL_MS));
    }
    await this.close();
  }

  /** Ends every link. Idempotent; never rejects. */
  close(): Promise<void> {
    return this.#links.close();
  }
}

/** Whether a call that failed may be sent once more: it never ran because its link was stale, or it is harmless to repeat. */
function mayRepeat({ message }: Call, failure: LinkFailure, link: Link): boolean {
  if (failure.executed === "unsent") return failure.sessionLost || link.closed !== undefined;
  return READS.has(message.method) && isCut(failure.error);
}
