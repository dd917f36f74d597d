/** A map that holds so many entries and no more: what was used longest ago goes first. */
export interface Recent<Value> {
  readonly size: number;
  get(key: string): Value | undefined;
  /** As `get`, without counting as a use. */
  peek(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): boolean;
  /** The key that was used longest ago. */
  oldest(): string | undefined;
  entries(): Iterable<[string, Value]>;
}

/** An empty one for `most` entries. */
export function createRecent<Value>(most: number): Recent<Value> {
  // A Map keeps the order of insertion: what is used is inserted anew.
  const map = new Map<string, Value>();
  return {
    get size() {
      return map.size;
    },
    get(key) {
      const value = map.get(key);
      if (value === undefined) return undefined;
      map.delete(key);
      map.set(key, value);
      return value;
    },
    peek: (key) => map.get(key),
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      if (map.size <= most) return;
      const [first] = map.keys();
      if (first !== undefined) map.delete(first);
    },
    delete: (key) => map.delete(key),
    oldest: () => map.keys().next().value,
    entries: () => map.entries(),
  };
}
