import { Command, Option } from "clipanion";
import type { SignedIn } from "../access/oauth/kept-grants.js";
import { oneLine, printedJson } from "../base/hidden-text.js";
import { EXIT } from "../serve/exit.js";
import { openLoginSetting } from "./desk.js";
import { DEFAULT_FILE } from "./files.js";
import { columns } from "./table.js";

export class CallersCommand extends Command {
  static override paths = [["callers"]];
  static override usage = Command.Usage({
    category: "Logins",
    description: "List sign-ins to the proxy by user and client (access.mode: oauth), or end them.",
    details: "Reads the store. Running proxies that share the store follow within 60 seconds. Tokens are never shown.",
    examples: [
      ["Everybody", "$0 callers"],
      ["After a laptop is lost", "$0 callers --sign-out you@example.com"],
    ],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  json = Option.Boolean("--json", false, { description: "Print JSON instead of a table." });
  who = Option.String("--sign-out", {
    description: "End every sign-in of this user (e-mail address or subject).",
  });
  client = Option.String("--client", {
    description: "With --sign-out: end only the sign-ins with this client id.",
  });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    if (this.client !== undefined && this.who === undefined) {
      stderr.write("mcp-proxy: --client requires --sign-out\n");
      return EXIT.usage;
    }
    const desk = await openLoginSetting(this.config, this.context);
    if (desk === undefined) return EXIT.usage;
    try {
      if (desk.config.store.type === "memory") {
        stderr.write(
          "mcp-proxy: store.type is memory, so only the running proxy has the sign-ins; set store.type: file\n",
        );
        return EXIT.usage;
      }
      const { signedIn, signOut } = await import("../access/oauth/kept-grants.js");
      const { store, world } = desk;
      if (this.who !== undefined) {
        const ended = await signOut(store, world.clock, this.who, this.client);
        stdout.write(`${ended} ${ended === 1 ? "sign-in" : "sign-ins"} of ${oneLine(this.who)} ended.\n`);
        return ended === 0 ? EXIT.failed : EXIT.ok;
      }
      const found = await signedIn(store, world.clock);
      if (this.json) stdout.write(`${printedJson(found, 2)}\n`);
      else if (found.length === 0) stdout.write("No user is signed in.\n");
      else stdout.write(columns(["WHO", "WITH", "AT", "SINCE", "UNLESS USED UNTIL"], found.map(row)));
      return EXIT.ok;
    } finally {
      await desk.close();
    }
  }
}

function row({ principal, client, resource, since, until }: SignedIn): string[] {
  const name = client === undefined ? "the page" : (client.name ?? client.id);
  return [principal.label, name, resource ?? "-", minute(since), minute(until)];
}

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")}Z`;
