import { RULES } from "../../src/config/rules/entries.js";
import type { RuleEntry } from "../../src/config/rules/entry.js";

/** docs/reference/rules.md: every rule of `validate`, a section each. */
export function rulesPage(): string {
  const rules = Object.entries(RULES as Readonly<Record<string, RuleEntry>>);
  const rows = rules.map(([id, { level, title }]) => `| [${id}](#${id.toLowerCase()}) | ${level} | ${title} |`);
  return [INTRODUCTION, "| rule | level | |", "|---|---|---|", ...rows, "", ...rules.map(section)].join("\n");
}

function section([id, { level, title, text, wrong, right }]: [string, RuleEntry]): string {
  const out = [`## ${id}`, "", `**${title}** (${level}). ${text}`, ""];
  if (wrong !== undefined) out.push("Wrong:", "", "```yaml", wrong.trimEnd(), "```", "");
  if (right !== undefined) out.push("Right:", "", "```yaml", right.trimEnd(), "```", "");
  return out.join("\n");
}

const INTRODUCTION = `# Rules

What \`mcp-proxy validate\` looks for, and \`mcp-proxy explain RULE\` explains. An error keeps the proxy from starting; a warning does
not, unless \`validate --strict\` is asked for. Ids are never reused: 1xxx shape, 2xxx references, 3xxx security, 4xxx names and
addresses, 5xxx quirks of others, 9xxx deprecations.

A warning is silenced where it stands by a comment at the end of the line, or on the line above:

\`\`\`yaml
upstreams:
  # mcp-proxy-ignore MCP3008: the machine is on the same wire
  lab: { url: "http://lab.example.com/mcp" }
\`\`\`

The rule and a reason are required. Errors cannot be silenced, and a comment that silences nothing is itself a warning (MCP1017).

Generated from \`src/config/rules/\`.
`;
