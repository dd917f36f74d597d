import { Command, Option } from "clipanion";
import { counted } from "../base/counted.js";
import { oneLine, printedJson } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";
import { principalOf } from "../model/principal.js";
import { EXIT } from "../serve/exit.js";
import type { Inventory, InventoryItem } from "../serve/inventory.js";
import { DEFAULT_FILE } from "./files.js";
import { hiddenLine } from "./hidden-line.js";

export class ToolsCommand extends Command {
  static override paths = [["tools"]];
  static override usage = Command.Usage({
    category: "Run",
    description: "List what clients see: tools, prompts and resources, largest first, and why items are hidden.",
    details: `
      Connects to the upstreams as the user of this machine. The weight of an item is the number of characters of its
      name, description and schemas, which a model reads in every conversation. Four characters are about one token.

      Exit code: 0 every upstream answered, 1 an upstream did not answer, 2 the file is invalid.
    `,
    examples: [
      ["The first endpoint", "$0 tools"],
      ["Another endpoint, as one user sees it", "$0 tools --endpoint /readonly --user friend@example.com"],
      ["For a program", "$0 tools --format json"],
    ],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  endpoint = Option.String("--endpoint", {
    description: "Path of an endpoint, or stdio (default: the first endpoint).",
  });
  user = Option.String("--user", {
    description: "Apply the rules for this user (subject or e-mail address, as in access.users).",
  });
  format = Option.String("--format", "text", { description: "Output format: text or json." });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    if (this.format !== "text" && this.format !== "json") {
      stderr.write(`mcp-proxy: unknown format "${this.format}"; use text or json\n`);
      return EXIT.usage;
    }
    const { putToWork } = await import("./at-work.js");
    const { placeOf, takeInventory } = await import("../serve/inventory.js");
    const atWork = await putToWork(this.config, this.context);
    if (atWork === undefined) return EXIT.usage;
    try {
      const { assembly, world } = atWork;
      const { place, shown } = placeOf(assembly, this.endpoint);
      const claims = { email: this.user, email_verified: true };
      const principal = this.user === undefined ? undefined : principalOf("asked", this.user, this.user, claims);
      const inventory = await takeInventory(assembly, world, place, shown, principal);
      const meta = shown?.metaTools === true ? META_TOOLS : "";
      stdout.write(this.format === "json" ? `${printedJson(inventory, 2)}\n` : meta + text(inventory, place));
      return inventory.missing.length === 0 ? EXIT.ok : EXIT.failed;
    } finally {
      await atWork.close();
    }
  }
}

const META_TOOLS = "Clients see find_tools and call_tool (metaTools), and reach these items through them:\n\n";

const WORDS = { tool: "tool", prompt: "prompt", resource: "resource", resourceTemplate: "template" } as const;

function text({ items, missing, problems }: Inventory, place: string): string {
  const shown = items.filter(({ name }) => name !== undefined);
  const hidden = items.filter((item) => item.hidden !== undefined);
  const total = shown.reduce((sum, { weight }) => sum + weight.total, 0);
  const lines = [
    `${place}: ${counted(shown.length, "item")}, ${total} characters, about ${Math.ceil(total / 4)} tokens`,
    "",
  ];
  lines.push(...columns([["CHARS", "KIND", "NAME", "FROM"], ...shown.map(row)]));
  if (hidden.length > 0) {
    lines.push("", `Hidden: ${hidden.length}`, "");
    lines.push(
      ...columns(hidden.map((item) => ["", WORDS[item.kind], `${item.upstream}: ${item.own}`, item.hidden ?? ""])),
    );
  }
  const unseen = shown.filter(({ hiddenText }) => hiddenText !== undefined);
  if (unseen.length > 0) {
    lines.push("", `Text that people cannot see: ${unseen.length}`, "");
    for (const { kind, name, hiddenText = [] } of unseen) {
      for (const one of hiddenText) lines.push(`  ${WORDS[kind]}  ${oneLine(name ?? "")}  ${hiddenLine(one)}`);
    }
  }
  if (missing.length > 0)
    lines.push("", ...missing.map(({ upstream, reason }) => oneLine(`Not answering: ${upstream}: ${masked(reason)}`)));
  if (problems.length > 0) lines.push("", ...problems.map((problem) => oneLine(`No effect: ${problem}`)));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function row(item: InventoryItem): string[] {
  const from = item.own === item.name ? item.upstream : `${item.upstream}: ${item.own}`;
  const refused = item.refused === undefined ? "" : ` (refused: ${item.refused})`;
  const malformed = item.malformed === undefined ? "" : ` (malformed, repaired: ${item.malformed.join(", ")})`;
  return [String(item.weight.total).padStart(5), WORDS[item.kind], item.name ?? "", `${from}${refused}${malformed}`];
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => oneLine(cells[at] ?? "").length)));
  return rows.map((cells) =>
    cells.map((cell, at) => oneLine(cell).padEnd(at === cells.length - 1 ? 0 : (widths[at] ?? 0))).join("  "),
  );
}
