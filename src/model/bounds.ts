/** Bytes a name, URI, method, cursor, id, token or key of a message may have. */
export const MAX_NAME_BYTES = 8192;
/** Bytes `clientInfo` and the capabilities of a client may have. */
export const MAX_DECLARATION_BYTES = 16_384;

/** Characters of a refused method that the log shows. */
export const MAX_LOGGED_METHOD_CHARS = 100;

/** What an entry of a map costs beside its key and value, in bytes. */
const ENTRY_BYTES = 128;

/** What an entry of a map costs: its key, its value of so many bytes, and itself. */
export function entryBytes(key: string, value = 0): number {
  // A character has two bytes at most.
  return ENTRY_BYTES + 2 * key.length + value;
}

const KIB = 1024;
const MIB = 1024 * 1024;

/** How much of something may be kept at most. */
export interface Bound {
  readonly bytes: number;
  /** What has this much for itself. */
  readonly per: string;
  readonly what: string;
}

/**
 * Everything that is kept of what callers and upstreams send, by name, with its bound in bytes. Nothing of that kind is kept
 * without a line here: a test fills each to its bound and beyond.
 */
export const BOUNDS = {
  "access.decisions": { bytes: 16 * MIB, per: "process", what: "decisions of the access rules" },
  "access.decisionsOfOne": { bytes: MIB, per: "principal", what: "decisions of the access rules" },
  "access.documents": { bytes: 4 * MIB, per: "process", what: "metadata documents of clients" },
  "access.forwarded": { bytes: 8 * MIB, per: "process", what: "people a reverse proxy named" },
  "access.guesses": {
    bytes: 16 * MIB,
    per: "process",
    what: "credentials that were right or wrong, as hashes, and their sources",
  },
  "access.rates": { bytes: 4 * MIB, per: "limit", what: "how much each source asked for" },
  "access.verified": {
    bytes: 16 * MIB,
    per: "endpoint",
    what: "tokens that were found good, as hashes, with their claims",
  },
  "audit.line": { bytes: 8 * KIB, per: "line", what: "one line of the audit log" },
  "exposure.asked": { bytes: MIB, per: "session", what: "questions a client has not answered yet" },
  "exposure.callers": { bytes: 8 * MIB, per: "edge", what: "declarations of clients of 2026-07-28" },
  "exposure.callersOfOne": { bytes: 256 * KIB, per: "principal", what: "declarations of clients of 2026-07-28" },
  "exposure.filter": { bytes: 256 * KIB, per: "stream", what: "what a stream of 2026-07-28 listens to" },
  "exposure.early": { bytes: 64 * KIB, per: "stream", what: "changes that came before a stream was acknowledged" },
  "exposure.held": { bytes: MIB, per: "session", what: "messages that came before initialize was answered" },
  "exposure.subscriptions": { bytes: 256 * KIB, per: "session", what: "resources a session is subscribed to" },
  "log.line": { bytes: 64 * KIB, per: "line", what: "one line of the log" },
  "proxy.catalogues": { bytes: 64 * MIB, per: "view", what: "lists as callers see them" },
  "proxy.lists": { bytes: 16 * MIB, per: "view", what: "lists of an upstream that is shown as it is" },
  "proxy.malformed": { bytes: MIB, per: "log", what: "malformed items that were logged, as hashes" },
  "proxy.remembered": {
    bytes: 16 * MIB,
    per: "upstream",
    what: "lists from the store, and lists being read page by page",
  },
  "proxy.taskOwners": { bytes: 8 * MIB, per: "process", what: "who made which task" },
  "proxy.taskOwnersOfOne": { bytes: MIB, per: "principal", what: "who made which task" },
  "upstream.cookies": { bytes: 16 * KIB, per: "link", what: "cookies of an upstream over HTTP" },
  "upstream.failures": { bytes: 16 * MIB, per: "upstream", what: "what went wrong, by account" },
  "upstream.headers": { bytes: MIB, per: "link", what: "headers of calls, by method and name" },
  "upstream.identity": { bytes: 512 * KIB, per: "link", what: "how an upstream describes itself" },
  "upstream.parameters": { bytes: MIB, per: "link", what: "arguments that stand in headers, by tool" },
  "upstream.parked": { bytes: 32 * MIB, per: "process", what: "calls that wait for their users" },
  "upstream.parkedOfOne": { bytes: 8 * MIB, per: "principal", what: "calls that wait for their users" },
  "upstream.questions": { bytes: MIB, per: "link", what: "questions outside any call" },
  "upstream.untaken": { bytes: 4 * MIB, per: "link", what: "notifications an upstream over HTTP has not taken" },
  "upstream.taskTokens": { bytes: MIB, per: "link", what: "progress tokens of tasks" },
} as const satisfies Record<string, Bound>;

/** The name of a bound. */
export type BoundName = keyof typeof BOUNDS;

/** A bound that follows the heap this process may have. */
interface Budgeted {
  /** Its part of the heap. */
  readonly part: number;
  /** No more than this, however large the heap, in bytes. */
  readonly most: number;
  readonly per: string;
  readonly what: string;
}

/** What is under way and kept for clients, by name; a test fills each to its bound and beyond. */
export const BUDGETS = {
  bodies: { part: 1 / 8, most: 128 * MIB, per: "listener", what: "bodies that are being read" },
  calls: { part: 1 / 6, most: 512 * MIB, per: "listener", what: "calls under way" },
  sessions: {
    part: 1 / 5,
    most: 1024 * MIB,
    per: "listener",
    what: "sessions, with what they declared and are subscribed to",
  },
  unread: { part: 1 / 4, most: 512 * MIB, per: "listener", what: "answers and events that wait for their readers" },
  journals: { part: 1 / 16, most: 32 * MIB, per: "listener", what: "events kept for clients that lost a stream" },
} as const satisfies Record<string, Budgeted>;

/** The name of a budget. */
export type BudgetName = keyof typeof BUDGETS;

/** The heap of a process of which nothing is known. */
const USUAL_HEAP = 512 * MIB;
/** No budget is smaller, however small the heap. */
const MIN_BUDGET = 8 * MIB;

/** Bytes of a budget where the heap may have `heap` bytes. */
export function budgetBytes(name: BudgetName, heap: number = USUAL_HEAP): number {
  const { part, most } = BUDGETS[name];
  return Math.floor(Math.min(most, Math.max(MIN_BUDGET, heap * part)));
}
