import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import type { Writable } from "node:stream";
import type { AuditConfig } from "../../generated/config.js";
import { type AuditLine, audit } from "../filter/audit.js";
import type { ItemKind } from "../model/access.js";
import type { Caller } from "../model/call.js";
import type { View } from "../model/view.js";
import type { World } from "../model/world.js";
import { MergedView } from "../proxy/merged.js";
import type { SwapView } from "../proxy/swap.js";

/** The audit of the file at work. */
export interface Auditing {
  /** The views with every call written down; follows the map it was made of. */
  views(views: ReadonlyMap<string, SwapView>): ReadonlyMap<string, View>;
  view(view: SwapView): View;
  close(): Promise<void>;
}

const KIND_OF: Readonly<Record<string, ItemKind>> = {
  "tools/call": "tool",
  "prompts/get": "prompt",
  "resources/read": "resource",
};

/** Opens the audit log: a file that only its owner reads, or stderr. Without `audit` in the file, views stay as they are. */
export function startAudit(config: AuditConfig | undefined, world: World, stderr: Writable): Auditing {
  if (config === undefined) return { views: (views) => views, view: (view) => view, close: async () => {} };
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
  const known = new WeakMap<SwapView, View>();
  const wrap = (view: SwapView): View => {
    let audited = known.get(view);
    if (audited === undefined) {
      const upstreamOf = (call: { message: { method: string | undefined }; caller: Caller }, target: string) => {
        const kind = KIND_OF[call.message.method ?? ""];
        const { behind } = view;
        return kind === undefined || !(behind instanceof MergedView)
          ? undefined
          : behind.ownerOf(call.caller, kind, target);
      };
      audited = {
        handle: audit(view.handle, { clock: world.clock, write, upstreamOf }),
        checkHeaders: (call, rawHeaders) => view.checkHeaders?.(call, rawHeaders),
        notify: (caller, message) => view.notify(caller, message),
        listen: (listener, wants) => view.listen(listener, wants),
        logLevelChanged: (caller) => view.logLevelChanged(caller),
        forget: (caller) => view.forget(caller),
      };
      known.set(view, audited);
    }
    return audited;
  };
  return {
    view: wrap,
    views: (views) => new MappedViews(views, wrap),
    close: () =>
      new Promise((done) => {
        if (file === undefined || broken) done();
        else out.end(done);
      }),
  };
}

/** A map as it is now, with each view wrapped. */
class MappedViews implements ReadonlyMap<string, View> {
  readonly #views: ReadonlyMap<string, SwapView>;
  readonly #wrap: (view: SwapView) => View;

  constructor(views: ReadonlyMap<string, SwapView>, wrap: (view: SwapView) => View) {
    this.#views = views;
    this.#wrap = wrap;
  }

  get size(): number {
    return this.#views.size;
  }

  has(path: string): boolean {
    return this.#views.has(path);
  }

  get(path: string): View | undefined {
    const view = this.#views.get(path);
    return view && this.#wrap(view);
  }

  keys(): MapIterator<string> {
    return this.#views.keys();
  }

  values(): MapIterator<View> {
    return new Map(this.entries()).values();
  }

  entries(): MapIterator<[string, View]> {
    return new Map([...this.#views].map(([path, view]) => [path, this.#wrap(view)])).entries();
  }

  [Symbol.iterator](): MapIterator<[string, View]> {
    return this.entries();
  }

  forEach(callback: (view: View, path: string, map: ReadonlyMap<string, View>) => void): void {
    for (const [path, view] of this) callback(view, path, this);
  }
}
