import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/cli/commands.js";

/** What the pages say can be followed: links lead somewhere, and every configuration shown is valid. */
const PROGRAM = resolve("dist/main.js");
const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  encoding: "utf8",
});
const pages = listed.stdout.split("\n").filter((name) => name !== "" && existsSync(name));

/** Code blocks and code spans have no links. */
const prose = (page: string): string =>
  readFileSync(page, "utf8")
    .replace(/```[\s\S]*?```/g, "")
    .replace(/`[^`\n]*`/g, "");

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): Set<string> {
  const headings = [...readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => text);
  const slug = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
  return new Set(headings.map(slug));
}

it("README names every command there is, and no other", () => {
  const table = /## Commands\n\n([\s\S]*?)\n\n/.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
  const first = table.split("\n").map((row) => row.split("|")[1] ?? "");
  const named = first.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(Object.keys(COMMANDS).sort());
});

it("README leads to every how-to page", () => {
  const readme = readFileSync("README.md", "utf8");
  const tasks = pages.filter((page) => page.startsWith("docs/how-to/"));
  expect(tasks.length).toBeGreaterThan(30);
  expect(tasks.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
});

describe.each(pages)("%s", (page) => {
  it("has no link that leads nowhere", () => {
    const broken: string[] = [];
    for (const [, link = ""] of prose(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(target)) broken.push(link);
      else if (anchor !== undefined && !statSync(target).isDirectory() && !anchors(target).has(anchor))
        broken.push(link);
    }
    expect(broken).toEqual([]);
  });

  it("names our package, not another one", () => {
    // The npm package `mcp-proxy` is somebody else's.
    expect(readFileSync(page, "utf8")).not.toMatch(/npx (-\S+ )*mcp-proxy(?!-yaml)/);
  });

  // The page of the rules shows what each of them finds.
  if (page === "docs/reference/rules.md") return;
  const configs = [...readFileSync(page, "utf8").matchAll(/^ *```yaml\n([\s\S]*?)^ *```/gm)]
    .map(([, text = ""]) => text)
    .filter((text) => /^ *(upstreams|mcpServers):/m.test(text));
  if (configs.length === 0) return;
  it("shows valid configurations", () => {
    for (const input of configs) {
      const done = spawnSync(process.execPath, [PROGRAM, "validate", "--strict", "-"], { input, encoding: "utf8" });
      expect(done.stdout + done.stderr).toContain("nothing wrong");
      expect(done.status).toBe(0);
    }
  });
});
