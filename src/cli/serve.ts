import type { Readable, Writable } from "node:stream";
import { Command, Option } from "clipanion";
import type { Config } from "../../generated/config.js";
import { load } from "../config/load.js";
import { render } from "../config/render.js";
import { EXIT } from "../serve/exit.js";
import { realWorld } from "../serve/world.js";
import { DEFAULT_FILE, readSource } from "./files.js";

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
    const source = await readSource(this.config, stdin);
    const loaded = "text" in source ? load(source.text, source.file, { ...source, env }) : source;
    for (const diagnostic of loaded.diagnostics) stderr.write(`${render(diagnostic)}\n`);
    if (!("config" in loaded) || loaded.config === undefined) return EXIT.usage;
    return this.#serve(loaded.config, stdin, stdout, stderr);
  }

  async #serve(config: Config, stdin: Readable, stdout: Writable, stderr: Writable): Promise<number> {
    const world = realWorld(this.config, config, config.log, this.context.env, stderr);
    if (this.stdio) {
      const { serveStdio } = await import("../serve/stdio.js");
      return serveStdio(config, this.config, world, stdin, stdout, stderr);
    }
    const { serveHttp } = await import("../serve/http.js");
    return serveHttp(config, this.config, world, stderr, !this.noBanner);
  }
}
