import type { Config } from "../../generated/config.js";
import type { CallbackPages } from "../auth/callback.js";
import { createLogins } from "../auth/logins.js";
import { loopbackPlace } from "../auth/loopback.js";
import { webPlace } from "../auth/place.js";
import { secretReader } from "../dialers.js";
import type { Foundation } from "../foundation.js";
import type { World } from "../model/world.js";
import { openStore } from "../registry.js";

/** Opens the store and the desk where people sign in: behind HTTP with a `publicUrl` its routes, else the loopback. */
export async function layFoundation(
  config: Config,
  world: World,
  pages: CallbackPages,
  behindHttp: boolean,
): Promise<Foundation> {
  const store = await openStore(config.store, world, secretReader(world));
  const http = config.expose.http;
  const publicUrl = http?.publicUrl === undefined ? undefined : `${http.publicUrl}${http.pathPrefix}`;
  const place =
    behindHttp && publicUrl !== undefined ? webPlace(publicUrl) : loopbackPlace({ store, world, pages, publicUrl });
  return { store, logins: createLogins({ store, world, place }) };
}
