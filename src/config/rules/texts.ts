import { masked } from "../../base/secret-text.js";
import type { Path, Report } from "../finding.js";
import { show } from "../finding.js";
import { variables } from "../interpolate.js";
import type { FoundSecret } from "../secrets.js";

/** Every text of the file: how its variables are written. */
export function texts(data: unknown, report: Report, path: Path = []): void {
  if (typeof data === "string") {
    text(data, path, report);
    return;
  }
  if (typeof data !== "object" || data === null) return;
  const keyed = Array.isArray(data) ? data.entries() : Object.entries(data);
  for (const [key, value] of keyed) texts(value, report, [...path, key]);
}

function text(value: string, path: Path, report: Report): void {
  if (value.includes("${")) {
    const parsed = variables(value);
    if ("wrong" in parsed)
      report({
        rule: "MCP1015",
        message: `${show(path)}: invalid variable reference ${masked(parsed.wrong).slice(0, 60)}`,
        at: path,
        notes: ["use ${NAME} or ${NAME:-default}; write $${ for a literal ${"],
      });
  }
}

/** Secrets that are written into the file. */
export function literalSecrets(found: readonly FoundSecret[], report: Report): void {
  for (const { path, key, spans } of found)
    if (spans.some(({ sure }) => sure))
      report({
        rule: "MCP3001",
        message: key
          ? `a key of ${show(path.slice(0, -1))} is a literal secret`
          : `${show(path)} contains a literal secret`,
        at: path,
        key,
        hint: "use a reference: { env: NAME }, { file: path }, or ${NAME}",
      });
}
