import { accessSync, constants, statSync } from "node:fs";
import { findProgram, isPath, type ProgramLookup, type Search, variable } from "../base/program.js";
import { ProxyError } from "../model/errors.js";
import { batchCommandLine, type CommandLine, isBatchFile } from "./batch-file.js";

/** What a child inherits unless the file says more; the list of the MCP SDKs plus locale, time zone and temporary folder. */
const INHERITED_POSIX = [
  "HOME",
  "LOGNAME",
  "PATH",
  "SHELL",
  "TERM",
  "USER",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
];
const INHERITED_WINDOWS = [
  "APPDATA",
  "COMSPEC",
  "HOMEDRIVE",
  "HOMEPATH",
  "LOCALAPPDATA",
  "PATH",
  "PATHEXT",
  "PROCESSOR_ARCHITECTURE",
  "PROGRAMDATA",
  "PROGRAMFILES",
  "SYSTEMDRIVE",
  "SYSTEMROOT",
  "TEMP",
  "TMP",
  "USERNAME",
  "USERPROFILE",
  "WINDIR",
];

/**
 * The environment of a child: what the file says on top of a small safe base, never the proxy's whole environment,
 * which may hold secrets of other upstreams. Exported shell functions (`() {`) are left out.
 */
export function childEnvironment(
  world: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const names = platform === "win32" ? INHERITED_WINDOWS : INHERITED_POSIX;
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(world)) {
    const known = names.includes(platform === "win32" ? name.toUpperCase() : name);
    if (known && value !== undefined && !value.startsWith("()")) result[name] = value;
  }
  for (const [name, value] of Object.entries(own)) {
    if (platform === "win32") {
      for (const inherited of Object.keys(result)) {
        if (inherited.toUpperCase() === name.toUpperCase()) delete result[inherited];
      }
    }
    result[name] = value;
  }
  return result;
}

const INSTALL_HINTS: Readonly<Record<string, string>> = {
  npx: "install Node.js",
  uvx: "install uv",
  uv: "install uv",
  docker: "install Docker",
  python: "try python3",
};

/**
 * What to spawn for a command, so that a missing one is a precise refusal before anything is spawned, and no shell has a say: the
 * file it means (`findProgram`), and on Windows for a batch file what makes cmd.exe run it. Pure but for `look`.
 *
 * Throws UPSTREAM_UNAVAILABLE, which names the command but no path.
 */
export function commandLine(
  command: string,
  args: readonly string[],
  search: Search,
  look: ProgramLookup = onDisk,
): CommandLine {
  const found = findProgram(command, search, look);
  if (found === "denied" || found === "missing") throw refusal(command, why(command, found, search));
  if (search.platform !== "win32" || !isBatchFile(found)) return { file: found, args, verbatim: false };
  return batchCommandLine(found, args, variable(search, "SYSTEMROOT"));
}

function why(command: string, found: "denied" | "missing", search: Search): string {
  if (isPath(command, search.platform)) return found === "denied" ? "is not an executable file" : "does not exist";
  if (found === "denied") return "is on the PATH but is not an executable file";
  const hint = INSTALL_HINTS[command] ?? "install it";
  return `was not found on the PATH of upstreams; ${hint}, set its full path in "command", or set PATH in "env"`;
}

/** What stands at a path of this machine. */
export function onDisk(file: string): ReturnType<ProgramLookup> {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return "missing";
    if (!stat.isFile()) return "denied";
  } catch {
    return "missing"; // in a folder that this user may not enter: the search goes on, as execvp's does
  }
  try {
    accessSync(file, constants.X_OK);
    return "program";
  } catch {
    return "denied";
  }
}

function refusal(command: string, why: string): ProxyError {
  return new ProxyError("UPSTREAM_UNAVAILABLE", `The command ${JSON.stringify(command)} ${why}.`, {
    data: { executed: false },
  });
}
