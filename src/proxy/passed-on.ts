import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { CLIENT_NOTIFICATIONS, type ViewNotification } from "../model/methods.js";
import type { Peer } from "./peer.js";

/**
 * Gives a client's notification to the upstreams it concerns, among those the caller may use anything of. `task` finds the
 * upstream of a task the caller started. Answers why none is told.
 */
export function passedOn(
  peers: readonly Peer[],
  caller: Caller,
  notification: Message,
  task: (notification: Message) => boolean,
): ProxyError | undefined {
  const tell = (to: readonly Peer[]): boolean[] => to.map((peer) => peer.notify(caller, notification));
  const byMethod: Record<ViewNotification, () => boolean> = {
    // A link that is not open yet learns of the roots when it asks for them.
    "notifications/roots/list_changed": () => {
      tell(peers);
      return true;
    },
    "notifications/progress": () => tell(peers).includes(true),
    "notifications/tasks/status": () => task(notification),
  };
  const method = notification.method ?? "";
  if (Object.hasOwn(CLIENT_NOTIFICATIONS, method)) {
    if (byMethod[method as ViewNotification]()) return undefined;
    return new ProxyError("INVALID_REQUEST", `${method} refers to a token or task that this client does not have`);
  }
  const takers = peers.filter((peer) => peer.takes(method));
  if (takers.length === 0) return new ProxyError("INVALID_REQUEST", "No upstream here accepts this notification");
  tell(takers);
  return undefined;
}
