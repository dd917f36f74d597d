import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";

const PROGRAM = resolve("dist/main.js");
/** Moves the cursor up, erases a line, begins lines, turns the direction of text, and hides itself. */
const NASTY = "a\u001b[2A\u001b[2Kb\r\nFORGED line\u0085c\u009b1Ad\u2028e\u202ef\u2066g\u200bh\u0007\u0008\u007f";
/** What no line of a command may hold: control characters but the line feed, and characters without width or with a direction. */
const ACTING = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

let folder: string;
let one: Scripted;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-terminal-"));
  one = scripted({
    tools: [tool("read", { title: NASTY, description: NASTY, inputSchema: { type: "object", description: NASTY } })],
    prompts: [{ name: "ask", description: NASTY }],
    resources: [{ uri: "file:///a", name: NASTY, description: NASTY }],
  });
});
afterEach(() => {
  one.remove();
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: "utf8" });
  return stdout + stderr;
}

function expectQuiet(output: string): void {
  expect(output).not.toBe("");
  for (const line of output.split("\n")) {
    expect(line).not.toMatch(ACTING);
    expect(line).not.toMatch(/^FORGED/);
  }
}

test("T-124: names and descriptions of an upstream cannot move the cursor or forge a line of a command", () => {
  writeFileSync(join(folder, "mcp-proxy.yaml"), `upstreams:\n  one: ${one.config()}\nstore: { type: memory }\n`);
  for (const args of [["tools"], ["tools", "--format", "json"], ["lock", "--check"], ["lock"], ["lock", "--check"]])
    expectQuiet(run(...args));
  expect(run("tools")).toContain("FORGED line");
  one.write({ tools: [tool("read", { description: `${NASTY}!` })] });
  expectQuiet(run("lock", "--check"));
});

test.each(["text", "json", "github", "junit", "sarif"])(
  "T-124: text of the file cannot move the cursor or forge a line of validate --format %s",
  (format) => {
    const text = JSON.stringify(NASTY).replace("\u0085", "\\u0085");
    writeFileSync(
      join(folder, "mcp-proxy.yaml"),
      `upstreams:\n  one: { command: x, args: [${text}], ${text}: 1, env: { A: 5 } }\nlog: { level: ${text} }\n# \u202e\u200b\n`,
    );
    expectQuiet(run("validate", "--format", format));
  },
);
