import { FORMATS } from "./formats.js";
import type { Fragments, Node, Union } from "./fragments.js";

/** Who reads a bundle: the validator, or an editor, which shall not object to `${VAR}` where the text is not known yet. */
export type Reader = "validator" | "editor";

/** A value that a variable will fill in. */
const PLACEHOLDER = "\\$\\{";

/** What is for people. */
const TEXTS = new Set(["title", "description", "examples", "deprecated"]);

/** One draft-07 schema of all fragments. */
export function bundle({ root, definitions, unions }: Fragments, reader: Reader): Node {
  const all: Record<string, Node> = {};
  for (const [name, node] of definitions) all[name] = emit(node, reader);
  for (const union of unions.values()) all[union.name] = choice(union, definitions);
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { $schema: "http://json-schema.org/draft-07/schema#", ...emit(root, reader), definitions: sorted };
}

function choice(union: Union, definitions: Map<string, Node>): Node {
  const ref = (definition: string): Node => ({ $ref: `#/definitions/${definition}` });
  if (union.tag !== undefined) {
    return {
      type: "object",
      required: [union.tag],
      discriminator: { propertyName: union.tag },
      oneOf: union.branches.map((branch) => ref(branch.definition)),
    };
  }
  const tree = union.branches.reduceRight<Node | undefined>((rest, branch) => {
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    const test: Node = { if: { required: [branch.present] }, then: ref(branch.definition) };
    return rest === undefined ? test : { ...test, else: rest };
  }, undefined);
  const described = union.branches.map((branch) => definitions.get(branch.definition)?.description).join(" Or: ");
  return {
    description: described,
    type: "object",
    anyOf: union.branches.map((branch) => ({ required: [branch.present] })),
    ...tree,
  };
}

function emit(node: Node, reader: Reader): Node {
  const out: Node = {};
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith("x-") || key === "tsType" || key === "format") continue;
    if (reader === "validator" && TEXTS.has(key)) continue;
    out[key] = value;
  }
  const pattern = node.format === undefined ? out.pattern : FORMATS[String(node.format)]?.pattern;
  if (node.format !== undefined && FORMATS[String(node.format)] === undefined)
    throw new Error(`unknown format ${String(node.format)}`);
  if (pattern !== undefined) out.pattern = reader === "editor" ? `${String(pattern)}|${PLACEHOLDER}` : pattern;
  if (reader === "editor" && Array.isArray(out.enum)) {
    const values = out.enum;
    delete out.enum;
    out.anyOf = [{ enum: values }, { type: "string", pattern: PLACEHOLDER }];
  }
  if (reader === "editor" && out.$ref !== undefined && Object.keys(out).length > 1) {
    out.allOf = [{ $ref: out.$ref }];
    delete out.$ref;
  }
  if (out.properties !== undefined)
    out.properties = Object.fromEntries(Object.entries(out.properties).map(([k, child]) => [k, emit(child, reader)]));
  if (typeof out.additionalProperties === "object") out.additionalProperties = emit(out.additionalProperties, reader);
  if (out.items !== undefined) out.items = emit(out.items, reader);
  return out;
}
