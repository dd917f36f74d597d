import { PromptSchema, ResourceSchema, ResourceTemplateSchema, ToolSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, test } from "vitest";
import type { ItemKind } from "../model/access.js";
import { shaped } from "./shape.js";

const SCHEMAS = {
  tool: ToolSchema,
  prompt: PromptSchema,
  resource: ResourceSchema,
  resourceTemplate: ResourceTemplateSchema,
} as const;

const GOOD: Readonly<Record<ItemKind, Record<string, unknown>>> = {
  tool: {
    name: "t",
    title: "T",
    description: "d",
    inputSchema: { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
    outputSchema: { type: "object", properties: { b: {} } },
    annotations: { readOnlyHint: true },
    _meta: { "vendor/x": null },
    vendor: null,
  },
  prompt: { name: "p", arguments: [{ name: "a", required: true }] },
  resource: { name: "r", uri: "file:///r", mimeType: "text/plain", size: 4, annotations: { priority: 0.5 } },
  resourceTemplate: { name: "r", uriTemplate: "file:///{x}" },
};

/** Well-formed items with few members. */
const BARE: Readonly<Record<ItemKind, Record<string, unknown>[]>> = {
  tool: [
    { name: "t", inputSchema: { type: "object" } },
    { name: "t", inputSchema: { type: "object", properties: {}, additionalProperties: false, $defs: { a: true } } },
    { name: "t", inputSchema: { type: "object" }, outputSchema: { $ref: "#/$defs/a", $defs: { a: {} } } },
    { name: "t", inputSchema: { type: "object" }, outputSchema: { type: "array", items: { type: "string" } } },
  ],
  prompt: [{ name: "p" }, { name: "p", arguments: [] }, { name: "p", arguments: [{ name: "a" }] }],
  resource: [{ name: "r", uri: "file:///r" }],
  resourceTemplate: [{ name: "r", uriTemplate: "file:///{x}", icons: [{ src: "https://x.example/i.png" }] }],
};

const WRONG = [null, [], {}, "", "text", 0, 7, true, false, [null], [{}], { type: null }, { properties: null }];
const kinds = Object.keys(GOOD) as ItemKind[];

function shape(kind: ItemKind, item: unknown): { shown: unknown; same: boolean; faults: readonly string[] } {
  const bytes = Buffer.from(JSON.stringify(item));
  const done = shaped(kind, bytes, "own");
  return {
    shown: done.bytes && JSON.parse(done.bytes.toString()),
    same: done.bytes === bytes,
    faults: done.faults,
  };
}

describe.each(kinds)("%s", (kind) => {
  test("a well-formed item keeps its bytes, unknown members included", () => {
    expect(shape(kind, GOOD[kind])).toEqual({ shown: GOOD[kind], same: true, faults: [] });
  });

  test.each(BARE[kind])("%j keeps its bytes", (item) => {
    expect(shape(kind, item)).toEqual({ shown: item, same: true, faults: [] });
  });

  const own = Object.keys(GOOD[kind]).filter((key) => key !== "vendor");
  test.each(own.flatMap((key) => WRONG.map((value) => [key, JSON.stringify(value)] as const)))(
    "with %s: %s, clients take what is shown, and a fault names the member",
    (key, text) => {
      const { shown, same, faults } = shape(kind, { ...GOOD[kind], [key]: JSON.parse(text) });
      const accepted = SCHEMAS[kind].safeParse({ ...GOOD[kind], [key]: JSON.parse(text) }).success;
      // What the official client takes as it is stays, but for nulls and the like that it drops itself.
      if (same) expect(accepted, "clients refuse what passes unchanged").toBe(true);
      else expect(faults.some((fault) => fault.startsWith(key))).toBe(true);
      if (shown !== undefined) expect(SCHEMAS[kind].safeParse(shown).error).toBeUndefined();
    },
  );
});

test.each([
  [{ inputSchema: {} }, { type: "object" }],
  [{ inputSchema: null }, { type: "object" }],
  [{ inputSchema: [] }, { type: "object" }],
  [{ inputSchema: { type: "object", properties: null, required: null } }, { type: "object" }],
  [{ inputSchema: { type: "object", properties: [] } }, { type: "object", properties: {} }],
  [{ inputSchema: { properties: { a: true } } }, { properties: { a: {} }, type: "object" }],
  [{ inputSchema: { type: "Object" } }, { type: "object" }],
])("the schema of the arguments %j has one meaning and is repaired", (member, expected) => {
  expect(shape("tool", { name: "t", ...member }).shown).toEqual({ name: "t", inputSchema: expected });
});

test("a tool without a schema takes no arguments, and one whose schema is a text is left out", () => {
  expect(shape("tool", { name: "t" }).shown).toEqual({ name: "t", inputSchema: { type: "object" } });
  expect(shape("tool", { name: "t", inputSchema: "string" })).toMatchObject({
    shown: undefined,
    faults: ["inputSchema"],
  });
});

test("a resource without a name is shown under its URI", () => {
  expect(shape("resource", { uri: "file:///r", name: null }).shown).toEqual({ name: "own", uri: "file:///r" });
});
