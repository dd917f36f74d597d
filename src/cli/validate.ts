import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Command, Option } from "clipanion";
import { environmentRules } from "../config/environment.js";
import type { Diagnostic } from "../config/finding.js";
import { check } from "../config/load.js";
import { EXIT } from "../serve/exit.js";
import { DEFAULT_FILE, expand, readSource } from "./files.js";
import { FORMATS } from "./formats.js";
import type { ValidationOutcome } from "./outcome.js";

export class ValidateCommand extends Command {
  static override paths = [["validate"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Check config files and report errors with their position.",
    details: `
      Checks the syntax, the shape and further rules. Needs no environment variables, no network and no other file;
      the last line lists what it did not check. \`--env\` also checks that every variable, secret, file and command exists.

      Exit code: 0 nothing wrong, 1 findings, 2 unreadable file or wrong usage.
    `,
    examples: [
      ["The file in this folder", "$0 validate"],
      ["Several, for a CI run", "$0 validate --strict 'deploy/**/*.yaml'"],
      ["From standard input", "cat mcp-proxy.yaml | $0 validate -"],
    ],
  });

  config = Option.String("-c,--config", { description: "File to check, as with every other command." });
  format = Option.String("--format", {
    description: `${Object.keys(FORMATS).join(", ")}; default in a GitHub workflow: github.`,
  });
  strict = Option.Boolean("--strict", false, { description: "Treat warnings as errors." });
  env = Option.Boolean("--env", false, {
    description: "Also check that variables, secrets, files and commands exist.",
  });
  quiet = Option.Boolean("--quiet", false, { description: "Print nothing on success." });
  files = Option.Rest({ name: "files" });

  async execute(): Promise<number> {
    const { env, stdin, stdout, stderr } = this.context;
    const name = this.format ?? (env.GITHUB_ACTIONS === "true" ? "github" : "text");
    const format = Object.hasOwn(FORMATS, name) ? FORMATS[name as keyof typeof FORMATS] : undefined;
    if (format === undefined) {
      stderr.write(`mcp-proxy: unknown format "${name}"; use one of ${Object.keys(FORMATS).join(", ")}\n`);
      return EXIT.usage;
    }
    const named = [...(this.config === undefined ? [] : [this.config]), ...this.files];
    const files: { file: string; diagnostics: readonly Diagnostic[] }[] = [];
    let unreadable = false;
    for (const path of await expand(named.length === 0 ? [DEFAULT_FILE] : named)) {
      const source = await readSource(path, stdin);
      if ("text" in source) {
        const world = { env, baseDir: path === "-" ? process.cwd() : dirname(path) };
        const more = this.env ? { env, rules: environmentRules(world) } : {};
        const mode = source.mode === undefined ? {} : { mode: source.mode };
        const look = () => check(source.text, source.file, { ...mode, ...more });
        const { diagnostics } = source.text.length < MAX_INLINE_CHARS ? look() : unoptimised(look);
        files.push({ file: source.file, diagnostics });
      } else {
        unreadable ||= source.unreadable;
        files.push(source);
      }
    }
    const outcome = summed(files, this.env, this.strict);
    const wrong = outcome.errors > 0 || (this.strict && outcome.warnings > 0);
    if (!this.quiet || outcome.errors + outcome.warnings > 0) stdout.write(await format(outcome));
    return unreadable ? EXIT.usage : wrong ? EXIT.failed : EXIT.ok;
  }
}

/** A text of some hundred lines. */
const MAX_INLINE_CHARS = 8192;

/**
 * Without V8's optimising compiler: at this length it costs as much CPU as the check, and the process ends before it pays. It is put
 * back, because a code cache is good only for the options it was made with.
 */
function unoptimised<T>(run: () => T): T {
  setFlagsFromString("--no-opt");
  try {
    return run();
  } finally {
    setFlagsFromString("--opt");
  }
}

function summed(files: ValidationOutcome["files"], env: boolean, strict: boolean): ValidationOutcome {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const errors = all.filter(({ level }) => level === "error").length;
  return {
    files,
    errors,
    warnings: all.length - errors,
    strict,
    checked: ["syntax", "shape", "rules", ...(env ? ["environment"] : [])],
    unchecked: [...(env ? [] : ["environment (--env)"]), "network"],
  };
}
