import type { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { ServerFeature } from "../model/protocol.js";
import type { Log } from "../model/world.js";
import type { Declarations } from "./conversation/declare.js";
import type { ConnectParts } from "./pool/connect.js";
import type { Gate } from "./pool/gate.js";
import type { Isolation } from "./pool/link-keys.js";
import type { CircuitBreaker } from "./pool/reopening.js";

/** What an upstream is made of. */
export interface UpstreamParts extends ConnectParts {
  readonly name: string;
  readonly isolation: Isolation;
  readonly declarations: Declarations;
  /** When a link that failed may be opened again. */
  readonly breaker: CircuitBreaker;
  /** How many calls it gets; undefined: as many as come. */
  readonly gate: Gate | undefined;
  /** How many links there may be at the same time. */
  readonly links: number;
  /** Whether more than one principal may call, just now. */
  several(): boolean;
  /** Whether links that are lost are opened again before anybody calls. */
  readonly eager: boolean;
  /** Milliseconds without a call after which a link is closed; undefined: only one that is a caller's own, once that is gone. */
  readonly idleStop: number | undefined;
  readonly log: Log;
  /** Whether a method that the protocol does not have may cross, either way. */
  takes(method: string): boolean;
  /** A list of this upstream changed for a principal: caches go. */
  changed(principal: Principal, kind: ServerFeature): void;
}

/** How an upstream does, in words an operator knows. */
export interface UpstreamState {
  readonly state: "idle" | "up" | "starting" | "needs-login" | "down";
  readonly era: "legacy" | "modern" | undefined;
  readonly transport: string | undefined;
  /** How many links are open: connections or processes. */
  readonly links: number;
  /** The last failure to connect, when it is not up. */
  readonly error: ProxyError | undefined;
}
