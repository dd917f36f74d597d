import type { Caller } from "../../model/call.js";
import { isCut, ProxyError } from "../../model/errors.js";
import { LOCAL, type Principal } from "../../model/principal.js";
import { SERVER_FEATURES, type ServerFeature } from "../../model/protocol.js";
import type { Listener } from "../../model/view.js";
import type { Link } from "../conversation/link.js";
import type { SpokenRevisions } from "../conversation/revisions.js";
import { UpstreamListeners } from "../subscriptions/listeners.js";
import type { UpstreamParts } from "../upstream-parts.js";
import type { ConnectionMethod } from "./connect.js";
import { createLinkEviction, type LinkEviction } from "./link-eviction.js";
import { type LinkKeys, NOBODY } from "./link-keys.js";
import { Opening } from "./opening.js";
import { type Failures, needsPerson, Reopening } from "./reopening.js";
import { type LatestProof, latest } from "./sign-ins.js";

/** The delay before a lost link is opened without a call, in milliseconds: links that are called for come first. */
const UNCALLED_DELAY_MS = 100;

/** The links of one upstream, one per principal and declaration: opened when needed, opened anew when lost, and ended. */
export class Links {
  /** Those that are open, by `LinkKeys.key`. */
  readonly open: ReadonlyMap<string, Link>;
  readonly listeners: UpstreamListeners;
  /** The link that was opened before anybody called, until somebody uses it. */
  warm: Link | undefined;
  readonly #parts: UpstreamParts;
  readonly #keys: LinkKeys;
  readonly #failures: Failures;
  readonly #opener: Opening;
  readonly #links = new Map<string, Link>();
  readonly #opening = new Map<string, Promise<Link>>();
  readonly #reopening: Reopening;
  /** For whom each link was opened. */
  readonly #callers = new WeakMap<Link, Caller>();
  /** What the principal of each link showed last, for token-exchange: a link outlives the token it was opened with. */
  readonly #proofs = new WeakMap<Link, LatestProof>();
  #closed = false;
  /** Sessions that had links of their own and are gone. */
  readonly #forgotten = new WeakSet<Caller>();
  readonly #eviction: LinkEviction;

  constructor(parts: UpstreamParts, keys: LinkKeys, failures: Failures) {
    this.open = this.#links;
    this.#parts = parts;
    this.#keys = keys;
    this.#failures = failures;
    this.#opener = new Opening(parts, parts.several);
    this.#reopening = new Reopening({
      key: (caller) => keys.key(caller),
      allowed: (caller) => !this.#closed && !this.#forgotten.has(caller) && (parts.eager || this.#awaited(caller)),
      expected: (caller) => this.#expected(caller),
      wait: (caller) => parts.breaker.wait(keys.account(caller)),
      open: async (caller) => this.listeners.serve(await this.link(caller)),
    });
    const source = {
      current: ({ caller }: Listener) => this.#links.get(keys.key(caller)),
      wanted: ({ caller }: Listener) => this.#reopening.soon(caller, 0),
      used: (link: Link) => this.used(link),
    };
    this.listeners = new UpstreamListeners(parts.name, source, parts.log);
    this.#eviction = createLinkEviction(parts, {
      links: () => this.#links.values(),
      count: () => this.#links.size + this.#opening.size,
      owned: () => [
        ...[...this.#links].map(([name, link]) => ({ owner: ownerOf(name), link })),
        ...[...this.#opening.keys()].map((name) => ({ owner: ownerOf(name), link: undefined })),
      ],
      caller: (link) => this.#callers.get(link),
      listened: (link) => this.listeners.on(link),
      awaited: (link) => this.listeners.waiting(({ caller }) => this.#links.get(keys.key(caller)) === link),
      rest: (link) => this.#rest(link),
    });
  }

  /** What is being opened, by `LinkKeys.key`. */
  get opening(): ReadonlyMap<string, unknown> {
    return this.#opening;
  }

  /** The way that led to the upstream last; undefined: none has yet. */
  get way(): ConnectionMethod | undefined {
    return this.#opener.way;
  }

  /** The last failure to connect, while a caller has no link. */
  trouble(caller: Caller): ProxyError | undefined {
    return this.#links.has(this.#keys.key(caller)) ? undefined : this.#failures.of(this.#keys.account(caller));
  }

  /** This caller's link, opened when there is none. */
  async link(caller: Caller): Promise<Link> {
    return this.#current(caller) ?? (await this.#open(caller));
  }

  /** The link that serves a caller now. What the proxy looks at on its own does with any the principal has. */
  #current(caller: Caller): Link | undefined {
    const known = this.#links.get(this.#keys.key(caller));
    if (known !== undefined || caller.endpoint !== NOBODY.endpoint || this.#parts.isolation === "session") return known;
    const owner = `${this.#keys.owner(caller.principal).key}\n`;
    return [...this.#links].find(([key]) => key.startsWith(owner))?.[1];
  }

  /**
   * Connects before anybody calls, as for a modern client. A legacy one that declares something else gets a link of its own,
   * and the one nobody used is closed.
   */
  async warmUp(principal: Principal): Promise<void> {
    const caller = { ...NOBODY, principal };
    if (this.#current(caller) !== undefined) return;
    const link = await this.#open(caller);
    if (link.era !== "legacy" || link.closed !== undefined) return;
    this.warm = link;
    // A caller has opened another link meanwhile.
    if (this.#links.size > 1) this.#retireWarm();
  }

  /** Whether a link is wanted before anybody calls: by the operator's own principal, by everybody, or by who listens. */
  #expected(caller: Caller): boolean {
    if (this.#parts.isolation === "shared" || caller.principal.key === LOCAL.key) return true;
    const key = this.#keys.key(caller);
    return this.listeners.some((listener) => this.#keys.key(listener.caller) === key);
  }

  /** Whether somebody waits for news on a caller's link: that counts as a call, even where the upstream starts with its first. */
  #awaited(caller: Caller): boolean {
    const key = this.#keys.key(caller);
    return this.listeners.waiting((listener) => this.#keys.key(listener.caller) === key);
  }

  async #open(caller: Caller): Promise<Link> {
    if (this.#closed) throw this.#removed();
    const key = this.#keys.key(caller);
    const known = this.#opening.get(key);
    if (known !== undefined) return known;
    this.#eviction.makeRoom(ownerOf(key));
    const pause = this.#parts.breaker.delayBeforeCall(this.#keys.account(caller), this.trouble(caller));
    const connecting = pause === undefined ? this.#connect(caller) : pause.then(() => this.#connect(caller));
    const opening = connecting.finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  async #connect(caller: Caller): Promise<Link> {
    if (this.#closed) throw this.#removed();
    const owner = this.#keys.owner(caller.principal);
    // Callers that share a link share the operator's own login.
    const proof = { of: caller.principal.proof };
    const principal = this.#parts.isolation === "shared" ? LOCAL : latest(caller.principal, proof);
    const events = {
      changed: (kind: ServerFeature) => this.#parts.changed(owner, kind),
      closed: (link: Link, error: ProxyError) => this.lost(link, error, false),
      refused: (spoken: SpokenRevisions) => this.#opener.refused(spoken),
    };
    try {
      const { link, ...verdict } = await this.#opener.open(principal, this.#keys.opener(caller), events);
      this.#keys.settle(verdict);
      if (this.#closed || this.#forgotten.has(caller)) {
        void link.close();
        throw this.#closed ? this.#removed() : new ProxyError("CANCELLED", "The session ended");
      }
      // No event comes of a link that has closed already.
      if (link.closed !== undefined) throw link.closed;
      const installed = this.#install(link, caller);
      this.#proofs.set(installed, proof);
      return installed;
    } catch (thrown) {
      const error = unstarted(ProxyError.from(thrown));
      if (this.#closed || this.#forgotten.has(caller)) throw error;
      this.#failures.add(this.#keys.account(caller), error);
      this.#parts.log.warn("upstream.down", { upstream: this.#parts.name, error: error.code, cause: error.message });
      if (!needsPerson(error)) {
        this.#parts.breaker.failed(this.#keys.account(caller), error);
        this.#reopening.soon(caller, 0);
      }
      throw error;
    }
  }

  /** A link that answered its handshake serves its callers from now on, unless another one was sooner. */
  #install(link: Link, caller: Caller): Link {
    const key = this.#keys.key(caller);
    const twin = this.#links.get(key);
    if (twin !== undefined && twin.closed === undefined) {
      void link.close();
      return twin;
    }
    this.#links.set(key, link);
    this.#callers.set(link, caller);
    this.#parts.breaker.connected(this.#keys.account(caller));
    this.#failures.forget(this.#keys.account(caller));
    this.#retireWarm();
    this.#parts.log.info("upstream.up", { upstream: this.#parts.name, era: link.era });
    this.changedFor(this.#keys.owner(caller.principal));
    this.listeners.serve(link);
    return link;
  }

  #removed(): ProxyError {
    return new ProxyError("DRAINING", `${this.#parts.name} is being removed`);
  }

  /** Somebody uses a link. */
  used(link: Link): void {
    if (link === this.warm) this.warm = undefined;
  }

  /** The principal of a link showed this with a call. */
  show(link: Link, proof: NonNullable<LatestProof["of"]>): void {
    const shown = this.#proofs.get(link);
    if (shown !== undefined) shown.of = proof;
  }

  /** The first caller has other capabilities than the link that was opened beforehand. */
  #retireWarm(): void {
    const link = this.warm;
    if (link === undefined) return;
    this.warm = undefined;
    this.#remove(link);
    link.drain();
  }

  #remove(link: Link): void {
    for (const [key, one] of this.#links) if (one === link) this.#links.delete(key);
  }

  /** A link is of no use any more: the next call opens another; listeners are attached again. */
  lost(link: Link, error: ProxyError, forgotten: boolean): void {
    for (const [key, one] of this.#links) {
      if (one !== link) continue;
      this.#links.delete(key);
      const caller = this.#callers.get(link);
      if (caller === undefined) this.#failures.latest = error;
      else this.#failures.add(this.#keys.account(caller), error);
      this.#parts.log.warn("upstream.connection_lost", { upstream: this.#parts.name, cause: error.message });
      if (caller === undefined || forgotten || this.#closed) continue;
      this.#parts.breaker.failed(this.#keys.account(caller), error);
      this.#reopening.soon(caller, UNCALLED_DELAY_MS);
    }
    if (link.closed === undefined) link.drain();
    for (const { caller } of this.listeners.orphan(link)) this.#reopening.soon(caller);
  }

  /** A link was unused for too long; the next call opens another. */
  #rest(link: Link): void {
    this.#remove(link);
    this.#parts.log.info("upstream.idle", { upstream: this.#parts.name });
    this.listeners.orphan(link);
    void link.close();
  }

  /** Ends the links of principals that may not be served any more, once their calls are over; the operator's own stay. */
  dismiss(mayCall: (principal: Principal) => boolean): void {
    for (const [key, link] of [...this.#links]) {
      const principal = this.#callers.get(link)?.principal ?? LOCAL;
      if (principal.key === LOCAL.key || mayCall(principal)) continue;
      this.#links.delete(key);
      this.listeners.orphan(link);
      link.drain();
    }
  }

  /** A session is gone: the link that was its alone ends, and none is opened for it any more. */
  forget(caller: Caller): void {
    const key = this.#keys.key(caller);
    const link = this.#links.get(key);
    this.#forgotten.add(caller);
    this.#reopening.forget(caller);
    this.#links.delete(key);
    void link?.close();
  }

  /** Tells that every list of an owner may be another one. */
  changedFor(owner: Principal): void {
    for (const kind of SERVER_FEATURES) this.#parts.changed(owner, kind);
  }

  /** Ends every link. Idempotent; never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#eviction.close();
    this.#reopening.close();
    const opening = this.#opener.close();
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map((link) => link.close()));
    await opening;
  }
}

/** A link that dies during its handshake cannot have executed a call. */
function unstarted(error: ProxyError): ProxyError {
  if (!isCut(error)) return error;
  return new ProxyError("UPSTREAM_UNAVAILABLE", error.message, { data: { executed: false }, cause: error });
}

/** The owner in the name of a link (`LinkKeys.key`). */
function ownerOf(key: string): string {
  return key.slice(0, key.indexOf("\n"));
}
