import type { UpstreamLimits } from "../../../generated/config.js";
import { fullBucket, takeToken } from "../../base/token-bucket.js";
import type { Call } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { requestsThat } from "../../model/method-fates.js";
import type { Clock } from "../../model/world.js";
import { Turns } from "./turns.js";

/** How many calls an upstream gets at once and per minute. */
export interface Gate {
  /**
   * Undefined: the call may go. A promise: it waits in line, and rejects with CANCELLED when it is cancelled there, or with RATE_LIMITED
   * when a principal who has fewer calls here needs its place. Throws RATE_LIMITED (`data.retryAfter`, seconds) when the line
   * is full or the minute's calls are used up.
   */
  enter(call: Call): Promise<void> | undefined;
  /** A call that may go is over: the next in line goes. */
  leave(call: Call): void;
}

/**
 * Undefined when the file sets no limit, so that nothing is asked on the way. `several` says whether more than one principal may
 * call: then each has a fair part of the places (see `Turns`).
 */
export function createGate(
  upstream: string,
  limits: UpstreamLimits,
  clock: Clock,
  several: () => boolean,
): Gate | undefined {
  const { concurrency = Number.POSITIVE_INFINITY, queue, perMinute } = limits;
  if (limits.concurrency === undefined && perMinute === undefined) return undefined;
  const turns = new Turns({ most: concurrency, queue, several });
  const rate = { perMinute: perMinute ?? 0, burst: Math.max(1, Math.floor((perMinute ?? 0) / 10)) };
  const bucket = fullBucket(rate, clock.monotonic());

  function spend(): void {
    const wait = perMinute === undefined ? 0 : takeToken(bucket, rate, clock.monotonic());
    if (wait > 0) throw refusal(`${upstream} allows ${perMinute} calls per minute (limits.perMinute)`, wait);
  }

  return {
    enter(call) {
      const owner = call.caller.principal.key;
      if (turns.free(owner)) {
        spend();
        turns.take(owner);
        return undefined;
      }
      if (!turns.mayWait(owner)) throw refusal(`${turns.waiting} calls already wait for ${upstream}`, 1);
      spend();
      return new Promise((resolve, reject) => {
        const leave = turns.wait(owner, {
          go: resolve,
          giveWay: () =>
            reject(refusal(`The queue of ${upstream} is full, and other callers have fewer calls in it`, 1)),
        });
        call.onCancel(() => {
          leave();
          reject(new ProxyError("CANCELLED", "The call was cancelled while it waited in the queue."));
        });
      });
    },
    leave: ({ caller }) => turns.leave(caller.principal.key),
  };
}

function refusal(text: string, retryAfter: number): ProxyError {
  return new ProxyError("RATE_LIMITED", text, { data: { retryAfter, executed: false } });
}

/** What a limit counts; lists the proxy reads to merge them are not. */
const LIMITED = requestsThat(({ limited }) => limited === true);

/** Sends a call when the gate lets it in; what no limit counts is sent at once. Rejects as `Gate.enter` does. */
export function throughGate(gate: Gate, call: Call, send: (call: Call) => Promise<Message>): Promise<Message> {
  return LIMITED.has(call.message.method) ? admitted(gate, call, send) : send(call);
}

async function admitted(gate: Gate, call: Call, send: (call: Call) => Promise<Message>): Promise<Message> {
  await gate.enter(call);
  try {
    return await send(call);
  } finally {
    gate.leave(call);
  }
}
