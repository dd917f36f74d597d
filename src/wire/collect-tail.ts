import { finished } from "node:stream";
import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { scanWhole } from "./outline.js";

/**
 * The answer to a call with all of it there: a long one is waited for, up to the size its upstream may send. Rejects with what
 * broke the answer off, or UPSTREAM_PROTOCOL when it is none. A call that is cancelled waits no longer.
 */
export function collected(answer: Message, call: Call): Promise<Message> {
  const { tail } = answer;
  if (tail === undefined) return Promise.resolve(answer);
  const chunks = [answer.bytes];
  tail.on("data", (chunk: Buffer) => chunks.push(chunk));
  call.onCancel(() => tail.destroy());
  return new Promise((resolve, reject) => {
    finished(tail, (error) => {
      if (error) {
        const text = "The upstream did not finish its answer";
        reject(error instanceof ProxyError ? error : new ProxyError("UPSTREAM_PROTOCOL", text, { cause: error }));
        return;
      }
      try {
        resolve(scanWhole(Buffer.concat(chunks)));
      } catch (cause) {
        reject(new ProxyError("UPSTREAM_PROTOCOL", "The upstream's long answer is not a valid message", { cause }));
      }
    });
  });
}
