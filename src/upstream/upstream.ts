import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { LOCAL, type Principal } from "../model/principal.js";
import type { Listener, ListenFilter } from "../model/view.js";
import { LinkFailure } from "./exchanges.js";
import { Failures } from "./failures.js";
import { inTurn } from "./gate.js";
import type { Link } from "./link.js";
import { Listeners, type UpstreamEar } from "./listeners.js";
import { Opening } from "./opening.js";
import { headersOf } from "./params.js";
import { Reopening } from "./reopening.js";
import { mayRepeat } from "./repeat.js";
import { asTold, failedState, latest, needsPerson, type Shown, wayTold } from "./sign-ins.js";
import { createUpkeep, type Upkeep } from "./upkeep.js";
import type { UpstreamParts, UpstreamState } from "./upstream-parts.js";
import { EVERYBODY, NOBODY, Whose } from "./whose.js";

/** A lost link nobody calls comes back after so long: those that are called for come first. */
const REOPEN = 100;
const DRAIN_TICK = 50;

/** One MCP server of the file: its links, one per principal and declaration, opened when needed and opened anew when lost. */
export class Upstream {
  readonly name: string;
  readonly #parts: UpstreamParts;
  readonly #whose: Whose;
  readonly #failures: Failures;
  readonly #opener: Opening;
  readonly #listeners: Listeners;
  readonly #links = new Map<string, Link>();
  readonly #opening = new Map<string, Promise<Link>>();
  readonly #reopening: Reopening;
  /** For whom each link was opened. */
  readonly #callers = new WeakMap<Link, Caller>();
  /** What the principal of each link showed last, for token-exchange: a link outlives the token it was opened with. */
  readonly #proofs = new WeakMap<Link, Shown>();
  /** The link that was opened before anybody called, until somebody uses it. */
  #warm: Link | undefined;
  #closed = false;
  /** Sessions that had links of their own and are gone. */
  readonly #forgotten = new WeakSet<Caller>();
  readonly #upkeep: Upkeep;

  constructor(parts: UpstreamParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.#whose = new Whose(parts.isolation, parts.declarations);
    this.#failures = new Failures(parts.revival);
    this.#opener = new Opening(parts);
    this.#reopening = new Reopening({
      key: (caller) => this.#whose.key(caller),
      // A lazy upstream waits for its next call.
      allowed: (caller) => !this.#closed && !this.#forgotten.has(caller) && parts.eager,
      expected: (caller) => this.#expected(caller),
      wait: (caller) => parts.revival.wait(this.#whose.account(caller)),
      open: async (caller) => this.#listeners.serve(await this.link(caller)),
    });
    const source = {
      current: ({ caller }: Listener) => this.#links.get(this.#whose.key(caller)),
      wanted: ({ caller }: Listener) => this.#reopening.soon(caller, 0),
      used: (link: Link) => this.#inUse(link),
    };
    this.#listeners = new Listeners(parts.name, source, parts.log);
    this.#upkeep = createUpkeep(parts, {
      links: () => this.#links.values(),
      count: () => this.#links.size + this.#opening.size,
      caller: (link) => this.#callers.get(link),
      listened: (link) => this.#listeners.on(link),
      rest: (link) => this.#rest(link),
    });
  }

  /** Whether this caller's link is open or being opened. */
  running(caller: Caller): boolean {
    const key = this.#whose.key(caller);
    return this.#links.has(key) || this.#opening.has(key);
  }

  /** How it does; the principal's own link where it has one. */
  state(principal?: Principal): UpstreamState {
    const owner = principal && this.#whose.owner(principal).key;
    const mine = (key: string): boolean => owner === undefined || key.startsWith(`${owner}\n`);
    const up = [...this.#links.keys()].some(mine);
    const starting = [...this.#opening.keys()].some(mine);
    const error = owner === undefined ? this.#failures.latest : this.#failures.ofOwner(owner);
    const state = up ? "up" : starting ? "starting" : failedState(error);
    return { state, ...wayTold(this.#opener.way), links: this.#links.size, error: up ? undefined : error };
  }

  /** The last failure to connect, while this caller has no link. */
  trouble(caller: Caller): ProxyError | undefined {
    return this.#links.has(this.#whose.key(caller)) ? undefined : this.#failures.of(this.#whose.account(caller));
  }

  /**
   * Answers a neutral request with this principal's link; a session the upstream forgot is opened anew, once.
   * Rejects with RATE_LIMITED when the upstream gets no more calls for now.
   */
  handle(call: Call): Promise<Message> {
    const { gate } = this.#parts;
    return gate === undefined ? this.#send(call) : inTurn(gate, call, (one) => this.#send(one));
  }

  /** With a link at hand nothing is waited for but its answer. */
  #send(call: Call): Promise<Message> {
    const link = this.#links.get(this.#whose.key(call.caller));
    if (link === undefined || this.#warm !== undefined || this.#failures.anyUnreached) {
      return this.#insist(call, undefined);
    }
    const { proof } = call.caller.principal;
    if (proof !== undefined) this.#show(link, proof);
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
      if (proof !== undefined) this.#show(link, proof);
      // What the proxy looks at on its own is no use.
      if (this.#warm !== undefined && call.caller.endpoint !== NOBODY.endpoint) this.#inUse(link);
      if (this.#failures.anyUnreached) this.#failures.refuse(this.#whose.account(call.caller));
      try {
        const answer = await link.request(call);
        if (this.#failures.anyUnreached) this.#failures.reached(this.#whose.account(call.caller));
        return answer;
      } catch (thrown) {
        this.#judge(call, link, thrown, last);
      }
    }
  }

  /** Notes what a failure says of the link. Throws unless the call may be sent once more. */
  #judge(call: Call, link: Link, thrown: unknown, last: boolean): void {
    if (!(thrown instanceof LinkFailure)) throw thrown;
    if (thrown.error.data?.sent === false) this.#failures.notReached(this.#whose.account(call.caller), thrown.error);
    if (thrown.sessionLost) this.#lost(link, thrown.error, true);
    if (last || call.cancelled || !mayRepeat(call, thrown, link)) {
      throw asTold(thrown.error, call.caller, this.name, this.#parts.isolation);
    }
  }

  #show(link: Link, proof: NonNullable<Shown["of"]>): void {
    const shown = this.#proofs.get(link);
    if (shown !== undefined) shown.of = proof;
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
    return headersOf(this.#links.get(this.#whose.key(caller)), tool);
  }

  /** Names who is answered with the same lists: the callers of one link that declare the same. */
  audience(caller: Caller): string {
    return `${this.#whose.key(caller)}\n${this.#parts.declarations.of(caller).modern}`;
  }

  /** Whether every change of a list is told before the next answer of this caller's link. */
  tells(caller: Caller, list: "tools" | "prompts" | "resources"): boolean {
    return this.#links.get(this.#whose.key(caller))?.tells(list) === true;
  }

  /** This caller's link, opened when there is none. */
  async link(caller: Caller): Promise<Link> {
    return this.#current(caller) ?? (await this.#open(caller));
  }

  /** The link that serves a caller now. What the proxy looks at on its own does with any the principal has. */
  #current(caller: Caller): Link | undefined {
    const known = this.#links.get(this.#whose.key(caller));
    if (known !== undefined || caller.endpoint !== NOBODY.endpoint || this.#parts.isolation === "session") return known;
    const owner = `${this.#whose.owner(caller.principal).key}\n`;
    return [...this.#links].find(([key]) => key.startsWith(owner))?.[1];
  }

  /**
   * Connects before anybody calls, as for a modern client. A legacy one that declares something else gets a link of its own,
   * and the one nobody used is closed.
   */
  async warm(principal: Principal): Promise<void> {
    const caller = { ...NOBODY, principal };
    if (this.#current(caller) !== undefined) return;
    const link = await this.#open(caller);
    if (link.era !== "legacy" || link.closed !== undefined) return;
    this.#warm = link;
    // Somebody was sooner, with a link of their own.
    if (this.#links.size > 1) this.#retireWarm();
  }

  /** A client's notification, to the links that are open for it. */
  notify(caller: Caller, message: Message): void {
    this.#links.get(this.#whose.key(caller))?.notify(message);
  }

  logLevelChanged(caller: Caller): void {
    this.#links.get(this.#whose.key(caller))?.logLevelChanged(caller);
  }

  /** A session is gone: what was its alone ends. */
  forget(caller: Caller): void {
    const key = this.#whose.key(caller);
    const link = this.#links.get(key);
    link?.forget(caller);
    if (this.#parts.isolation !== "session" || caller.session === undefined) return;
    this.#forgotten.add(caller);
    this.#reopening.forget(caller);
    this.#links.delete(key);
    this.#failures.drop(this.#whose.account(caller));
    void link?.close();
  }

  /**
   * Listens for what belongs to no call. The link is opened when there is none; until it is, and whenever it comes back,
   * the ear is attached in the background and told that every list it wanted has changed.
   */
  listen(listener: Listener, wants: ListenFilter): Promise<{ ear: UpstreamEar; honoured: ListenFilter }> {
    return this.#listeners.open(listener, wants);
  }

  /** Whether a link is wanted before anybody calls: by the operator's own principal, by everybody, or by who listens. */
  #expected(caller: Caller): boolean {
    if (this.#parts.isolation === "shared" || caller.principal.key === LOCAL.key) return true;
    const key = this.#whose.key(caller);
    return this.#listeners.some((listener) => this.#whose.key(listener.caller) === key);
  }

  async #open(caller: Caller): Promise<Link> {
    if (this.#closed) throw this.#removed();
    const key = this.#whose.key(caller);
    const known = this.#opening.get(key);
    if (known !== undefined) return known;
    this.#upkeep.makeRoom();
    const pause = this.#parts.revival.patience(this.#whose.account(caller), this.trouble(caller));
    const connecting = pause === undefined ? this.#connect(caller) : pause.then(() => this.#connect(caller));
    const opening = connecting.finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  async #connect(caller: Caller): Promise<Link> {
    if (this.#closed) throw this.#removed();
    const owner = this.#whose.owner(caller.principal);
    // Who shares a link shares the operator's own login.
    const proof = { of: caller.principal.proof };
    const principal = this.#parts.isolation === "shared" ? LOCAL : latest(caller.principal, proof);
    const events = {
      changed: (kind: "tools" | "prompts" | "resources") => this.#parts.changed(owner, kind),
      closed: (link: Link, error: ProxyError) => this.#lost(link, error, false),
    };
    try {
      const { link, way } = await this.#opener.open(principal, this.#whose.opener(caller), events);
      this.#whose.settle({ way });
      if (this.#closed || this.#forgotten.has(caller)) {
        void link.close();
        throw this.#closed ? this.#removed() : new ProxyError("CANCELLED", "The session ended");
      }
      // What closed already is not told of again.
      if (link.closed !== undefined) throw link.closed;
      const installed = this.#install(link, caller);
      this.#proofs.set(installed, proof);
      return installed;
    } catch (thrown) {
      const error = ProxyError.from(thrown);
      if (this.#closed || this.#forgotten.has(caller)) throw error;
      this.#failures.add(this.#whose.account(caller), error);
      this.#parts.log.warn("upstream.down", { upstream: this.name, error: error.code, cause: error.message });
      if (!needsPerson(error)) {
        this.#parts.revival.failed(this.#whose.account(caller));
        this.#reopening.soon(caller, 0);
      }
      throw error;
    }
  }

  /** A link that answered its handshake serves its callers from now on, unless another one was sooner. */
  #install(link: Link, caller: Caller): Link {
    const key = this.#whose.key(caller);
    const twin = this.#links.get(key);
    if (twin !== undefined && twin.closed === undefined) {
      void link.close();
      return twin;
    }
    this.#links.set(key, link);
    this.#callers.set(link, caller);
    this.#parts.revival.connected(this.#whose.account(caller));
    this.#failures.forget(this.#whose.account(caller));
    this.#retireWarm();
    this.#parts.log.info("upstream.up", { upstream: this.name, era: link.era });
    this.#changedFor(this.#whose.owner(caller.principal));
    this.#listeners.serve(link);
    return link;
  }

  #removed(): ProxyError {
    return new ProxyError("DRAINING", `${this.name} is being removed`);
  }

  #inUse(link: Link): void {
    if (link === this.#warm) this.#warm = undefined;
  }

  /** Somebody came with other capabilities, and the link made beforehand serves nobody. */
  #retireWarm(): void {
    const link = this.#warm;
    if (link === undefined) return;
    this.#warm = undefined;
    for (const [key, one] of this.#links) if (one === link) this.#links.delete(key);
    link.drain();
  }

  /** A link is of no use any more: the next call opens another; listeners are attached again. */
  #lost(link: Link, error: ProxyError, forgotten: boolean): void {
    for (const [key, one] of this.#links) {
      if (one !== link) continue;
      this.#links.delete(key);
      const caller = this.#callers.get(link);
      if (caller === undefined) this.#failures.latest = error;
      else this.#failures.add(this.#whose.account(caller), error);
      this.#parts.log.warn("upstream.lost", { upstream: this.name, cause: error.message });
      if (caller === undefined || forgotten || this.#closed) continue;
      this.#parts.revival.failed(this.#whose.account(caller));
      this.#reopening.soon(caller, REOPEN);
    }
    if (link.closed === undefined) link.drain();
    for (const { caller } of this.#listeners.orphan(link)) this.#reopening.soon(caller);
  }

  /** Nobody used a link for so long that it is not worth keeping; the next call opens it again. */
  #rest(link: Link): void {
    for (const [key, one] of this.#links) if (one === link) this.#links.delete(key);
    this.#parts.log.info("upstream.idle", { upstream: this.name });
    this.#listeners.orphan(link);
    void link.close();
  }

  /** A principal signed in (undefined: one for all): whoever waited for that is served by the next call, and told. */
  signedIn(principal: Principal | undefined): void {
    const all = principal === undefined || this.#parts.isolation === "shared";
    this.#failures.forgive(all ? undefined : principal.key);
    this.#changedFor(all ? EVERYBODY : principal);
  }

  #changedFor(owner: Principal): void {
    for (const kind of ["tools", "prompts", "resources"] as const) this.#parts.changed(owner, kind);
  }

  /** The principal's sign-in is gone: its links end, and its next call begins anew. Links that others share stay. */
  signedOut(principal: Principal): void {
    if (this.#parts.isolation === "shared") return;
    const owned = [...this.#links].filter(([key]) => key.startsWith(`${principal.key}\n`));
    for (const [, link] of owned)
      this.#lost(link, new ProxyError("LOGIN_REQUIRED", `Sign in to ${this.name} again`), true);
    this.#changedFor(principal);
  }

  /** Ends the links of principals that may not call any more, once their calls are over. What everybody shares stays, and the operator's own. */
  dismiss(mayCall: (principal: Principal) => boolean): void {
    for (const [key, link] of [...this.#links]) {
      const principal = this.#callers.get(link)?.principal ?? LOCAL;
      if (this.#parts.isolation === "shared" || principal.key === LOCAL.key || mayCall(principal)) continue;
      this.#links.delete(key);
      this.#listeners.orphan(link);
      link.drain();
    }
  }

  /** Takes no new calls, waits up to `graceMs` for those under way, and ends every link. Never rejects. */
  async drain(graceMs: number): Promise<void> {
    const end = performance.now() + graceMs;
    const busy = (): boolean => this.#opening.size > 0 || [...this.#links.values()].some((link) => link.pending > 0);
    while (busy() && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_TICK));
    }
    await this.close();
  }

  /** Ends every link. Idempotent; never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#upkeep.close();
    this.#reopening.close();
    const opening = this.#opener.close();
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map((link) => link.close()));
    await opening;
  }
}
