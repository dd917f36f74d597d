import { Command } from "clipanion";
import schema from "../../generated/mcp-proxy.schema.json" with { type: "json" };
import { EXIT } from "../serve/exit.js";

export class SchemaCommand extends Command {
  static override paths = [["schema"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Print the JSON Schema of the config file, for editors.",
    examples: [["Next to a config, for `# yaml-language-server: $schema=…`", "$0 schema > mcp-proxy.schema.json"]],
  });

  async execute(): Promise<number> {
    this.context.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
    return EXIT.ok;
  }
}
