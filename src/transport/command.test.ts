import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveCommand } from "./command.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-command-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === "win32")("resolveCommand", () => {
  const node = process.execPath;

  it("goes on past folders of the PATH that cannot be looked into", () => {
    // A link to itself fails for every user, as a folder without permission does for all but root.
    const loop = join(folder, "loop");
    symlinkSync(loop, loop);
    const path = [loop, join(folder, "absent"), node, dirname(node)].join(delimiter);
    expect(resolveCommand(basename(node), path, folder)).toBe(node);
  });

  it("says what it looked for when it is nowhere", () => {
    expect(() => resolveCommand("uvx", folder, folder)).toThrow('The command "uvx" was not found on the PATH');
    expect(() => resolveCommand("./absent", undefined, folder)).toThrow('The command "./absent" does not exist.');
  });

  it("says that a file is no program", () => {
    expect(() => resolveCommand(folder, undefined, "/")).toThrow("is not an executable file");
  });
});
