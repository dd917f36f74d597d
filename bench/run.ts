/**
 * `npm run bench [-- SCENARIO…] [--quick] [--rounds=N] [--calls=N] [--no-peers] [--only=TEXT] [--write]`: measures and prints; exit 1 when a figure does not hold.
 *
 * A full run of every scenario writes docs/performance.md; `--write` does it for the scenarios named.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { ensureBuilt } from "../scripts/setup.mjs";
import type { Effort } from "./compare.js";
import { programs } from "./launch.js";
import type { Scenario } from "./scenario.js";
import { p1, p2, p4, p10 } from "./scenarios/calls.js";
import { p3 } from "./scenarios/everything-on.js";
import { p9 } from "./scenarios/idle.js";
import { p7 } from "./scenarios/lists.js";
import { p5 } from "./scenarios/results.js";
import { p8 } from "./scenarios/start.js";
import { p6 } from "./scenarios/stdio.js";
import { machine, markdown, page, type Result } from "./table.js";

const SCENARIOS: readonly Scenario[] = [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10];

const PAGE = "docs/performance.md";

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const names = args.filter((arg) => !arg.startsWith("--")).map((arg) => arg.toUpperCase());
const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.id === name));
if (unknown.length > 0) {
  console.error(`No scenario ${unknown.join(", ")}. There are: ${SCENARIOS.map((scenario) => scenario.id).join(", ")}`);
  process.exit(2);
}
const chosen = SCENARIOS.filter((scenario) => names.length === 0 || names.includes(scenario.id));

const number = (name: string, otherwise: number): number =>
  Number(new RegExp(`--${name}=(\\d+)`).exec(args.join(" "))?.[1] ?? otherwise);
const only = args.find((arg) => arg.startsWith("--only="))?.slice(7) ?? "";
const effort: Effort = quick
  ? { rounds: 2, calls: 600, inFlight: [16], peers: false, only }
  : {
      rounds: number("rounds", 5),
      calls: number("calls", 3_000),
      inFlight: [1, 16, 64],
      peers: !args.includes("--no-peers"),
      only,
    };

const before = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
const keeps = !quick && (names.length === 0 || args.includes("--write"));

ensureBuilt();
const built = await programs();
console.log(machine());
const results: Result[] = [];
const broken: string[] = [];
for (const scenario of chosen) {
  try {
    const result = { scenario, rows: await scenario.run({ built, effort }) };
    results.push(result);
    console.log(`\n${markdown(result)}`);
    if (keeps) writeFileSync(PAGE, page(results, before, new Date().toISOString().slice(0, 10)));
  } catch (error) {
    broken.push(scenario.id);
    console.error(`${scenario.id} could not be measured:`, error);
  }
}
const failing = results.flatMap(({ scenario, rows }) =>
  rows
    .filter((row) => row.verdict?.holds === false)
    .map(
      (row) =>
        `${scenario.id}, ${row.setting}: ${Object.entries(row.cells)
          .map((cell) => cell.join(" "))
          .join(", ")}; ${row.verdict?.limit}`,
    ),
);
for (const line of failing) console.error(`DOES NOT HOLD ${line}`);
process.exit(failing.length + broken.length > 0 ? 1 : 0);
