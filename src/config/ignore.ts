import type { Diagnostic, Finding, Range } from "./finding.js";
import { lineStarts, position } from "./place.js";
import { LEVELS, type RuleId } from "./rules/entries.js";

interface Ignore {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
  readonly range: Range;
}

/** The diagnostics that no `# mcp-proxy-ignore RULE: reason` silences, and findings about such comments that silence nothing. */
export function ignored(
  diagnostics: readonly Diagnostic[],
  text: string,
  comments: readonly Range[],
): { kept: Diagnostic[]; findings: Finding[] } {
  const ignores = comments.length === 0 || !text.includes("mcp-proxy-ignore") ? [] : read(text, comments);
  const used = new Set<Ignore>();
  const byPlace = new Map(ignores.map((ignore) => [`${ignore.rule} ${ignore.line}`, ignore]));
  const kept = diagnostics.filter((diagnostic) => {
    if (diagnostic.level === "error") return true;
    const found = byPlace.get(`${diagnostic.rule} ${diagnostic.place?.line}`);
    const match = found?.reason === "" ? undefined : found;
    if (match !== undefined) used.add(match);
    return match === undefined;
  });
  const findings = ignores
    .filter((ignore) => !used.has(ignore))
    .map(({ rule, reason, range }): Finding => {
      const why = !Object.hasOwn(LEVELS, rule)
        ? `there is no rule ${rule === "" ? "named here" : rule}`
        : LEVELS[rule as RuleId] === "error"
          ? `${rule} is an error and cannot be ignored`
          : reason === ""
            ? "a reason is missing"
            : `${rule} is not reported here`;
      return {
        rule: "MCP1017",
        message: `this comment ignores nothing: ${why}`,
        at: range,
        hint: "# mcp-proxy-ignore RULE: reason",
      };
    });
  return { kept, findings };
}

function read(text: string, comments: readonly Range[]): Ignore[] {
  const starts = lineStarts(text);
  const lines = text.split("\n");
  // A comment alone on its line speaks of the next line that is not a comment.
  const target: number[] = [];
  for (let line = lines.length; line > 0; line -= 1)
    target[line] = /^\s*(?:#|$)/.test(lines[line - 1] ?? "") ? (target[line + 1] ?? line) : line;
  return comments.flatMap((range) => {
    const match = /^#\s*mcp-proxy-ignore\b\s*([A-Za-z0-9]*)\s*:?\s*(.*)$/.exec(text.slice(range.start, range.end));
    if (match === null) return [];
    const { line } = position(starts, range.start);
    return [{ rule: match[1] ?? "", reason: (match[2] ?? "").trim(), line: target[line] ?? line, range }];
  });
}
