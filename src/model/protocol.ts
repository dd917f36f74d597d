import type { ItemKind } from "./access.js";

/**
 * The words of the specification that several folders use: revisions, `_meta` keys, server features and their lists, JSON-RPC codes.
 * The methods are in `methods.ts`. A test among the peers compares these constants with those that the official SDKs export.
 */

/** The revision of the modern era. */
export const MODERN_REVISION = "2026-07-28";

/** The revisions of the legacy era, newest first. The first is offered to upstreams, and to a client that asks for an unknown one. */
export const LEGACY_REVISIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] as const;

/** The newest revision of the legacy era. */
export const LATEST_LEGACY_REVISION = LEGACY_REVISIONS[0];

/** Every revision that a client may speak, newest first. */
export const REVISIONS: readonly string[] = [MODERN_REVISION, ...LEGACY_REVISIONS];

/** The revision of a request without `MCP-Protocol-Version` (2025-06-18, Streamable HTTP). */
export const ASSUMED_REVISION = "2025-03-26";

/** The one revision that has JSON-RPC batches. */
export const BATCH_REVISION = "2025-03-26";

/** Whether a revision is `first` or newer; revisions are dates, so that their order is that of their text. */
export function isSince(revision: string, first: (typeof LEGACY_REVISIONS)[number]): boolean {
  return revision >= first;
}

/** What the specification's own keys of `_meta` and names of extensions begin with. */
export const META_PREFIX = "io.modelcontextprotocol/";

/** The specification's keys of `_meta`: the first four describe a request of the modern era (2026-07-28, base protocol). */
export const META = {
  protocolVersion: "io.modelcontextprotocol/protocolVersion",
  clientCapabilities: "io.modelcontextprotocol/clientCapabilities",
  clientInfo: "io.modelcontextprotocol/clientInfo",
  logLevel: "io.modelcontextprotocol/logLevel",
  serverInfo: "io.modelcontextprotocol/serverInfo",
  subscriptionId: "io.modelcontextprotocol/subscriptionId",
  /** The task that a message belongs to (2025-11-25). */
  relatedTask: "io.modelcontextprotocol/related-task",
} as const;

/** The tasks extension of the modern era. */
export const TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

/** The features of a server that have lists and a `list_changed` each, and the keys of the file that speak of them. */
export const SERVER_FEATURES = ["tools", "prompts", "resources"] as const;

/** A feature of a server that has lists. */
export type ServerFeature = (typeof SERVER_FEATURES)[number];

/** How the items of one kind are listed and named (specification, server features). */
export interface KindWords {
  readonly kind: ItemKind;
  /** The method that lists them. */
  readonly list: string;
  /** The member of the list result that holds them. */
  readonly key: string;
  /** The member of an item that names it. */
  readonly name: string;
  /** The feature whose `list_changed` concerns them. */
  readonly changes: ServerFeature;
  /** What an error calls one. */
  readonly word: string;
}

/** The table of lists: one row for every kind of item. */
export const KINDS = [
  { kind: "tool", list: "tools/list", key: "tools", name: "name", changes: "tools", word: "tool" },
  { kind: "prompt", list: "prompts/list", key: "prompts", name: "name", changes: "prompts", word: "prompt" },
  { kind: "resource", list: "resources/list", key: "resources", name: "uri", changes: "resources", word: "resource" },
  {
    kind: "resourceTemplate",
    list: "resources/templates/list",
    key: "resourceTemplates",
    name: "uriTemplate",
    changes: "resources",
    word: "resource template",
  },
] as const satisfies readonly KindWords[];

const WORDS = Object.fromEntries(KINDS.map((words) => [words.kind, words])) as Record<ItemKind, KindWords>;

/** The words of a kind. */
export function wordsOf(kind: ItemKind): KindWords {
  return WORDS[kind];
}

/** Error codes of JSON-RPC 2.0 and of the specification. */
export const RPC = {
  PARSE_ERROR: -32700,
  INVALID_REQUEST: -32600,
  METHOD_NOT_FOUND: -32601,
  INVALID_PARAMS: -32602,
  INTERNAL_ERROR: -32603,
  /** Legacy era only; the modern era says INVALID_PARAMS. */
  RESOURCE_NOT_FOUND: -32002,
  /** 2025-11-25 only. */
  URL_ELICITATION_REQUIRED: -32042,
  /** This and the next two: modern era only. */
  HEADER_MISMATCH: -32020,
  MISSING_CLIENT_CAPABILITY: -32021,
  UNSUPPORTED_PROTOCOL_VERSION: -32022,
} as const;

/** The codes that only the modern era has (2026-07-28, version negotiation). */
export const MODERN_CODES: ReadonlySet<unknown> = new Set([
  RPC.HEADER_MISMATCH,
  RPC.MISSING_CLIENT_CAPABILITY,
  RPC.UNSUPPORTED_PROTOCOL_VERSION,
]);
