import type { Era } from "./call.js";

/**
 * The closed table of methods: what becomes of each kind of message, by sender and era. A message whose method is not in
 * the table is a vendor's and crosses only where the file allows it (`upstreams.<name>.methods`). The edges, the views, the
 * links, the audit, the metrics and `docs/reference/methods.md` read this table; a method that is missing here has no handler
 * that compiles.
 */

/** The lists and calls of one kind of item, as the access rules and filters name them. */
export type Judged = "tool" | "prompt" | "resource" | "resourceTemplate" | "task";

/** What becomes of a request that a client sends. */
export interface ClientRequestRow {
  /** The eras whose revisions have the method; in the other era it is refused. */
  readonly eras: readonly Era[];
  /** `edge`: the proxy answers. `view`: an endpoint's view routes it by the rules of what it names. */
  readonly to: "edge" | "view";
  /** Whose rules decide. */
  readonly judged?: readonly Judged[];
  /** The member of `params` that names the item; the header `Mcp-Name` repeats it where `mirrored`. */
  readonly target?: "name" | "uri" | "taskId";
  /** `Mcp-Name` repeats the target (2026-07-28, Streamable HTTP; tasks extension). */
  readonly mirrored?: true;
  /** The result may be a question to the user (2026-07-28, multi round-trip requests). */
  readonly asks?: true;
  /** The result says how long it may be kept: `ttlMs` and `cacheScope` (2026-07-28, caching). */
  readonly cached?: true;
  /** The proxy reads the result, so it waits for all of it. */
  readonly whole?: true;
  /** The request changes nothing, however often it is sent. */
  readonly idempotent?: true;
  /** `limits.concurrency` and `limits.perMinute` of the upstream count it. */
  readonly limited?: true;
  /** For the reference: what the proxy does. */
  readonly help: string;
}

/** What becomes of a notification that a client sends. */
export interface ClientNotificationRow {
  readonly eras: readonly Era[];
  /** `edge`: the proxy acts on it and no upstream hears of it. `view`: it goes to the upstreams it concerns. */
  readonly to: "edge" | "view";
  readonly help: string;
}

/** What becomes of a request or notification that an upstream sends. */
export interface UpstreamRow {
  readonly eras: readonly Era[];
  readonly help: string;
}

const LEGACY = ["legacy"] as const;
const MODERN = ["modern"] as const;
const BOTH = ["legacy", "modern"] as const;

/** Requests of clients, in both eras. */
export const CLIENT_REQUESTS = {
  initialize: {
    eras: LEGACY,
    to: "edge",
    help: "The proxy answers. Each link to an upstream has a handshake of its own.",
  },
  ping: { eras: LEGACY, to: "edge", help: "The proxy answers." },
  "server/discover": {
    eras: MODERN,
    to: "view",
    cached: true,
    help: "The proxy answers with what the caller's upstreams offer.",
  },
  "logging/setLevel": {
    eras: LEGACY,
    to: "edge",
    help: "The proxy keeps the level for the session and sets it on the session's links.",
  },
  "tools/list": {
    eras: BOTH,
    to: "view",
    judged: ["tool"],
    cached: true,
    whole: true,
    idempotent: true,
    help: "The tools that the caller may call.",
  },
  "tools/call": {
    eras: BOTH,
    to: "view",
    judged: ["tool"],
    target: "name",
    mirrored: true,
    asks: true,
    limited: true,
    help: "Goes to the upstream that owns the tool, if the rules of the tool let the caller use it.",
  },
  "prompts/list": {
    eras: BOTH,
    to: "view",
    judged: ["prompt"],
    cached: true,
    whole: true,
    idempotent: true,
    help: "The prompts that the caller may get.",
  },
  "prompts/get": {
    eras: BOTH,
    to: "view",
    judged: ["prompt"],
    target: "name",
    mirrored: true,
    asks: true,
    idempotent: true,
    limited: true,
    help: "Goes to the upstream that owns the prompt, if the rules of the prompt let the caller use it.",
  },
  "resources/list": {
    eras: BOTH,
    to: "view",
    judged: ["resource"],
    cached: true,
    whole: true,
    idempotent: true,
    help: "The resources that the caller may read.",
  },
  "resources/templates/list": {
    eras: BOTH,
    to: "view",
    judged: ["resourceTemplate"],
    cached: true,
    whole: true,
    idempotent: true,
    help: "The resource templates that the caller may use.",
  },
  "resources/read": {
    eras: BOTH,
    to: "view",
    judged: ["resource"],
    target: "uri",
    mirrored: true,
    asks: true,
    cached: true,
    idempotent: true,
    limited: true,
    help: "Goes to the upstream that has the resource, if the rules of its URI let the caller read it.",
  },
  "resources/subscribe": {
    eras: LEGACY,
    to: "edge",
    judged: ["resource"],
    target: "uri",
    help: "The proxy subscribes for the session, if the rules of the URI let the caller read the resource.",
  },
  "resources/unsubscribe": {
    eras: LEGACY,
    to: "edge",
    target: "uri",
    help: "The proxy ends the session's subscription.",
  },
  "subscriptions/listen": {
    eras: MODERN,
    to: "edge",
    judged: ["resource", "task"],
    help: "The proxy opens the stream. URIs that the caller may not read and tasks of others are left out.",
  },
  "resources/directory/read": {
    eras: BOTH,
    to: "view",
    judged: ["resource"],
    target: "uri",
    whole: true,
    idempotent: true,
    help: "Skills extension. Goes to the upstream that has the directory; children that the caller may not read are left out.",
  },
  "skills/list": {
    eras: BOTH,
    to: "view",
    judged: ["resource"],
    cached: true,
    whole: true,
    idempotent: true,
    help: "Skills extension. A skill is listed if the caller may read every URI in its entry.",
  },
  "skills/get": {
    eras: BOTH,
    to: "view",
    judged: ["resource"],
    target: "uri",
    cached: true,
    whole: true,
    idempotent: true,
    help: "Skills extension. Answered if the caller may read every URI in the skill's entry.",
  },
  "completion/complete": {
    eras: BOTH,
    to: "view",
    judged: ["prompt", "resourceTemplate"],
    idempotent: true,
    limited: true,
    help: "Goes to the upstream that owns the prompt or template in `ref`, if the caller may use that.",
  },
  "tasks/get": {
    eras: BOTH,
    to: "view",
    judged: ["task"],
    target: "taskId",
    mirrored: true,
    help: "Goes to the upstream that runs the task, for the caller who started it.",
  },
  "tasks/result": {
    eras: LEGACY,
    to: "view",
    judged: ["task"],
    target: "taskId",
    help: "Goes to the upstream that runs the task, for the caller who started it.",
  },
  "tasks/list": { eras: LEGACY, to: "view", judged: ["task"], whole: true, help: "The tasks that the caller started." },
  "tasks/update": {
    eras: MODERN,
    to: "view",
    judged: ["task"],
    target: "taskId",
    mirrored: true,
    help: "Goes to the upstream that runs the task, for the caller who started it.",
  },
  "tasks/cancel": {
    eras: BOTH,
    to: "view",
    judged: ["task"],
    target: "taskId",
    mirrored: true,
    help: "Goes to the upstream that runs the task, for the caller who started it.",
  },
} as const satisfies Record<string, ClientRequestRow>;

/** Notifications of clients. Every other one is refused, or a vendor's. */
export const CLIENT_NOTIFICATIONS = {
  "notifications/initialized": {
    eras: LEGACY,
    to: "edge",
    help: "Counts once in a session. Each link to an upstream sends its own.",
  },
  "notifications/cancelled": {
    eras: BOTH,
    to: "edge",
    help: "The proxy cancels the caller's own request and tells the upstream in that link's words. Over HTTP, 2026-07-28 cancels by closing the response instead.",
  },
  "notifications/progress": {
    eras: LEGACY,
    to: "view",
    help: "Goes to the upstream whose question to this caller carried the progress token. Any other token is refused.",
  },
  "notifications/roots/list_changed": {
    eras: LEGACY,
    to: "view",
    help: "Goes to the caller's open links. Links that several principals share do not hear of it.",
  },
  "notifications/tasks/status": {
    eras: LEGACY,
    to: "view",
    help: "Goes to the upstream of a task that the caller started. Any other task is refused.",
  },
} as const satisfies Record<string, ClientNotificationRow>;

/** Requests of upstreams to clients. */
export const UPSTREAM_REQUESTS = {
  ping: { eras: LEGACY, help: "The proxy answers." },
  "elicitation/create": {
    eras: BOTH,
    help: "Goes to the caller whose call it belongs to, if that client declared elicitation.",
  },
  "sampling/createMessage": {
    eras: BOTH,
    help: "Goes to the caller whose call it belongs to, if that client declared sampling.",
  },
  "roots/list": {
    eras: BOTH,
    help: "Goes to the caller whose call or session it belongs to, if that client declared roots.",
  },
} as const satisfies Record<string, UpstreamRow>;

/** Notifications of upstreams to clients. */
export const UPSTREAM_NOTIFICATIONS = {
  "notifications/cancelled": { eras: BOTH, help: "The proxy withdraws the upstream's question from the client." },
  "notifications/progress": { eras: BOTH, help: "Goes to the caller of the request, with the caller's own token." },
  "notifications/message": {
    eras: BOTH,
    help: "Goes to the caller it belongs to, at the level that caller asked for.",
  },
  "notifications/tools/list_changed": {
    eras: BOTH,
    help: "The proxy reads the list anew and tells each caller who listens.",
  },
  "notifications/prompts/list_changed": {
    eras: BOTH,
    help: "The proxy reads the list anew and tells each caller who listens.",
  },
  "notifications/resources/list_changed": {
    eras: BOTH,
    help: "The proxy reads the list anew and tells each caller who listens.",
  },
  "notifications/resources/updated": { eras: BOTH, help: "Goes to the callers who subscribed to the resource." },
  "notifications/subscriptions/acknowledged": {
    eras: MODERN,
    help: "Stays with the proxy, which acknowledges its own callers' streams.",
  },
  "notifications/tasks": { eras: MODERN, help: "Goes to the callers who listen to a task of their own." },
  "notifications/tasks/status": { eras: LEGACY, help: "Goes to the caller who started the task." },
  "notifications/elicitation/complete": { eras: LEGACY, help: "Goes to the caller who was asked to open the URL." },
} as const satisfies Record<string, UpstreamRow>;

/** A request of clients that is in the table. */
export type ClientRequest = keyof typeof CLIENT_REQUESTS;
/** A request that views answer. */
export type ViewRequest = {
  [M in ClientRequest]: (typeof CLIENT_REQUESTS)[M]["to"] extends "view" ? M : never;
}[ClientRequest];
/** A request that the edge of an era answers. */
export type EdgeRequest<E extends Era> = {
  [M in ClientRequest]: (typeof CLIENT_REQUESTS)[M]["to"] extends "edge"
    ? E extends (typeof CLIENT_REQUESTS)[M]["eras"][number]
      ? M
      : never
    : never;
}[ClientRequest];
/** A notification of clients that views pass on. */
export type ViewNotification = {
  [M in keyof typeof CLIENT_NOTIFICATIONS]: (typeof CLIENT_NOTIFICATIONS)[M]["to"] extends "view" ? M : never;
}[keyof typeof CLIENT_NOTIFICATIONS];
