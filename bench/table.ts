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

/** The page: the scenarios of this run, and of the page as it was the scenarios of other runs and what people wrote. */
export function page(results: readonly Result[], before: string, date: string): string {
  const sections = before.split(/^(?=## )/m).filter((section) => section.startsWith("## "));
  const measured = new Map(
    sections.flatMap((section) => (idOf(section) > 0 ? [[idOf(section), section.trimEnd()]] : [])),
  );
  for (const result of results) {
    const section = markdown(result).trimEnd();
    measured.set(idOf(section), `${section}\n\nMeasured ${date} on ${machine()}.`);
  }
  const scenarios = [...measured].sort(([a], [b]) => a - b).map(([, section]) => section);
  const others = sections.filter((section) => idOf(section) === 0).map((section) => section.trimEnd());
  return `${[HEAD, ...scenarios, ...others].join("\n\n")}\n`;
}

/** The number of a scenario's section; 0 for any other. */
const idOf = (section: string): number => Number(/^## P(\d+):/.exec(section)?.[1] ?? 0);

const HEAD = `# Performance

What the proxy costs, as a ratio to a floor: a minimal \`node:http\` reverse proxy that forwards bytes and knows nothing of MCP.
CPU is the time of the proxy's own process, all threads, without its children. Floor, proxy and peers from npm run in the same
run, in interleaved rounds; figures are medians over the rounds, \`noise\` is half the spread between rounds. Each scenario is a
configuration file of \`bench/configs/\`. \`npm run bench\` measures again; \`npm run bench -- P1 --quick\` is a sanity check.`;
