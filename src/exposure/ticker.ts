/** How much there is to look after: calls and readers that wait, open streams and sessions only, or nothing. */
export type Load = "busy" | "kept" | "none";

/** A timer that runs only while something waits for it, so that an idle process is not woken up. */
export interface Ticker {
  /** Called before there is something to look after; ticks at once when it slept, and often from now on. */
  wake(): void;
  stop(): void;
}

/** `tick` runs every `busyMs` while it answers `busy`, every `keptMs` while it answers `kept`, and no more once it answers `none`. */
export function createTicker(busyMs: number, keptMs: number, tick: () => Load): Ticker {
  let timer: NodeJS.Timeout | undefined;
  let period = 0;

  function run(wanted: number): void {
    if (wanted === period) return;
    clearInterval(timer);
    period = wanted;
    timer = wanted === 0 ? undefined : setInterval(look, wanted).unref();
  }

  function look(): void {
    const load = tick();
    run(load === "busy" ? busyMs : load === "kept" ? keptMs : 0);
  }

  return {
    wake() {
      if (period === busyMs) return;
      tick();
      run(busyMs);
    },
    stop: () => run(0),
  };
}
