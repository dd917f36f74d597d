import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const glossary = readFileSync("docs/GLOSSARY.md", "utf8");
const [, retired = ""] = glossary.split("## Words that are not used");
/** The words of the last table's left column. */
const RETIRED = [...retired.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word),
);

it("no exported name has a word that the glossary retired", () => {
  expect(RETIRED.length).toBeGreaterThan(10);
  const words = new Set(RETIRED);
  const found = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(join("src", file), "utf8");
      const names = [...text.matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gm)];
      return names.flatMap(([, name = ""]) =>
        parts(name).some((part) => words.has(part)) ? [`${file}: ${name}`] : [],
      );
    });
  expect(found).toEqual([]);
});

/** The words of a name in camel case, each with a capital letter, and each pair of neighbours. */
function parts(name: string): string[] {
  const words = name.replace(/^./, (first) => first.toUpperCase()).match(/[A-Z][a-z]*/g) ?? [];
  return [...words, ...words.slice(1).map((word, at) => `${words[at]}${word}`)];
}
