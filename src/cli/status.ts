import { Command, Option } from "clipanion";
import { keptLogins } from "../auth/kept.js";
import { printedJson } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";
import type { LoginStatus } from "../model/logins.js";
import { LOCAL } from "../model/principal.js";
import { EXIT } from "../serve/exit.js";
import { openLoginSetting } from "./desk.js";
import { DEFAULT_FILE } from "./files.js";
import { columns } from "./table.js";

/** One line of the table. */
type Row = LoginStatus & { readonly principal: string };

export class StatusCommand extends Command {
  static override paths = [["status"]];
  static override usage = Command.Usage({
    category: "Logins",
    description: "Show sign-ins per upstream: user, expiry, last error.",
    details: "Reads the store only; contacts no upstream and no issuer. Tokens are never shown.",
    examples: [["For a program", "$0 status --json"]],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  json = Option.Boolean("--json", false, { description: "Print JSON instead of a table." });

  async execute(): Promise<number> {
    const desk = await openLoginSetting(this.config, this.context);
    if (desk === undefined) return EXIT.usage;
    try {
      const mine = await desk.logins.status(LOCAL);
      const kept = await keptLogins(desk.store, desk.world.clock.now());
      const rows = mine.flatMap((status): Row[] => {
        const modeOf = (row: Omit<Row, "mode">): Row => ({ ...row, mode: status.mode });
        const of = kept.filter((row) => row.upstream === status.upstream && row.clientId !== undefined);
        return of.length === 0 ? [{ ...status, principal: LOCAL.label }] : of.map(modeOf);
      });
      const { stdout } = this.context;
      stdout.write(this.json ? `${printedJson(rows, 2)}\n` : table(rows, desk.world.clock.now()));
      return EXIT.ok;
    } finally {
      await desk.close();
    }
  }
}

const HEAD = ["UPSTREAM", "PRINCIPAL", "STATE", "ISSUER", "CLIENT", "EXPIRES", "SCOPES", "LAST ERROR"];

function table(rows: readonly Row[], now: number): string {
  if (rows.length === 0) return "no upstream in this file needs a sign-in\n";
  return columns(
    HEAD,
    rows.map((row) => [
      row.upstream,
      row.principal,
      row.state,
      row.issuer ?? "-",
      short(row.clientId ?? "-", 24),
      expiry(row, now),
      short(row.scopes?.join(" ") || "-", 40),
      row.lastError === undefined ? "-" : masked(row.lastError),
    ]),
  );
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** UTC, and whether anybody must care: a login that renews itself goes on. */
function expiry(row: Row, now: number): string {
  if (row.expiresAt === undefined) return "-";
  const at = new Date(row.expiresAt).toISOString().slice(0, 16).replace("T", " ");
  return `${at}Z${row.renewable === true ? " (renewed automatically)" : row.expiresAt < now ? " (over)" : ""}`;
}
