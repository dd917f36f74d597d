import type { ServerResponse } from "node:http";
import type { Message } from "../model/message.js";
import { EVENTS, KEEP_ALIVE } from "./framing.js";
import { Outflow } from "./outflow.js";
import type { OpenStream, Replies } from "./replies.js";
import { disconnect, type Reader, type SlowReaderReason } from "./slow-reader-reason.js";

/** `X-Accel-Buffering` tells nginx to pass events on as they come (2026-07-28, Streamable HTTP). */
const HEADERS: readonly string[] = [
  "Content-Type",
  "text/event-stream",
  "Cache-Control",
  "no-cache, no-transform",
  "X-Accel-Buffering",
  "no",
];

/** An HTTP response that is a stream of server-sent events, kept open by comments and watched for a reader that stalls. */
export class EventStream implements OpenStream {
  readonly flow: Outflow;
  readonly #response: ServerResponse;
  #quietSince: number;
  #left = 0;

  /** Sends the response's head. `headers` alternate names and values. `onClose` runs once, however the stream ends. */
  constructor(replies: Replies, reader: Reader, headers: readonly string[], onClose: () => void) {
    const { response } = reader;
    this.#response = response;
    this.#quietSince = replies.now;
    const giveUp = (why: SlowReaderReason): void => {
      if (!response.destroyed) this.#left = this.flow.unread;
      disconnect(replies.log, reader, why);
    };
    this.flow = new Outflow(response, EVENTS, giveUp, { backlog: replies.backlog });
    for (let at = 0; at < headers.length; at += 2) {
      response.setHeader(headers[at] as string, headers[at + 1] as string);
    }
    for (let at = 0; at < HEADERS.length; at += 2) {
      response.setHeader(HEADERS[at] as string, HEADERS[at + 1] as string);
    }
    response.writeHead(200);
    response.flushHeaders();
    replies.watch(this);
    response.once("close", () => {
      replies.unwatch(this);
      onClose();
    });
  }

  /** Bytes that were written but never sent when the reader was disconnected. */
  get left(): number {
    return this.#left;
  }

  send(message: Message, eventId?: string): boolean {
    return this.flow.send(message, eventId);
  }

  /** Sends a notification as `Outflow.tell` does. */
  tell(message: Message): boolean {
    return this.flow.tell(message);
  }

  end(): void {
    this.flow.end(() => this.#response.end());
  }

  /** Cuts the connection without a final event. */
  destroy(): void {
    this.#response.destroy();
  }

  /** Called at every tick with monotonic milliseconds. */
  tick(now: number, keepAliveMs: number, stallMs: number): void {
    // A pipelined response has no socket before its turn.
    if (this.#response.socket === null) return;
    this.flow.inspect(now, stallMs);
    if (this.flow.wroteSince()) this.#quietSince = now;
    else if (now - this.#quietSince >= keepAliveMs) {
      this.#quietSince = now;
      this.flow.write(KEEP_ALIVE);
      this.flow.wroteSince();
    }
  }
}
