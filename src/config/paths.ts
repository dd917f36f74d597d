import type { Path } from "./finding.js";

/** Whether a path is one of the given patterns: steps parted by spaces, `*` for any one step. */
export function matcher(patterns: readonly string[]): (path: Path) => boolean {
  const split = patterns.map((pattern) => pattern.split(" "));
  return (path) =>
    split.some(
      (steps) => steps.length === path.length && steps.every((step, i) => step === "*" || step === String(path[i])),
    );
}

/** Every value of `data` that one of the patterns leads to, and the object or array it stands in. */
export function* visit(
  data: unknown,
  patterns: readonly string[],
): Generator<{ path: Path; value: unknown; holder: Record<string | number, unknown>; key: string | number }> {
  for (const pattern of patterns) yield* descend(data, pattern.split(" "), []);
}

function* descend(
  holder: unknown,
  [step, ...rest]: readonly string[],
  path: Path,
): Generator<{ path: Path; value: unknown; holder: Record<string | number, unknown>; key: string | number }> {
  if (typeof holder !== "object" || holder === null || step === undefined) return;
  const record = holder as Record<string | number, unknown>;
  const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(record);
  for (const key of keys) {
    if (step !== "*" && step !== String(key)) continue;
    const here = [...path, key];
    if (rest.length === 0) yield { path: here, value: record[key], holder: record, key };
    else yield* descend(record[key], rest, here);
  }
}
