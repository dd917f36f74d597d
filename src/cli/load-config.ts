import type { Readable, Writable } from "node:stream";
import type { Config } from "../../generated/config.js";
import { draft, load } from "../config/load.js";
import { render } from "../config/render.js";
import { readSource } from "./files.js";

/** What a command has of its process. */
export interface Streams {
  readonly stdin: Readable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The config of a command's file. Undefined when it has errors: they are on stderr then, and the command exits with `EXIT.usage`.
 * `warnings`: the findings of a valid file are printed as well. `asWritten`: variables stay as they are, for commands that need neither
 * the environment nor what it holds.
 */
export async function loadConfig(
  file: string,
  { stdin, stderr, env }: Streams,
  { warnings = false, asWritten = false } = {},
): Promise<Config | undefined> {
  const source = await readSource(file, stdin);
  const { config, diagnostics } = !("text" in source)
    ? { ...source, config: undefined }
    : asWritten
      ? draft(source.text, source.file, source)
      : load(source.text, source.file, { ...source, env });
  if (warnings || config === undefined) {
    for (const diagnostic of diagnostics) stderr.write(`${render(diagnostic)}\n`);
  }
  return config;
}
