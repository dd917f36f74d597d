import { Command, Option } from "clipanion";
import type { Config } from "../../generated/config.js";
import { oneLine } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { EXIT } from "../serve/exit.js";
import type { AtWork } from "./at-work.js";
import { DEFAULT_FILE } from "./files.js";
import { replaceFile } from "./write-file.js";

export class LockCommand extends Command {
  static override paths = [["lock"]];
  static override usage = Command.Usage({
    category: "Run",
    description: "Write the reviewed items of all upstreams to the lock file, or compare them with it.",
    details: `
      Asks every upstream for its tools, prompts and resources and writes them with their descriptions, schemas and hashes to
      the lock file (\`lock.path\`, default: mcp-proxy.lock.yaml). Reports new, removed and changed items, and marks texts that
      people cannot see (\`!\`). With --check, writes nothing. If the file has \`lock:\`, \`serve\` enforces the lock file.

      Exit code: 0 written or in sync, 1 --check found a difference, 2 an upstream did not answer or the file is invalid.
    `,
    examples: [
      ["After a review", "$0 lock"],
      ["In CI, or before a deployment", "$0 lock --check"],
      ["One upstream only", "$0 lock files"],
    ],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  check = Option.Boolean("--check", false, { description: "Compare, and write nothing." });
  upstreams = Option.Rest({ name: "upstreams" });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    const { putToWork } = await import("./at-work.js");
    let original: Config | undefined;
    // What is reviewed is what the upstreams really say, not what an older lock makes of it.
    const atWork = await putToWork(this.config, this.context, (config) => {
      original = config;
      const { lock: _lock, ...rest } = config;
      return rest;
    });
    if (atWork === undefined || original === undefined) return EXIT.usage;
    try {
      const unknown = this.upstreams.find((name) => original?.upstreams[name] === undefined);
      if (unknown !== undefined) {
        stderr.write(`mcp-proxy: unknown upstream "${oneLine(unknown)}"\n`);
        return EXIT.usage;
      }
      const { lockPath } = await import("../serve/assemble-lock.js");
      const path = lockPath(original, atWork.world);
      const { found, failed } = await askAll(atWork, this.upstreams);
      for (const { upstream, reason } of failed)
        stderr.write(
          `mcp-proxy: ${oneLine(masked(reason.startsWith(upstream) ? reason : `${upstream}: ${reason}`))}\n`,
        );
      if (failed.length > 0) return EXIT.usage;
      const { readLocked, reportOf } = await import("./lock-report.js");
      const report = reportOf(readLocked(path, this.check), found, [...atWork.assembly.upstreams.keys()], this.check);
      if (!this.check) replaceFile(path, (await import("../filter/lock-file.js")).writeLock(report.all));
      stdout.write(report.text);
      return this.check && !report.same ? EXIT.failed : EXIT.ok;
    } catch (error) {
      // Not being able to check is not a difference.
      if (!(error instanceof ProxyError)) throw error;
      stderr.write(`mcp-proxy: ${oneLine(masked(error.message))}\n`);
      return EXIT.usage;
    } finally {
      await atWork.close();
    }
  }
}

async function askAll({ assembly, world }: AtWork, only: readonly string[]) {
  const [{ KINDS }, { readListing }, { NOBODY }, { LOCAL }] = await Promise.all([
    import("../model/protocol.js"),
    import("../proxy/listing.js"),
    import("../upstream/pool/link-keys.js"),
    import("../model/principal.js"),
  ]);
  const found = new Map<string, Item[]>();
  const failed: { upstream: string; reason: string }[] = [];
  const caller = { ...NOBODY, principal: LOCAL };
  const names = [...assembly.upstreams.keys()].filter((name) => only.length === 0 || only.includes(name));
  await Promise.all(
    names.map(async (name) => {
      const upstream = assembly.upstreams.get(name);
      const limits = assembly.config.upstreams[name]?.limits;
      if (upstream === undefined || limits === undefined) return;
      const all: Item[] = [];
      for (const words of KINDS) {
        const bounds = { items: limits.items, bytes: limits.list, pages: limits.pages };
        const { items, error } = await readListing(upstream, words, caller, bounds, world.log);
        if (error !== undefined) {
          failed.push({ upstream: name, reason: error.message });
          return;
        }
        all.push(...items);
      }
      found.set(name, all);
    }),
  );
  return { found, failed };
}
