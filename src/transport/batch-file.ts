import { ProxyError } from "../model/errors.js";

/** What is spawned. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
  /** Windows: the arguments are quoted already. */
  readonly verbatim: boolean;
}

/** Characters that mean nothing to cmd.exe; an argument of others is put in quotes. */
const PLAIN = /^[A-Za-z0-9#$*+\-./:?@\\_]+$/;

/** Whether a file is one that only cmd.exe can run. */
export function isBatchFile(file: string): boolean {
  return /\.(bat|cmd)$/i.test(file);
}

/**
 * The command line that runs a batch file with exactly these arguments. Node refuses to start one without a shell (CVE-2024-27980),
 * because cmd.exe reads the line again, and once more where the file hands `%*` on. So nothing an argument holds may leave its quotes
 * or name a variable: quotes are doubled, never escaped by a backslash, which cmd.exe does not know; each `%` is followed by an empty
 * variable, so that it begins no name; delayed expansion (`!`) and what AutoRun would do first are switched off. Pure.
 *
 * Throws UPSTREAM_UNAVAILABLE for an argument with a line break or NUL: a batch file cannot be given one.
 */
export function batchCommandLine(file: string, args: readonly string[], systemRoot: string | undefined): CommandLine {
  const line = [quoted(file, true), ...args.map((arg, at) => argument(arg, at + 1))].join(" ");
  return {
    file: `${systemRoot ?? "C:\\Windows"}\\System32\\cmd.exe`,
    args: ["/e:ON", "/v:OFF", "/d", "/s", "/c", `"${line}"`],
    verbatim: true,
  };
}

function argument(arg: string, at: number): string {
  if (/[\r\n\0]/.test(arg)) {
    throw new ProxyError(
      "UPSTREAM_UNAVAILABLE",
      `Argument ${at} of the command has a line break, which batch files (.cmd, .bat) do not support; start the program directly.`,
      { data: { executed: false } },
    );
  }
  return quoted(arg, !PLAIN.test(arg) || arg.endsWith("\\"));
}

/** Within quotes backslashes count only before a quote, where they are doubled. */
function quoted(text: string, quotes: boolean): string {
  if (!quotes) return text;
  const inner = text.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => slashes + slashes + quote + quote);
  return `"${inner.replaceAll("%", "%%cd:~,%")}"`;
}
