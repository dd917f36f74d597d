import type { IncomingMessage } from "node:http";
import { ProxyError } from "../model/errors.js";
import type { Budget, Lease } from "./budget.js";

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-?8"?)?[ \t]*$/i;

/** Throws UNSUPPORTED_MEDIA unless the headers declare JSON in UTF-8 without a content coding. */
export function checkMedia({ headers }: IncomingMessage): void {
  const type = headers["content-type"];
  if (type !== "application/json" && !(type !== undefined && JSON_TYPE.test(type))) {
    throw new ProxyError("UNSUPPORTED_MEDIA", "Content-Type must be application/json");
  }
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity") {
    throw new ProxyError("UNSUPPORTED_MEDIA", "Content-Encoding is not accepted");
  }
}

/** Shorter pieces are copied together, because a Buffer of its own costs more than their bytes. */
const SMALL_PIECE = 1024;
const BLOCK = 4096;

/**
 * Reads a request's whole body and calls `done` once: with the bytes, with BODY_TOO_LARGE as soon as `limit` is passed, or with the
 * budget's refusal. A body that arrives in one piece takes nothing of the budget, because no memory waits for the rest. `done` never
 * runs for a client that leaves before the end.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  { budget, owner }: { readonly budget: Budget; readonly owner: string },
  done: (error: ProxyError | undefined, body: Buffer) => void,
): void {
  const announced = request.headers["content-length"];
  if (announced !== undefined && Number(announced) > limit) {
    done(tooLarge(limit), NOTHING);
    return;
  }
  const whole = announced === undefined ? undefined : Number(announced);
  let first: Buffer | undefined;
  let pieces: Pieces | undefined;
  let lease: Lease | undefined;
  let length = 0;
  const leave = (): void => {
    request.removeAllListeners("data");
    request.removeAllListeners("end");
    lease?.release();
    pieces = undefined;
  };
  const take = (chunk: Buffer): void => {
    if (first === undefined && chunk.length === whole) {
      first = chunk;
      return;
    }
    if (lease === undefined) {
      lease = budget.take(owner, PER_BODY + chunk.length);
      request.once("close", () => lease?.release());
    } else lease.grow(chunk.length);
    pieces ??= new Pieces();
    pieces.add(chunk);
  };
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) {
      leave();
      request.pause();
      done(tooLarge(limit), NOTHING);
      return;
    }
    try {
      take(chunk);
    } catch (thrown) {
      leave();
      // The rest of the body is read and dropped, so that the client reads the answer and the connection stays usable.
      request.resume();
      done(ProxyError.from(thrown), NOTHING);
    }
  });
  request.on("end", () => {
    const body = pieces?.join(length) ?? first ?? NOTHING;
    lease?.release();
    pieces = undefined;
    done(undefined, body);
  });
}

/** Memory of a body under way besides its bytes. */
const PER_BODY = 4096;

/** The pieces of a body. Even one-byte pieces take little more memory than their bytes. */
class Pieces {
  readonly #pieces: Buffer[] = [];
  #block: Buffer | undefined;
  #filled = 0;

  add(chunk: Buffer): void {
    if (chunk.length >= SMALL_PIECE) {
      this.#close();
      this.#pieces.push(chunk);
      return;
    }
    if (this.#block !== undefined && this.#filled + chunk.length > BLOCK) this.#close();
    this.#block ??= Buffer.allocUnsafeSlow(BLOCK);
    this.#filled += chunk.copy(this.#block, this.#filled);
  }

  join(length: number): Buffer {
    this.#close();
    return this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces, length);
  }

  #close(): void {
    if (this.#block === undefined) return;
    // A nearly empty block must not stay in memory for its few bytes.
    const filled = this.#block.subarray(0, this.#filled);
    this.#pieces.push(this.#filled < BLOCK / 2 ? Buffer.from(filled) : filled);
    this.#block = undefined;
    this.#filled = 0;
  }
}

function tooLarge(limit: number): ProxyError {
  return new ProxyError("BODY_TOO_LARGE", `The body is longer than ${limit} bytes`);
}

const NOTHING = Buffer.alloc(0);
