import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The threat model and the tests name each other, and nothing names a plan that is not in the repository. */
const PAGE = "docs/threat-model.md";
const THIS = "test/threat-model.test.ts";

/** Files in which a number behind `#` is a colour. */
const COLOURS = new Set(["src/pages/style.ts"]);

/** How plans number their entries: `#12`, `HOSTILE 12`, `R012`, `P3`, `V12`, `case 12`. V8 is the engine. */
const PLAN_NUMBERS =
  /(?<![\w&/#]|PKCS )#[1-9]\d{0,2}[a-c]?(?![\w-])|\bHOSTILE\b|\bR\d{3}\b|\bV(?!8\b)\d{1,2}\b|\bcases? \d+\b/;

/** The benchmark's scenarios are `P1` to `P10`; `docs/performance.md` has them. */
const SCENARIOS = /\bP\d{1,2}\b/;

const listed = spawnSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "src", "test", "docs", "bench", "schema", "scripts"],
  { encoding: "utf8" },
);
const texts = new Map(
  listed.stdout
    .split("\n")
    .filter((name) => /\.(ts|mjs|json|md|ya?ml|py)$/.test(name) && name !== THIS && existsSync(name))
    .map((name) => [name, readFileSync(name, "utf8")] as const),
);
const cited = new Map(
  [...texts]
    .filter(([name]) => name !== PAGE)
    .map(([name, text]) => [name, new Set(text.match(/\bT-\d{2,3}\b/g) ?? [])] as const),
);

interface Threat {
  id: string;
  text: string;
  tests: string[];
}

const threats: Threat[] = readFileSync(PAGE, "utf8")
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const text = section.split(/^## /m)[0] ?? "";
    const id = /^(T-\d{2,3}): \S/.exec(text)?.[1] ?? text.slice(0, 40);
    const tests = /^- Tests: ([\s\S]*)$/m.exec(text)?.[1] ?? "";
    return { id, text, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name) };
  });

describe("the threat model", () => {
  it("numbers its threats once each, without a gap", () => {
    expect(threats.length).toBeGreaterThan(60);
    const numbers = threats.map(({ id }) => Number(id.slice(2))).sort((a, b) => a - b);
    expect(numbers).toEqual(threats.map((_, at) => at + 1));
  });

  it.each(threats)(
    "says of $id who threatens what, what defends it, and which tests show it",
    ({ id, text, tests }) => {
      expect(text).toMatch(/^T-\d{2,3}: .+\n\n- Threat \([^)]+\): [\s\S]+\n- Defence: [\s\S]+\n- Tests: `/);
      const files = [...text.matchAll(/`((?:src|test|docs)\/[^`]+)`/g)].map(([, name = ""]) => name);
      expect(files.filter((name) => !existsSync(name))).toEqual([]);
      expect(tests.filter((name) => cited.get(name)?.has(id) !== true)).toEqual([]);
      const citing = [...cited].filter(([name, ids]) => name.endsWith(".test.ts") && ids.has(id)).map(([name]) => name);
      expect(citing.sort()).toEqual([...tests].sort());
    },
  );

  it("has every id that is cited", () => {
    const known = new Set(threats.map(({ id }) => id));
    const unknown = [...cited].flatMap(([name, ids]) =>
      [...ids].filter((id) => !known.has(id)).map((id) => [name, id]),
    );
    expect(unknown).toEqual([]);
  });
});

it("no file cites a number of a plan that is not in the repository", () => {
  const found: string[] = [];
  for (const [name, text] of texts) {
    if (COLOURS.has(name)) continue;
    text.split("\n").forEach((line, at) => {
      if (PLAN_NUMBERS.test(line) || (/^(src|test)\//.test(name) && SCENARIOS.test(line)))
        found.push(`${name}:${at + 1}: ${line.trim()}`);
    });
  }
  expect(found).toEqual([]);
});
