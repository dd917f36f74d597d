import type { Path } from "../finding.js";

/** The entries of a map, or nothing when the value is no map: rules look at files whose shape may be wrong. */
export const entries = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** The items of a list, or nothing. */
export const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The value of a key of a map, or undefined. */
export function at(value: unknown, ...keys: string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** Every upstream of the file, under either of the two keys. */
export function* upstreams(data: unknown): Generator<{ name: string; path: Path; value: unknown }> {
  for (const key of ["upstreams", "mcpServers"])
    for (const [name, value] of entries(at(data, key))) yield { name, path: [key, name], value };
}

/** Tells whether a path leads into an upstream that is `disabled`, and so left out: what it refers to need not exist. */
export function inDisabled(data: unknown): (path: Path) => boolean {
  const off = new Set<string>();
  for (const { name, path, value } of upstreams(data))
    if (at(value, "disabled") === true) off.add(`${path[0]}.${name}`);
  return (path) => off.size > 0 && off.has(`${path[0]}.${path[1]}`);
}
