import { patternProblem } from "../../base/pattern.js";
import { prefixProblems } from "../../base/prefixes.js";
import { masked } from "../../base/secret-text.js";
import { SERVER_FEATURES, type ServerFeature } from "../../model/protocol.js";
import { type Path, type Report, show } from "../finding.js";
import { hasVariable } from "../interpolate.js";
import { at, entries, items, upstreams } from "./look.js";

const VERBS = ["include", "ignore"] as const;

/** Other spellings of `tools.include` and the like, which older files have. */
export const SPELLINGS = SERVER_FEATURES.flatMap((side) =>
  VERBS.map((verb) => ({ key: `${verb}_${side}`, side, verb })),
);

/** Patterns of upstreams and endpoints: what only looks like one. */
export function patterns(data: unknown, report: Report): void {
  for (const { holder, path } of [...upstreams(data)].map(({ value, path }) => ({ holder: value, path }))) {
    check(holder, path, report);
    list(at(holder, "methods", "allow"), undefined, [...path, "methods", "allow"], report);
    for (const { key, side, verb } of SPELLINGS) {
      if (at(holder, key) === undefined) continue;
      report({
        rule: "MCP9010",
        message: `${show([...path, key])} is deprecated`,
        at: [...path, key],
        key: true,
        hint: `use ${side}: { ${verb}: [...] }`,
      });
      list(at(holder, key), side, [...path, key], report);
    }
  }
  const stdio: Path = ["expose", "stdio"];
  check(at(data, ...stdio.map(String)), stdio, report);
  for (const [route, endpoint] of entries(at(data, "expose", "http", "endpoints"))) {
    check(endpoint, ["expose", "http", "endpoints", route], report);
  }
}

function check(holder: unknown, path: Path, report: Report): void {
  for (const side of SERVER_FEATURES) {
    for (const verb of VERBS) list(at(holder, side, verb), side, [...path, side, verb], report);
  }
}

function list(value: unknown, side: ServerFeature | undefined, path: Path, report: Report): void {
  items(value).forEach((pattern, index) => {
    if (typeof pattern !== "string" || pattern === "" || hasVariable(pattern)) return;
    const problem = patternProblem(pattern, side);
    if (problem === undefined) return;
    report({
      rule: "MCP4010",
      message: `${JSON.stringify(masked(pattern).slice(0, 60))} is not a valid pattern: ${problem}`,
      at: [...path, index],
    });
  });
}

/** New names of items: no two alike in one upstream. */
export function renames(data: unknown, report: Report): void {
  for (const { value, path } of upstreams(data)) {
    for (const side of ["tools", "prompts"]) {
      const first = new Map<unknown, string>();
      for (const [own, name] of entries(at(value, side, "rename"))) {
        const other = first.get(name);
        if (other === undefined) first.set(name, own);
        else
          report({
            rule: "MCP4013",
            message: `${show([...path, side, "rename", own])} and ${other} both have the name ${JSON.stringify(name)}`,
            at: [...path, side, "rename", own],
          });
      }
    }
  }
}

/** Prefixes of upstreams: no two alike, none that runs into the separator. */
export function prefixes(data: unknown, report: Report): void {
  const naming = at(data, "naming");
  const separator = at(naming, "separator");
  const maxLength = at(naming, "maxLength");
  const clientPrefix = at(naming, "clientPrefix");
  if (typeof separator !== "string" || typeof maxLength !== "number" || typeof clientPrefix !== "string") return;
  if (at(naming, "prefix") === "never") return;
  const named = [...upstreams(data)].flatMap(({ name, path, value }) => {
    const prefix = at(value, "prefix") ?? name;
    return typeof prefix === "string" && !hasVariable(prefix) && at(value, "disabled") !== true
      ? [{ name, path, prefix, said: at(value, "prefix") !== undefined }]
      : [];
  });
  const room = maxLength - clientPrefix.length;
  for (const { at: index, problem } of prefixProblems(separator, room, named)) {
    const one = named[index];
    if (one === undefined) continue;
    report({
      rule: "MCP4011",
      message: `${show(one.path)}: ${problem}`,
      at: one.said ? [...one.path, "prefix"] : one.path,
      key: !one.said,
    });
  }
  if (room < 16) {
    report({
      rule: "MCP4011",
      message: `naming.clientPrefix leaves only ${room} characters for names`,
      at: ["naming", "clientPrefix"],
    });
  }
  if (at(naming, "characters") === "safe" && !/^[a-zA-Z0-9_-]+$/.test(separator)) {
    report({
      rule: "MCP4011",
      message: `naming.separator ${JSON.stringify(separator)} contains characters that some clients reject`,
      at: ["naming", "separator"],
      hint: "__, _ or -",
    });
  }
}
