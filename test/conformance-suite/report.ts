/** Judging and printing what the cells found. */
import type { Cell, Verdicts } from "./cells.js";
import type { Requirements, Verdict } from "./suite.js";

export interface Outcome {
  readonly cell: Cell;
  readonly requirements: Requirements;
  readonly direct: Verdicts | undefined;
  /** Undefined where only the implementation alone was asked for. */
  readonly through: Verdicts | undefined;
}

const passes = (verdict: Verdict | undefined): boolean => verdict !== undefined && verdict.failures.length === 0;

function shown(verdict: Verdict | undefined): string {
  if (verdict === undefined) return "–";
  const { passed, failures, warnings } = verdict;
  const counts = `${passed}${failures.length > 0 ? `, ${failures.length} failed` : ""}`;
  return `${failures.length > 0 ? "✗" : "✓"} ${counts}${warnings.length > 0 ? `, ${warnings.length} warned` : ""}`;
}

/** What the proxy changes: empty where direct and through agree. */
function difference(direct: Verdict | undefined, through: Verdict | undefined): string {
  if (direct === undefined || through === undefined) return "";
  const ids = (lines: readonly string[]): string[] => lines.map((line) => line.split(":")[0] as string);
  const lost = [...ids(through.failures), ...ids(through.warnings)].filter(
    (id) => ![...ids(direct.failures), ...ids(direct.warnings)].includes(id),
  );
  const gained = ids(direct.failures).filter((id) => !ids(through.failures).includes(id));
  return [...lost.map((id) => `−${id}`), ...gained.map((id) => `+${id}`)].join(" ");
}

/** `required scenarios passed / there are`, of one column. */
export function score(requirements: Requirements, verdicts: Verdicts | undefined): string {
  if (verdicts === undefined) return "–";
  const passed = requirements.required.filter((scenario) => passes(verdicts.get(scenario))).length;
  return `${passed}/${requirements.required.length}`;
}

/** One cell, scenario by scenario, with what failed below it. */
export function table(outcome: Outcome): string {
  const { cell, requirements, direct, through } = outcome;
  const rows = [...requirements.required, ...requirements.unscored.map((name) => `${name} *`)].map((label) => {
    const name = label.replace(/ \*$/, "");
    const [a, b] = [direct?.get(name), through?.get(name)];
    return [label, shown(a), shown(b), difference(a, b)];
  });
  const head = ["scenario (* unscored)", "direct", "through", "difference"];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] as string).length)),
  );
  const line = (row: string[]): string =>
    row
      .map((text, column) => text.padEnd(widths[column] as number))
      .join("  ")
      .trimEnd();
  const reasons = [...(through ?? direct ?? new Map<string, Verdict>())].flatMap(([name, verdict]) =>
    [...verdict.failures, ...verdict.warnings.map((text) => `(warning) ${text}`)].map((text) => `  ${name}: ${text}`),
  );
  const scores = `required: direct ${score(requirements, direct)}, through ${score(requirements, through)}`;
  return [`\n== ${cell.name}: ${cell.about}`, line(head), ...rows.map(line), scores, ...reasons].join("\n");
}

/**
 * What is wrong with a run: required scenarios that fail where the baseline does not expect it, and baseline entries
 * that do not fail any more (the baseline may only shrink).
 */
export function faults(outcome: Outcome, expected: readonly string[]): string[] {
  const { cell, requirements, direct, through } = outcome;
  const found: string[] = [];
  for (const scenario of requirements.required) {
    if (direct !== undefined && !passes(direct.get(scenario))) {
      found.push(`${cell.name}: ${scenario} fails without the proxy: the fixture is wrong`);
    }
    if (through === undefined) continue;
    const failing = !passes(through.get(scenario));
    if (failing && !expected.includes(scenario)) found.push(`${cell.name}: ${scenario} fails through the proxy`);
    if (!failing && expected.includes(scenario)) {
      found.push(`${cell.name}: ${scenario} passes: take it out of expected-failures.yaml`);
    }
  }
  for (const scenario of requirements.unscored) {
    if (passes(direct?.get(scenario)) && through !== undefined && !passes(through.get(scenario))) {
      found.push(`${cell.name}: ${scenario} (unscored) passes without the proxy and fails through it`);
    }
  }
  return found;
}

/** How many of the unscored scenarios pass, in one column; those that the suite did not run are not counted. */
function unscoredScore({ unscored }: Requirements, verdicts: Verdicts | undefined): string {
  if (verdicts === undefined) return "–";
  const run = unscored.filter((name) => verdicts.has(name));
  return `${run.filter((name) => passes(verdicts.get(name))).length}/${run.length}`;
}

/** The unscored scenarios that fail through the proxy, cell by cell. */
function failing(outcomes: readonly Outcome[]): string[] {
  const lines = outcomes.flatMap(({ cell, requirements, through }) => {
    const names = requirements.unscored.filter((name) => through?.has(name) && !passes(through.get(name)));
    return names.length === 0 ? [] : [`- ${cell.about}: ${names.join(", ")}`];
  });
  if (lines.length === 0) return [];
  return [
    "## Unscored scenarios that fail",
    "",
    "Tasks of 2026-07-28 exist only in that era: in front of a server of an older revision the proxy does not advertise them.",
    "",
    ...lines,
    "",
  ];
}

/** The page for docs/reference: required scenarios per cell, with what the run was. */
export function page(outcomes: readonly Outcome[], suite: string, date: string): string {
  const rows = outcomes.map((outcome) => {
    const { cell, requirements, direct, through } = outcome;
    const differing = requirements.required.filter((name) => difference(direct?.get(name), through?.get(name)) !== "");
    const changes = direct === undefined ? "" : differing.length === 0 ? "none" : differing.join(", ");
    return `| ${cell.about} | ${score(requirements, direct)} | ${score(requirements, through)} | ${changes} | ${unscoredScore(requirements, direct)} | ${unscoredScore(requirements, through)} |`;
  });
  return [
    "# Conformance",
    "",
    "The official suite against the fixture servers of `test/fixtures`, directly and through the proxy with that one",
    "server behind it. `npm run conformance` writes this page; `–` stands where the server alone does not speak the revision.",
    "",
    `${suite}, ${date}.`,
    "",
    "| cell | required, direct | required, through | changed by the proxy | unscored, direct | unscored, through |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
    ...failing(outcomes),
  ].join("\n");
}
