import bundled from "../../generated/mcp-proxy.schema.json" with { type: "json" };
import type { Path } from "./finding.js";

/** A node of the generated schema, as far as messages look into it. */
export interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly allOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly discriminator?: { readonly propertyName: string };
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly const?: unknown;
  readonly deprecated?: boolean;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly if?: { readonly required: readonly string[] };
  readonly then?: Node;
  readonly else?: Node;
}

const root = bundled as unknown as Node & { readonly definitions: Readonly<Record<string, Node>> };

/** The node itself, behind its references. */
function follow(node: Node): Node {
  const ref = node.$ref ?? (node.allOf?.length === 1 ? node.allOf[0]?.$ref : undefined);
  return ref === undefined ? node : follow(root.definitions[ref.slice("#/definitions/".length)] ?? {});
}

/** The branch of a union that a value has chosen, or the union when it has chosen none. */
function branch(node: Node, value: unknown): Node {
  const here = follow(node);
  const own = (key: string) =>
    Object.hasOwn(Object(value), key) ? (value as Record<string, unknown>)[key] : undefined;
  const tag = here.discriminator?.propertyName;
  if (tag !== undefined) {
    const chosen = here.oneOf?.map(follow).find((each) => each.properties?.[tag]?.const === own(tag));
    return chosen ?? here;
  }
  if (here.if === undefined) return here;
  const next = here.if.required.every((key) => own(key) !== undefined) ? here.then : here.else;
  return next === undefined ? here : branch(next, value);
}

/** The node of a value, in the branch it has chosen; without a node, the root's. */
export const nodeOf = (node: Node | undefined, value: unknown): Node => branch(node ?? root, value);

/** Stands for a value of which nothing is known: no branch is chosen for it. */
export const UNSEEN = Symbol("unseen");

/** The node of a member or an item of `value`'s holder; undefined: the schema does not know it. */
export function childOf(node: Node, step: string | number, value: unknown): Node | undefined {
  const rest = typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
  const own = node.properties !== undefined && Object.hasOwn(node.properties, step) ? node.properties[step] : undefined;
  const child = typeof step === "number" ? node.items : (own ?? rest);
  if (child !== undefined) return value === UNSEEN ? follow(child) : branch(child, value);
  // A union that has not chosen knows what any of its branches knows.
  return alternatives(node)
    .map((each) => childOf(each, step, value))
    .find((each) => each !== undefined);
}

const alternatives = (node: Node): Node[] =>
  [...(node.oneOf ?? []), node.then, node.else].flatMap((each) => (each === undefined ? [] : [follow(each)]));

/** The keys an object at a node may have. */
export const keysOf = (node: Node): string[] => [
  ...Object.keys(node.properties ?? {}),
  ...alternatives(node).flatMap(keysOf),
];

/** What the schema says of the value at a path of `data`: before and after a branch is chosen. */
export function look(data: unknown, path: Path): { union: Node; node: Node } {
  let value = data;
  let union = follow(root);
  let node = branch(union, value);
  for (const step of path) {
    value = Object.hasOwn(Object(value), step) ? (value as Record<string | number, unknown>)[step] : undefined;
    const rest = typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
    union = follow((typeof step === "number" ? node.items : (node.properties?.[step] ?? rest)) ?? {});
    node = branch(union, value);
  }
  return { union, node };
}

/** The keys to name as allowed in the object at a path: not those that are only another spelling. */
export const allowedKeys = (data: unknown, path: Path): string[] =>
  Object.entries(look(data, path).node.properties ?? {}).flatMap(([key, node]) =>
    key === "$schema" || node.deprecated === true ? [] : [key],
  );

/** The values of the key that chooses a branch of the union at a path. */
export const choices = (data: unknown, path: Path, tag: string): unknown[] =>
  (look(data, path).union.oneOf ?? []).map((each) => follow(each).properties?.[tag]?.const);

/** The keys by which the branches of the union at a path are told apart. */
export const presentKeys = (data: unknown, path: Path): string[] =>
  (look(data, path).union.anyOf ?? []).flatMap((each) => each.required ?? []);

/** At most two places of the format where a key is known, for "that belongs there". */
export function homesOf(key: string): string[] {
  const homes = new Set<string>();
  const walk = (node: Node, path: string, open: readonly string[]): void => {
    for (const ref of [node, ...(node.allOf ?? []), ...(node.oneOf ?? [])]) {
      if (ref.$ref !== undefined && !open.includes(ref.$ref)) walk(follow(ref), path, [...open, ref.$ref]);
    }
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      if (name === key && !path.startsWith("mcpServers")) homes.add(path === "" ? "the top level" : path);
      walk(child, path === "" ? name : `${path}.${name}`, open);
    }
    if (node.then !== undefined) walk(node.then, path, open);
    if (node.else !== undefined) walk(node.else, path, open);
    if (typeof node.additionalProperties === "object") walk(node.additionalProperties, `${path}.*`, open);
    if (node.items !== undefined) walk(node.items, `${path}[]`, open);
  };
  walk(root, "", []);
  return [...homes].slice(0, 2);
}
