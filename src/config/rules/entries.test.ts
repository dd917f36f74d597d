import { expect, test } from "vitest";
import { check } from "../load.js";
import { RULES, type RuleId } from "./entries.js";
import type { RuleEntry } from "./entry.js";

const shown = (Object.entries(RULES) as [RuleId, RuleEntry][]).filter(([, rule]) => rule.wrong !== undefined);

test.each(shown)("%s finds its wrong example, and nothing in the right one", (id, rule) => {
  expect(check(rule.wrong ?? "", "x.yaml").diagnostics.map((diagnostic) => diagnostic.rule)).toContain(id);
  expect(check(rule.right ?? "", "x.yaml").diagnostics).toEqual([]);
});

test("a rule with a wrong example has a right one", () => {
  for (const [, rule] of shown) expect(rule.right).toBeDefined();
});
