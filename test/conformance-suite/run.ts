/**
 * `npm run conformance [-- CELL…] [--direct]`: the official suite, direct and through the proxy, cell by cell.
 *
 * Exit 0: every required scenario passes through the proxy, or is expected to fail. Exit 1: one does not, or the baseline
 * has an entry that passes. With no cell named, all run and docs/reference/conformance.md is written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { PROGRAM } from "../peers/proxy.js";
import { CELLS, type Cell } from "./cells.js";
import { faults, type Outcome, page, score, table } from "./report.js";
import { requirements, SUITE } from "./suite.js";

const BASELINE = "test/conformance-suite/expected-failures.yaml";

const args = process.argv.slice(2);
const directOnly = args.includes("--direct");
const names = args.filter((arg) => !arg.startsWith("--"));
const unknown = names.filter((name) => !CELLS.some((cell) => cell.name === name));
if (unknown.length > 0) {
  console.error(`No cell ${unknown.join(", ")}. There are: ${CELLS.map((cell) => cell.name).join(", ")}`);
  process.exit(2);
}
if (!directOnly && !existsSync(PROGRAM)) {
  console.error(`${PROGRAM} is not built: npm run build`);
  process.exit(2);
}

const expected = (parse(readFileSync(BASELINE, "utf8")) ?? {}) as Record<string, string[]>;
const chosen = CELLS.filter((cell) => names.length === 0 || names.includes(cell.name));

async function measure(cell: Cell): Promise<Outcome> {
  const direct = await cell.direct?.();
  const through = directOnly ? undefined : await cell.through();
  const all = [...(through ?? direct ?? new Map()).keys()];
  const required =
    cell.revision === undefined ? { required: all, unscored: [] } : await requirements(cell.revision, cell.leg);
  return { cell, requirements: required, direct, through };
}

const outcomes: Outcome[] = [];
const wrong: string[] = [];
for (const cell of chosen) {
  const missing = cell.missing?.();
  if (missing !== undefined || (directOnly && cell.direct === undefined)) {
    if (missing !== undefined) console.log(`\n== ${cell.name}: skipped, ${missing}`);
    continue;
  }
  try {
    const outcome = await measure(cell);
    outcomes.push(outcome);
    console.log(table(outcome));
    wrong.push(...faults(outcome, expected[cell.name] ?? []));
  } catch (error) {
    wrong.push(`${cell.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

console.log("\n== required scenarios");
for (const { cell, requirements: sets, direct, through } of outcomes) {
  console.log(`${cell.name.padEnd(20)} direct ${score(sets, direct).padEnd(6)} through ${score(sets, through)}`);
}
for (const line of wrong) console.error(`FAULT ${line}`);

if (names.length === 0 && !directOnly) {
  mkdirSync("docs/reference", { recursive: true });
  const [suite] = Object.entries(SUITE).map(([name, version]) => `${name}@${version}`);
  writeFileSync(
    "docs/reference/conformance.md",
    page(outcomes, suite as string, new Date().toISOString().slice(0, 10)),
  );
}
process.exit(wrong.length > 0 ? 1 : 0);
