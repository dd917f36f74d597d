import { BOUNDS } from "../../model/bounds.js";
import type { Call, Caller, Era } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import type { ServerFeature } from "../../model/protocol.js";
import type { Listener, ListenFilter } from "../../model/view.js";
import type { HeaderBook } from "./params.js";
import type { SpokenRevisions } from "./revisions.js";

/** One conversation with an upstream, in the upstream's era, for one principal. */
export interface Link {
  readonly era: Era;
  /** The upstream's self-description as a neutral `server/discover` answer. */
  readonly identity: Message;
  /** Sends a request and waits. Rejects with a `LinkFailure`; a question to the user is an answer. */
  request(call: Call): Promise<Message>;
  /** Whether every change of a list is told before the next answer. */
  tells(list: ServerFeature): boolean;
  /** Sends a client's notification, where the era has it. False: it names nothing of this link that the caller was given. */
  notify(caller: Caller, notification: Message): boolean;
  /** What is known of arguments that must stand in headers. */
  readonly headers: HeaderBook;
  /** Reads the tools list for `headers`, for nobody else. */
  readHeaders(): Promise<void>;
  /** Attaches a subscriber; the upstream tells what the link can deliver of what it wants. */
  attach(listener: Listener): Attachment;
  /** A session's log level changed. */
  logLevelChanged(caller: Caller): void;
  /** A session ended: its parked calls end. */
  forget(caller: Caller): void;
  /** Callers' requests that have no answer yet. */
  readonly pending: number;
  /** How many requests callers ever made. */
  readonly used: number;
  /** Set once the link is of no use any more. */
  readonly closed: ProxyError | undefined;
  close(): Promise<void>;
  /** Takes nothing new and closes once what is under way has ended. */
  drain(): void;
}

/** One subscriber on one link. */
export interface Attachment {
  /** Rejects with `UpstreamAnswer` when the upstream refuses a resource URI. */
  update(wants: ListenFilter): Promise<ListenFilter>;
  detach(): void;
}

/** For whom a link is opened. */
export interface Opener {
  /** What a legacy `initialize` declares, JSON. */
  readonly capabilities: string;
  /** The legacy session that will listen on the link; undefined: there is none, or strangers share the link. */
  readonly session: Caller | undefined;
  /** Whether strangers may share the link: then nothing is asked of anybody, unless the transport tells whose question it is. */
  readonly shared: boolean;
}

/** What a link tells its upstream. */
export interface LinkEvents {
  /** A list changed, whoever listens: caches go. */
  changed(kind: ServerFeature): void;
  /** This link is of no use any more. */
  closed(link: Link, error: ProxyError): void;
  /** The upstream refused the revision of this link, and named those it speaks. */
  refused(spoken: SpokenRevisions): void;
}

/** Nothing wanted. */
export const NOTHING: ListenFilter = {
  toolsListChanged: false,
  promptsListChanged: false,
  resourcesListChanged: false,
  resourceSubscriptions: [],
  taskIds: [],
};

/** `capabilities` as an upstream declares them. */
export type UpstreamCapabilities = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

const MAX_IDENTITY = BOUNDS["upstream.identity"].bytes;

/** Throws UPSTREAM_PROTOCOL for a description of an upstream that is longer than a link keeps. */
export function checkIdentity(upstream: string, { bytes }: Message): void {
  if (bytes.length <= MAX_IDENTITY) return;
  throw new ProxyError(
    "UPSTREAM_PROTOCOL",
    `${upstream} describes itself in ${bytes.length} bytes; at most ${MAX_IDENTITY} are kept`,
  );
}

/** A JSON object as it was sent; `{}` in place of anything else. */
export function objectText(raw: string | undefined): string {
  return raw?.startsWith("{") === true ? raw : "{}";
}
