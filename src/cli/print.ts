import { Command, Option } from "clipanion";
import type { Auth } from "../../generated/config.js";
import { printedJson } from "../base/hidden-text.js";
import { check } from "../config/load.js";
import { unify } from "../config/normalise.js";
import { render } from "../config/render.js";
import { redact } from "../config/secrets.js";
import { expandAuth } from "../oauth/presets.js";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE, readSource } from "./files.js";
import { printedYaml } from "./printed-yaml.js";

export class PrintCommand extends Command {
  static override paths = [["print"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Print the effective config with every default; secrets stay references.",
    details: `
      The output is a valid file. Variables and secret references stay as written; a literal secret is
      replaced by \`***\`. Safe to paste into an issue.
    `,
    examples: [["As JSON", "$0 print --format json"]],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  format = Option.String("--format", "yaml", { description: "Output format: yaml or json." });

  async execute(): Promise<number> {
    const { stdin, stdout, stderr } = this.context;
    if (this.format !== "yaml" && this.format !== "json") {
      stderr.write(`mcp-proxy: unknown format "${this.format}"; use yaml or json\n`);
      return EXIT.usage;
    }
    const source = await readSource(this.config, stdin);
    const checked = "text" in source ? check(source.text, source.file) : { ...source, valid: false, data: undefined };
    if (!checked.valid) {
      stderr.write(`${checked.diagnostics.map(render).join("\n")}\n`);
      return "unreadable" in source && source.unreadable ? EXIT.usage : EXIT.failed;
    }
    const data = redact(withProviders(unify(checked.data as Record<string, unknown>)));
    stdout.write(this.format === "json" ? `${printedJson(data, 2)}\n` : printedYaml(data));
    return EXIT.ok;
  }
}

/** The config with the keys that an upstream's `auth.provider` stands for. */
function withProviders(config: Record<string, unknown>): Record<string, unknown> {
  for (const upstream of Object.values(config.upstreams as Record<string, { auth?: Auth }>))
    if (upstream.auth !== undefined) upstream.auth = expandAuth(upstream.auth);
  return config;
}
