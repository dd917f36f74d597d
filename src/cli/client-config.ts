import { resolve } from "node:path";
import { Command, Option } from "clipanion";
import type { Config } from "../../generated/config.js";
import { didYouMean } from "../config/suggest.js";
import { bringsKey, type Snippet, snippetsFor } from "../pages/snippets.js";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE } from "./files.js";
import { loadConfig } from "./load-config.js";
import { stdioSnippets } from "./stdio-snippets.js";

export class ClientConfigCommand extends Command {
  static override paths = [["client-config"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Print the configuration that connects a client to this proxy.",
    details: `
      Without a client, lists the known clients. The address comes from the file (\`publicUrl\`, if set). With --stdio the client
      starts the proxy; the command line then has absolute paths, because applications do not have your shell's PATH.
    `,
    examples: [
      ["For Cursor", "$0 client-config cursor"],
      ["For Claude Desktop, which then starts the proxy", "$0 client-config claude-desktop --stdio"],
    ],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  endpoint = Option.String("--endpoint", {
    description: "Path of the endpoint (default: the first one).",
  });
  stdio = Option.Boolean("--stdio", false, { description: "Let the client start the proxy." });
  as = Option.String("--name", "mcp-proxy", { description: "Name of the proxy in the client." });
  client = Option.String({ name: "client", required: false });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    const refuse = (why: string): number => {
      stderr.write(`mcp-proxy: ${why}\n`);
      return EXIT.usage;
    };
    const config = await loadConfig(this.config, this.context);
    if (config === undefined) return EXIT.usage;
    const snippets = this.stdio ? stdioSnippets(this.as, resolve(this.config), process.argv) : this.#remote(config);
    if (typeof snippets === "string") return refuse(snippets);
    if (this.client === undefined) {
      for (const { id, client, where } of snippets) stdout.write(`${id.padEnd(18)} ${client}: ${where}\n`);
      return EXIT.ok;
    }
    const found = snippets.find(({ id }) => id === this.client);
    if (found === undefined) {
      const ids = snippets.map(({ id }) => id);
      return refuse(`unknown client ${this.client}; ${didYouMean(this.client, ids) ?? `available: ${ids.join(", ")}`}`);
    }
    // Only the snippet goes to stdout, so that it can be piped into a file.
    stderr.write(`${found.client}: ${found.where}\n`);
    stdout.write(`${found.text}\n`);
    return EXIT.ok;
  }

  /** Snippets with the endpoint's address, or why there is none. */
  #remote({ access, expose }: Config): readonly Snippet[] | string {
    const { http } = expose;
    if (http === undefined) return "the file does not set expose.http; use --stdio";
    const paths = Object.keys(http.endpoints);
    const path = this.endpoint ?? paths[0] ?? "";
    if (!paths.includes(path)) return `unknown endpoint ${path}; available: ${paths.join(", ")}`;
    const { host, port } = http.listen;
    const name =
      host === "" || host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
    const origin = http.publicUrl ?? `http://${name}:${port}`;
    return snippetsFor(`${origin}${http.pathPrefix}${path}`, this.as, bringsKey(access));
  }
}
