import { entryBytes } from "../model/bounds.js";

/** A map that holds so many entries, and so many bytes of them, and no more: what was used longest ago goes first. */
export interface Recent<Value> {
  readonly size: number;
  /** Bytes of what it holds, keys and values together. */
  readonly bytes: number;
  get(key: string): Value | undefined;
  /** As `get`, without counting as a use. */
  peek(key: string): Value | undefined;
  /** `bytes`: what the value keeps. One that has more than all may have is not kept. */
  set(key: string, value: Value, bytes?: number): void;
  delete(key: string): boolean;
  clear(): void;
  /** The key that was used longest ago. */
  oldest(): string | undefined;
  entries(): Iterable<[string, Value]>;
}

interface Kept<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** An empty one for `most` entries of `mostBytes` bytes together. */
export function createRecent<Value>(most: number, mostBytes: number): Recent<Value> {
  // A Map keeps the order of insertion: what is used is inserted anew.
  const map = new Map<string, Kept<Value>>();
  let total = 0;

  function remove(key: string): boolean {
    const kept = map.get(key);
    if (kept === undefined) return false;
    total -= kept.bytes;
    return map.delete(key);
  }

  return {
    get size() {
      return map.size;
    },
    get bytes() {
      return total;
    },
    get(key) {
      const kept = map.get(key);
      if (kept === undefined) return undefined;
      map.delete(key);
      map.set(key, kept);
      return kept.value;
    },
    peek: (key) => map.get(key)?.value,
    set(key, value, own = 0) {
      remove(key);
      const bytes = entryBytes(key, own);
      if (bytes > mostBytes) return;
      map.set(key, { value, bytes });
      total += bytes;
      for (const first of map.keys()) {
        if (map.size <= most && total <= mostBytes) return;
        remove(first);
      }
    },
    delete: remove,
    clear() {
      map.clear();
      total = 0;
    },
    oldest: () => map.keys().next().value,
    *entries() {
      for (const [key, { value }] of map) yield [key, value];
    },
  };
}
