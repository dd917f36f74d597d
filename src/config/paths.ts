import type { Path } from "./finding.js";

/** Whether a path is one of the given patterns: steps parted by spaces, `*` for any one step. */
export function matcher(patterns: readonly string[]): (path: Path) => boolean {
  const split = patterns.map((pattern) => pattern.split(" "));
  return (path) =>
    split.some(
      (steps) => steps.length === path.length && steps.every((step, i) => step === "*" || step === String(path[i])),
    );
}

/** A value a pattern led to, and the object or array it stands in. */
export interface Visited {
  readonly path: Path;
  readonly value: unknown;
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Patterns by their first step; a branch with `end` is where one of them ends. */
export interface Branches {
  readonly steps: Map<string, Branches>;
  end: boolean;
}

/** Patterns as a tree, for a walk that looks for several at once. */
export function branches(patterns: readonly string[]): Branches {
  const root: Branches = { steps: new Map(), end: false };
  for (const pattern of patterns) {
    let here = root;
    for (const step of pattern.split(" ")) {
      const next: Branches = here.steps.get(step) ?? { steps: new Map(), end: false };
      here.steps.set(step, next);
      here = next;
    }
    here.end = true;
  }
  return root;
}

/** The branch below a step. */
export const follow = (here: Branches | undefined, step: string): Branches | undefined =>
  here?.steps.get(step) ?? here?.steps.get("*");

/** Every value of `data` that one of the patterns leads to, in the order of the data. */
export function visit(data: unknown, patterns: readonly string[]): Visited[] {
  const found: Visited[] = [];
  const descend = (holder: unknown, here: Branches, path: Path): void => {
    if (typeof holder !== "object" || holder === null) return;
    const record = holder as Record<string | number, unknown>;
    const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(record);
    for (const key of keys) {
      for (const step of [here.steps.get(String(key)), here.steps.get("*")]) {
        if (step === undefined) continue;
        const below = [...path, key];
        if (step.end) found.push({ path: below, value: record[key], holder: record, key });
        if (step.steps.size > 0) descend(record[key], step, below);
      }
    }
  };
  descend(data, branches(patterns), []);
  return found;
}
