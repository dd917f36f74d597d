import type { RuleEntry } from "./entry.js";

/** Rules about names and patterns of items. */
export const ITEM_RULES = {
  MCP4010: {
    level: "error",
    title: "Invalid pattern",
    text: "In a pattern, `*` matches any characters and `?` matches one; a pattern matches the whole name. A pattern for URIs has a canonical form: write `%` as `%25`, without `..` that leads out of it. Brackets, alternatives, `**` and a leading `!` are not supported.",
    wrong: 'upstreams:\n  files: { command: npx, tools: { include: ["[a-z]*"] } }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["get*", "search*"] } }\n',
  },
  MCP4011: {
    level: "error",
    title: "Ambiguous prefixes",
    text: "The prefix that `naming` puts before a name must identify one upstream. Two upstreams cannot share a prefix, and a prefix cannot contain the separator or end with a part of it.",
    wrong: "upstreams:\n  files: { command: npx, prefix: data }\n  notes: { command: npx, prefix: Data }\n",
    right: "upstreams:\n  files: { command: npx, prefix: data }\n  notes: { command: npx, prefix: notes }\n",
  },
  MCP4013: {
    level: "warning",
    title: "Duplicate item name",
    text: "`rename` gives two items of an upstream the same name. If the upstream offers both, clients see only the first in its list.",
    wrong: "upstreams:\n  files: { command: npx, tools: { rename: { read_file: read, read_text_file: read } } }\n",
    right: "upstreams:\n  files: { command: npx, tools: { rename: { read_file: read, read_text_file: read_text } } }\n",
  },
  MCP4014: {
    level: "warning",
    title: "Names or patterns that differ only in case",
    text: "Patterns ignore the case of tool and prompt names, so two spellings in one list are one pattern, and a pattern in `deny` or `ignore` overrides the same pattern in any case. Of two keys that differ only in case, each applies to the item with exactly its spelling, and the first also to every other spelling. URIs are compared with their case.",
    wrong: 'upstreams:\n  files: { command: npx, tools: { include: ["Read*"], ignore: ["read*"] } }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["read*"] } }\n',
  },
  MCP9010: {
    level: "warning",
    title: "Alternative spelling of a filter",
    text: "`include_tools`, `ignore_tools` and similar keys are deprecated; use `tools: { include, ignore }`. If both are present, both apply.",
    wrong: 'upstreams:\n  files: { command: npx, include_tools: ["get*"] }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["get*"] } }\n',
  },
} as const satisfies Record<string, RuleEntry>;
