import type { Credential, Credentials } from "../model/credentials.js";
import type { Principal } from "../model/principal.js";
import type { Outgoing, Receiver } from "../model/transport.js";
import type { Log } from "../model/world.js";
import type { HttpOrigin } from "../net/http.js";
import type { SessionRecheck, SessionRefusal } from "./session-recheck.js";

/** What a transport over HTTP is made of; one per link. */
export interface HttpParts {
  readonly upstream: string;
  readonly origin: HttpOrigin;
  /** Path and query of the endpoint. */
  readonly path: string;
  /** The file's `headers`, names in lower case alternating with values. */
  readonly headers: readonly string[];
  readonly principal: Principal;
  readonly credentials: Credentials;
  /** Largest message taken, in bytes. */
  readonly maxBytes: number;
  /** The longest silence within a long result, in milliseconds; 0: for ever. */
  readonly idle: number;
  /** Whether closing a reply stream cancels (2026-07-28). */
  readonly abortCancels: boolean;
  readonly log: Log;
}

/** A request under way, as its transport knows it. */
export interface Sent {
  readonly out: Outgoing;
  readonly credential: Credential;
  readonly aborted: boolean;
  /** Whether it was sent before, with a credential that was refused. */
  readonly again: boolean;
  readonly path: string;
}

/** What the requests and the stream of one transport over HTTP need of it. */
export interface HttpOwner {
  readonly parts: HttpParts;
  readonly receiver: Receiver;
  /** Whether the reply to a POST brings the answer (Streamable HTTP), or the event stream does (HTTP+SSE). */
  readonly answersInReply: boolean;
  /** Whether the upstream keeps a session for this transport, which it may forget. */
  readonly inSession: boolean;
  /** Path and query of the endpoint: the file's, what the upstream announced, or where it led. */
  readonly path: string;
  /** Headers of a request: the transport's, the session's, the message's, the credential's. */
  headers(own: readonly string[], credential: Credential): readonly string[];
  /** The upstream refused the credential: renews it once and sends once more. */
  renew(sent: Sent, status: 401 | 403, challenges: readonly string[]): void;
  /** The upstream refused the credential of a stream: a fresh one. Rejects with a ProxyError. */
  fresh(refused: Credential, challenges: readonly string[]): Promise<Credential>;
  /** The upstream led to another path of its own: sends there from now on, and this once more. False: that is not followed. */
  follow(sent: Sent, status: number, headers: readonly Buffer[]): boolean;
  /** A reply named the session, as `initialize` is answered with one: later requests name it too. `by`: what was replied to. */
  named(session: Buffer, by: Outgoing): void;
  /** Finds out whether the session is lost; undefined: there is none, or it is lost with its stream. */
  readonly recheck: SessionRecheck | undefined;
  /** Set where a refusal is only looked at: nothing is renewed and nothing is doubted. */
  readonly onRefusal: ((refusal: SessionRefusal) => void) | undefined;
  /** A response may set cookies for the requests of this link. `path`: what was asked for. */
  keepCookies(headers: readonly Buffer[], path: string): void;
  /** The upstream answers a message, whatever it says. */
  taken(message: Outgoing): void;
  /** A request is over. */
  done(sent: Sent): void;
}
