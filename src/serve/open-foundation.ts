import type { Config } from "../../generated/config.js";
import type { CallbackPages } from "../auth/callback.js";
import { createUpstreamLogins } from "../auth/logins.js";
import { loopbackPlace } from "../auth/loopback.js";
import { webPlace } from "../auth/place.js";
import type { World } from "../model/world.js";
import { openLater } from "../store/later.js";
import { secretReader } from "./dialers.js";
import type { Foundation } from "./foundation.js";
import { openStore } from "./registry.js";

/** A foundation whose store is being opened. */
export interface OpenedFoundation extends Foundation {
  /** Resolves when the store is open, rejects with STORE or CONFIG when it cannot be; until then whoever asks the store waits. */
  readonly opened: Promise<unknown>;
}

/**
 * Opens the store and the desk where people sign in: behind HTTP with a `publicUrl` its routes, else the loopback. Throws CONFIG.
 * Clients that do not need a login are not kept waiting for the store; the caller has to look at `opened`.
 */
export function openFoundation(
  config: Config,
  world: World,
  pages: CallbackPages,
  behindHttp: boolean,
): OpenedFoundation {
  const opened = openStore(config.store, world, secretReader(world));
  // Whoever stops earlier for another reason does not look at it any more.
  opened.catch(() => undefined);
  const store = openLater(opened);
  const http = config.expose.http;
  const publicUrl = http?.publicUrl === undefined ? undefined : `${http.publicUrl}${http.pathPrefix}`;
  const place =
    behindHttp && publicUrl !== undefined ? webPlace(publicUrl) : loopbackPlace({ store, world, pages, publicUrl });
  return { store, logins: createUpstreamLogins({ store, world, place }), opened };
}
