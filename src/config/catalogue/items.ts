import type { RuleEntry } from "./entry.js";

/** Rules about names and patterns of items. */
export const ITEM_RULES = {
  MCP4010: {
    level: "error",
    title: "Not a pattern",
    text: "In a pattern `*` stands for any characters and `?` for one; upper and lower case are the same, and a pattern fits the whole name. Brackets, alternatives, `**` and a leading `!` mean something elsewhere and nothing here.",
    wrong: 'upstreams:\n  files: { command: npx, tools: { include: ["[a-z]*"] } }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["get*", "search*"] } }\n',
  },
  MCP4011: {
    level: "error",
    title: "Prefixes that could be mistaken",
    text: "What `naming` puts before names must say whose a name is: no two upstreams share a prefix, and no prefix holds the separator, or ends so that the two run into each other.",
    wrong: "upstreams:\n  files: { command: npx, prefix: data }\n  notes: { command: npx, prefix: Data }\n",
    right: "upstreams:\n  files: { command: npx, prefix: data }\n  notes: { command: npx, prefix: notes }\n",
  },
  MCP4013: {
    level: "warning",
    title: "Two items get one name",
    text: "`rename` gives two items of an upstream the same name. Where the upstream offers both, only the first of its list is shown.",
    wrong: "upstreams:\n  files: { command: npx, tools: { rename: { read_file: read, read_text_file: read } } }\n",
    right: "upstreams:\n  files: { command: npx, tools: { rename: { read_file: read, read_text_file: read_text } } }\n",
  },
  MCP9010: {
    level: "warning",
    title: "Another spelling of a filter",
    text: "`include_tools`, `ignore_tools` and the like work as `tools: { include, ignore }` do. With both, both count.",
    wrong: 'upstreams:\n  files: { command: npx, include_tools: ["get*"] }\n',
    right: 'upstreams:\n  files: { command: npx, tools: { include: ["get*"] } }\n',
  },
} as const satisfies Record<string, RuleEntry>;
