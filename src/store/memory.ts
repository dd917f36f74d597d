import type { Store } from "../model/store.js";
import { checkKey } from "./keys.js";
import { createSerial } from "./serial.js";

/** Logins in this process's memory. Values are kept as JSON, so that nobody shares an object with the store. */
export function createMemoryStore(): Store {
  const values = new Map<string, string>();
  const serial = createSerial();
  const get = (key: string): unknown => {
    const text = values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    read: async (key) => get(checkKey(key)),
    update: async (key, change) =>
      serial(checkKey(key), async () => {
        const current = get(key);
        const next = await change(current);
        if (next === undefined) values.delete(key);
        else if (next !== current) values.set(key, JSON.stringify(next));
        return next;
      }),
    list: async (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
    close: async () => undefined,
  };
}
