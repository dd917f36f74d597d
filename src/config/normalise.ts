import { DURATIONS, INPUTS, LISTENS, PUBLIC_URLS, SIZES } from "../../generated/paths.js";
import { parseDuration, parseSize } from "./duration.js";
import { parseListen } from "./listen.js";
import { visit } from "./paths.js";
import { SPELLINGS } from "./rules/items.js";
import { at, entries, items } from "./rules/look.js";

type Map = Record<string, unknown>;

/** Which transport the accepted spellings mean. */
const TRANSPORTS: Readonly<Record<string, string>> = {
  auto: "http-first",
  http: "streamable-http",
  "http-only": "streamable-http",
  "sse-only": "sse",
};

/**
 * A valid file with everything said in one way: one map of upstreams without the disabled ones, one spelling of each transport,
 * every endpoint with its upstreams. Still text where the file has text, so it is itself a valid file. Changes `data`.
 */
export function unify(data: Map): Map {
  const upstreams: Map = Object.create(null);
  for (const [name, value] of [...entries(data.upstreams), ...entries(data.mcpServers)]) {
    if (at(value, "disabled") !== true) upstreams[name] = upstream(value as Map);
  }
  data.upstreams = upstreams;
  for (const { holder, key } of visit(data, INPUTS)) delete holder[key];
  const names = Object.keys(upstreams);
  const stdio = at(data, "expose", "stdio");
  const views = entries(at(data, "expose", "http", "endpoints")).map(([, endpoint]) => endpoint);
  for (const view of stdio === undefined ? views : [...views, stdio]) {
    const chosen = at(view, "upstreams");
    (view as Map).upstreams =
      chosen === undefined ? names : items(chosen).filter((name) => names.includes(String(name)));
  }
  for (const { value, holder, key } of visit(data, PUBLIC_URLS))
    if (typeof value === "string" && URL.canParse(value)) holder[key] = new URL(value).origin;
  return data;
}

/** Moves `include_tools` and the like to where they belong; what already stands there goes on. */
function respell(value: Map): void {
  for (const { key, side, verb } of SPELLINGS) {
    const patterns = value[key];
    if (patterns === undefined) continue;
    const rules = value[side] as Map;
    rules[verb] = [...items(rules[verb]), ...items(patterns)];
    delete value[key];
  }
}

function upstream(value: Map): Map {
  respell(value);
  if (value.command !== undefined) return value;
  const { type, transport } = value;
  const meant = type === "sse" || type === "streamable-http" ? type : String(transport);
  value.type = "http";
  value.transport = TRANSPORTS[meant] ?? meant;
  return value;
}

/** Durations as milliseconds, sizes as bytes, addresses as host and port. Changes `data`. */
export function quantify(data: Map): Map {
  const read: readonly [readonly string[], (text: string) => unknown][] = [
    [DURATIONS, parseDuration],
    [SIZES, parseSize],
    [LISTENS, parseListen],
  ];
  for (const [patterns, parse] of read)
    for (const { value, holder, key } of visit(data, patterns))
      if (typeof value === "string") holder[key] = parse(value);
  return data;
}
