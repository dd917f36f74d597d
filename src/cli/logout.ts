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
    description: "End a login: revoke it at the issuer where that is possible, and erase it here.",
    examples: [
      ["One upstream", "$0 logout notes"],
      ["Every upstream of the file", "$0 logout --all"],
      ["What is no longer in the file", "$0 logout --removed"],
    ],
  });

  upstream = Option.String({ required: false, name: "upstream" });
  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `The file; ${DEFAULT_FILE} when nothing is said.`,
  });
  all = Option.Boolean("--all", false, { description: "Every upstream of the file." });

  removed = Option.Boolean("--removed", false, {
    description:
      "Every login of every principal at upstreams that are not in the file any more, and their registrations.",
  });

  async execute(): Promise<number> {
    const { stderr } = this.context;
    const desk = await openLoginSetting(this.config, this.context);
    if (typeof desk === "number") return desk;
    try {
      if (this.removed) {
        const { retire } = await import("../auth/retire.js");
        const ended = await retire(desk.store, desk.world, desk.names);
        for (const { upstream, principal, revoked } of ended) {
          stderr.write(
            `${oneLine(`${upstream} of ${principal}`)}: erased here${revoked ? " and revoked at the issuer" : ""}.\n`,
          );
        }
        if (ended.length === 0) stderr.write("Every login kept is of an upstream in the file.\n");
        return EXIT.ok;
      }
      const names = this.all ? desk.names : this.upstream === undefined ? [] : [this.upstream];
      const unknown = names.find((name) => !desk.names.includes(name));
      if (names.length === 0 || unknown !== undefined) {
        const about =
          unknown === undefined
            ? "say which upstream, or --all"
            : `there is no upstream "${oneLine(unknown)}" with a URL`;
        stderr.write(`mcp-proxy: ${about}; there are: ${desk.names.join(", ") || "none"}\n`);
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
