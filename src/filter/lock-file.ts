import { Document, parse, visit } from "yaml";
import { hiddenKinds } from "../base/hidden-text.js";
import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { wordsOf } from "../model/protocol.js";
import { hashOf, type LockedItem, type LockedItems, lockItem } from "./lock.js";

const HEAD = `# Written by \`mcp-proxy lock\` after a review. Commit it next to the config.
# \`mcp-proxy lock --check\` shows what has changed since; \`lock.onDrift\` sets how serve reacts.
`;

/**
 * The text of a lock file: upstreams and items in alphabetical order, so that a diff shows what changed and nothing else; and what a
 * person would not see written out (`"\u200b"`), so that it can be reviewed. What is nested too deeply for that is left out.
 */
export function writeLock(upstreams: ReadonlyMap<string, readonly Item[]>): string {
  const out: Record<string, Record<string, Record<string, LockedItem>>> = {};
  for (const [upstream, items] of [...upstreams].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sides: Record<string, Record<string, LockedItem>> = {};
    for (const item of [...items].sort((a, b) => (a.own < b.own ? -1 : 1))) {
      const locked = lockItem(item);
      if (locked === undefined) continue;
      const side = sides[wordsOf(item.kind).key] ?? {};
      sides[wordsOf(item.kind).key] = side;
      Object.defineProperty(side, item.own, { value: locked, enumerable: true, configurable: true, writable: true });
    }
    out[upstream] = sides;
  }
  const document = new Document({ version: 1, upstreams: out }, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && [...node.value].some(isInvisible)) node.type = "QUOTE_DOUBLE";
    },
  });
  return HEAD + escaped(document.toString({ lineWidth: 0 }));
}

/** Invisible characters stand in double quotes only, where YAML 1.2 (5.7) has escapes for them. */
function escaped(yaml: string): string {
  return yaml.replace(/[^\t\n\r -~]/gu, (char) => {
    if (!isInvisible(char)) return char;
    const code = char.codePointAt(0) as number;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

const REMEDY = "Restore the reviewed file, or delete it, review the items and run `mcp-proxy lock`.";

/** What a lock file says, by upstream. Throws CONFIG when it is not one, or an item was changed by hand. */
export function readLock(text: string): ReadonlyMap<string, LockedItems> {
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw new ProxyError("CONFIG", `The lock file is not valid YAML. ${REMEDY}`, { cause });
  }
  if (!isMap(data) || data.version !== 1 || !isMap(data.upstreams)) {
    throw new ProxyError("CONFIG", `The lock file has an unsupported version. ${REMEDY}`);
  }
  const result = new Map<string, LockedItems>();
  for (const [upstream, sides] of Object.entries(data.upstreams)) {
    const of = (kind: ItemKind) => side(upstream, isMap(sides) ? sides[wordsOf(kind).key] : undefined);
    result.set(upstream, {
      tool: of("tool"),
      prompt: of("prompt"),
      resource: of("resource"),
      resourceTemplate: of("resourceTemplate"),
    });
  }
  return result;
}

/** An upstream nothing was reviewed of. */
export const NOTHING_LOCKED: LockedItems = {
  tool: new Map(),
  prompt: new Map(),
  resource: new Map(),
  resourceTemplate: new Map(),
};

function side(upstream: string, entries: unknown): Map<string, LockedItem> {
  const found = new Map<string, LockedItem>();
  for (const [own, entry] of Object.entries(isMap(entries) ? entries : {})) {
    if (!isMap(entry) || !isMap(entry.item) || entry.hash !== hashOf(entry.item)) {
      const what = `The lock file was edited: ${own} of ${upstream} does not match its hash.`;
      throw new ProxyError("CONFIG", `${what} ${REMEDY}`);
    }
    found.set(own, { hash: String(entry.hash), item: entry.item });
  }
  return found;
}

const isInvisible = (char: string): boolean => char > "~" && hiddenKinds(char).length > 0;

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
