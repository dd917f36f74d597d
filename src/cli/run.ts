import { type BaseContext, Builtins, Cli, type Command, type CommandClass } from "clipanion";
import { oneLine } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";
import { nearest } from "../config/suggest.js";
import { ProxyError } from "../model/errors.js";
import { EXIT } from "../serve/exit.js";
import { VERSION } from "../serve/version.js";
import { COMMANDS } from "./commands.js";
import { watchOutput } from "./output.js";

/** Runs one command line and answers its exit code. Never ends the process itself. `help COMMAND` is `COMMAND --help`. */
export async function run(line: readonly string[], streams: Omit<BaseContext, "colorDepth">): Promise<number> {
  const args = line[0] === "help" ? [...line.slice(1), "--help"] : line;
  const context: BaseContext = { ...streams, colorDepth: 1 };
  const unwritten = watchOutput(streams.stdout, streams.stderr);
  const cli = new Cli({
    binaryLabel: "mcp-proxy",
    binaryName: "mcp-proxy",
    binaryVersion: VERSION,
    enableColors: false,
  });
  const usageOf = cli.usage.bind(cli);
  cli.usage = (...args) => named(usageOf(...args));
  for (const command of await classes(args[0])) cli.register(command);
  let command: Command;
  try {
    command = cli.process([...args], context);
  } catch (error) {
    context.stderr.write(`${masked(usage(args, error)).split("\n").map(oneLine).join("\n")}\n`);
    return EXIT.usage;
  }
  let failed: number | undefined;
  // clipanion would write the error to stdout, which belongs to the protocol.
  command.catch = async (error: unknown) => {
    // A config that proves wrong only when it is put to work ends like one that validation refuses.
    failed = error instanceof ProxyError && error.code === "CONFIG" ? EXIT.usage : EXIT.failed;
    context.stderr.write(`${told(error)}\n`);
  };
  const code = await cli.run(command, context);
  return failed ?? ((await unwritten()) ? EXIT.failed : code);
}

/** The command asked for, or all of them when help is. */
async function classes(word: string | undefined): Promise<CommandClass[]> {
  const load = word !== undefined && Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (load !== undefined) return [await load()];
  const all = await Promise.all(Object.values(COMMANDS).map((each) => each()));
  return [Builtins.HelpCommand, Builtins.VersionCommand, ...all];
}

function usage(args: readonly string[], error: unknown): string {
  const [word = ""] = args;
  const reason = error instanceof Error ? error.message : String(error);
  if (word === "" || word.startsWith("-") || Object.hasOwn(COMMANDS, word)) return `mcp-proxy: ${named(reason)}`;
  const meant = nearest(word, Object.keys(COMMANDS));
  const rest = meant === undefined ? `commands: ${Object.keys(COMMANDS).join(", ")}` : `did you mean "${meant}"?`;
  return `mcp-proxy: unknown command "${word}"; ${rest}`;
}

/** Text about usage: the values of options are called #0 there, which is three characters less than VALUE. */
function named(text: string): string {
  const wide = /^ {2}-\S+ #\d/m.test(text);
  const lines = wide ? text.replace(/^( {2}-\S+)( {2,})/gm, "$1   $2") : text;
  return lines.replace(/ #\d/g, " VALUE");
}

/** What went wrong, for a person: the proxy's own errors in one line, a defect with its stack. */
function told(error: unknown): string {
  if (error instanceof ProxyError && error.code !== "INTERNAL") return `mcp-proxy: ${oneLine(masked(error.message))}`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `mcp-proxy: ${masked(text).split("\n").map(oneLine).join("\n")}`;
}
