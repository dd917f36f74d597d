import type { ServerResponse } from "node:http";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";

/** Streams of one caller, unless the file has another limit. */
const USUAL_STREAMS = 2000;

/** The open streams of each caller: those of sessions, and those of `subscriptions/listen`. */
export class StreamCount {
  readonly #open = new Map<string, number>();
  readonly #most: number;

  constructor(most = USUAL_STREAMS) {
    this.#most = most;
  }

  /** Counts one more stream until its response closes. Throws RATE_LIMITED when the caller has as many as it may. */
  open({ key }: Principal, response: ServerResponse): void {
    // A response that is closed already emits no further `close`, so it would never be counted down.
    if (response.destroyed) return;
    const open = this.#open.get(key) ?? 0;
    if (open >= this.#most) {
      throw new ProxyError("RATE_LIMITED", `This caller already has ${open} open streams; close one first`, {
        data: { retryAfter: 1 },
      });
    }
    this.#open.set(key, open + 1);
    response.once("close", () => {
      const left = (this.#open.get(key) ?? 1) - 1;
      if (left === 0) this.#open.delete(key);
      else this.#open.set(key, left);
    });
  }
}
