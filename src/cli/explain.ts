import { Command, Option } from "clipanion";
import type { RuleEntry } from "../config/catalogue/entry.js";
import { RULES } from "../config/catalogue.js";
import { didYouMean } from "../config/suggest.js";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE } from "./files.js";

export class ExplainCommand extends Command {
  static override paths = [["explain"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Say what a rule is about, and how to put right what it finds; or what one user sees, and why.",
    details: `
      Without a rule, lists all of them. With --user, reads the file and its lock file, and prints what that user may use and which
      place of the file says so. It needs no secrets and no network; without a lock file it says which grants apply.
    `,
    examples: [
      ["One rule", "$0 explain MCP3002"],
      ["One user", "$0 explain --user friend@example.com"],
    ],
  });

  user = Option.String("--user", { description: "A subject or e-mail address, as access.users names it." });
  claims = Option.Array("--claim", [], { description: "A claim of the user's token, name=value; may be repeated." });
  endpoint = Option.String("--endpoint", {
    description: "An endpoint's path, or stdio; the first endpoint when nothing is said.",
  });
  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `The file; ${DEFAULT_FILE} when nothing is said.`,
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
