import { Command, Option } from "clipanion";
import { oneLine } from "../base/hidden-text.js";
import { LOCAL } from "../model/principal.js";
import { EXIT } from "../serve/exit.js";
import { openLoginSetting } from "./desk.js";
import { DEFAULT_FILE } from "./files.js";

export class LogoutCommand extends Command {
  static override paths = [["logout"]];
  static override usage = Command.Usage({
    category: "Logins",
    description: "End a login: revoke it at the issuer, if possible, and erase it here.",
    examples: [
      ["One upstream", "$0 logout notes"],
      ["Every upstream of the file", "$0 logout --all"],
      ["Upstreams that are no longer in the file", "$0 logout --removed"],
    ],
  });

  upstream = Option.String({ required: false, name: "upstream" });
  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  all = Option.Boolean("--all", false, { description: "End the logins of every upstream in the file." });

  removed = Option.Boolean("--removed", false, {
    description: "End every login and registration of upstreams that are no longer in the file.",
  });

  async execute(): Promise<number> {
    const { stderr } = this.context;
    const desk = await openLoginSetting(this.config, this.context);
    if (desk === undefined) return EXIT.usage;
    try {
      if (this.removed) {
        const { retire } = await import("../auth/retire.js");
        const ended = await retire(desk.store, desk.world, desk.names);
        for (const { upstream, principal, revoked } of ended) {
          stderr.write(
            `${oneLine(`${upstream} of ${principal}`)}: erased here${revoked ? " and revoked at the issuer" : ""}.\n`,
          );
        }
        if (ended.length === 0) stderr.write("Every stored login belongs to an upstream in the file.\n");
        return EXIT.ok;
      }
      const names = this.all ? desk.names : this.upstream === undefined ? [] : [this.upstream];
      const unknown = names.find((name) => !desk.names.includes(name));
      if (names.length === 0 || unknown !== undefined) {
        const about =
          unknown === undefined ? "name an upstream or use --all" : `no upstream "${oneLine(unknown)}" with a URL`;
        stderr.write(`mcp-proxy: ${about}. Available: ${desk.names.join(", ") || "none"}\n`);
        return EXIT.usage;
      }
      for (const name of names) {
        const { revoked } = await desk.logins.disconnect(LOCAL, name);
        stderr.write(`${name}: erased here${revoked ? " and revoked at the issuer" : ""}.\n`);
      }
      return EXIT.ok;
    } finally {
      await desk.close();
    }
  }
}
