import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type ParsedNode, type Scalar } from "yaml";
import { TEXTS } from "../../generated/paths.js";
import { type Finding, type Path, pointer, quotedKey, type Range, show } from "./finding.js";
import { matcher } from "./paths.js";

/** How many values a file may have once its aliases are written out. */
const MAX_VALUES = 50_000;
const MAX_DEPTH = 100;
/** Keys that mean something to JavaScript and nothing to anybody else. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
const TOO_DEEP = ["the file is too deeply nested", `limit: ${MAX_DEPTH} levels`] as const;
const TOO_MANY = [
  "too many values after expanding aliases (limit 50,000)",
  "repeat fewer aliases, or split the file",
] as const;
const TAGS = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`));
const isText = matcher(TEXTS);

/** Where a value and its key stand in the text. */
export interface SourcePlace {
  readonly key: Range | undefined;
  readonly value: Range;
}

/** Plain data of a document, and the place of each of its values. */
export interface Tree {
  readonly data: unknown;
  /** By `pointer(path)`. */
  readonly places: ReadonlyMap<string, SourcePlace>;
  readonly findings: readonly Finding[];
}

class TooLarge extends Error {}

/**
 * Plain data of a document: objects without a prototype, aliases written out. Where the schema wants text, numbers and booleans
 * become the text they are written as. Never throws; linear in what it returns.
 */
export function toTree(root: ParsedNode | undefined): Tree {
  const places = new Map<string, SourcePlace>();
  const findings: Finding[] = [];
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let values = 0;

  const rangeOf = (node: Node): Range => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

  function convert(node: Node | null, path: Path, key: Range | undefined): unknown {
    if (node === null) {
      const end = key?.end ?? 0;
      places.set(pointer(path), { key, value: key ?? { start: end, end } });
      return null;
    }
    values += 1;
    if (values > MAX_VALUES || path.length > MAX_DEPTH) {
      const [message, hint] = values > MAX_VALUES ? TOO_MANY : TOO_DEEP;
      findings.push({ rule: "MCP1008", message, at: rangeOf(node), notes: [hint] });
      throw new TooLarge();
    }
    if (isAlias(node)) return followed(node.source, node, path, key);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    places.set(pointer(path), { key, value: rangeOf(node) });
    if (node.tag !== undefined && !TAGS.has(node.tag) && node.tag !== "!")
      findings.push({
        rule: "MCP1009",
        message: `YAML tags such as ${node.tag.replace("tag:yaml.org,2002:", "!!")} are not supported`,
        at: rangeOf(node),
        hint: "write the plain value",
      });
    open.add(node);
    const value = isMap(node)
      ? map(node, path)
      : isSeq(node)
        ? seq(node, path)
        : isScalar(node)
          ? scalar(node, path)
          : null;
    open.delete(node);
    return value;
  }

  function followed(name: string, alias: Node, path: Path, key: Range | undefined): unknown {
    const target = anchors.get(name);
    if (target !== undefined && !open.has(target)) return convert(target, path, key);
    const message =
      target === undefined ? `there is no anchor &${name} before this alias` : `the alias *${name} contains itself`;
    findings.push({ rule: "MCP1005", message, at: rangeOf(alias) });
    places.set(pointer(path), { key, value: rangeOf(alias) });
    return null;
  }

  function map(node: Node & { items: unknown[] }, path: Path): unknown {
    const out: Record<string, unknown> = Object.create(null);
    for (const item of node.items) {
      if (!isPair<Node, Node | null>(item)) continue;
      const range = item.key === null ? rangeOf(node) : rangeOf(item.key);
      if (!isScalar(item.key)) {
        findings.push({ rule: "MCP1002", message: "keys must be plain strings", at: range });
        continue;
      }
      const name = typeof item.key.value === "string" ? item.key.value : (item.key.source ?? String(item.key.value));
      if (FORBIDDEN.has(name) || name.includes("\0")) {
        findings.push({ rule: "MCP1001", message: `unknown key ${quotedKey(name)} in ${show(path)}`, at: range });
        continue;
      }
      if (Object.hasOwn(out, name)) {
        const first = places.get(pointer([...path, name]))?.key;
        findings.push({
          rule: "MCP1006",
          message: `duplicate key ${quotedKey(name)} in ${show(path)}`,
          at: range,
          ...(first === undefined ? {} : { related: first }),
        });
        continue;
      }
      out[name] = convert(item.value, [...path, name], range);
    }
    return out;
  }

  const seq = (node: Node & { items: unknown[] }, path: Path): unknown[] =>
    node.items.map((item, index) => convert(item as Node, [...path, index], undefined));

  function scalar(node: Scalar, path: Path): unknown {
    const { value, source } = node;
    if (typeof value === "string" && value.includes("\0")) {
      findings.push({ rule: "MCP1007", message: `${show(path)} contains a NUL character`, at: rangeOf(node) });
      return value.replaceAll("\0", "");
    }
    const plain = typeof value === "number" || typeof value === "boolean";
    if (plain && source !== undefined && isText(path)) return source;
    if (typeof value === "number" && source !== undefined && !/^-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?$/.test(source)) {
      findings.push({
        rule: "MCP1014",
        message: `${show(path)}: write this number in decimal${Math.abs(value) < 1e6 ? `: ${value}` : ""}`,
        at: rangeOf(node),
      });
    }
    return value;
  }

  try {
    return { data: root === undefined ? undefined : convert(root, [], undefined), places, findings };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { data: undefined, places, findings };
  }
}
