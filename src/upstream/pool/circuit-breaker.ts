import type { Restart } from "../../../generated/config.js";
import { createRecent } from "../../base/recent.js";
import { BOUNDS } from "../../model/bounds.js";
import { ProxyError } from "../../model/errors.js";
import type { Clock } from "../../model/world.js";
import { createRestart, type RestartState } from "./restart.js";

/** When the links of one upstream may be opened again after they failed, for each owner on its own. */
export interface CircuitBreaker {
  /** Milliseconds until a start may be tried; 0: now. */
  wait(owner: string): number;
  /**
   * Undefined: a call may start the link now. A promise: in a moment. Throws UPSTREAM_UNAVAILABLE (`data.retryAfter`,
   * seconds) when that takes longer than a caller should wait.
   */
  delayBeforeCall(owner: string, last: ProxyError | undefined): Promise<void> | undefined;
  /** Why a call should not even be tried while so many failed of late (`data.retryAfter`); undefined: it may. */
  refusal(owner: string, last: ProxyError | undefined): ProxyError | undefined;
  connected(owner: string): void;
  /** `error`: why. */
  failed(owner: string, error: ProxyError): void;
  /** Nothing is remembered of an owner any more. */
  forget(owner: string): void;
}

/** Owners whose failures are remembered: of whoever failed longest ago nothing is known any more. */
const MAX_OWNERS = 10_000;

/** A call waits this long for a start that is put off, in milliseconds. */
const MAX_DELAY_MS = 2000;

/** `chance` gives numbers in [0, 1). */
export function createCircuitBreaker(
  upstream: string,
  rules: Restart,
  clock: Clock,
  chance: () => number,
): CircuitBreaker {
  const states = createRecent<RestartState>(MAX_OWNERS, BOUNDS["upstream.failures"].bytes);
  const wait = (owner: string): number => states.peek(owner)?.wait(clock.monotonic()) ?? 0;

  function keepsFailing(milliseconds: number, last: ProxyError | undefined): ProxyError {
    const seconds = Math.ceil(milliseconds / 1000);
    const why = last === undefined ? "" : ` (${last.message})`;
    return new ProxyError("UPSTREAM_UNAVAILABLE", `${upstream} keeps failing${why}; next attempt in ${seconds} s`, {
      data: { retryAfter: seconds, executed: false },
      cause: last,
    });
  }

  return {
    wait,
    delayBeforeCall(owner, last) {
      const milliseconds = wait(owner);
      if (milliseconds === 0) return undefined;
      if (milliseconds > MAX_DELAY_MS || states.peek(owner)?.open === true) throw keepsFailing(milliseconds, last);
      return new Promise((resolve) => setTimeout(resolve, milliseconds));
    },
    refusal(owner, last) {
      const milliseconds = wait(owner);
      return milliseconds > 0 && states.peek(owner)?.open === true ? keepsFailing(milliseconds, last) : undefined;
    },
    forget(owner) {
      states.delete(owner);
    },
    connected(owner) {
      states.peek(owner)?.connected(clock.monotonic());
    },
    failed(owner, error) {
      let state = states.get(owner);
      if (state === undefined) {
        state = createRestart(rules);
        states.set(owner, state);
      }
      state.failed(clock.monotonic(), chance(), isAway(error));
    },
  };
}

/** Whether an upstream over HTTP was not there at all, or whoever stands in front of it says so. */
function isAway({ data }: ProxyError): boolean {
  return data?.sent === false || data?.status === 502 || data?.status === 503 || data?.status === 504;
}
