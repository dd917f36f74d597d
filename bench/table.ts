/** What a run found, as text and as the page docs/performance.md keeps. */
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Row } from "./compare.js";
import type { Scenario } from "./scenario.js";

export interface Result {
  readonly scenario: Scenario;
  readonly rows: readonly Row[];
}

/** The scenario's rows as a Markdown table. */
export function markdown({ scenario, rows }: Result): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const lines = rows.map((row) => {
    const verdict =
      row.verdict === undefined ? "" : `${row.verdict.holds ? "holds" : "**does not hold**"} (${row.verdict.limit})`;
    return `| ${[row.setting, row.target, ...columns.map((column) => row.cells[column] ?? ""), verdict].join(" | ")} |`;
  });
  const head = ["setting", "", ...columns, "limit"];
  return [
    `## ${scenario.id}: ${scenario.title}`,
    "",
    `| ${head.join(" | ")} |`,
    `|${"---|".repeat(head.length)}`,
    ...lines,
    "",
  ].join("\n");
}

/** Cores, memory and versions; no names. */
export function machine(): string {
  const model = cpus()[0]?.model ?? "unknown";
  const system = readFileSync("/proc/version", "utf8").split(" ").slice(0, 3).join(" ").replace("version ", "");
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${system}, Node ${process.versions.node}`;
}

export function page(results: readonly Result[], date: string): string {
  return [
    "# Performance",
    "",
    "What the proxy costs, as a ratio to a floor: a minimal `node:http` reverse proxy that forwards bytes and knows nothing of MCP.",
    "CPU is the time of the proxy's own process, all threads, without its children. Floor, proxy and peers from npm run in the same",
    "run, in interleaved rounds; figures are medians over the rounds, `noise` is half the spread between rounds. Each scenario is a",
    "configuration file of `bench/configs/`. `npm run bench` measures again; `npm run bench -- P1 --quick` is a sanity check.",
    "",
    `Measured ${date} on ${machine()}.`,
    "",
    ...results.map(markdown),
  ].join("\n");
}

/** The sections of an earlier page that other programs measured or people wrote: all that are no scenario's. */
export function kept(before: string): string {
  const sections = before
    .split(/^(?=## )/m)
    .filter((section) => section.startsWith("## ") && !/^## P\d+:/.test(section));
  return sections.length === 0 ? "" : `\n${sections.join("").trimEnd()}\n`;
}
