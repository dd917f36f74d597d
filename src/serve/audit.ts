import { resolve } from "node:path";
import type { Writable } from "node:stream";
import type { AuditConfig } from "../../generated/config.js";
import { audit } from "../filter/audit.js";
import type { ItemKind } from "../model/access.js";
import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import { clientRequest } from "../model/method-fates.js";
import type { World } from "../model/world.js";
import { completionTarget } from "../proxy/completion.js";
import { fileLines, type LineWriter, streamLines } from "./line-writer.js";
import type { ViewObserver } from "./watched-views.js";

/** The audit of the file at work. */
export interface Auditing {
  /** Writes every call of a view down. */
  readonly watch: ViewObserver;
  /** The file may have been moved away: goes on in the one that has its name now. */
  reopen(): void;
  close(): Promise<void>;
}

const COMPLETE = "completion/complete";

/** What the target of a request may be, as the table of methods has it. */
function kindsOf({ message }: Call): readonly ItemKind[] {
  const row = clientRequest(message.method);
  const named = row?.target !== undefined || message.method === COMPLETE;
  return named ? (row?.judged ?? []).filter((kind) => kind !== "task") : [];
}

/** A disk that is full is said so this often, in milliseconds: it must not fill the other log as well. */
const FAILURE_LOG_INTERVAL_MS = 60_000;

/**
 * Opens the audit log: a file that only its owner reads, or stderr. Undefined without `audit` in the file. Throws CONFIG when
 * the file cannot be opened: nobody who asks for an audit wants to be served without one.
 */
export function startAudit(config: AuditConfig | undefined, world: World, stderr: Writable): Auditing | undefined {
  if (config === undefined) return undefined;
  const { path } = config;
  let told = Number.NEGATIVE_INFINITY;
  const failed = (cause: Error): void => {
    const now = world.clock.monotonic();
    if (now - told < FAILURE_LOG_INTERVAL_MS) return;
    told = now;
    world.log.error("audit.failed", { path, cause: cause.message });
  };
  const lines = path === "stderr" ? streamLines(stderr) : opened(path, world, failed);
  return {
    watch: (view) => {
      const upstreamOf = (call: Call, target: string): string | undefined => {
        for (const kind of kindsOf(call)) {
          const owner = view.behind.ownerOf(call.caller, kind, target);
          if (owner !== undefined) return owner;
        }
        return undefined;
      };
      const meant = (call: Call): string | undefined => {
        if (call.message.method === COMPLETE) return completionTarget(call.message)?.asked;
        return view.behind.meant(call);
      };
      return audit({ write: (line) => lines.add(line), upstreamOf, meant });
    },
    reopen: () => lines.reopen(),
    close: () => lines.close(),
  };
}

function opened(path: string, world: World, failed: (cause: Error) => void): LineWriter {
  try {
    return fileLines(resolve(world.baseDir, path), failed);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ProxyError("CONFIG", `Cannot open the audit log ${path} (${code}); see audit.path`, { cause });
  }
}
