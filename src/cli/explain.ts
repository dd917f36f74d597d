import { Command, Option } from "clipanion";
import { RULES } from "../config/rules/entries.js";
import type { RuleEntry } from "../config/rules/entry.js";
import { didYouMean } from "../config/suggest.js";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE } from "./files.js";

export class ExplainCommand extends Command {
  static override paths = [["explain"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Explain a rule and how to fix its findings, or show what one user sees and why.",
    details: `
      Without a rule, lists all rules. With --user, reads the file and its lock file, and prints what that user may use and which
      grant allows it. Needs no secrets and no network. Without a lock file, prints the grants that apply.
    `,
    examples: [
      ["One rule", "$0 explain MCP3002"],
      ["One user", "$0 explain --user friend@example.com"],
    ],
  });

  user = Option.String("--user", { description: "A subject or e-mail address, as in access.users." });
  claims = Option.Array("--claim", [], { description: "A claim of the user's token as name=value (repeatable)." });
  endpoint = Option.String("--endpoint", {
    description: "Path of an endpoint, or stdio (default: the first endpoint).",
  });
  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });

  rule = Option.String({ name: "rule", required: false });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    if (this.user !== undefined) {
      const { explainUser } = await import("./explain-user.js");
      return explainUser(
        { user: this.user, claims: this.claims, endpoint: this.endpoint, file: this.config },
        this.context,
      );
    }
    const rules: Readonly<Record<string, RuleEntry>> = RULES;
    if (this.rule === undefined) {
      for (const [id, { level, title }] of Object.entries(rules)) stdout.write(`${id}  ${level.padEnd(7)}  ${title}\n`);
      return EXIT.ok;
    }
    const id = this.rule.toUpperCase();
    const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
    if (rule === undefined) {
      const hint = didYouMean(id, Object.keys(rules)) ?? "`mcp-proxy explain` lists all rules";
      stderr.write(`mcp-proxy: unknown rule ${this.rule}; ${hint}\n`);
      return EXIT.usage;
    }
    stdout.write(`${id} (${rule.level}): ${rule.title}\n\n${wrap(rule.text)}\n`);
    if (rule.wrong !== undefined) stdout.write(`\nWrong:\n\n${indent(rule.wrong)}`);
    if (rule.right !== undefined) stdout.write(`\nRight:\n\n${indent(rule.right)}`);
    return EXIT.ok;
  }
}

const indent = (text: string) => text.replace(/^(?=.)/gm, "    ");

/** Lines of at most 100 characters. */
const wrap = (text: string) => text.replace(/(.{1,100})(?:\s+|$)/g, "$1\n").trimEnd();
