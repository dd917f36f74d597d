import type { Restart } from "../../../generated/config.js";
import { backoff } from "../../base/backoff.js";

/** When a link may be opened again. One for each link key; pure, time and chance come in as arguments. */
export interface RestartState {
  /** Milliseconds from `now` until the next start may be tried; 0: at once. */
  wait(now: number): number;
  /** Whether so much went wrong of late that calls are refused at once while only a probe is tried. */
  readonly open: boolean;
  /** The link answered its handshake. */
  connected(now: number): void;
  /**
   * A start failed, or a link was lost. `chance` is in [0, 1). What fails within the backoff of the failure before, and has not
   * connected since, is the same failure met by another link of the same owner, or by a start that came at once: it counts
   * nothing, and the next start waits. `away`: it could not even be reached, as while it is deployed anew elsewhere: whatever the
   * circuit, it is tried with the growing waits, because it may be back at any time and trying costs it nothing.
   */
  failed(now: number, chance: number, away?: boolean): void;
}

/**
 * Backoff between starts that doubles from `initial` to `max`, and a circuit that opens after `crashes` failures within `window`. What
 * was up for longer than it would have to wait starts again at once: somebody may be waiting for it.
 */
export function createRestart(rules: Restart): RestartState {
  let failures: number[] = [];
  let inARow = 0;
  let up: number | undefined;
  let notBefore = 0;
  /** Until when what fails without having connected meets the failure before. */
  let outage = 0;
  let open = false;
  return {
    wait: (now) => Math.max(0, notBefore - now),
    get open() {
      return open;
    },
    connected(now) {
      up = now;
      notBefore = 0;
      open = false;
    },
    failed(now, chance, away = false) {
      if (up === undefined && now < outage) {
        notBefore = Math.max(notBefore, outage);
        return;
      }
      // A link that held for a while was a good one: what ends it is the first failure of a new row.
      if (up !== undefined && now - up >= rules.max) {
        inARow = 0;
        failures = [];
      }
      const started = up ?? now;
      up = undefined;
      inARow += 1;
      failures = [...failures.filter((at) => now - at < rules.window), now];
      open ||= failures.length >= rules.crashes;
      const delay = backoff(inARow, rules.initial, rules.max);
      const spread = 1 + chance / 5;
      const probes = open && !away;
      outage = now + (probes ? rules.probe : delay) * spread;
      notBefore = probes ? outage : started + delay * spread;
    },
  };
}
