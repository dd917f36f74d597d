import type { Call, Caller } from "../model/call.js";
import type { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { ServerFeature } from "../model/protocol.js";
import type { Listener, ListenFilter } from "../model/view.js";

/** An upstream as the proxy sees it; `upstream/upstream.ts` is one. */
export interface Peer {
  readonly name: string;
  handle(call: Call): Promise<Message>;
  /** The upstream's self-description as a neutral `server/discover` answer, once its link is up. */
  identity(caller: Caller): Promise<Message>;
  /** The arguments of a tool that must also stand in headers (2026-07-28, `x-mcp-header`); a promise when they must be read. */
  paramHeaders(caller: Caller, tool: string): HeaderArguments | Promise<HeaderArguments>;
  /** Names who is answered with the same lists: the callers of one link that declare the same. */
  audience(caller: Caller): string;
  /** Whether every change of a list is told before the next answer, so that what was not told of has not changed. */
  tells(caller: Caller, list: ServerFeature): boolean;
  /** Whether a method that the protocol does not have may be asked of this upstream, or told to it, and by it. */
  takes(method: string): boolean;
  /** Tells the links that are open for the caller. False: the message belongs to none of them. */
  notify(caller: Caller, message: Message): boolean;
  logLevelChanged(caller: Caller): void;
  forget(caller: Caller): void;
  listen(listener: Listener, wants: ListenFilter): Promise<{ ear: PeerSubscription; honoured: ListenFilter }>;
  /** The last failure to connect, while it is not up. */
  trouble(caller: Caller): ProxyError | undefined;
}

/** The same upstream, but for what is given here. */
export function withOwn(peer: Peer, own: Partial<Pick<Peer, "handle" | "identity" | "notify" | "listen">>): Peer {
  return {
    name: peer.name,
    handle: own.handle ?? ((call) => peer.handle(call)),
    identity: own.identity ?? ((caller) => peer.identity(caller)),
    paramHeaders: (caller, tool) => peer.paramHeaders(caller, tool),
    audience: (caller) => peer.audience(caller),
    tells: (caller, list) => peer.tells(caller, list),
    takes: (method) => peer.takes(method),
    notify: own.notify ?? ((caller, message) => peer.notify(caller, message)),
    logLevelChanged: (caller) => peer.logLevelChanged(caller),
    forget: (caller) => peer.forget(caller),
    listen: own.listen ?? ((listener, wants) => peer.listen(listener, wants)),
    trouble: (caller) => peer.trouble(caller),
  };
}

/** Where each such argument stands in `arguments`, and its header in lower case; undefined: there are none. */
export type HeaderArguments = readonly { readonly path: readonly string[]; readonly header: string }[] | undefined;

/** One ear at a peer. */
export interface PeerSubscription {
  update(wants: ListenFilter): Promise<ListenFilter>;
  close(): void;
}
