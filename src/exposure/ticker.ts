/** One interval for everything that happens seldom: keep-alive comments, idle sessions, stalled readers. */
export interface Ticker {
  /** Runs `task` at every tick until the returned function is called. */
  on(task: () => void): () => void;
  /** Ends the interval. Idempotent. */
  stop(): void;
}

/** A ticker of `periodMs`; it never keeps the process alive. */
export function createTicker(periodMs: number): Ticker {
  const tasks = new Set<() => void>();
  const timer = setInterval(() => {
    for (const task of tasks) task();
  }, periodMs);
  timer.unref();
  return {
    on(task) {
      tasks.add(task);
      return () => tasks.delete(task);
    },
    stop() {
      clearInterval(timer);
      tasks.clear();
    },
  };
}
