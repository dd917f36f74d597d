import { createHmac } from "node:crypto";
import { NONCE_BYTES, openToken, sealBox } from "../base/sealed-box.js";
import type { Caller } from "../model/call.js";

/** Whose task an id names. */
export interface TaskOwner {
  readonly upstream: string;
  /** The upstream's own id. */
  readonly id: string;
}

const MAX_SEALED_CHARS = 4096;

/**
 * Task ids as clients of several upstreams see them: sealed (AES-256-GCM) over upstream and id, and bound to the principal
 * and endpoint, so that an id says where its task runs and serves nobody else. One task has one sealed id, wherever it is named:
 * the nonce is made of what is sealed. They end with the process, as its calls do.
 */
export class TaskSeal {
  readonly #key: Buffer;
  readonly #nonceKey: Buffer;

  constructor(random: (bytes: number) => Buffer) {
    this.#key = random(32);
    this.#nonceKey = random(32);
  }

  seal(caller: Caller, { upstream, id }: TaskOwner): string {
    const text = JSON.stringify([upstream, id]);
    const aad = bound(caller);
    const nonce = createHmac("sha256", this.#nonceKey).update(`${aad.length}:`).update(aad).update(text).digest();
    return sealBox(this.#key, nonce.subarray(0, NONCE_BYTES), aad, text).toString("base64url");
  }

  /** Undefined when the id is forged, foreign, or of another process. */
  open(caller: Caller, sealed: string): TaskOwner | undefined {
    const text = openToken(this.#key, sealed, MAX_SEALED_CHARS, bound(caller));
    if (text === undefined) return undefined;
    const [upstream, id] = JSON.parse(text) as [string, string];
    return { upstream, id };
  }
}

function bound(caller: Caller): Buffer {
  return Buffer.from(JSON.stringify([caller.principal.key, caller.endpoint]));
}
