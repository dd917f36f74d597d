import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { LOCAL, type Principal } from "../model/principal.js";
import type { Listener, ListenFilter } from "../model/view.js";
import type { Log } from "../model/world.js";
import { notification } from "../wire/build.js";
import { type ConnectParts, connect, type Verdict } from "./connect.js";
import type { Declarations } from "./declare.js";
import { LinkFailure } from "./exchanges.js";
import type { Gate } from "./gate.js";
import { type Attachment, type Link, NOTHING } from "./link.js";
import type { ParamHeader } from "./params.js";
import type { Revival } from "./revival.js";

/** Whether and by whom a link is shared. `session` gives every legacy session its own. */
export type Isolation = "shared" | "principal" | "session";

/** What an upstream is made of. */
export interface UpstreamParts extends ConnectParts {
  readonly name: string;
  readonly isolation: Isolation;
  readonly declarations: Declarations;
  /** When a link that failed may be opened again. */
  readonly revival: Revival;
  /** How many calls it gets; undefined: as many as come. */
  readonly gate: Gate | undefined;
  /** Whether links that are lost are opened again before anybody calls. */
  readonly eager: boolean;
  /** Milliseconds without a call after which a link is closed; undefined: never. */
  readonly idleStop: number | undefined;
  readonly log: Log;
  /** A list of this upstream changed for a principal: caches go. */
  changed(principal: Principal, kind: "tools" | "prompts" | "resources"): void;
}

/** How an upstream does, in words an operator knows. */
export interface UpstreamState {
  readonly state: "idle" | "up" | "starting" | "needs-login" | "down";
  readonly era: "legacy" | "modern" | undefined;
  readonly transport: string | undefined;
  /** The last failure to connect, when it is not up. */
  readonly error: ProxyError | undefined;
}

interface Ear {
  readonly listener: Listener;
  wants: ListenFilter;
  attached: { readonly link: Link; readonly to: Attachment } | undefined;
}

/** One ear at an upstream, across the links that come and go. */
export interface UpstreamEar {
  update(wants: ListenFilter): Promise<ListenFilter>;
  close(): void;
}

const EVERYBODY: Principal = { issuer: "shared", subject: "shared", label: "shared", key: "shared", claims: {} };
const NO_CAPABILITIES = "{}";
/** The caller of what the proxy does on its own. */
export const NOBODY: Omit<Caller, "principal"> = {
  endpoint: "",
  era: "legacy",
  revision: "",
  capabilities: {
    raw: Buffer.from("{}"),
    elicitation: { form: false, url: false },
    sampling: false,
    roots: false,
    extensions: new Set(),
  },
  clientInfo: undefined,
  logLevel: undefined,
  session: undefined,
};
/** Owners whose last failure is remembered; beyond it the memory starts over. */
const MAX_FAILURES = 10_000;
const REATTACH_FIRST = 500;
const REATTACH_LAST = 30_000;
const DRAIN_TICK = 50;
/** What a limit counts; lists the proxy reads to merge them are not. */
const LIMITED: ReadonlySet<string | undefined> = new Set([
  "tools/call",
  "prompts/get",
  "resources/read",
  "completion/complete",
]);

/** One MCP server of the file: its links, one per principal and declaration, opened when needed and opened anew when lost. */
export class Upstream {
  readonly name: string;
  readonly #parts: UpstreamParts;
  readonly #links = new Map<string, Link>();
  readonly #opening = new Map<string, Promise<Link>>();
  readonly #ears = new Set<Ear>();
  readonly #reattach = new Map<string, NodeJS.Timeout>();
  /** Whose requests could not be sent of late, though a link is there (HTTP: each request may need a connection). */
  readonly #unreached = new Map<string, ProxyError>();
  /** For whom each link was opened. */
  readonly #callers = new WeakMap<Link, Caller>();
  #verdict: Verdict | undefined;
  /** The last failure of anybody, for the operator. */
  #error: ProxyError | undefined;
  /** The last failure of each owner, by `#failing`: nobody is told of another's. */
  readonly #failures = new Map<string, ProxyError>();
  /** The link that was opened before anybody called, until somebody uses it. */
  #warm: Link | undefined;
  #closed = false;
  /** What is being opened, and what ends it. */
  readonly #attempts = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();
  /** Looks for links nobody uses any more. */
  readonly #idle: NodeJS.Timeout | undefined;
  readonly #lastUse = new WeakMap<Link, { count: number; since: number }>();

  constructor(parts: UpstreamParts) {
    this.name = parts.name;
    this.#parts = parts;
    const { idleStop } = parts;
    if (idleStop !== undefined)
      this.#idle = setInterval(() => this.#stopIdle(idleStop), Math.max(20, idleStop / 4)).unref();
  }

  /** Whether this caller's link is open or being opened. */
  running(caller: Caller): boolean {
    const key = this.#key(caller);
    return this.#links.has(key) || this.#opening.has(key);
  }

  /** How it does; the principal's own link where it has one. */
  state(principal?: Principal): UpstreamState {
    const links = [...this.#links].filter(
      ([key]) => principal === undefined || key.startsWith(this.#owner(principal).key),
    );
    const error = principal === undefined ? this.#error : this.#failureOf(this.#owner(principal));
    const state = links.length > 0 ? "up" : this.#opening.size > 0 ? "starting" : failedState(error);
    const way = this.#verdict?.way;
    return {
      state,
      era: way === undefined ? undefined : way.endsWith("modern") ? "modern" : "legacy",
      transport: way?.startsWith("http") ? "streamable-http" : way?.split("-")[0],
      error: state === "up" ? undefined : error,
    };
  }

  #failureOf(owner: Principal): ProxyError | undefined {
    for (const [key, error] of this.#failures) if (key.startsWith(`${owner.key}\n`)) return error;
    return undefined;
  }

  #failed(caller: Caller, error: ProxyError): void {
    if (this.#failures.size >= MAX_FAILURES) this.#failures.clear();
    this.#failures.set(this.#failing(caller), error);
    this.#error = error;
  }

  /** The last failure to connect, while this caller has no link. */
  trouble(caller: Caller): ProxyError | undefined {
    return this.#links.has(this.#key(caller)) ? undefined : this.#failures.get(this.#failing(caller));
  }

  /**
   * Answers a neutral request with this principal's link; a session the upstream forgot is opened anew, once.
   * Rejects with RATE_LIMITED when the upstream gets no more calls for now.
   */
  handle(call: Call): Promise<Message> {
    const { gate } = this.#parts;
    return gate === undefined || !LIMITED.has(call.message.method) ? this.#send(call) : this.#inTurn(call, gate);
  }

  async #inTurn(call: Call, gate: Gate): Promise<Message> {
    await gate.enter(call);
    try {
      return await this.#send(call);
    } finally {
      gate.leave();
    }
  }

  async #send(call: Call): Promise<Message> {
    for (let attempt = 0; ; attempt++) {
      const link = this.#links.get(this.#key(call.caller)) ?? (await this.#open(call.caller));
      if (link === this.#warm) this.#warm = undefined;
      if (this.#unreached.size > 0) this.#refuse(call.caller);
      try {
        const answer = await link.request(call);
        if (this.#unreached.size > 0) this.#reached(call.caller);
        return answer;
      } catch (thrown) {
        if (!(thrown instanceof LinkFailure)) throw thrown;
        if (thrown.error.data?.sent === false) this.#notReached(call.caller, thrown.error);
        if (thrown.sessionLost) this.#lost(link, thrown.error, true);
        const stale = thrown.sessionLost || link.closed !== undefined;
        if (attempt > 0 || call.cancelled || thrown.executed !== "unsent" || !stale) {
          throw this.#withoutLink(thrown.error, call.caller);
        }
      }
    }
  }

  /** Nobody but the operator may sign in for everybody: others are not given the link. */
  #withoutLink(error: ProxyError, caller: Caller): ProxyError {
    const others = this.#parts.isolation === "shared" && caller.principal.key !== LOCAL.key;
    if (error.code !== "LOGIN_REQUIRED" || !others) return error;
    const text = `${this.name} is shared by everybody, and its operator is not signed in (\`mcp-proxy login ${this.name}\`).`;
    return new ProxyError("AUTH_FAILED", text, { cause: error });
  }

  /** Throws UPSTREAM_UNAVAILABLE while so many connections of this caller failed of late that no more are tried. */
  #refuse(caller: Caller): void {
    const owner = this.#failing(caller);
    const refusal = this.#unreached.has(owner)
      ? this.#parts.revival.refusal(owner, this.#unreached.get(owner))
      : undefined;
    if (refusal !== undefined) throw refusal;
  }

  #notReached(caller: Caller, error: ProxyError): void {
    const owner = this.#failing(caller);
    this.#unreached.set(owner, error);
    this.#parts.revival.failed(owner);
  }

  #reached(caller: Caller): void {
    const owner = this.#failing(caller);
    if (this.#unreached.delete(owner)) this.#parts.revival.connected(owner);
  }

  /** The upstream's self-description, once its link is up: a neutral `server/discover` answer. */
  async identity(caller: Caller): Promise<Message> {
    return (await this.link(caller)).identity;
  }

  /**
   * The arguments of a tool that must also stand in headers (2026-07-28, `x-mcp-header`), as far as its upstream's link is
   * open: known at once where a list has passed, else read once.
   */
  paramHeaders(
    caller: Caller,
    tool: string,
  ): readonly ParamHeader[] | undefined | Promise<readonly ParamHeader[] | undefined> {
    const link = this.#links.get(this.#key(caller));
    if (link === undefined || link.headers.known) return link?.headers.of(tool);
    return link.readHeaders().then(
      () => link.headers.of(tool),
      () => undefined, // the call itself will meet the failure
    );
  }

  /** This caller's link, opened when there is none. */
  async link(caller: Caller): Promise<Link> {
    return this.#links.get(this.#key(caller)) ?? (await this.#open(caller));
  }

  /**
   * Connects before anybody calls, declaring nothing. A caller whose client declares more gets a link of its own, and the
   * one nobody used is closed.
   */
  async warm(principal: Principal): Promise<void> {
    const caller = { ...NOBODY, principal };
    if (this.#links.has(this.#key(caller))) return;
    const link = await this.link(caller);
    if (link.era === "legacy" && link.closed === undefined) this.#warm = link;
  }

  /** A client's notification, to the links that are open for it. */
  notify(caller: Caller, message: Message): void {
    this.#links.get(this.#key(caller))?.notify(message);
  }

  logLevelChanged(caller: Caller): void {
    this.#links.get(this.#key(caller))?.logLevelChanged(caller);
  }

  /** A session is gone: what was its alone ends. */
  forget(caller: Caller): void {
    const key = this.#key(caller);
    const link = this.#links.get(key);
    link?.forget(caller);
    if (link === undefined || this.#parts.isolation !== "session" || caller.session === undefined) return;
    this.#links.delete(key);
    void link.close();
  }

  /**
   * Listens for what belongs to no call. The link is opened when there is none; until it is, and whenever it comes back,
   * the ear is attached in the background and told that every list it wanted has changed.
   */
  async listen(listener: Listener, wants: ListenFilter): Promise<{ ear: UpstreamEar; honoured: ListenFilter }> {
    const ear: Ear = { listener, wants: NOTHING, attached: undefined };
    this.#ears.add(ear);
    const update = async (next: ListenFilter): Promise<ListenFilter> => {
      const before = ear.wants;
      ear.wants = next;
      const link = this.#links.get(this.#key(listener.caller));
      if (link === undefined) {
        this.#reconnect(listener.caller, 0);
        return next;
      }
      try {
        return await this.#attach(ear, link);
      } catch (error) {
        ear.wants = before;
        throw error;
      }
    };
    const close = (): void => {
      this.#ears.delete(ear);
      ear.attached?.to.detach();
    };
    return { ear: { update, close }, honoured: await update(wants) };
  }

  async #attach(ear: Ear, link: Link): Promise<ListenFilter> {
    if (link === this.#warm) this.#warm = undefined;
    if (ear.attached?.link !== link) ear.attached = { link, to: link.attach(ear.listener) };
    return ear.attached.to.update(ear.wants);
  }

  /** Opens the link of a caller, again and again, and attaches who listens. A lazy upstream waits for its next call. */
  #reconnect(caller: Caller, delay: number): void {
    const key = this.#key(caller);
    if (this.#closed || !this.#parts.eager || this.#reattach.has(key)) return;
    const wait = Math.max(delay, this.#parts.revival.wait(this.#failing(caller)));
    const timer = setTimeout(() => {
      this.#reattach.delete(key);
      const waiting = [...this.#ears].filter((ear) => this.#key(ear.listener.caller) === key);
      this.link(caller).then(
        (link) => this.#attachAll(waiting, link),
        (error: unknown) => {
          const stop = error instanceof ProxyError && (error.code === "LOGIN_REQUIRED" || error.code === "AUTH_FAILED");
          if (!stop) this.#reconnect(caller, Math.min(Math.max(delay * 2, REATTACH_FIRST), REATTACH_LAST));
        },
      );
    }, wait).unref();
    this.#reattach.set(key, timer);
  }

  #attachAll(ears: readonly Ear[], link: Link): void {
    for (const ear of ears) {
      if (!this.#ears.has(ear)) continue;
      this.#attach(ear, link).then(
        (honoured) => announce(ear.listener, honoured),
        (error: unknown) =>
          this.#parts.log.warn("a subscription was not renewed", { upstream: this.name, cause: String(error) }),
      );
    }
  }

  #owner(principal: Principal): Principal {
    return this.#parts.isolation === "shared" ? EVERYBODY : principal;
  }

  #declared(caller: Caller): string {
    return this.#parts.isolation === "shared" ? NO_CAPABILITIES : this.#parts.declarations.of(caller).legacy;
  }

  #key(caller: Caller): string {
    const { isolation } = this.#parts;
    const owner = this.#owner(caller.principal).key;
    const session = isolation === "session" ? (caller.session ?? "") : "";
    const declared = this.#verdict?.way.endsWith("modern") ? "" : this.#declared(caller);
    return `${owner}\n${session}\n${declared}`;
  }

  async #open(caller: Caller): Promise<Link> {
    if (this.#closed) throw new ProxyError("DRAINING", `${this.name} is being removed`);
    const key = this.#key(caller);
    const known = this.#opening.get(key);
    if (known !== undefined) return known;
    const pause = this.#parts.revival.patience(this.#failing(caller), this.trouble(caller));
    const connecting = pause === undefined ? this.#connect(caller) : pause.then(() => this.#connect(caller));
    const opening = connecting.finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  /** Whose failures count together: a link's, whatever its client can do. */
  #failing(caller: Caller): string {
    const session = this.#parts.isolation === "session" ? (caller.session ?? "") : "";
    return `${this.#owner(caller.principal).key}\n${session}`;
  }

  async #connect(caller: Caller): Promise<Link> {
    if (this.#closed) throw new ProxyError("DRAINING", `${this.name} is being removed`);
    const owner = this.#owner(caller.principal);
    // Who shares a link shares the operator's own login.
    const principal = this.#parts.isolation === "shared" ? LOCAL : caller.principal;
    const { revival } = this.#parts;
    const events = {
      changed: (kind: "tools" | "prompts" | "resources") => this.#parts.changed(owner, kind),
      closed: (link: Link, error: ProxyError) => this.#lost(link, error, false),
    };
    const attempt = async (verdict: Verdict | undefined): Promise<Link> => {
      const connecting = connect(this.#parts, principal, this.#declared(caller), events, verdict, this.#stop.signal);
      this.#attempts.add(connecting);
      const { link, way } = await connecting.finally(() => this.#attempts.delete(connecting));
      this.#verdict = { way };
      return link;
    };
    try {
      const known = this.#verdict;
      const link = known === undefined ? await attempt(undefined) : await this.#again(attempt, known);
      if (this.#closed) {
        void link.close();
        throw new ProxyError("DRAINING", `${this.name} is being removed`);
      }
      const key = this.#key(caller);
      const twin = this.#links.get(key);
      if (twin !== undefined && twin.closed === undefined) {
        void link.close();
        return twin;
      }
      this.#links.set(key, link);
      this.#callers.set(link, caller);
      revival.connected(this.#failing(caller));
      this.#retireWarm();
      this.#error = undefined;
      this.#failures.delete(this.#failing(caller));
      this.#parts.log.info("upstream.up", { upstream: this.name, era: link.era });
      this.#parts.changed(owner, "tools");
      this.#parts.changed(owner, "prompts");
      this.#parts.changed(owner, "resources");
      const waiting = [...this.#ears].filter(
        (ear) => ear.attached?.link !== link && this.#key(ear.listener.caller) === key,
      );
      this.#attachAll(waiting, link);
      return link;
    } catch (thrown) {
      const error = ProxyError.from(thrown);
      if (this.#closed) throw error;
      this.#failed(caller, error);
      this.#parts.log.warn("upstream.down", { upstream: this.name, error: error.code, cause: error.message });
      if (error.code !== "LOGIN_REQUIRED" && error.code !== "AUTH_FAILED") {
        revival.failed(this.#failing(caller));
        this.#reconnect(caller, 0);
      }
      throw error;
    }
  }

  /** Somebody came with other capabilities, and the link made beforehand serves nobody. */
  #retireWarm(): void {
    const link = this.#warm;
    if (link === undefined) return;
    this.#warm = undefined;
    for (const [key, one] of this.#links) if (one === link) this.#links.delete(key);
    void link.close();
  }

  /** By the remembered way; when the upstream became something else, from the beginning, once. */
  async #again(attempt: (verdict: Verdict | undefined) => Promise<Link>, known: Verdict): Promise<Link> {
    try {
      return await attempt(known);
    } catch (error) {
      const changed =
        error instanceof ProxyError && (error.code === "UPSTREAM_PROTOCOL" || error.data?.status !== undefined);
      if (!changed) throw error;
      this.#verdict = undefined;
      return await attempt(undefined);
    }
  }

  /** A link is of no use any more: the next call opens another; ears are attached again. */
  #lost(link: Link, error: ProxyError, forgotten: boolean): void {
    for (const [key, one] of this.#links) {
      if (one !== link) continue;
      this.#links.delete(key);
      const caller = this.#callers.get(link);
      if (caller === undefined) this.#error = error;
      else this.#failed(caller, error);
      this.#parts.log.warn("upstream.lost", { upstream: this.name, cause: error.message });
      if (caller === undefined || forgotten || this.#closed) continue;
      this.#parts.revival.failed(this.#failing(caller));
      this.#reconnect(caller, 0);
    }
    if (link.closed === undefined) link.drain();
    for (const ear of this.#ears) {
      if (ear.attached?.link !== link) continue;
      ear.attached = undefined;
      this.#reconnect(ear.listener.caller, REATTACH_FIRST);
    }
  }

  /** Closes links that had no call for `idleStop` milliseconds; the next call opens them again. */
  #stopIdle(idleStop: number): void {
    const now = performance.now();
    for (const [key, link] of this.#links) {
      const last = this.#lastUse.get(link);
      if (last === undefined || last.count !== link.used || link.pending > 0) {
        this.#lastUse.set(link, { count: link.used, since: now });
      } else if (now - last.since >= idleStop) {
        this.#links.delete(key);
        this.#parts.log.info("upstream.idle", { upstream: this.name });
        for (const ear of this.#ears) if (ear.attached?.link === link) ear.attached = undefined;
        void link.close();
      }
    }
  }

  /** The principal's sign-in is gone: its links end, and its next call begins anew. Links that others share stay. */
  signedOut(principal: Principal): void {
    if (this.#parts.isolation === "shared") return;
    const owned = [...this.#links].filter(([key]) => key.startsWith(`${principal.key}\n`));
    for (const [, link] of owned)
      this.#lost(link, new ProxyError("LOGIN_REQUIRED", `Sign in to ${this.name} again`), true);
    for (const kind of ["tools", "prompts", "resources"] as const) this.#parts.changed(principal, kind);
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
    clearInterval(this.#idle);
    for (const timer of this.#reattach.values()) clearTimeout(timer);
    this.#stop.abort();
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map((link) => link.close()));
    await Promise.allSettled(this.#attempts);
  }
}

/** Tells a listener that what it listens to may have changed while nobody could tell. */
function announce(listener: Listener, honoured: ListenFilter): void {
  if (honoured.toolsListChanged) listener.notify(notification("notifications/tools/list_changed"));
  if (honoured.promptsListChanged) listener.notify(notification("notifications/prompts/list_changed"));
  if (honoured.resourcesListChanged) listener.notify(notification("notifications/resources/list_changed"));
}

function failedState(error: ProxyError | undefined): "idle" | "needs-login" | "down" {
  if (error === undefined) return "idle";
  return error.code === "LOGIN_REQUIRED" ? "needs-login" : "down";
}
