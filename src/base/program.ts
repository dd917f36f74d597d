import { posix, win32 } from "node:path";

/** What stands at a path: a file this user may run, something else, or nothing. */
export type ProgramLookup = (path: string) => "program" | "denied" | "missing";

/** Where a command is looked up: always the child's own environment, never the proxy's. */
export interface Search {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. What a command with a slash in it is relative to. */
  readonly cwd: string;
}

/** What a Windows process can be made of; other endings of PATHEXT are documents that some program opens. */
const PROGRAMS = [".com", ".exe", ".bat", ".cmd"];

/**
 * The file a command means; else whether something of that name is there that cannot be run. Pure: the file system is `look`.
 *
 * POSIX: as `execvp` does, on `PATH`, in which an empty folder is `cwd`. Windows: `PATH` with the endings of `PATHEXT`, as far as they
 * are programs, in its order; a name that has such an ending is tried as it is first, and one without is never a program itself, because
 * beside `npx.cmd` stands a shell script `npx`. Unlike Windows' own search neither `cwd` nor the proxy's folder comes before `PATH`: a
 * file that happens to lie there must not be taken for a program.
 */
export function findProgram(command: string, search: Search, look: ProgramLookup): string | "denied" | "missing" {
  let denied = false;
  for (const path of candidates(command, search)) {
    const found = look(path);
    if (found === "program") return path;
    denied ||= found === "denied";
  }
  return denied ? "denied" : "missing";
}

/** Whether a command names a file, instead of something on `PATH`. */
export function isPath(command: string, platform: NodeJS.Platform): boolean {
  return platform === "win32" ? /[\\/]|^[a-z]:/i.test(command) : command.includes("/");
}

/** A variable of an environment; on Windows their names ignore case. */
export function variable({ platform, env }: Pick<Search, "platform" | "env">, name: string): string | undefined {
  if (platform !== "win32" || env[name] !== undefined) return env[name];
  const key = Object.keys(env).find((one) => one.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

function* candidates(command: string, search: Search): Iterable<string> {
  const path = search.platform === "win32" ? win32 : posix;
  const names = search.platform === "win32" ? withEndings(command, variable(search, "PATHEXT")) : [command];
  if (isPath(command, search.platform)) {
    for (const name of names) yield path.resolve(search.cwd, name);
    return;
  }
  for (const entry of (variable(search, "PATH") ?? "").split(path.delimiter)) {
    const folder = search.platform === "win32" ? entry.replaceAll('"', "").trim() : entry || ".";
    if (folder === "") continue;
    for (const name of names) yield path.resolve(search.cwd, folder, name);
  }
}

function withEndings(command: string, pathext: string | undefined): string[] {
  const listed = (pathext ?? "").split(";").map((ending) => ending.trim().toLowerCase());
  const endings = listed.filter((ending) => PROGRAMS.includes(ending));
  const all = (endings.length === 0 ? PROGRAMS : endings).map((ending) => command + ending);
  return PROGRAMS.includes(win32.extname(command).toLowerCase()) ? [command, ...all] : all;
}
