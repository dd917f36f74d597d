/** Notices that nothing has happened for a while. */
export interface Idle {
  /** Something begins. */
  begin(): void;
  /** It is over; the wait starts when nothing else goes on. */
  end(): void;
  close(): void;
}

/** Runs `stop` after `milliseconds` without anything going on. The wait starts at once. */
export function createIdle(milliseconds: number, stop: () => void): Idle {
  let going = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    timer = setTimeout(stop, milliseconds);
    timer.unref();
  };
  wait();
  return {
    begin() {
      going += 1;
      clearTimeout(timer);
    },
    end() {
      going -= 1;
      if (going === 0) wait();
    },
    close: () => clearTimeout(timer),
  };
}
