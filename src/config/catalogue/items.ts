import type { RuleEntry } from "./entry.js";

/** Rules about names and patterns of items. */
export const ITEM_RULES = {
  MCP4010: {
    level: "error",
    title: "Invalid pattern",
    text: "In a pattern `*` stands for any characters and `?` for one, and a pattern fits the whole name. A pattern of URIs has a canonical form: `%` is written `%25`, and no `..` leads out of it. Brackets, alternatives, `**` and a leading `!` mean something elsewhere and nothing here.",
    wrong: 'upstreams:\n  files: { command: npx, tools: { include: ["[a-z]*"] } }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["get*", "search*"] } }\n',
  },
  MCP4011: {
    level: "error",
    title: "Ambiguous prefixes",
    text: "What `naming` puts before names must say whose a name is: no two upstreams share a prefix, and no prefix holds the separator, or ends so that the two run into each other.",
    wrong: "upstreams:\n  files: { command: npx, prefix: data }\n  notes: { command: npx, prefix: Data }\n",
    right: "upstreams:\n  files: { command: npx, prefix: data }\n  notes: { command: npx, prefix: notes }\n",
  },
  MCP4013: {
    level: "warning",
    title: "Duplicate item name",
    text: "`rename` gives two items of an upstream the same name. Where the upstream offers both, only the first of its list is shown.",
    wrong: "upstreams:\n  files: { command: npx, tools: { rename: { read_file: read, read_text_file: read } } }\n",
    right: "upstreams:\n  files: { command: npx, tools: { rename: { read_file: read, read_text_file: read_text } } }\n",
  },
  MCP4014: {
    level: "warning",
    title: "Names or patterns that differ by case alone",
    text: "Names of tools and prompts are the same in any case, so two spellings in one list are one pattern, and what a list grants or shows is taken away by the same pattern in `deny` or `ignore`. Of two keys that differ by case alone, each speaks of the item that is spelt so, and the first of every other. URIs are compared as they are.",
    wrong: 'upstreams:\n  files: { command: npx, tools: { include: ["Read*"], ignore: ["read*"] } }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["read*"] } }\n',
  },
  MCP9010: {
    level: "warning",
    title: "Alternative spelling of a filter",
    text: "`include_tools`, `ignore_tools` and the like work as `tools: { include, ignore }` do. With both, both count.",
    wrong: 'upstreams:\n  files: { command: npx, include_tools: ["get*"] }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["get*"] } }\n',
  },
} as const satisfies Record<string, RuleEntry>;
