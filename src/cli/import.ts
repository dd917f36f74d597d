import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, Option } from "clipanion";
import { oneLine } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";
import { check } from "../config/load.js";
import { render } from "../config/render.js";
import { findSecrets, redact } from "../config/secrets.js";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE, readSource } from "./files.js";
import { clientEntries } from "./import/clients.js";
import { type Converted, convert } from "./import/convert.js";
import { ignoreSecrets } from "./init.js";
import { printedYaml } from "./printed-yaml.js";
import { createFile } from "./write-file.js";

export class ImportCommand extends Command {
  static override paths = [["import"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Import the servers of a client's configuration: Claude, Cursor, Windsurf, VS Code and others.",
    details: `
      Reads JSON with comments and writes one file with every server in it. Entries that wrap a remote server in mcp-remote
      or authful-mcp-proxy are unwrapped. Each secret moves into a file of its own under \`secrets/\`, which only your account can
      read. Reports what was taken, changed and dropped; exits 1 if anything was dropped, unless --allow-loss. Never overwrites a file.
    `,
    examples: [
      ["From Cursor", "$0 import ~/.cursor/mcp.json"],
      ["Preview", "$0 import --dry-run claude_desktop_config.json"],
    ],
  });

  out = Option.String("--out", DEFAULT_FILE, {
    description: `File to write (default: ${DEFAULT_FILE}).`,
  });
  dryRun = Option.Boolean("--dry-run", false, { description: "Write nothing; print the config without its secrets." });
  allowLoss = Option.Boolean("--allow-loss", false, { description: "Exit 0 even if something was dropped." });
  files = Option.Rest({ name: "files", required: 1 });

  async execute(): Promise<number> {
    const { stdin, stdout, stderr } = this.context;
    const taken = new Set<string>();
    const converted: Converted[] = [];
    for (const file of this.files) {
      const source = await readSource(file, stdin);
      if (!("text" in source)) {
        stderr.write(`${source.diagnostics.map(render).join("\n")}\n`);
        return EXIT.usage;
      }
      converted.push(...clientEntries(source.text, source.file).map((entry) => convert(entry, taken)));
    }
    const config = {
      version: 1,
      upstreams: Object.fromEntries(converted.flatMap(({ name, upstream }) => (upstream ? [[name, upstream]] : []))),
    };
    const text = printedYaml(this.dryRun ? redact(config) : config);
    if (this.dryRun) stdout.write(text);
    else {
      // What could not be moved out of the file is at least not for everybody.
      const mode = findSecrets(config).length > 0 ? 0o600 : 0o644;
      this.#write(text, mode, converted);
    }
    for (const each of converted) stderr.write(told(each));
    if (!this.dryRun) stderr.write(`wrote ${this.out}\n`);
    const { diagnostics, valid } = check(text, this.out);
    if (diagnostics.length > 0) stderr.write(`${diagnostics.map(render).join("\n")}\n`);
    const loss = converted.some(({ dropped }) => dropped.length > 0);
    return !valid || (loss && !this.allowLoss) ? EXIT.failed : EXIT.ok;
  }

  #write(text: string, mode: number, converted: readonly Converted[]): void {
    const folder = dirname(this.out);
    createFile(this.out, text, mode);
    const secrets = converted.flatMap((each) => each.secrets);
    if (secrets.length === 0) return;
    mkdirSync(join(folder, "secrets"), { recursive: true, mode: 0o700 });
    chmodSync(join(folder, "secrets"), 0o700);
    for (const secret of secrets) createFile(join(folder, secret.file), secret.text, 0o600);
    ignoreSecrets(folder);
  }
}

/** What became of one entry, a line each; never a secret. */
function told({ name, upstream, changed, dropped, secrets }: Converted): string {
  const lines = [
    ...(upstream === undefined ? [] : [`taken    ${name}`]),
    ...changed.map((text) => `changed  ${name}: ${text}`),
    ...secrets.map(({ file }) => `changed  ${name}: moved a secret to ${file}`),
    ...dropped.map((text) => `dropped  ${name}: ${text}`),
  ];
  return `${lines.map((line) => oneLine(masked(line))).join("\n")}\n`;
}
