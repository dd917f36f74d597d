import type { IncomingMessage } from "node:http";
import { ProxyError } from "../model/errors.js";
import type { Budget, Lease } from "./budget.js";

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-?8"?)?[ \t]*$/i;

/** Throws UNSUPPORTED_MEDIA unless the body is said to be JSON in UTF-8, not encoded. */
export function checkMedia({ headers }: IncomingMessage): void {
  const type = headers["content-type"];
  if (type !== "application/json" && !(type !== undefined && JSON_TYPE.test(type))) {
    throw new ProxyError("UNSUPPORTED_MEDIA", "Content-Type must be application/json");
  }
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity") {
    throw new ProxyError("UNSUPPORTED_MEDIA", "Content-Encoding is not accepted");
  }
}

/** Pieces that are shorter are copied together, because each on its own costs more than its bytes. */
const SMALL_PIECE = 1024;
const BLOCK = 4096;

/**
 * Reads a request's body whole and calls `done` once: with the bytes, with BODY_TOO_LARGE as soon as `limit` is passed, or with
 * what the budget of bodies refuses. A body that comes in one piece needs none of it: it is there already. A client that leaves
 * before the end is never heard of again.
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
      // What is still coming is read and dropped, so that the client reads the answer and may go on.
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

/** What a body costs that is still coming, beside its bytes. */
const PER_BODY = 4096;

/** The pieces of a body: however small they are, they take little more than their bytes. */
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
    // A block that is nearly empty must not be kept for what is in it.
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
