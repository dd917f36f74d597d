import type { Writable } from "node:stream";
import { getHeapStatistics } from "node:v8";
import type { Config, Upstream as UpstreamConfig } from "../../generated/config.js";
import type { AccessControl } from "../access/control.js";
import { loginRoutes } from "../auth/callback.js";
import { createHttpExposure } from "../exposure/http.js";
import type { Health } from "../exposure/settings.js";
import { ProxyError } from "../model/errors.js";
import type { World } from "../model/world.js";
import { pageRoutes } from "../pages/routes.js";
import type { UpstreamState } from "../upstream/upstream-parts.js";
import { accessChange, countCallers, layAccess, swapControl } from "./access.js";
import { type Assembly, assemble } from "./assemble.js";
import { startAudit } from "./audit.js";
import { banner } from "./banner.js";
import { callbackPages } from "./callback-pages.js";
import { secretReader } from "./dialers.js";
import { EXIT } from "./exit.js";
import { createMetrics } from "./metrics.js";
import { openFoundation } from "./open-foundation.js";
import { pageSource } from "./page-source.js";
import { startReloading } from "./reload.js";
import { untilTold } from "./signals.js";
import { accessRules, watchUsers } from "./users-file.js";
import { watchedViews } from "./watched-views.js";

const GRACE_MS = 10_000;

/** Serves `expose.http` until told to stop. */
export async function serveHttp(
  config: Config,
  file: string,
  plain: World,
  stderr: Writable,
  talk: boolean,
): Promise<number> {
  const http = config.expose.http;
  if (http === undefined) throw new ProxyError("CONFIG", "The file does not set expose.http; use serve --stdio");
  const metrics = createMetrics(config, plain, secretReader(plain));
  const world = metrics?.world ?? plain;
  const { listen, pathPrefix, limits } = http;
  let bound = http.publicUrl ?? `http://127.0.0.1:${listen.port}`;
  const base = (): string => bound + pathPrefix;
  const pages = callbackPages(http.publicUrl === undefined && listen.port === 0 ? undefined : `${bound}${pathPrefix}/`);
  const ground = openFoundation(config, world, pages, true);
  const callers = countCallers(config, http, world);
  const lay = (of: Config): Promise<AccessControl> => layAccess(of, http, world, ground.store, () => bound, callers);
  const control = swapControl(await lay(config));
  const foundation = { ...ground, control, ...(metrics === undefined ? {} : { counted: metrics.counted }) };
  const assembly = assemble(config, world, foundation);
  // Before anything is started: when it cannot be opened, there is nothing to end.
  const auditing = startAudit(config.audit, world, stderr);
  // Before anything is started, so that a signal never finds children and nobody to end them.
  const told = untilTold(new Promise(() => undefined), () => process.exit(EXIT.failed));
  const warm = assembly.warm();
  const clientName = "mcp-proxy";
  const site = pageRoutes({
    source: pageSource(() => assembly.config, assembly, foundation.logins, control, base),
    visitors: control.visitors,
    logins: {
      ...foundation.logins,
      disconnect: async (principal, upstream) => {
        const outcome = await foundation.logins.disconnect(principal, upstream);
        assembly.upstreams.get(upstream)?.signedOut(principal);
        return outcome;
      },
    },
    origin: () => bound,
    pathPrefix,
    endpoint: Object.keys(http.endpoints)[0] ?? "/mcp",
    random: world.random,
    now: () => world.clock.now(),
    log: world.log,
  });
  const routes = [control.routes, site];
  if (http.publicUrl !== undefined) {
    routes.push(loginRoutes(foundation.logins, pages, { publicUrl: http.publicUrl, pathPrefix, clientName }));
  }
  const exposure = createHttpExposure({
    settings: {
      host: listen.host,
      port: listen.port,
      publicUrl: http.publicUrl,
      pathPrefix,
      legacySse: http.legacySse,
      allowedHosts: http.allowedHosts,
      allowedOrigins: http.allowedOrigins,
      identityIsAmbient: control.identityIsAmbient,
      identityHeaders: () => control.identityHeaders,
      limits: {
        body: limits.body,
        headers: limits.headers,
        sessionsPerPrincipal: limits.sessionsPerPrincipal,
        sessionIdleMs: limits.sessionIdle,
        streamsPerPrincipal: limits.streamsPerPrincipal,
      },
      heap: getHeapStatistics().heap_size_limit,
      keepAliveMs: http.keepAlive,
      questionMs: config.questions.timeout,
    },
    views: watchedViews(
      assembly.views,
      [metrics?.watch, auditing?.watch].filter((watch) => watch !== undefined),
      world.clock,
    ),
    access: metrics === undefined ? assembly.access : metrics.access(assembly.access),
    standing: assembly.access,
    rightsOf: (principal) => control.variant(principal),
    world,
    health: () => healthOf(assembly),
    routes,
  });
  let url: string;
  let measured: Awaited<ReturnType<NonNullable<typeof metrics>["listen"]>> | undefined;
  try {
    [url] = await Promise.all([exposure.listen(), ground.opened]);
    if (http.publicUrl === undefined) bound = originOf(url);
    measured = await metrics?.listen(assembly, exposure);
  } catch (error) {
    await exposure.close({ graceMs: 0 });
    await assembly.close();
    await auditing?.close();
    throw error;
  }
  /** Whoever the file does not let in any more holds nothing open either. */
  const dismiss = (): void => {
    exposure.dismiss(control.mayCall);
    assembly.dismiss(control.mayCall);
  };
  const follow = (of: Config): (() => void) =>
    watchUsers(of, world, (rules) => {
      control.setRules(rules);
      assembly.rulesChanged();
      dismiss();
    });
  if (config.access.mode === "none" && http.insecureAllowUnauthenticated) {
    world.log.warn("access.open_to_network", {
      reason: "anyone who can reach this address can use every upstream",
      listen: url,
    });
  }
  let unwatch = follow(config);
  const reloading = startReloading({
    file,
    assembly,
    world,
    stderr,
    async prepare(next) {
      const change = accessChange(assembly.config, next);
      const rules = accessRules(next, world);
      const made = change === "all" ? await lay(next) : undefined;
      const update = change === "part" ? control.update(next.access) : undefined;
      const stuck = change === "part" && update === undefined;
      const apply = (): void => {
        auditing?.reopen();
        if (change === "none" && next.access.usersFile === undefined) return;
        update?.();
        if (made === undefined) control.setRules(rules);
        else control.replace(made);
        unwatch();
        unwatch = follow(next);
        dismiss();
      };
      return { apply, needRestart: stuck ? ["access"] : [] };
    },
  });
  if (measured !== undefined) stderr.write(`metrics on ${measured.url}\n`);
  for (const path of assembly.views.keys()) stderr.write(`listening on ${url}${pathPrefix}${path}\n`);
  let stopping = false;
  if (talk) void warm.then(() => (stopping ? undefined : banner(assembly, `${url}${pathPrefix}`, stderr)));
  const ending = await told;
  stopping = true;
  world.log.info("stopping", { signal: ending });
  unwatch();
  reloading.close();
  await exposure.close({ graceMs: GRACE_MS });
  await measured?.close();
  await assembly.close();
  await control.close();
  await auditing?.close();
  await foundation.logins.close();
  await foundation.store.close();
  return EXIT.ok;
}

/** What was bound, as people on this machine reach it: every address is also loopback. */
function originOf(url: string): string {
  return url.replace(/^http:\/\/(0\.0\.0\.0|\[::\])(?=:)/, "http://127.0.0.1");
}

function healthOf(assembly: Assembly): Health {
  const states = [...assembly.upstreams].map(([name, upstream]) => [name, upstream.state()] as const);
  const down = states.some(([, { state }]) => state === "down");
  const servers = Object.fromEntries(
    states.map(([name, { state, era, transport }]) => [name, { state, era, transport }]),
  );
  const ready = states.every(([name, state]) => {
    const entry = assembly.config.upstreams[name];
    return entry?.required !== true || state.state === "up" || asleep(entry, state);
  });
  return { status: down ? "degraded" : "ok", ready, servers, isOpen: assembly.config.access.mode === "none" };
}

/** Whether an upstream is not connected because nobody calls it: whoever waits for it to be ready before calling waits for ever. */
function asleep({ start, idleStop }: UpstreamConfig, { state, era }: UpstreamState): boolean {
  return state === "idle" && (start === "lazy" || (idleStop !== undefined && era !== undefined));
}
