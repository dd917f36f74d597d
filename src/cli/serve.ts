import { Command, Option } from "clipanion";
import { EXIT } from "../serve/exit.js";
import { realWorld } from "../serve/world.js";
import { DEFAULT_FILE } from "./files.js";
import { loadConfig } from "./load-config.js";

export class ServeCommand extends Command {
  static override paths = [["serve"]];
  static override usage = Command.Usage({
    category: "Run",
    description: "Run the proxy that the file describes.",
    details: `
      Serves \`expose.http\` until SIGTERM or SIGINT, and answers the calls in flight before it ends. With --stdio, serves one
      client on standard input and output instead, and ends with it. Exits with 2 if the file has errors.
    `,
    examples: [
      ["The file in this folder", "$0 serve"],
      ["As a client's stdio server", "$0 serve --stdio --config /etc/mcp-proxy.yaml"],
    ],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file, or - for standard input (default: ${DEFAULT_FILE}).`,
  });
  stdio = Option.Boolean("--stdio", false, { description: "Serve one client on standard input and output." });
  noBanner = Option.Boolean("--no-banner", false, { description: "Do not print the addresses and how to connect." });

  async execute(): Promise<number> {
    const { stdin, stdout, stderr, env } = this.context;
    if (this.stdio && this.config === "-") {
      stderr.write("mcp-proxy: standard input cannot be both the file and the client; use -c FILE with --stdio\n");
      return EXIT.usage;
    }
    const config = await loadConfig(this.config, this.context, { warnings: true });
    if (config === undefined) return EXIT.usage;
    const world = realWorld(this.config, config, config.log, env, stderr);
    if (this.stdio) {
      const { serveStdio } = await import("../serve/stdio.js");
      return serveStdio(config, this.config, world, stdin, stdout, stderr);
    }
    const { serveHttp } = await import("../serve/http.js");
    return serveHttp(config, this.config, world, stderr, !this.noBanner);
  }
}
