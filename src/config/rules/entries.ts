import { ACCESS_RULES } from "./access-entries.js";
import type { RuleEntry } from "./entry.js";
import { ITEM_RULES } from "./item-entries.js";
import { NAME_RULES } from "./name-entries.js";
import { REFERENCE_RULES } from "./reference-entries.js";
import { SECURITY_RULES } from "./security-entries.js";
import { SHAPE_RULES } from "./shape-entries.js";

/**
 * Every rule, by its id. Ids are never reused: 1xxx shape, 2xxx references, 3xxx security, 4xxx names and limits,
 * 5xxx quirks of others, 9xxx deprecations.
 */
export const RULES = {
  ...SHAPE_RULES,
  ...REFERENCE_RULES,
  ...SECURITY_RULES,
  ...NAME_RULES,
  ...ITEM_RULES,
  ...ACCESS_RULES,
} as const satisfies Record<string, RuleEntry>;

/** The stable name of a rule: `MCP1001`. */
export type RuleId = keyof typeof RULES;

/** The level of each rule. */
export const LEVELS = Object.fromEntries(Object.entries(RULES).map(([id, { level }]) => [id, level])) as Readonly<
  Record<RuleId, RuleEntry["level"]>
>;
