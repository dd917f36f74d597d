import { compile } from "json-schema-to-typescript";
import { FORMATS } from "./formats.js";
import type { Fragments, Node } from "./fragments.js";

/** TypeScript types of a *valid and complete* config: what has a default or is filled in is required. */
export async function types({ root, definitions, unions }: Fragments): Promise<string> {
  const all: Record<string, Node> = {};
  for (const [name, node] of definitions) all[name] = typed(node);
  for (const union of unions.values()) {
    all[union.name] = { oneOf: union.branches.map((branch) => ({ $ref: `#/definitions/${branch.definition}` })) };
  }
  const schema = { ...typed(root), definitions: all };
  const text = await compile(schema as Parameters<typeof compile>[0], "Config", {
    additionalProperties: false,
    bannerComment: "// Generated from schema/ by `npm run generate`. Do not edit.",
    format: true,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
    unreachableDefinitions: true,
    $refOptions: { resolve: { external: false } },
  });
  // The compiler says of every type where it saw it, which tells a reader nothing.
  return text
    .replace(/^\/\*\*\n \* This interface was referenced by [\s\S]*?\n \*\/\n/gm, "")
    .replace(/ \*\n \* This interface was referenced by [\s\S]*?\n \*\/\n/gm, " */\n");
}

function typed(node: Node): Node {
  const out: Node = {};
  for (const [key, value] of Object.entries(node)) {
    if (!key.startsWith("x-") && key !== "format" && key !== "examples" && key !== "default" && key !== "dependencies")
      out[key] = value;
  }
  const format = FORMATS[String(node.format)];
  if (format !== undefined) {
    out.tsType = format.tsType;
    out.description = `${String(out.description)} ${format.says}`.trim();
  }
  if (out.$ref !== undefined && Object.keys(out).length > 1) {
    out.allOf = [{ $ref: out.$ref }];
    delete out.$ref;
  }
  if (node.properties !== undefined) {
    const kept = Object.entries(node.properties).filter(([, child]) => child["x-input"] !== true);
    out.properties = Object.fromEntries(kept.map(([key, child]) => [key, typed(child)]));
    const filled = kept.filter(([, child]) => child.default !== undefined || child["x-filled"] === true);
    out.required = [...new Set([...(node.required ?? []), ...filled.map(([key]) => key)])];
  }
  if (typeof out.additionalProperties === "object") out.additionalProperties = typed(out.additionalProperties);
  if (out.items !== undefined) out.items = typed(out.items);
  return out;
}
