import type { Handler } from "../model/call.js";
import type { View } from "../model/view.js";
import type { SwapView } from "../proxy/swap.js";

/** Puts something around what answers the calls of a view: who writes them down, who counts them. */
export type Watch = (next: Handler, view: SwapView, path: string) => Handler;

/** A view whose calls are watched. */
export function watchedView(view: SwapView, path: string, watches: readonly Watch[]): View {
  return {
    handle: watches.reduce((next, watch) => watch(next, view, path), view.handle),
    checkHeaders: (call, rawHeaders) => view.checkHeaders?.(call, rawHeaders),
    notify: (caller, message) => view.notify(caller, message),
    listen: (listener, wants) => view.listen(listener, wants),
    logLevelChanged: (caller) => view.logLevelChanged(caller),
    forget: (caller) => view.forget(caller),
  };
}

/** Views whose calls are watched; follows the map it is made of. Without watches it is that map. */
export function watchedViews(
  views: ReadonlyMap<string, SwapView>,
  watches: readonly Watch[],
): { get(path: string): View | undefined; has(path: string): boolean; keys(): MapIterator<string> } {
  if (watches.length === 0) return views;
  const known = new WeakMap<SwapView, View>();
  return {
    has: (path) => views.has(path),
    keys: () => views.keys(),
    get(path) {
      const view = views.get(path);
      if (view === undefined) return undefined;
      let watched = known.get(view);
      if (watched === undefined) {
        watched = watchedView(view, path, watches);
        known.set(view, watched);
      }
      return watched;
    },
  };
}
