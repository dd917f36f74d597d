import type { IncomingMessage } from "node:http";
import { ProxyError } from "../model/errors.js";

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

/**
 * Reads a request's body whole and calls `done` once: with the bytes, or with BODY_TOO_LARGE as soon as `limit` is passed.
 * A client that leaves before the end is never heard of again.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  done: (error: ProxyError | undefined, body: Buffer) => void,
): void {
  const announced = request.headers["content-length"];
  if (announced !== undefined && Number(announced) > limit) {
    done(tooLarge(limit), NOTHING);
    return;
  }
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) {
      request.removeAllListeners("data");
      request.removeAllListeners("end");
      request.pause();
      done(tooLarge(limit), NOTHING);
    } else if (first === undefined) first = chunk;
    else {
      more ??= [first];
      more.push(chunk);
    }
  });
  request.on("end", () => done(undefined, more === undefined ? (first ?? NOTHING) : Buffer.concat(more, length)));
}

function tooLarge(limit: number): ProxyError {
  return new ProxyError("BODY_TOO_LARGE", `The body is longer than ${limit} bytes`);
}

const NOTHING = Buffer.alloc(0);
