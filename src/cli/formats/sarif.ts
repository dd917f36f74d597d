import { printedJson } from "../../base/hidden-text.js";
import type { Diagnostic } from "../../config/finding.js";
import { LEVELS, RULES, type RuleId } from "../../config/rules/entries.js";
import { VERSION } from "../../serve/version.js";
import type { ValidationOutcome } from "../outcome.js";

/** SARIF 2.1.0, one run, with the rules that found something. */
export function sarif({ files }: ValidationOutcome): string {
  const diagnostics = files.flatMap((file) => file.diagnostics);
  const rules = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "mcp-proxy", version: VERSION, rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((each) => result(each, rules)),
      },
    ],
  };
  return `${printedJson(log, 2)}\n`;
}

const descriptor = (id: RuleId) => ({
  id,
  shortDescription: { text: RULES[id].title },
  help: { text: RULES[id].text, markdown: RULES[id].text },
  defaultConfiguration: { level: LEVELS[id] },
});

function result({ rule, level, message, file, place, hint, notes }: Diagnostic, rules: readonly RuleId[]) {
  const region = place && {
    startLine: place.line,
    startColumn: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
  };
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level,
    message: { text: [message, ...(hint === undefined ? [] : [hint]), ...notes].join("; ") },
    locations: [{ physicalLocation: { artifactLocation: { uri }, ...(region && { region }) } }],
  };
}
