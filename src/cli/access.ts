import type { Config, HttpExposure } from "../../generated/config.js";
import { type AccessControl, createAccessControl } from "../access/control.js";
import type { Outside } from "../access/outside.js";
import { secretReader } from "../dialers.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { consentPage } from "../pages/consent.js";
import { messagePage } from "../pages/messages.js";
import { accessModes } from "../registry.js";
import { accessRules } from "./users-file.js";

/** Access control of the file, with the users file read. Rejects with CONFIG. `origin` is asked late: port 0 is bound later. */
export function layAccess(
  config: Config,
  http: HttpExposure,
  world: World,
  store: Store,
  origin: () => string,
): Promise<AccessControl> {
  const endpoints = Object.keys(http.endpoints);
  const outside: Outside = {
    origin,
    pathPrefix: http.pathPrefix,
    endpoints,
    aliases: http.legacySse ? sseAliases(endpoints) : {},
  };
  const pages = {
    consent: consentPage,
    problem: ({ title, text }: { title: string; text: string }) => messagePage({ title, text, tone: "bad" }),
  };
  const secret = secretReader(world);
  return createAccessControl(
    config.access,
    accessRules(config.access, world),
    { world, store, secret, outside, pages },
    accessModes,
  );
}

/** The HTTP+SSE paths of the endpoints, as clients that know no other transport name them. */
function sseAliases(endpoints: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    endpoints.map((path, i) => [path, [...(i === 0 ? ["/sse", "/v1/sse", "/v2/sse"] : []), `${path}/sse`]]),
  );
}
