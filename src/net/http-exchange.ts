import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Dispatcher } from "undici";
import { ProxyError } from "../model/errors.js";
import { httpError, type Stage } from "./http-errors.js";
import { headerValue } from "./http-headers.js";
import type { Valve, Valves } from "./http-valve.js";

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
export class DispatchedRequest implements Dispatcher.DispatchHandler, HttpExchange {
  readonly #origin: string;
  readonly #request: HttpRequest;
  readonly #valves: Valves;
  #stage: Stage = "connecting";
  #done = false;
  #abort: ((error?: Error) => void) | undefined;
  #valve: Valve | undefined;
  /** The receiver wants nothing now. */
  #paused = false;
  /** What the parser had already read when the receiver paused: no more than the socket's buffer. */
  #held: Buffer[] | undefined;
  /** The body has arrived whole. */
  #complete = false;
  #decoder: Transform | undefined;

  constructor(origin: string, request: HttpRequest, valves: Valves) {
    this.#origin = origin;
    this.#request = request;
    this.#valves = valves;
  }

  abort(): void {
    if (this.#done) return;
    this.#done = true;
    this.#held = undefined;
    this.#decoder?.destroy();
    this.#abort?.();
  }

  /** Goes on after the current callback, because undici's parser must not be re-entered. */
  resume(): void {
    if (!this.#done) queueMicrotask(() => this.#goOn());
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.#done) {
      abort();
      return;
    }
    this.#abort = abort;
    this.#stage = "sent";
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200 || this.#done) return true;
    this.#stage = "answering";
    this.#valve = this.#valves.current;
    const encoding = headerValue(headers, "content-encoding");
    if (encoding !== undefined && encoding !== "identity") this.#decode(encoding.trim().toLowerCase());
    if (!this.#done) this.#request.onResponse(status, headers);
    return true;
  }

  /** Always true: the parser itself is never paused (see `Valve`). */
  onData(chunk: Buffer): boolean {
    if (this.#done) return true;
    if (this.#decoder !== undefined) {
      if (!this.#decoder.write(chunk)) this.#close();
    } else if (this.#paused) {
      this.#held ??= [];
      this.#held.push(chunk);
    } else this.#give(chunk);
    return true;
  }

  onComplete(): void {
    if (this.#done) return;
    this.#complete = true;
    // The connection is free for the next request, however far its receiver is with this one.
    if (this.#valve !== undefined) this.#valve.closed = false;
    this.#valve = undefined;
    if (this.#decoder !== undefined) this.#decoder.end();
    else if (!this.#paused) this.#end();
  }

  onError(error: Error): void {
    this.#fail(httpError(this.#origin, this.#stage, error));
  }

  #give(chunk: Buffer): void {
    if (this.#request.onData(chunk)) return;
    this.#paused = true;
    this.#close();
  }

  #close(): void {
    if (this.#valve !== undefined) this.#valve.closed = true;
  }

  #goOn(): void {
    if (this.#done || !this.#paused) return;
    this.#paused = false;
    if (this.#decoder !== undefined) {
      this.#decoder.resume();
      return;
    }
    for (let held = this.#held?.shift(); held !== undefined; held = this.#held?.shift()) {
      this.#give(held);
      if (this.#paused || this.#done) return;
    }
    if (this.#complete) this.#end();
    else this.#valve?.open();
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
    if (encoding.split(",").every((one) => PLAIN.has(one.trim()))) return;
    const decoder = decoderFor(encoding);
    if (decoder === undefined) {
      const named = encoding.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_NAMED_CHARS);
      const text = `${this.#origin} answered with Content-Encoding ${named}, which the proxy did not ask for and does not read`;
      this.#fail(new ProxyError("UPSTREAM_PROTOCOL", text, { data: { sent: true } }));
      return;
    }
    this.#decoder = decoder;
    decoder.on("data", (chunk: Buffer) => {
      if (this.#done || this.#request.onData(chunk)) return;
      this.#paused = true;
      decoder.pause();
    });
    decoder.on("drain", () => this.#valve?.open());
    decoder.on("end", () => {
      if (!this.#done) this.#end();
    });
    decoder.on("error", (cause) => {
      const text = `${this.#origin} sent a body that is not valid ${encoding}`;
      this.#fail(new ProxyError("UPSTREAM_PROTOCOL", text, { data: { sent: true }, cause }));
    });
  }
}

/** How much of an encoding's name is repeated. */
const MAX_NAMED_CHARS = 64;
/** What servers write for no encoding at all: nothing, other words for it, and the name of a charset. */
const PLAIN: ReadonlySet<string> = new Set(["", "identity", "none", "utf-8", "utf8", "us-ascii", "iso-8859-1"]);

function decoderFor(list: string): Transform | undefined {
  const codings = list.split(",").map((one) => one.trim());
  const real = codings.filter((one) => !PLAIN.has(one));
  const encoding = real.length === 1 ? real[0] : undefined;
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  return encoding === "deflate" ? createInflate() : undefined;
}
