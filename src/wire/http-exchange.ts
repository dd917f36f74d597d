import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Dispatcher } from "undici";
import { ProxyError } from "../model/errors.js";
import { httpError, type Stage } from "./http-errors.js";
import { headerValue } from "./http-headers.js";

/** What to send, and who hears the answer. The methods are called on this object, in order, never after `abort`. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** From the slash on, with the query. */
  readonly path: string;
  /** Names in lower case alternating with values. Host, content-length and accept-encoding are set here. */
  readonly headers: readonly string[];
  readonly body: Buffer | undefined;
  /**
   * Do not wait for a free connection: for what must get through while calls hold all of them (streams, cancellations,
   * answers to questions). GET and DELETE never wait.
   */
  readonly urgent?: boolean;
  /** The status and the headers as received: names alternating with values. See `headerValue` in `http-headers.ts`. */
  onResponse(status: number, headers: readonly Buffer[]): void;
  /** A part of the body, decoded where the upstream compressed it unasked. False: stop until `resume`. */
  onData(chunk: Buffer): boolean;
  /** The body is complete. */
  onEnd(): void;
  /** Always a `ProxyError` with `data.sent`; nothing follows. */
  onError(error: Error): void;
}

/** A request under way. */
export interface HttpExchange {
  /** Gives the request up and closes its connection; the receiver hears nothing more. Idempotent. */
  abort(): void;
  /** After `onData` answered false: go on. */
  resume(): void;
}

/** One request on undici's low-level handler interface: the cheapest there is, one object per request. */
export class Exchange implements Dispatcher.DispatchHandler, HttpExchange {
  readonly #origin: string;
  readonly #request: HttpRequest;
  #stage: Stage = "connecting";
  #done = false;
  #abort: ((error?: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  #decoder: Transform | undefined;

  constructor(origin: string, request: HttpRequest) {
    this.#origin = origin;
    this.#request = request;
  }

  abort(): void {
    if (this.#done) return;
    this.#done = true;
    this.#decoder?.destroy();
    this.#abort?.();
  }

  /** Goes on after the current callback, because undici's parser must not be re-entered. */
  resume(): void {
    if (this.#done) return;
    if (this.#decoder !== undefined) this.#decoder.resume();
    else queueMicrotask(() => this.#resume?.());
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.#done) {
      abort();
      return;
    }
    this.#abort = abort;
    this.#stage = "sent";
  }

  onHeaders(status: number, headers: Buffer[], resume: () => void): boolean {
    if (status < 200 || this.#done) return true;
    this.#stage = "answering";
    this.#resume = resume;
    const encoding = headerValue(headers, "content-encoding");
    if (encoding !== undefined && encoding !== "identity") this.#decode(encoding.trim().toLowerCase());
    if (!this.#done) this.#request.onResponse(status, headers);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#done) return true;
    return this.#decoder === undefined ? this.#request.onData(chunk) : this.#decoder.write(chunk);
  }

  onComplete(): void {
    if (this.#done) return;
    if (this.#decoder !== undefined) this.#decoder.end();
    else this.#end();
  }

  onError(error: Error): void {
    this.#fail(httpError(this.#origin, this.#stage, error));
  }

  #end(): void {
    this.#done = true;
    this.#request.onEnd();
  }

  #fail(error: ProxyError): void {
    if (this.#done) return;
    this.abort();
    this.#request.onError(error);
  }

  /** Nobody asked for compression: it is undone all the same, chunk by chunk, so that a bomb costs what its receiver takes. */
  #decode(encoding: string): void {
    const decoder = decoderFor(encoding);
    if (decoder === undefined) {
      const text = `${this.#origin} answered in a content encoding nobody asked for`;
      this.#fail(new ProxyError("UPSTREAM_PROTOCOL", text, { data: { sent: true } }));
      return;
    }
    this.#decoder = decoder;
    decoder.on("data", (chunk: Buffer) => {
      if (!this.#done && !this.#request.onData(chunk)) decoder.pause();
    });
    decoder.on("drain", () => queueMicrotask(() => this.#resume?.()));
    decoder.on("end", () => {
      if (!this.#done) this.#end();
    });
    decoder.on("error", (cause) => {
      const text = `${this.#origin} sent a body that is not valid ${encoding}`;
      this.#fail(new ProxyError("UPSTREAM_PROTOCOL", text, { data: { sent: true }, cause }));
    });
  }
}

function decoderFor(encoding: string): Transform | undefined {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  return encoding === "deflate" ? createInflate() : undefined;
}
