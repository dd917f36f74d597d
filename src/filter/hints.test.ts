import { expect, test } from "vitest";
import type { Item } from "../model/item.js";
import { destructive, idempotent, openWorld, readOnly, repeatable } from "./hints.js";

const bytes = (annotations?: unknown): Buffer => Buffer.from(JSON.stringify({ name: "a", annotations }));
const KINDS = { readOnly, destructive, idempotent, openWorld };

test.each([
  ["nothing", undefined, { readOnly: false, destructive: true, idempotent: false, openWorld: true }],
  ["no object", "none", { readOnly: false, destructive: true, idempotent: false, openWorld: true }],
  ["read-only", { readOnlyHint: true }, { readOnly: true, destructive: false, idempotent: true, openWorld: true }],
  [
    "read-only and destructive",
    { readOnlyHint: true, destructiveHint: true, idempotentHint: false },
    { readOnly: true, destructive: false, idempotent: true, openWorld: true },
  ],
  [
    "not destructive",
    { destructiveHint: false },
    { readOnly: false, destructive: false, idempotent: false, openWorld: true },
  ],
  ["idempotent", { idempotentHint: true }, { readOnly: false, destructive: true, idempotent: true, openWorld: true }],
  ["closed", { openWorldHint: false }, { readOnly: false, destructive: true, idempotent: false, openWorld: false }],
  [
    "texts instead of booleans",
    { readOnlyHint: "true", destructiveHint: "false", idempotentHint: 1, openWorldHint: 0 },
    { readOnly: false, destructive: true, idempotent: false, openWorld: true },
  ],
])("a tool that says %s is shown where that is wanted, and else hidden with the rule", (_, annotations, expected) => {
  const item: Item = { kind: "tool", upstream: "files", own: "a", name: "a", bytes: bytes(annotations) };
  for (const [name, make] of Object.entries(KINDS)) {
    for (const wanted of [true, false]) {
      const { show } = make(wanted, { path: "tools", side: "tools", qualified: false });
      const shown = expected[name as keyof typeof expected] === wanted;
      expect(show?.(item), name).toEqual(shown ? item : { hidden: `tools.${name}: ${wanted}` });
    }
  }
  expect(repeatable(item.bytes)).toBe(expected.idempotent);
});
