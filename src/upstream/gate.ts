import type { UpstreamLimits } from "../../generated/config.js";
import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { requestsThat } from "../model/method-fates.js";
import type { Clock } from "../model/world.js";

/** How many calls an upstream gets at once and per minute. */
export interface Gate {
  /**
   * Undefined: the call may go. A promise: it waits in line, and rejects with CANCELLED when it is cancelled there.
   * Throws RATE_LIMITED (`data.retryAfter`, seconds) when the line is full or the minute's calls are used up.
   */
  enter(call: Call): Promise<void> | undefined;
  /** A call that may go is over: the next in line goes. */
  leave(): void;
}

/** Undefined when the file sets no limit, so that nothing is asked on the way. */
export function createGate(upstream: string, limits: UpstreamLimits, clock: Clock): Gate | undefined {
  const { concurrency = Number.POSITIVE_INFINITY, queue, perMinute } = limits;
  if (limits.concurrency === undefined && perMinute === undefined) return undefined;
  const line: (() => void)[] = [];
  let under = 0;
  const burst = perMinute === undefined ? 0 : Math.max(1, Math.floor(perMinute / 10));
  let tokens = burst;
  let refilled = clock.monotonic();

  function spend(): void {
    if (perMinute === undefined) return;
    const now = clock.monotonic();
    tokens = Math.min(burst, tokens + ((now - refilled) / 60_000) * perMinute);
    refilled = now;
    if (tokens < 1) {
      const seconds = Math.ceil(((1 - tokens) / perMinute) * 60);
      throw refusal(`${upstream} gets no more than ${perMinute} calls per minute`, seconds);
    }
    tokens -= 1;
  }

  return {
    enter(call) {
      if (under < concurrency) {
        spend();
        under += 1;
        return undefined;
      }
      if (line.length >= queue) throw refusal(`${line.length} calls wait for ${upstream} already`, 1);
      spend();
      return new Promise((resolve, reject) => {
        const go = (): void => {
          under += 1;
          resolve();
        };
        line.push(go);
        call.onCancel(() => {
          const at = line.indexOf(go);
          if (at < 0) return;
          line.splice(at, 1);
          reject(new ProxyError("CANCELLED", "The call was cancelled while it waited in line."));
        });
      });
    },
    leave() {
      under -= 1;
      line.shift()?.();
    },
  };
}

function refusal(text: string, retryAfter: number): ProxyError {
  return new ProxyError("RATE_LIMITED", text, { data: { retryAfter, executed: false } });
}

/** What a limit counts; lists the proxy reads to merge them are not. */
const LIMITED = requestsThat(({ limited }) => limited === true);

/** Sends a call when the gate lets it in; what no limit counts is sent at once. Rejects as `Gate.enter` does. */
export function inTurn(gate: Gate, call: Call, send: (call: Call) => Promise<Message>): Promise<Message> {
  return LIMITED.has(call.message.method) ? admitted(gate, call, send) : send(call);
}

async function admitted(gate: Gate, call: Call, send: (call: Call) => Promise<Message>): Promise<Message> {
  await gate.enter(call);
  try {
    return await send(call);
  } finally {
    gate.leave();
  }
}
