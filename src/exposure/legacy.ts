import type { ServerResponse } from "node:http";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { ASSUMED_REVISION, BATCH_REVISION, isSince, LEGACY_REVISIONS, REVISIONS } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { checkAccept, checkAcceptsEvents } from "./accept.js";
import { BatchReplySink, readBatch } from "./batch.js";
import { EventStream } from "./event-stream.js";
import { type EndpointRequest, header } from "./exchange.js";
import { HttpReply, type ReplySession } from "./http-reply.js";
import { type JournalBudget, Journals } from "./journal.js";
import { idOf } from "./lengths.js";
import type { Replies } from "./replies.js";
import { FirstReader } from "./reply-sink.js";
import { LegacySession } from "./session.js";
import type { SessionEntry, SessionTable } from "./session-table.js";
import { orDrop } from "./told.js";

const NO_HEADERS: readonly string[] = [];

/** What the legacy edge of an HTTP exposure needs. */
export interface LegacyParts {
  readonly replies: Replies;
  readonly table: SessionTable;
  readonly world: World;
  readonly questionMs: number;
  /** Bytes of events that are kept for clients that lost a stream. */
  readonly journalBytes: number;
}

/** A session's place in the table, and what its replies need to know of it. */
interface HttpSession extends SessionEntry, ReplySession {
  readonly journals: Journals;
  readonly reader: FirstReader;
}

/** Streamable HTTP with sessions (2025-03-26 … 2025-11-25). */
export interface LegacyEdge {
  /** One message of a POST, scanned already. */
  post(exchange: EndpointRequest, message: Message): void;
  /** A POST whose body is an array. */
  postBatch(exchange: EndpointRequest, body: Buffer): void;
  /** The GET stream, or a lost stream resumed. */
  get(exchange: EndpointRequest): void;
  /** The client ends its session. */
  delete(exchange: EndpointRequest): void;
}

/** Every refusal of the returned functions is thrown as a ProxyError before anything was written. */
export function createLegacyEdge(parts: LegacyParts): LegacyEdge {
  const { replies, table, world } = parts;
  const budget: JournalBudget = { bytes: 0, journals: 0, most: parts.journalBytes };

  function open(exchange: EndpointRequest): HttpSession {
    const { principal, endpoint, view } = exchange;
    const lease = table.admit(principal, replies.now);
    const id = world.random(24).toString("hex");
    const journals = new Journals(budget);
    const reader = new FirstReader();
    const outside = {
      reader,
      emit: (message: Message) => journals.outside.send(message),
      onDrain: (listener: () => void) => journals.outside.onDrain(listener),
    };
    const session = new LegacySession({
      id,
      principal,
      endpoint,
      view,
      world,
      outside,
      questionMs: parts.questionMs,
      lease,
    });
    const entry: HttpSession = {
      session,
      journals,
      reader,
      lastSeen: replies.now,
      headers: NO_HEADERS,
      journal: () => journals.open(),
      get primes() {
        return session.revision !== undefined && isSince(session.revision, "2025-11-25");
      },
    };
    table.add(entry);
    return entry;
  }

  function find(exchange: EndpointRequest): HttpSession {
    checkRevision(exchange);
    const id = header(exchange.request, "mcp-session-id");
    if (id === undefined) {
      throw new ProxyError(
        "INVALID_REQUEST",
        "Mcp-Session-Id is missing; send initialize first, then the session id of its response",
      );
    }
    const entry = table.find(id, exchange.principal, exchange.endpoint) as HttpSession;
    if (entry.journals === undefined) throw new ProxyError("UNKNOWN_SESSION", "Unknown session; initialize again");
    entry.lastSeen = replies.now;
    return entry;
  }

  function initialize(exchange: EndpointRequest, message: Message): void {
    const entry = open(exchange);
    const { session } = entry;
    const reply = new HttpReply(replies, exchange, {
      headers: ["Mcp-Session-Id", session.id],
      journal: entry.journal,
      primes: false,
    });
    // A session without a successful `initialize` is of no use.
    exchange.response.once("close", () => {
      if (session.revision === undefined && reply.settled) table.remove(session.id);
    });
    session.accept(message, reply);
  }

  return {
    post(exchange, message) {
      if (message.method === "initialize" && header(exchange.request, "mcp-session-id") === undefined) {
        checkAccept(exchange.request);
        if (message.kind !== "request") throw new ProxyError("INVALID_REQUEST", "initialize must be a request");
        initialize(exchange, message);
        return;
      }
      const entry = find(exchange);
      if (message.kind !== "request") {
        entry.session.accept(message, nowhere);
        accepted(exchange.response);
        return;
      }
      checkAccept(exchange.request);
      entry.session.accept(message, new HttpReply(replies, exchange, entry));
    },

    postBatch(exchange, body) {
      const entry = find(exchange);
      if (entry.session.revision !== BATCH_REVISION) {
        throw new ProxyError("INVALID_REQUEST", `Batches are allowed in sessions of ${BATCH_REVISION} only`);
      }
      const messages = readBatch(body);
      const requests = messages.filter((message) => message.kind === "request");
      const ids = new Set(requests.map((message) => idOf(message).toString("latin1")));
      if (ids.size < requests.length)
        throw new ProxyError("INVALID_REQUEST", "Two requests of the batch have the same id");
      if (requests.length > 0) checkAccept(exchange.request);
      for (const message of messages)
        if (message.kind !== "request") orDrop(() => entry.session.accept(message, nowhere));
      if (requests.length === 0) {
        exchange.lease?.release();
        return accepted(exchange.response);
      }
      const reply = new HttpReply(replies, exchange, entry);
      reply.upgrade();
      const way = new BatchReplySink(reply, requests.length);
      for (const message of requests) entry.session.accept(message, way);
    },

    get(exchange) {
      checkAcceptsEvents(exchange.request);
      const { journals, reader, session } = find(exchange);
      const last = header(exchange.request, "last-event-id");
      const found = last === undefined ? { journal: journals.outside, after: undefined } : journals.find(last);
      if (found === undefined)
        throw new ProxyError("INVALID_REQUEST", "No stream can be resumed from this Last-Event-ID");
      const stream = new EventStream(replies, exchange, NO_HEADERS, () => found.journal.detach(stream));
      const messages = found.journal.attach(stream, found.after);
      const outside = found.journal === journals.outside;
      if (outside) reader.decide();
      if (messages === 0) return;
      const { principal, endpoint } = exchange;
      world.log.warn("client.messages_lost", { principal: principal.label, endpoint, messages });
      if (outside) session.missed();
    },

    delete(exchange) {
      table.remove(find(exchange).session.id);
      exchange.response.writeHead(204).end();
    },
  };
}

/** The reply to messages that are no requests. It gets no answer. */
const nowhere = {
  shared: false,
  emit: () => true,
  onDrain: (listener: () => void) => listener(),
  answer: (message: Message) => message.tail?.destroy(),
  cancelled: () => undefined,
};

function accepted(response: ServerResponse): void {
  response.writeHead(202, { "Content-Length": 0 }).end();
}

/** `MCP-Protocol-Version` must be a revision spoken here; a client that sends none speaks 2025-03-26 or older. */
function checkRevision({ request }: EndpointRequest): void {
  const revision = header(request, "mcp-protocol-version") ?? ASSUMED_REVISION;
  if ((LEGACY_REVISIONS as readonly string[]).includes(revision)) return;
  throw new ProxyError("UNSUPPORTED_VERSION", "MCP-Protocol-Version has a revision that does not use sessions", {
    data: { supported: REVISIONS, requested: revision },
  });
}
