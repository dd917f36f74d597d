import { Command, Option } from "clipanion";
import type { RuleEntry } from "../config/catalogue/entry.js";
import { RULES } from "../config/catalogue.js";
import { didYouMean } from "../config/suggest.js";
import { EXIT } from "./exit.js";

export class ExplainCommand extends Command {
  static override paths = [["explain"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Say what a rule is about, and how to put right what it finds.",
    details: "Without a rule, lists all of them.",
    examples: [["One rule", "$0 explain MCP3002"]],
  });

  rule = Option.String({ name: "rule", required: false });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    const rules: Readonly<Record<string, RuleEntry>> = RULES;
    if (this.rule === undefined) {
      for (const [id, { level, title }] of Object.entries(rules)) stdout.write(`${id}  ${level.padEnd(7)}  ${title}\n`);
      return EXIT.ok;
    }
    const id = this.rule.toUpperCase();
    const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
    if (rule === undefined) {
      const hint = didYouMean(id, Object.keys(rules)) ?? "`mcp-proxy explain` lists them";
      stderr.write(`mcp-proxy: there is no rule ${this.rule}; ${hint}\n`);
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
