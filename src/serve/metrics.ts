import type { Config, Secret } from "../../generated/config.js";
import { isLoopback } from "../base/loopback.js";
import { observed } from "../base/observed-calls.js";
import type { HttpExposure } from "../exposure/http.js";
import { listenForMetrics, type MetricsListener } from "../exposure/metrics-listener.js";
import { countCalls, countCallsByEndpoint, countRefused } from "../metrics/calls.js";
import { countRefusals } from "../metrics/counted-access.js";
import { countedLog } from "../metrics/counted-log.js";
import { counters, type Family, histograms, type Labels, readings } from "../metrics/family.js";
import type { Access } from "../model/access.js";
import type { World } from "../model/world.js";
import type { Assembly } from "./assemble.js";
import type { Foundation } from "./foundation.js";
import type { ViewObserver } from "./watched-views.js";

/** Metrics of the file at work; made before anything else, so that nothing is missed. */
export interface Metrics {
  /** The world with a log whose lines are counted. */
  readonly world: World;
  readonly counted: NonNullable<Foundation["counted"]>;
  readonly watch: ViewObserver;
  access(access: Access): Access;
  /** Opens the listener. Rejects when its address cannot be had. */
  listen(assembly: Assembly, exposure: HttpExposure): Promise<MetricsListener>;
}

const STATES = ["idle", "starting", "up", "needs-login", "down"] as const;

/** Begins to count; undefined when the file wants no metrics. Throws CONFIG. */
export function createMetrics(config: Config, plain: World, secret: (ref: Secret) => string): Metrics | undefined {
  const { metrics } = config.telemetry;
  if (metrics === undefined) return undefined;
  const token = metrics.token === undefined ? undefined : secret(metrics.token);
  const events = countedEvents();
  const requests = {
    calls: counters("mcp_proxy_requests_total", "Requests of clients, by endpoint and how they were answered."),
    durations: histograms("mcp_proxy_request_duration_seconds", "Time until the answer to a client began."),
  };
  const upstream = {
    calls: counters(
      "mcp_proxy_upstream_requests_total",
      "Requests to upstreams, by the endpoint they came from (none: the proxy's own) and how they were answered.",
    ),
    durations: histograms("mcp_proxy_upstream_request_duration_seconds", "Time until the answer of an upstream began."),
  };
  const refusals = counters(
    "mcp_proxy_rejected_callers_total",
    "Requests refused before anything was looked at, by reason.",
  );
  const refused = counters(
    "mcp_proxy_refused_messages_total",
    "Messages of clients that were refused before they became a call, by endpoint, kind and method.",
  );
  const families = [requests, upstream].flatMap(({ calls, durations }): Family[] => [calls, durations]);
  return {
    world: { ...plain, log: countedLog(plain.log, events.note) },
    counted: (next, name) => observed(next, [countCallsByEndpoint(upstream, { upstream: name })], plain.clock),
    watch: (_view, endpoint) => ({ ...countCalls(requests, { endpoint }), ...countRefused(refused, { endpoint }) }),
    access: (access) => countRefusals(access, refusals),
    listen(assembly, exposure) {
      events.begin(assembly.upstreams.keys());
      for (const reason of ["no_credential", "unauthenticated", "forbidden", "rate_limited"]) refusals.of({ reason });
      const all = [
        ...families,
        refused,
        refusals,
        ...events.families,
        ...standing(assembly, exposure),
        ...ofProcess(plain),
      ];
      const render = (): string => {
        const lines: string[] = [];
        for (const family of all) family.write(lines);
        return `${lines.join("\n")}\n`;
      };
      return listenForMetrics({ ...metrics.listen, token, isLocal: isLoopback(metrics.listen.host) }, render);
    },
  };
}

/** What the log tells of, counted. */
function countedEvents(): {
  readonly note: Parameters<typeof countedLog>[1];
  /** What has not happened yet is 0, so that the first time is seen as a change. */
  begin(upstreams: Iterable<string>): void;
  readonly families: readonly Family[];
} {
  const connects = counters("mcp_proxy_upstream_connects_total", "Links to upstreams that were opened.");
  const failures = counters(
    "mcp_proxy_upstream_connect_failures_total",
    "Links to upstreams that could not be opened.",
  );
  const restarts = counters(
    "mcp_proxy_upstream_restarts_total",
    "Links to upstreams that ended unasked (a crash, a forgotten session) and are opened again when needed.",
  );
  const signIns = counters("mcp_proxy_sign_ins_total", "Sign-ins to upstreams that came to an end.");
  const callers = counters(
    "mcp_proxy_caller_sign_ins_total",
    "Sign-ins of callers at the identity provider that came to an end.",
  );
  const reloads = counters("mcp_proxy_reloads_total", "Changed files that were taken over or refused.");
  const lines = counters("mcp_proxy_log_lines_total", "Lines of the log of level warn and error, written or not.");
  const of = (upstream: string | undefined): Labels => ({ upstream: upstream ?? "" });
  return {
    families: [connects, failures, restarts, signIns, callers, reloads, lines],
    begin(upstreams) {
      for (const upstream of upstreams) for (const each of [connects, failures, restarts]) each.of({ upstream });
      for (const level of ["warn", "error"]) lines.of({ level });
      for (const outcome of ["done", "refused"]) reloads.of({ file: "config", outcome });
    },
    note(severity, event, upstream) {
      if (severity !== "info") lines.of({ level: severity }).value++;
      if (event === "upstream.up") connects.of(of(upstream)).value++;
      else if (event === "upstream.down") failures.of(of(upstream)).value++;
      else if (event === "upstream.connection_lost") restarts.of(of(upstream)).value++;
      else if (event === "auth.login_done") signIns.of({ ...of(upstream), outcome: "done" }).value++;
      else if (event === "auth.login_failed") signIns.of({ ...of(upstream), outcome: "failed" }).value++;
      else if (event === "oauth.sign_in_done") callers.of({ outcome: "done" }).value++;
      else if (event === "oauth.sign_in_failed") callers.of({ outcome: "failed" }).value++;
      else if (event === "reload.done") reloads.of({ file: "config", outcome: "done" }).value++;
      else if (event === "reload.rejected") reloads.of({ file: "config", outcome: "refused" }).value++;
      else if (event === "users.reloaded") reloads.of({ file: "users", outcome: "done" }).value++;
      else if (event === "users.reload_rejected") reloads.of({ file: "users", outcome: "refused" }).value++;
    },
  };
}

/** How things stand, read when somebody asks. */
function standing(assembly: Assembly, exposure: HttpExposure): Family[] {
  const one = (value: number): [Labels, number][] => [[{}, value]];
  return [
    readings("mcp_proxy_sessions", "Open sessions of clients of the session-based era.", "gauge", () =>
      one(exposure.load().sessions),
    ),
    readings("mcp_proxy_requests_in_flight", "Requests of clients that wait for their answer.", "gauge", () =>
      one(exposure.load().inFlight),
    ),
    readings("mcp_proxy_streams", "Open event streams of clients.", "gauge", () => one(exposure.load().streams)),
    readings("mcp_proxy_upstream_state", "1 for the state an upstream is in.", "gauge", () =>
      [...assembly.upstreams].flatMap(([upstream, is]) => {
        const { state } = is.state();
        return STATES.map((each): [Labels, number] => [{ upstream, state: each }, each === state ? 1 : 0]);
      }),
    ),
    readings("mcp_proxy_upstream_links", "Open links to an upstream: connections or processes.", "gauge", () =>
      [...assembly.upstreams].map(([upstream, is]): [Labels, number] => [{ upstream }, is.state().links]),
    ),
  ];
}

/** The process itself, under the names every exporter uses. */
function ofProcess(world: World): Family[] {
  const started = world.clock.now() / 1000 - process.uptime();
  const cpu = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  return [
    readings("mcp_proxy_build_info", "1; the version is a label.", "gauge", () => [
      [{ version: world.version, node: process.versions.node }, 1],
    ]),
    readings("process_start_time_seconds", "When the process started, since the epoch.", "gauge", () => [
      [{}, started],
    ]),
    readings("process_cpu_seconds_total", "CPU time of the process, user and system.", "counter", () => [[{}, cpu()]]),
    readings("process_resident_memory_bytes", "Resident memory of the process.", "gauge", () => [
      [{}, process.memoryUsage.rss()],
    ]),
    readings("nodejs_heap_size_used_bytes", "Memory in use by JavaScript objects.", "gauge", () => [
      [{}, process.memoryUsage().heapUsed],
    ]),
    readings(
      "nodejs_eventloop_busy_seconds_total",
      "Time the event loop was busy; its rate is how much of one core's loop is used.",
      "counter",
      () => [[{}, performance.eventLoopUtilization().active / 1000]],
    ),
  ];
}
