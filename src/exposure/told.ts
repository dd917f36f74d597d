import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { checkRequest, notificationFate } from "../model/method-fates.js";
import type { View } from "../model/view.js";

/** Throws METHOD_NOT_FOUND for a client's request that the table of methods refuses. The view's audit, log and metrics learn of it. */
export function checkMethod(view: View, caller: Caller, message: Message): void {
  try {
    checkRequest(message.method ?? "", caller.era);
  } catch (thrown) {
    view.refused?.(caller, message, ProxyError.from(thrown));
    throw thrown;
  }
}

/**
 * Gives a view a client's notification that the table of methods lets pass. The view's audit, log and metrics learn of every other.
 * Throws INVALID_REQUEST for a notification with the name of a request, for carriers that can answer it.
 */
export function tellView(view: View, caller: Caller, message: Message): void {
  const fate = notificationFate(message.method ?? "", caller.era);
  // The edge has acted on its own notifications. A second `initialized` and a cancellation over modern HTTP have no effect.
  if (fate === "edge") return;
  const error = fate === "view" || fate === "vendor" ? view.notify(caller, message) : REFUSALS[fate]();
  if (error === undefined) return;
  view.refused?.(caller, message, error);
  if (fate === "refused") throw error;
}

/** Accepts a message whose refusal has no answer, so that a refused one is dropped. Rethrows defects. */
export function orDrop(take: () => void): void {
  try {
    take();
  } catch (thrown) {
    if (ProxyError.from(thrown).code === "INTERNAL") throw thrown;
  }
}

const REFUSALS = {
  dropped: () => new ProxyError("INVALID_REQUEST", "Clients may not send a notification of this method"),
  refused: () =>
    new ProxyError("INVALID_REQUEST", "A notification's method begins with notifications/; a request needs an id"),
};
