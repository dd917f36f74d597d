import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { World } from "../model/world.js";
import { encodeEvent } from "../wire/sse.js";
import { checkAcceptsEvents } from "./accept.js";
import type { Lease } from "./budget.js";
import { EventStream } from "./event-stream.js";
import type { EndpointRequest } from "./exchange.js";
import type { Route } from "./paths.js";
import type { OpenReply, Replies } from "./replies.js";
import type { ReplySink } from "./reply-sink.js";
import { LegacySession } from "./session.js";
import type { SessionTable } from "./session-table.js";

/** The HTTP+SSE transport of 2024-11-05. */
export interface SseEdge {
  /** `GET /sse`: opens the session's one stream, its first event naming where to post. Throws a ProxyError. */
  get(exchange: EndpointRequest, route: Route): void;
  /** `POST /message`: a message of the client; answers come on the stream. Throws a ProxyError. */
  post(exchange: EndpointRequest, message: Message): void;
}

/** A session's stream as the reply of every request on it. */
class StreamWay implements ReplySink {
  readonly #replies: Replies;
  readonly #stream: EventStream;

  constructor(replies: Replies, stream: EventStream) {
    this.#replies = replies;
    this.#stream = stream;
  }

  get shared(): boolean {
    return true;
  }

  emit(message: Message): boolean {
    return this.#stream.tell(message);
  }

  onDrain(listener: () => void): void {
    this.#stream.flow.onDrain(listener);
  }

  answer(message: Message): void {
    this.#stream.send(message);
  }

  cancelled(): void {}

  /** The reply to one request, which counts as in flight and holds its part of the budget until the answer. */
  counted(lease: Lease | undefined): ReplySink {
    const open: OpenReply = { since: this.#replies.now, slot: 0, upgrade: () => undefined };
    this.#replies.opened(open);
    const settle = (): void => {
      this.#replies.settled(open);
      lease?.release();
    };
    return {
      shared: true,
      emit: (message) => this.emit(message),
      onDrain: (listener) => this.onDrain(listener),
      answer: (message) => {
        settle();
        this.answer(message);
      },
      cancelled: settle,
    };
  }
}

/** The HTTP+SSE transport of 2024-11-05: `GET …/sse` opens a session, `POST …/message` speaks in it. */
export function createSseEdge(parts: {
  readonly replies: Replies;
  readonly table: SessionTable;
  readonly world: World;
  readonly questionMs: number;
  readonly pathPrefix: string;
}): SseEdge {
  const { replies, table, world, questionMs, pathPrefix } = parts;
  const ways = new WeakMap<LegacySession, StreamWay>();

  return {
    get(exchange, route) {
      const { request, principal, endpoint, view } = exchange;
      checkAcceptsEvents(request);
      const lease = table.admit(principal, replies.now);
      const id = world.random(24).toString("hex");
      const stream = new EventStream(replies, exchange, [], () => table.remove(id));
      const way = new StreamWay(replies, stream);
      const session = new LegacySession({ id, principal, endpoint, view, world, outside: way, questionMs, lease });
      ways.set(session, way);
      table.add({ session, journals: undefined, lastSeen: replies.now, close: () => stream.end() });
      const target = `${pathPrefix}${route.path.slice(0, -"sse".length)}message`;
      const data = Buffer.from(`${target}?${query(request.url ?? "", id)}`);
      stream.flow.write(encodeEvent(data, { event: "endpoint" }));
    },

    post(exchange, message) {
      const { request, response, principal, endpoint } = exchange;
      const id = new URLSearchParams(queryOf(request.url ?? "")).get("sessionId");
      if (id === null) throw new ProxyError("INVALID_REQUEST", "The query parameter sessionId is missing");
      const { session } = table.find(id, principal, endpoint);
      const way = ways.get(session);
      if (way === undefined) throw new ProxyError("UNKNOWN_SESSION", "Unknown session; connect again");
      // A refused message without an answer gets an HTTP error. Answers go on the stream.
      if (message.kind !== "request") session.accept(message, way);
      response.writeHead(202, { "Content-Type": "text/plain", "Content-Length": 8 }).end("Accepted");
      if (message.kind === "request") session.accept(message, way.counted(exchange.lease));
    },
  };
}

function queryOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}

/** The client's own query with the session's id first; what it says about `sessionId` itself is dropped. */
function query(url: string, id: string): string {
  const kept = new URLSearchParams(queryOf(url));
  kept.delete("sessionId");
  const rest = kept.toString();
  return rest === "" ? `sessionId=${id}` : `sessionId=${id}&${rest}`;
}
