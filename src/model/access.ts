import type { Principal } from "./principal.js";

/** What an access mode may look at: the socket and the headers, nothing else. */
export interface AccessRequest {
  /** The peer's address as the socket has it, never from a header. */
  readonly remoteAddress: string;
  /** Stands for the connection, for what is remembered with it; several callers may share one. Absent: not known. */
  readonly connection?: object;
  /** Alternating names (as received) and values, duplicates kept: `IncomingMessage.rawHeaders`. */
  readonly rawHeaders: readonly string[];
  /** Lower-case names; duplicates joined as Node does. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The endpoint's path, for audience checks. */
  readonly endpoint: string;
  /** The path that was called, where it differs from the endpoint's (`/sse`), so that a challenge speaks of what the client knows. */
  readonly path?: string;
}

/** How callers are recognised. One implementation per `access.mode`. */
export interface Access {
  /**
   * Who this is. Synchronous when it can be (no control, an API key, a token seen before).
   * Rejects with UNAUTHENTICATED (`data.challenge` is the `WWW-Authenticate` value to send), FORBIDDEN, or INVALID_REQUEST (400).
   */
  authenticate(request: AccessRequest): Principal | Promise<Principal>;
  close(): Promise<void>;
}

/** The kinds of item a rule speaks of. */
export type ItemKind = "tool" | "prompt" | "resource" | "resourceTemplate";

/**
 * Where a resource's URI comes from. `listed`: from its upstream's list. `asked`: from a caller, and no list has it. `foreign`: so
 * too, and the upstream lists nothing of its scheme.
 */
export type UriSource = "listed" | "asked" | "foreign";

/**
 * One predicate decides listing and calling. `item` is the upstream's own name or URI; `exposed` what clients see; `source` says
 * where a URI comes from, and is `listed` when absent.
 */
export type Visible = (
  principal: Principal,
  kind: ItemKind,
  upstream: string,
  item: string,
  exposed: string,
  source?: UriSource,
) => boolean;
