/** Runs what is given for one key one after the other, in the order it came; a failure does not hold up the next. */
export type Serial = <T>(key: string, run: () => Promise<T>) => Promise<T>;

/** Nothing waits yet. */
export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(run, run);
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    return mine;
  };
}
