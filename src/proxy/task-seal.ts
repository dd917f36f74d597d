import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import type { Caller } from "../model/call.js";

/** Whose task an id names. */
export interface TaskOwner {
  readonly upstream: string;
  /** The upstream's own id. */
  readonly id: string;
}

const NONCE = 12;
const TAG = 16;
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
    return this.#sealed(nonce.subarray(0, NONCE), aad, text);
  }

  #sealed(nonce: Buffer, aad: Buffer, text: string): string {
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(aad);
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
      "base64url",
    );
  }

  /** Undefined when the id is forged, foreign, or of another process. */
  open(caller: Caller, sealed: string): TaskOwner | undefined {
    const bytes = Buffer.from(sealed, "base64url");
    if (sealed.length > MAX_SEALED_CHARS || bytes.length <= NONCE + TAG || bytes.toString("base64url") !== sealed)
      return undefined;
    const decipher = createDecipheriv("aes-256-gcm", this.#key, bytes.subarray(0, NONCE))
      .setAAD(bound(caller))
      .setAuthTag(bytes.subarray(-TAG));
    try {
      const text = decipher.update(bytes.subarray(NONCE, -TAG), undefined, "utf8") + decipher.final("utf8");
      const [upstream, id] = JSON.parse(text) as [string, string];
      return { upstream, id };
    } catch {
      return undefined; // not sealed here for this caller: an unknown task
    }
  }
}

function bound(caller: Caller): Buffer {
  return Buffer.from(JSON.stringify([caller.principal.key, caller.endpoint]));
}
