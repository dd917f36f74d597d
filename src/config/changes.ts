import { isDeepStrictEqual } from "node:util";
import type { Config, Upstream } from "../../generated/config.js";

/** Keys of an upstream that say what is shown of it, not how it is reached: changing them restarts nothing. */
const SHOWN = [
  "tools",
  "prompts",
  "resources",
  "methods",
  "hiddenText",
  "prefix",
  "title",
  "description",
  "required",
] as const;

/** What a changed file asks for, beside new views. */
export interface Changes {
  /** Upstreams that go on as they are, with their processes and sessions. */
  readonly kept: ReadonlySet<string>;
  /** Upstreams of the new file that are new, or reached differently. */
  readonly started: readonly string[];
  /** Upstreams of the old file that end once their calls are over. */
  readonly stopped: readonly string[];
  /** Keys that say something else than what the proxy was started with and need a restart, as the file spells them. */
  readonly needRestart: readonly string[];
}

/** Keys that are read once, when the proxy starts. */
const FIXED: readonly (readonly string[])[] = [
  ["expose", "http", "listen"],
  ["expose", "http", "pathPrefix"],
  ["expose", "http", "publicUrl"],
  ["expose", "http", "tls"],
  ["expose", "http", "limits"],
  ["expose", "http", "trustedProxies"],
  ["expose", "http", "allowedHosts"],
  ["expose", "http", "allowedOrigins"],
  ["expose", "http", "legacySse"],
  ["audit"],
  ["telemetry"],
  ["store"],
  ["log"],
];

/** Compares two valid configs. `first`: the one the proxy was started with. */
export function changesBetween(before: Config, after: Config, first: Config): Changes {
  const kept = new Set<string>();
  for (const [name, upstream] of Object.entries(after.upstreams)) {
    const known = Object.hasOwn(before.upstreams, name) ? before.upstreams[name] : undefined;
    if (known !== undefined && isDeepStrictEqual(reached(known), reached(upstream))) kept.add(name);
  }
  return {
    kept,
    started: Object.keys(after.upstreams).filter((name) => !kept.has(name)),
    stopped: Object.keys(before.upstreams).filter((name) => !kept.has(name)),
    needRestart: FIXED.filter((path) => !isDeepStrictEqual(at(first, path), at(after, path))).map((path) =>
      path.join("."),
    ),
  };
}

/** How an upstream is reached: what of it restarts it when it changes. */
export function reached(upstream: Upstream): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...upstream };
  for (const key of SHOWN) delete rest[key];
  return rest;
}

function at(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const key of path) here = (here as Record<string, unknown> | undefined)?.[key];
  return here;
}
