import type { Fragments, Node } from "../codegen/fragments.js";

/** docs/reference/config.md: every key of the file, a section for each kind of object, in the order of the file. */
export function configPage(fragments: Fragments): string {
  const places = new Map<string, string[]>();
  const order: string[] = [];

  function visit(node: Node, path: string, open: readonly string[]): void {
    for (const name of named(node, fragments)) {
      const known = places.get(name) ?? [];
      if (!known.includes(path) && !path.startsWith("mcpServers")) places.set(name, [...known, path]);
      if (open.includes(name)) continue;
      if (!order.includes(name)) order.push(name);
      walk(fragments.definitions.get(name) ?? {}, path, [...open, name]);
    }
    walk(node, path, open);
  }
  function walk(node: Node, path: string, open: readonly string[]): void {
    for (const [key, child] of Object.entries(node.properties ?? {}))
      visit(child, path === "" ? key : `${path}.${key}`, open);
    if (typeof node.additionalProperties === "object") visit(node.additionalProperties, `${path}.<name>`, open);
    if (node.items !== undefined) visit(node.items, `${path}[]`, open);
  }
  walk(fragments.root, "", []);

  const sections = order.flatMap((name) => {
    const node = fragments.definitions.get(name);
    return node?.properties === undefined || name === "Value"
      ? []
      : [section(name, node, places.get(name) ?? [], fragments)];
  });
  return [INTRODUCTION, `${fragments.root.description}\n`, table(fragments.root, fragments), "", ...sections].join(
    "\n",
  );
}

/** The definitions a node stands for: one, or the branches of a union. */
function named(node: Node, { unions }: Fragments): string[] {
  if (node.$ref === undefined) return [];
  const name = node.$ref.slice("#/definitions/".length);
  return unions.get(name)?.branches.map(({ definition }) => definition) ?? [name];
}

function section(name: string, node: Node, places: readonly string[], fragments: Fragments): string {
  const at = places
    .slice(0, 4)
    .map((place) => `\`${place}\``)
    .join(", ");
  const more = places.length > 4 ? ", …" : "";
  const keys = Object.keys(node.properties ?? {}).length === 0 ? "It has no keys.\n" : `${table(node, fragments)}\n`;
  return `## ${name}\n\nAt ${at}${more}. ${node.description}\n\n${keys}`;
}

function table(node: Node, fragments: Fragments): string {
  const rows = Object.entries(node.properties ?? {}).map(([key, child]) => {
    const required = node.required?.includes(key) === true ? " (required)" : "";
    const fallback = child.default === undefined ? "" : code(child.default);
    const examples = (child.examples as unknown[] | undefined) ?? [];
    const says = child.description === node.description ? "Selects this variant." : (child.description ?? "");
    const shown = examples.length === 0 ? "" : ` For example ${examples.map(code).join(", ")}.`;
    return `| \`${key}\`${required} | ${kind(child, fragments)} | ${fallback} | ${cell(`${says}${shown}`)} |`;
  });
  return ["| key | value | default | |", "|---|---|---|---|", ...rows].join("\n");
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  boolean: "`true` or `false`",
};

function kind(node: Node, fragments: Fragments): string {
  if (node.$ref !== undefined) return named(node, fragments).map(link).join(" or ");
  if (node.const !== undefined) return code(node.const);
  if (Array.isArray(node.enum)) return node.enum.map(code).join(", ");
  if (node.items !== undefined) return `list of ${kind(node.items, fragments)}`;
  if (typeof node.additionalProperties === "object") return `map of ${kind(node.additionalProperties, fragments)}`;
  if (node.format === "duration" || node.format === "size") return node.format;
  if (node.format === "url" || node.format === "public-url") return "URL";
  if (node.format === "file") return "path";
  return [node.type ?? []]
    .flat()
    .map((type) => WORDS[type] ?? type)
    .join(" or ");
}

const link = (name: string) =>
  name === "Text" ? "text" : name === "Value" ? "text or [Secret](#secret)" : `[${name}](#${name.toLowerCase()})`;

const code = (value: unknown) => `\`${cell(typeof value === "string" ? value || '""' : JSON.stringify(value))}\``;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const INTRODUCTION = `# The config file

\`mcp-proxy.yaml\`: one YAML 1.2 document (JSON is YAML too). \`mcp-proxy validate\` checks it, \`mcp-proxy print\` shows it with every
default filled in, and \`mcp-proxy schema\` prints the JSON Schema for editors.

- A **duration** is a whole number and a unit: \`250ms\`, \`30s\`, \`5m\`, \`1h\`, \`1d\`. A **size** likewise: \`512KiB\`, \`4MiB\`, \`1GB\`.
- \`\${VAR}\` and \`\${VAR:-default}\` stand for environment variables in every text value. They are put in after the file was parsed and
  never read again; a variable that is not set and has no default is an error that names it. \`$\${\` is the text \`\${\`.
- A **secret** is best referred to: \`{ env: NAME }\` or \`{ file: path }\`. It is read when the proxy starts, never by \`validate\`.
- Relative paths start at the folder of the file.

Generated from \`schema/\`.
`;
