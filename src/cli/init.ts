import { appendFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, Option } from "clipanion";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE } from "./files.js";
import { createFile } from "./write-file.js";

export class InitCommand extends Command {
  static override paths = [["init"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Write a first config file that works unchanged.",
    details: "In a git repository, also adds `.env` and `secrets/` to .gitignore. Never overwrites a file.",
    examples: [["In this folder", "$0 init"]],
  });

  file = Option.String("-c,--config", DEFAULT_FILE, {
    description: `File to write (default: ${DEFAULT_FILE}).`,
  });

  async execute(): Promise<number> {
    const { stdout } = this.context;
    createFile(this.file, FIRST_CONFIG);
    stdout.write(`wrote ${this.file}\n`);
    const ignored = ignoreSecrets(dirname(this.file));
    if (ignored.length > 0) stdout.write(`added ${ignored.join(" and ")} to .gitignore\n`);
    const option = this.file === DEFAULT_FILE ? "" : ` -c ${this.file}`;
    stdout.write(`next: mcp-proxy validate${option}, then mcp-proxy serve${option}\n`);
    return EXIT.ok;
  }
}

/** Adds what holds secrets to the folder's .gitignore, and answers what was not there yet. */
export function ignoreSecrets(folder: string): string[] {
  const file = join(folder, ".gitignore");
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\//, "")));
  const missing = [".env", "secrets/"].filter((entry) => !lines.has(entry));
  if (missing.length > 0)
    appendFileSync(file, `${text === "" || text.endsWith("\n") ? "" : "\n"}${missing.join("\n")}\n`);
  return missing;
}

/** The first config: one program from npm, and how to go on. */
export const FIRST_CONFIG = `# mcp-proxy: many MCP servers behind one address.
# \`mcp-proxy validate\` checks this file. \`mcp-proxy schema\` prints the schema for editors.
version: 1

upstreams:
  # A local program. The entries of a client's mcpServers block can be pasted here unchanged.
  everything:
    command: npx
    args: [-y, "@modelcontextprotocol/server-everything"]

  # A remote server. Refer to a secret by its name; never write it here.
  # notes:
  #   url: https://notes.example.com/mcp
  #   headers: { Authorization: { env: NOTES_AUTHORIZATION } }

expose:
  http:
    listen: 127.0.0.1:8080
    endpoints:
      /mcp: {}
`;
