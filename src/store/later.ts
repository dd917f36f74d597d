import type { Store } from "../model/store.js";

/** A store that is still being opened: whoever asks it waits. Every method rejects as `opening` does. */
export function openLater(opening: Promise<Store>): Store {
  return {
    read: async (key) => (await opening).read(key),
    update: async (key, change) => (await opening).update(key, change),
    list: async (prefix) => (await opening).list(prefix),
    close: async () => (await opening).close(),
  };
}
