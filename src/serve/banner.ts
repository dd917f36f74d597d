import type { Writable } from "node:stream";
import { counted } from "../base/counted.js";
import { oneLine } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";
import { LOCAL } from "../model/principal.js";
import { KINDS } from "../model/protocol.js";
import type { Log } from "../model/world.js";
import { readListing } from "../proxy/listing.js";
import { NOBODY } from "../upstream/pool/link-keys.js";
import type { Assembly } from "./assemble.js";
import { listLimits } from "./assemble-view.js";

const SILENT: Log = {
  enabled: () => false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => SILENT,
};

/** Says what was found behind the proxy, and what to paste into a client. */
export async function banner(assembly: Assembly, base: string, out: Writable): Promise<void> {
  for (const upstream of assembly.upstreams.values()) {
    const { state, era, transport, error } = upstream.state();
    if (state !== "up") {
      out.write(`  ${upstream.name}: ${state}${error === undefined ? "" : `: ${oneLine(masked(error.message))}`}\n`);
      continue;
    }
    const entry = assembly.config.upstreams[upstream.name];
    if (entry === undefined) continue;
    const counts = await Promise.all(
      KINDS.map(async ({ word, ...words }) => {
        const { items } = await readListing(
          upstream,
          { word, ...words },
          { ...NOBODY, principal: LOCAL },
          listLimits(entry),
          SILENT,
        );
        return items.length === 0 ? [] : [counted(items.length, word)];
      }),
    );
    out.write(`  ${upstream.name}: up (${transport}, ${era}), ${counts.flat().join(", ") || "nothing listed"}\n`);
  }
  const [path = "/mcp"] = assembly.views.keys();
  const pasted = { mcpServers: { "mcp-proxy": { type: "http", url: `${base}${path}` } } };
  out.write(`\nPaste into your client's configuration:\n${JSON.stringify(pasted, undefined, 2)}\n`);
}
