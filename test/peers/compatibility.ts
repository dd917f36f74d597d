/** The table of what works with what, from what the peer tests saw. */
import { FEATURES } from "./features.js";

/** One feature between one client and one server. */
export interface Seen {
  readonly client: string;
  readonly server: string;
  readonly feature: string;
  readonly works: boolean;
}

/** The page, or undefined when some combination was not run: half a table would claim too little or too much. */
export function compatibility(
  clients: readonly string[],
  servers: readonly string[],
  seen: readonly Seen[],
): string | undefined {
  const cells = clients.map((client) =>
    servers.map((server) => seen.filter((each) => each.client === client && each.server === server)),
  );
  const least = FEATURES.filter((feature) => feature.era === undefined).length;
  if (cells.some((row) => row.some((cell) => cell.length < least))) return undefined;
  const shown = (cell: readonly Seen[]): string => {
    const broken = cell.filter((each) => !each.works).map((each) => each.feature);
    return broken.length === 0 ? `all ${cell.length}` : `not: ${broken.join(", ")}`;
  };
  return [
    "# Compatibility",
    "",
    "Clients (rows) reach servers (columns) through the proxy. Each cell is a run of the checks of `test/peers/features.ts` with the",
    "published SDKs on both ends; the test run writes this page.",
    "",
    `Checked: ${FEATURES.map((feature) => feature.name).join(", ")} (ping only before 2026-07-28).`,
    "",
    `| client \\ server | ${servers.join(" | ")} |`,
    `|${"---|".repeat(servers.length + 1)}`,
    ...clients.map((client, row) => `| ${client} | ${(cells[row] as Seen[][]).map(shown).join(" | ")} |`),
    "",
    "SDK 1.x is `@modelcontextprotocol/sdk`; SDK 2.x is `@modelcontextprotocol/client` and `/server`, once negotiating 2025-11-25",
    "and once 2026-07-28. The SDK 1.x server speaks 2025-11-25 only, the SDK 2.x server 2026-07-28 only.",
    "",
  ].join("\n");
}
