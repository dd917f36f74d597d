import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProgramLookup } from "../base/program.js";
import type { ProxyError } from "../model/errors.js";
import { batchCommandLine } from "./batch-file.js";
import { commandLine } from "./command.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-command-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === "win32")("a command on this machine", () => {
  const node = process.execPath;
  const resolve = (command: string, path: string | undefined, cwd: string): string =>
    commandLine(command, [], { platform: process.platform, env: { PATH: path }, cwd }).file;

  it("goes on past folders of the PATH that cannot be looked into", () => {
    // A link to itself fails for every user, as a folder without permission does for all but root.
    const loop = join(folder, "loop");
    symlinkSync(loop, loop);
    const path = [loop, join(folder, "absent"), node, dirname(node)].join(delimiter);
    expect(resolve(basename(node), path, folder)).toBe(node);
  });

  it("says what it looked for when it is nowhere", () => {
    expect(() => resolve("uvx", folder, folder)).toThrow('The command "uvx" was not found on the PATH');
    expect(() => resolve("./absent", undefined, folder)).toThrow('The command "./absent" does not exist.');
  });

  it("says that a file is no program", () => {
    expect(() => resolve(folder, undefined, "/")).toThrow("is not an executable file");
  });
});

/** A file system of these files; Windows ignores case. */
function disk(files: readonly string[], denied: readonly string[] = []): ProgramLookup {
  const holds = (list: readonly string[], path: string): boolean =>
    list.some((file) => file.toLowerCase() === path.toLowerCase());
  return (path) => (holds(files, path) ? "program" : holds(denied, path) ? "denied" : "missing");
}

const NODE = "C:\\Program Files\\nodejs";
const ENV = {
  Path: `"${NODE}";C:\\Users\\me\\.local\\bin;;C:\\tools`,
  PATHEXT: ".COM;.EXE;.BAT;.CMD;.VBS;.JS",
  SystemRoot: "D:\\Win",
};
const FILES = [
  `${NODE}\\node.exe`,
  `${NODE}\\npx`,
  `${NODE}\\npx.cmd`,
  `${NODE}\\npx.ps1`,
  "C:\\Users\\me\\.local\\bin\\uvx.exe",
  "C:\\tools\\serve.js",
  "C:\\tools\\both.cmd",
  "C:\\tools\\both.exe",
  "C:\\tools\\v1.2.exe",
  "C:\\work\\here.exe",
  "C:\\work\\bin\\run.bat",
];

/** What stands in the line that cmd.exe is given, without what is around it. */
function line({ args }: { args: readonly string[] }): string {
  return (args.at(-1) as string).slice(1, -1);
}

describe("a command on Windows", () => {
  const windows = (command: string, args: readonly string[] = [], env: Record<string, string> = ENV) =>
    commandLine(command, args, { platform: "win32", env, cwd: "C:\\work" }, disk(FILES));

  it.each([
    ["node", `${NODE}\\node.exe`],
    ["NODE.EXE", `${NODE}\\NODE.EXE`],
    ["uvx", "C:\\Users\\me\\.local\\bin\\uvx.exe"],
    ["both", "C:\\tools\\both.exe"],
    ["v1.2", "C:\\tools\\v1.2.exe"],
    [".\\here", "C:\\work\\here.exe"],
    ["C:\\work\\here.exe", "C:\\work\\here.exe"],
    ["C:/tools/both", "C:\\tools\\both.exe"],
    ["..\\tools\\both.exe", "C:\\tools\\both.exe"],
  ])("%s is %s, started itself", (command, file) => {
    expect(windows(command, ["a b", '"']).file.toLowerCase()).toBe(file.toLowerCase());
    expect(windows(command, ["a b", '"'])).toMatchObject({ args: ["a b", '"'], verbatim: false });
  });

  it.each([
    ["npx", `"${NODE}\\npx.cmd"`],
    ["npx.cmd", `"${NODE}\\npx.cmd"`],
    ["bin\\run", '"C:\\work\\bin\\run.bat"'],
    ["both.cmd", '"C:\\tools\\both.cmd"'],
  ])("%s is the batch file %s, which cmd.exe runs", (command, file) => {
    expect(windows(command, ["-y"])).toEqual({
      file: "D:\\Win\\System32\\cmd.exe",
      args: ["/e:ON", "/v:OFF", "/d", "/s", "/c", `"${file} -y"`],
      verbatim: true,
    });
  });

  it.each([
    ["here", "was not found on the PATH"],
    ["serve", "was not found on the PATH"],
    ["serve.js", "was not found on the PATH"],
    [".\\absent", "does not exist"],
    ["run.bat. ", "was not found on the PATH"],
  ])("%s is refused: no folder but those of PATH, and no document", (command, why) => {
    expect(() => windows(command)).toThrow(why);
  });

  it("follows PATHEXT, as far as it names programs", () => {
    expect(line(windows("both", [], { ...ENV, PATHEXT: ".cmd;.exe" }))).toBe('"C:\\tools\\both.cmd"');
    expect(windows("both", [], { Path: "C:\\tools" }).file).toBe("C:\\tools\\both.exe");
    expect(windows("both", [], { PATH: "C:\\tools", PATHEXT: ".JS" }).file).toBe("C:\\tools\\both.exe");
  });

  it("says that something of the name is there that cannot be run", () => {
    const look = disk([], ["C:\\tools\\x.exe"]);
    const search = { platform: "win32" as const, env: ENV, cwd: "C:\\work" };
    expect(() => commandLine("x", [], search, look)).toThrow("is on the PATH but is not an executable file");
  });

  it("refuses a line break for a batch file, and names the argument, not what is in it", () => {
    for (const bad of ["a\nsecret", "a\rsecret", "a\0secret"]) {
      const refused = ((): ProxyError => {
        try {
          windows("npx", ["ok", bad]);
        } catch (error) {
          return error as ProxyError;
        }
        throw new Error("taken");
      })();
      expect([refused.code, refused.message.includes("Argument 2"), refused.message.includes("secret")]).toEqual([
        "UPSTREAM_UNAVAILABLE",
        true,
        false,
      ]);
    }
  });
});

/** How cmd.exe reads a line, twice: quotes toggle, what is special counts outside of them, names between percent signs are replaced. */
function throughCmd(text: string): string {
  let inside = false;
  for (const char of text) {
    if (char === '"') inside = !inside;
    else if (!inside && /[&|<>^()!;,=\t\n]/.test(char)) throw new Error(`cmd.exe would act on ${char}`);
  }
  const expanded = text.replace(/%cd:~,%/g, "");
  if (/%[^%\s]+%/.test(text.replace(/%%cd:~,%/g, ""))) throw new Error("cmd.exe would replace a variable");
  return expanded;
}

/** How a program reads its command line (Microsoft C runtime, since 2008). */
function throughRuntime(text: string): string[] {
  const found: string[] = [];
  let current: string | undefined;
  let inside = false;
  for (let at = 0; at < text.length; ) {
    const slashes = /^\\*/.exec(text.slice(at))?.[0].length ?? 0;
    if (text[at + slashes] === '"') {
      current = (current ?? "") + "\\".repeat(slashes / 2);
      at += slashes;
      if (slashes % 2 === 1) current += '"';
      else if (inside && text[at + 1] === '"') {
        current += '"';
        at++;
      } else inside = !inside;
      at++;
      continue;
    }
    if (slashes > 0) {
      current = (current ?? "") + "\\".repeat(slashes);
      at += slashes;
    } else if (text[at] === " " && !inside) {
      if (current !== undefined) found.push(current);
      current = undefined;
      at++;
    } else {
      current = (current ?? "") + text[at];
      at++;
    }
  }
  if (current !== undefined) found.push(current);
  return found;
}

describe("the line of a batch file", () => {
  it.each([
    ["", '""'],
    ["plain-1.2/x:y@z", "plain-1.2/x:y@z"],
    ["a b", '"a b"'],
    ["C:\\dir\\", '"C:\\dir\\\\"'],
    ['say "hi"', '"say ""hi"""'],
    ['" & calc.exe & "', '""" & calc.exe & """'],
    ['\\"', '"\\\\"""'],
    ["%PATH%", '"%%cd:~,%PATH%%cd:~,%"'],
    ["a&b|c<d>e^f", '"a&b|c<d>e^f"'],
    ["a=b,c;d!e", '"a=b,c;d!e"'],
  ])("%j becomes %s", (arg, text) => {
    expect(line(batchCommandLine("C:\\x.cmd", [arg], undefined))).toBe(`"C:\\x.cmd" ${text}`);
  });

  it("whatever the arguments are, cmd.exe acts on none of them, also when the file hands them on, and the program gets them as they were", () => {
    const nasty = fc.string({
      unit: fc.constantFrom('"', "\\", "%", "&", "|", "^", " ", "!", "a", "PATH", "=", "(", "'"),
    });
    const text = fc.oneof(nasty, fc.string()).filter((arg) => !/[\r\n\0]/.test(arg));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (args) => {
        const once = throughCmd(line(batchCommandLine("C:\\My Files\\x.cmd", args, undefined)));
        expect(throughRuntime(once)).toEqual(["C:\\My Files\\x.cmd", ...args]);
      }),
      { numRuns: 2000 },
    );
  });
});
