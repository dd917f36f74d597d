import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { FILES, SECRETS } from "../../generated/paths.js";
import { findProgram, isPath } from "../base/program.js";
import type { Path, Report } from "./finding.js";
import { show } from "./finding.js";
import { visit } from "./paths.js";
import { at, inDisabled, upstreams } from "./rules/look.js";
import type { Rule } from "./rules/semantic.js";

/** What a file refers to outside itself. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder relative paths start at. */
  readonly baseDir: string;
}

/** The rules of `validate --env`: every secret, file and command that is named exists here and now. Opens no connection. */
export function environmentRules(world: Environment): readonly Rule[] {
  return [
    (data, report) => secrets(data, world, report),
    (data, report) => files(data, world, report),
    (data, report) => commands(data, world, report),
  ];
}

function secrets(data: unknown, { env, baseDir }: Environment, report: Report): void {
  const leftOut = inDisabled(data);
  for (const { path, value } of visit(data, SECRETS)) {
    if (leftOut(path)) continue;
    const name = at(value, "env");
    const file = at(value, "file");
    if (typeof name === "string" && (env[name] === undefined || env[name] === ""))
      report({
        rule: "MCP2003",
        message: `${show(path)} refers to the environment variable ${name}, which is not set`,
        at: [...path, "env"],
      });
    if (typeof file === "string" && !readable(resolve(baseDir, file)))
      report({
        rule: "MCP2003",
        message: `${show(path)} refers to the file ${file}, which cannot be read`,
        at: [...path, "file"],
        notes: home(file),
      });
  }
}

function files(data: unknown, { baseDir }: Environment, report: Report): void {
  const leftOut = inDisabled(data);
  for (const { path, value } of visit(data, FILES)) {
    if (typeof value === "string" && !leftOut(path) && !readable(resolve(baseDir, value)))
      report({
        rule: "MCP2006",
        message: `${show(path)} refers to a file that cannot be read: ${value}`,
        at: path,
        notes: home(value),
      });
  }
  for (const { path, value } of upstreams(data)) {
    const cwd = at(value, "cwd");
    if (leftOut(path) || typeof cwd !== "string") continue;
    if (statSync(resolve(baseDir, cwd), { throwIfNoEntry: false })?.isDirectory() !== true)
      report({
        rule: "MCP2006",
        message: `${show([...path, "cwd"])} refers to a folder that does not exist: ${cwd}`,
        at: [...path, "cwd"],
        notes: home(cwd),
      });
  }
}

function commands(data: unknown, { env, baseDir }: Environment, report: Report): void {
  const { platform } = process;
  for (const { path, value } of upstreams(data)) {
    const command = at(value, "command");
    if (typeof command !== "string" || at(value, "disabled") === true) continue;
    const cwd = at(value, "cwd");
    const folder = typeof cwd === "string" ? resolve(baseDir, cwd) : baseDir;
    // The program gets the PATH of the file where that has one.
    const own = at(at(value, "env"), "PATH");
    const search = { platform, env: typeof own === "string" ? { ...env, PATH: own } : env, cwd: folder };
    const found = findProgram(command, search, (file) => (runnable(file) ? "program" : "missing"));
    if (found === "missing") missing(command, [...path, "command"], isPath(command, platform), report);
  }
}

/** What a shell would have done. */
const home = (path: string): string[] => (path.startsWith("~") ? ["~ is not expanded; write ${HOME} instead"] : []);

const missing = (command: string, path: Path, isFile: boolean, report: Report) =>
  report({
    rule: "MCP2004",
    message: `${show(path)}: program not found: ${command}`,
    at: path,
    notes: [
      ...home(command),
      isFile ? "the file does not exist or is not executable" : "install it, or add its folder to PATH",
    ],
  });

function runnable(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true && may(path, constants.X_OK);
}

const readable = (path: string): boolean => may(path, constants.R_OK);

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    // The answer is the question: it may not.
    return false;
  }
}
