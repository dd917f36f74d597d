import { Command, Option } from "clipanion";
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
    description:
      "Show what a client will see: tools, prompts, resources, the heaviest first, and why something is hidden.",
    details: `
      Connects to the upstreams of the file as the person at this machine. The weight of an item is the number of characters of its
      name, description and schemas: what a model has to read before anybody asked anything; four characters are about one token.

      Exit code: 0 every upstream answered, 1 one did not, 2 the file cannot be used.
    `,
    examples: [
      ["What the first endpoint shows", "$0 tools"],
      ["What one user sees at another", "$0 tools --endpoint /readonly --user friend@example.com"],
      ["For a program", "$0 tools --format json"],
    ],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `The file; ${DEFAULT_FILE} when nothing is said.`,
  });
  endpoint = Option.String("--endpoint", {
    description: "An endpoint's path, or stdio; the first endpoint when nothing is said.",
  });
  user = Option.String("--user", {
    description: "Apply the rules for this user: a subject or e-mail address, as access.users names it.",
  });
  format = Option.String("--format", "text", { description: "text or json." });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    if (this.format !== "text" && this.format !== "json") {
      stderr.write(`mcp-proxy: there is no format "${this.format}"; there are text, json\n`);
      return EXIT.usage;
    }
    const { putToWork } = await import("./at-work.js");
    const { placeOf, takeInventory } = await import("../serve/inventory.js");
    const atWork = await putToWork(this.config, this.context);
    if (typeof atWork === "number") return atWork;
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

const META_TOOLS = "Clients list find_tools and call_tool (metaTools), through which they reach:\n\n";

const WORDS = { tool: "tool", prompt: "prompt", resource: "resource", resourceTemplate: "template" } as const;

function text({ items, missing, problems }: Inventory, place: string): string {
  const shown = items.filter(({ name }) => name !== undefined);
  const hidden = items.filter((item) => item.hidden !== undefined);
  const total = shown.reduce((sum, { weight }) => sum + weight.total, 0);
  const lines = [
    `${place}: ${shown.length} item${shown.length === 1 ? "" : "s"}, ${total} characters, about ${Math.ceil(total / 4)} tokens`,
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
    lines.push("", `Text that a person does not see: ${unseen.length}`, "");
    for (const { kind, name, hiddenText = [] } of unseen) {
      for (const one of hiddenText) lines.push(`  ${WORDS[kind]}  ${oneLine(name ?? "")}  ${hiddenLine(one)}`);
    }
  }
  if (missing.length > 0)
    lines.push("", ...missing.map(({ upstream, reason }) => oneLine(`Not answering: ${upstream}: ${masked(reason)}`)));
  if (problems.length > 0) lines.push("", ...problems.map((problem) => oneLine(`Without effect: ${problem}`)));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function row(item: InventoryItem): string[] {
  const from = item.own === item.name ? item.upstream : `${item.upstream}: ${item.own}`;
  return [
    String(item.weight.total).padStart(5),
    WORDS[item.kind],
    item.name ?? "",
    item.refused === undefined ? from : `${from} (refused: ${item.refused})`,
  ];
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => oneLine(cells[at] ?? "").length)));
  return rows.map((cells) =>
    cells.map((cell, at) => oneLine(cell).padEnd(at === cells.length - 1 ? 0 : (widths[at] ?? 0))).join("  "),
  );
}
