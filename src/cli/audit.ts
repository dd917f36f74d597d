import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import type { Writable } from "node:stream";
import type { AuditConfig } from "../../generated/config.js";
import { type AuditLine, audit } from "../filter/audit.js";
import type { ItemKind } from "../model/access.js";
import type { Call } from "../model/call.js";
import type { World } from "../model/world.js";
import { MergedView } from "../proxy/merged.js";
import type { Watch } from "./watched-views.js";

/** The audit of the file at work. */
export interface Auditing {
  /** Writes every call of a view down. */
  readonly watch: Watch;
  close(): Promise<void>;
}

const KIND_OF: Readonly<Record<string, ItemKind>> = {
  "tools/call": "tool",
  "prompts/get": "prompt",
  "resources/read": "resource",
};

/** Opens the audit log: a file that only its owner reads, or stderr. Undefined without `audit` in the file. */
export function startAudit(config: AuditConfig | undefined, world: World, stderr: Writable): Auditing | undefined {
  if (config === undefined) return undefined;
  const file = config.path === "stderr" ? undefined : resolve(world.baseDir, config.path);
  const out = file === undefined ? stderr : createWriteStream(file, { flags: "a", mode: 0o600 });
  let broken = false;
  if (file !== undefined) {
    out.on("error", (cause: Error) => {
      // Said once: a full disk must not fill the other log as well.
      if (!broken) world.log.error("audit.failed", { path: config.path, cause: cause.message });
      broken = true;
    });
  }
  const write = (line: AuditLine): void => {
    if (!broken) out.write(`${JSON.stringify(line)}\n`);
  };
  return {
    watch: (next, view) => {
      const upstreamOf = (call: Call, target: string): string | undefined => {
        const kind = KIND_OF[call.message.method ?? ""];
        const { behind } = view;
        return kind === undefined || !(behind instanceof MergedView)
          ? undefined
          : behind.ownerOf(call.caller, kind, target);
      };
      return audit(next, { clock: world.clock, write, upstreamOf });
    },
    close: () =>
      new Promise((done) => {
        if (file === undefined || broken) done();
        else out.end(done);
      }),
  };
}
