import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { ProxyError } from "../model/errors.js";

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
 * The file a command means, looked up on the child's own `PATH` (POSIX `execvp` rules), so that a missing command is
 * a precise refusal before anything is spawned. A command with a slash is taken from `cwd`.
 *
 * Throws UPSTREAM_UNAVAILABLE, which names the command but no path.
 */
export function resolveCommand(command: string, path: string | undefined, cwd: string): string {
  if (command.includes("/") || isAbsolute(command)) {
    const file = resolve(cwd, command);
    const found = executable(file);
    if (found === true) return file;
    throw refusal(command, found === "denied" ? "is not an executable file" : "does not exist");
  }
  let denied = false;
  for (const folder of (path ?? "").split(delimiter)) {
    const file = resolve(cwd, join(folder === "" ? "." : folder, command));
    const found = executable(file);
    if (found === true) return file;
    denied ||= found === "denied";
  }
  const hint = INSTALL_HINTS[command];
  throw refusal(
    command,
    denied
      ? "is on the PATH but is not an executable file"
      : `was not found on the PATH the proxy gives its upstreams; ${hint === undefined ? "install it" : hint}, or give its full path in "command", or set PATH under "env"`,
  );
}

function executable(file: string): true | "denied" | "missing" {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return "missing";
    if (!stat.isFile()) return "denied";
  } catch {
    return "missing"; // in a folder that this user may not enter: the search goes on, as execvp's does
  }
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return "denied";
  }
}

function refusal(command: string, why: string): ProxyError {
  return new ProxyError("UPSTREAM_UNAVAILABLE", `The command ${JSON.stringify(command)} ${why}.`, {
    data: { executed: false },
  });
}
