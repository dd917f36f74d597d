import type { Writable } from "node:stream";
import type { Config } from "../../generated/config.js";
import { type Assembly, assemble } from "../assemble.js";
import { loginRoutes } from "../auth/callback.js";
import { createHttpExposure } from "../exposure/http.js";
import type { Health } from "../exposure/settings.js";
import { ProxyError } from "../model/errors.js";
import type { World } from "../model/world.js";
import { banner } from "./banner.js";
import { callbackPages } from "./callback-pages.js";
import { EXIT } from "./exit.js";
import { layFoundation } from "./foundation.js";
import { untilTold } from "./signals.js";

const GRACE_MS = 10_000;

/** Serves `expose.http` until told to stop. */
export async function serveHttp(config: Config, world: World, stderr: Writable, talk: boolean): Promise<number> {
  const http = config.expose.http;
  if (http === undefined) throw new ProxyError("CONFIG", "The file exposes nothing over HTTP; use serve --stdio");
  const { listen, pathPrefix, limits } = http;
  const pages = callbackPages(`${pathPrefix}/`);
  const foundation = await layFoundation(config, world, pages, true);
  const assembly = assemble(config, world, foundation);
  const clientName = "mcp-proxy";
  const routes =
    http.publicUrl === undefined
      ? []
      : [loginRoutes(foundation.logins, pages, { publicUrl: http.publicUrl, pathPrefix, clientName })];
  const exposure = createHttpExposure({
    settings: {
      host: listen.host,
      port: listen.port,
      publicUrl: http.publicUrl,
      pathPrefix,
      legacySse: http.legacySse,
      allowedHosts: http.allowedHosts,
      allowedOrigins: http.allowedOrigins,
      limits: {
        body: limits.body,
        headers: limits.headers,
        sessionsPerPrincipal: limits.sessionsPerPrincipal,
        sessionIdleMs: limits.sessionIdle,
      },
      keepAliveMs: http.keepAlive,
    },
    views: assembly.views,
    access: assembly.access,
    world,
    health: () => healthOf(assembly),
    routes,
  });
  const url = await exposure.listen();
  for (const path of assembly.views.keys()) stderr.write(`listening on ${url}${pathPrefix}${path}\n`);
  const warm = assembly.warm();
  if (talk) void warm.then(() => banner(assembly, `${url}${pathPrefix}`, stderr));
  const ending = await untilTold(new Promise(() => undefined), () => process.exit(EXIT.failed));
  world.log.info("stopping", { signal: ending });
  await exposure.close({ graceMs: GRACE_MS });
  await assembly.close();
  await foundation.logins.close();
  await foundation.store.close();
  return EXIT.ok;
}

function healthOf(assembly: Assembly): Health {
  const states = [...assembly.upstreams].map(([name, upstream]) => [name, upstream.state()] as const);
  const down = states.some(([, { state }]) => state === "down");
  const servers = Object.fromEntries(
    states.map(([name, { state, era, transport }]) => [name, { state, era, transport }]),
  );
  return { status: down ? "degraded" : "ok", ready: true, servers };
}
