import { type Observer, observed } from "../base/observed-calls.js";
import type { View } from "../model/view.js";
import type { Clock } from "../model/world.js";
import type { SwapView } from "../proxy/swap.js";

/** Somebody who looks at the calls of a view: writes them down, counts them. */
export type ViewObserver = (view: SwapView, path: string) => Observer;

/** A view whose calls are watched. */
export function watchedView(view: SwapView, path: string, watches: readonly ViewObserver[], clock: Clock): View {
  const observers = watches.map((watch) => watch(view, path));
  return {
    handle: observed(view.handle, observers, clock),
    checkHeaders: (call, rawHeaders) => view.checkHeaders?.(call, rawHeaders),
    notify: (caller, message) => view.notify(caller, message),
    refused(caller, message, error) {
      view.refused?.(caller, message, error);
      for (const observer of observers) observer.dropped?.(caller, message, error, clock.now());
    },
    listen: (listener, wants) => view.listen(listener, wants),
    logLevelChanged: (caller) => view.logLevelChanged(caller),
    forget: (caller) => view.forget(caller),
  };
}

/** Views whose calls are watched; follows the map it is made of. Without watches it is that map. */
export function watchedViews(
  views: ReadonlyMap<string, SwapView>,
  watches: readonly ViewObserver[],
  clock: Clock,
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
        watched = watchedView(view, path, watches, clock);
        known.set(view, watched);
      }
      return watched;
    },
  };
}
