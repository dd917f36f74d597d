import { type Path, type Report, show } from "../finding.js";
import { hasVariable } from "../interpolate.js";
import { at, entries, items, upstreams } from "./look.js";

/** Sides whose names are the same in any case. Those of resources are not, so nothing is said of them. */
const SIDES = ["tools", "prompts"] as const;
/** Keys of an upstream that speak of items by name, in any case. */
const NAMING_KEYS = ["describe", "annotate", "arguments"] as const;

interface Written {
  readonly text: string;
  readonly path: Path;
}

/** What is the same name or pattern once case is ignored, or is given and taken away in one place. */
export function alike(data: unknown, report: Report): void {
  const places: { readonly value: unknown; readonly path: Path }[] = [
    ...upstreams(data),
    { value: at(data, "expose", "stdio"), path: ["expose", "stdio"] },
    ...entries(at(data, "expose", "http", "endpoints")).map(([route, value]) => ({
      value,
      path: ["expose", "http", "endpoints", route],
    })),
  ];
  for (const { value, path } of places) {
    for (const side of SIDES) {
      const [shown, hidden] = (["include", "ignore"] as const).map((verb) =>
        written(at(value, side, verb), [...path, side, verb]),
      ) as [Written[], Written[]];
      pair(shown, hidden, report);
      for (const key of NAMING_KEYS) {
        const here = [...path, side, key];
        const names = entries(at(value, side, key)).map(([text]) => ({ text, path: [...here, text] }));
        twice(names, report, true);
      }
    }
  }
  for (const { value, path } of grants(data)) {
    for (const side of SIDES) {
      const denied = written(at(value, "deny", side), [...path, "deny", side]);
      pair(written(at(value, side), [...path, side]), denied, report);
    }
  }
}

function grants(data: unknown): { readonly value: unknown; readonly path: Path }[] {
  const named = (["users", "roles"] as const).flatMap((key) =>
    entries(at(data, "access", key)).map(([name, value]) => ({ value, path: ["access", key, name] })),
  );
  const rules = items(at(data, "access", "rules")).map((value, i) => ({ value, path: ["access", "rules", i] }));
  return [...named, ...rules];
}

function written(list: unknown, path: Path): Written[] {
  return items(list).flatMap((text, i) =>
    typeof text === "string" && !hasVariable(text) ? [{ text, path: [...path, i] }] : [],
  );
}

/** Two lists of one place: what one shows or grants, and what the other takes away. */
function pair(given: readonly Written[], taken: readonly Written[], report: Report): void {
  twice(given, report);
  twice(taken, report);
  const all = new Map(taken.map((one) => [one.text.toLowerCase(), one]));
  for (const { text, path } of given) {
    const other = all.get(text.toLowerCase());
    // `*` is granted so that something is taken from it; taken away as a whole, it is meant.
    if (other === undefined || text === "*") continue;
    const message = `${show(path)} has no effect: ${show(other.path)} removes ${JSON.stringify(other.text)}`;
    report({ rule: "MCP4014", message, at: path });
  }
}

function twice(list: readonly Written[], report: Report, key = false): void {
  const first = new Map<string, Written>();
  for (const one of list) {
    const low = one.text.toLowerCase();
    const other = first.get(low);
    if (other === undefined) first.set(low, one);
    else if (other.text !== one.text) {
      const what = key ? "; each applies to the item with exactly that spelling" : ", so one of the two is redundant";
      const message = `${show(one.path)} and ${JSON.stringify(other.text)} differ only in case${what}`;
      report({ rule: "MCP4014", message, at: one.path, key });
    }
  }
}
