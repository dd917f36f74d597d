import { expect, test } from "vitest";
import type { Item } from "../model/item.js";
import { driftOf, lockFilter } from "./lock.js";
import { NOTHING_LOCKED, readLock, writeLock } from "./lock-file.js";

const KINDS = ["tool", "prompt", "resource", "resourceTemplate"] as const;

function tool(own: string, rest: object = {}): Item {
  const bytes = Buffer.from(JSON.stringify({ name: own, inputSchema: { type: "object" }, ...rest }));
  return { kind: "tool", upstream: "files", own, name: own, bytes };
}

const REVIEWED = [
  tool("write", { annotations: { readOnlyHint: false } }),
  tool("read", { description: "Reads.\n  Well: yes" }),
];
const TEXT = writeLock(new Map([["files", REVIEWED]]));
const LOCKED = readLock(TEXT).get("files") ?? NOTHING_LOCKED;

test("what was written is in sync, whatever the order of keys, and reads like a document", () => {
  expect(driftOf(LOCKED, REVIEWED, KINDS)).toEqual([]);
  const turned = {
    ...tool("read"),
    bytes: Buffer.from('{ "description":"Reads.\\n  Well: yes","inputSchema":{"type":"object"}, "name":"read"}'),
  };
  expect(driftOf(LOCKED, [turned, REVIEWED[0] as Item], KINDS)).toEqual([]);
  expect(TEXT.indexOf("read:")).toBeLessThan(TEXT.indexOf("write:"));
  expect(TEXT).not.toMatch(/[&*]a\d/);
});

test("T-92: a changed description, a changed schema, a flipped annotation and hidden text are each reported as such", () => {
  const drift = driftOf(
    LOCKED,
    [
      tool("read", { description: "Reads.\u{e0041}", inputSchema: { type: "object", properties: { x: {} } } }),
      tool("write", { annotations: { readOnlyHint: true } }),
      tool("new"),
    ],
    KINDS,
  );
  expect(drift).toEqual([
    {
      kind: "tool",
      own: "read",
      what: "changed",
      differences: [
        { place: "inputSchema.properties", before: undefined, after: { x: {} } },
        { place: "description", before: "Reads.\n  Well: yes", after: "Reads.\u{e0041}" },
      ],
    },
    {
      kind: "tool",
      own: "write",
      what: "changed",
      differences: [{ place: "annotations.readOnlyHint", before: false, after: true }],
    },
    { kind: "tool", own: "new", what: "new", differences: [] },
  ]);
  expect(driftOf(LOCKED, [REVIEWED[1] as Item], KINDS)).toEqual([
    { kind: "tool", own: "write", what: "gone", differences: [] },
  ]);
});

test("T-92: a changed tool is shown (warn), hidden (hide) or shown as reviewed and refused (block), and a renamed tool is new", () => {
  const changed = tool("read", { description: "Reads and mails it." });
  const unknown = tool("read2", { description: "Reads.\n  Well: yes" });
  expect(lockFilter(LOCKED, "warn")(changed)).toBe(changed);
  expect(lockFilter(LOCKED, "hide")(changed)).toHaveProperty("hidden");
  expect(lockFilter(LOCKED, "hide")(REVIEWED[1] as Item)).toBe(REVIEWED[1]);
  const blocked = lockFilter(LOCKED, "block")(changed) as Item;
  expect(blocked.refused).toMatchObject({ code: "DEFINITION_CHANGED" });
  expect(JSON.parse(blocked.bytes.toString()).description).toBe("Reads.\n  Well: yes");
  expect(lockFilter(LOCKED, "block")(unknown)).toHaveProperty("hidden");
  expect(lockFilter(NOTHING_LOCKED, "hide")(changed)).toHaveProperty("hidden");
});

test.each([
  ["not YAML", "a: [", "not valid YAML"],
  ["another version", "version: 2\nupstreams: {}\n", "has an unsupported version"],
  ["edited by hand", TEXT.replace("Reads.", "Writes."), "was edited"],
  ["an alias bomb", "version: 1\nupstreams: &a { x: 1 }\nb: *a\n", "not valid YAML"],
])("a lock file that is %s is refused", (_, text, message) => {
  expect(() => readLock(text)).toThrow(
    expect.objectContaining({ code: "CONFIG", message: expect.stringContaining(message) }),
  );
});
