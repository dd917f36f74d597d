import { Readable } from "node:stream";
import type { Message } from "../model/message.js";
import { scanHead } from "../wire/scan.js";
import type { Pace } from "./pace.js";

/** From this size on a result is passed on while it still arrives. */
export const MIN_STREAMED_BYTES = 98_304;
/** A first chunk of this size says enough of a long result, so that nothing of it is copied. */
const TELLING = 32_768;

/** Whose reply a long result is. */
export interface TailSource {
  readonly pace: Pace;
  /** Nobody reads the tail any more; `whole`: it was read to its end. */
  tailClosed(whole: boolean): void;
}

/** The rest of a long JSON reply, pushed as it arrives. */
export class ReplyTail extends Readable {
  readonly #source: TailSource;

  constructor(source: TailSource) {
    super({ highWaterMark: MIN_STREAMED_BYTES });
    this.#source = source;
  }

  override _read(): void {
    this.#source.pace.readOn();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#source.tailClosed(this.readableEnded);
    callback(error);
  }
}

/** The result these chunks begin, with what follows in `tail`; undefined when they do not say yet, or are none. Throws as `scanHead`. */
export function resultBegun(chunks: readonly Buffer[], tail: Readable): Message | undefined {
  const first = chunks[0] as Buffer;
  const telling = first.length >= TELLING;
  const message = scanHead(telling ? first : Buffer.concat(chunks), tail);
  if (message !== undefined && telling) for (let at = 1; at < chunks.length; at++) tail.push(chunks[at]);
  return message;
}
