import { existsSync, readFileSync } from "node:fs";
import { counted } from "../base/counted.js";
import { oneLine } from "../base/hidden-text.js";
import { hiddenIn } from "../filter/hidden-text.js";
import { type Drift, driftOf, type LockedItems, lockItem } from "../filter/lock.js";
import { NOTHING_LOCKED, readLock } from "../filter/lock-file.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { KINDS } from "../model/protocol.js";
import { hiddenLine } from "./hidden-line.js";

/** What `mcp-proxy lock` says, and what it would write. */
export interface LockReport {
  readonly same: boolean;
  /** What a new lock file holds: what was found, and what was locked of upstreams that were not asked. */
  readonly all: ReadonlyMap<string, readonly Item[]>;
  readonly text: string;
}

/** The lock file, when there is one. Throws CONFIG when it is none, or when it `must` be there and is not. */
export function readLocked(path: string, must: boolean): ReadonlyMap<string, LockedItems> {
  if (existsSync(path)) return readLock(readFileSync(path, "utf8"));
  if (must) throw new ProxyError("CONFIG", "There is no lock file yet; `mcp-proxy lock` writes it.");
  return new Map();
}

/** What was locked and what was found, told in lines: differences, and below them what a reviewer would not see. */
export function reportOf(
  locked: ReadonlyMap<string, LockedItems>,
  found: ReadonlyMap<string, readonly Item[]>,
  upstreams: readonly string[],
  check: boolean,
): LockReport {
  const all = new Map<string, readonly Item[]>();
  const differences: string[][] = [];
  const flags: string[][] = [];
  let items = 0;
  for (const name of upstreams) {
    const offered = found.get(name);
    const before = locked.get(name) ?? NOTHING_LOCKED;
    const now = offered?.filter((item) => lockItem(item) !== undefined);
    all.set(name, now ?? itemsOf(name, before));
    if (offered === undefined || now === undefined) continue;
    items += now.length;
    const kinds = KINDS.map(({ kind }) => kind);
    differences.push(...driftOf(before, now, kinds).map((drift) => told(name, drift)));
    flags.push(...offered.map((item) => flagged(name, item)).filter((lines) => lines.length > 0));
  }
  for (const name of locked.keys())
    if (!upstreams.includes(name)) differences.push([`- ${oneLine(name)}: no longer in the file`]);
  const same = differences.length === 0;
  const total = `${counted(items, "item")} of ${counted(found.size, "upstream")}.`;
  const summary = same ? `In sync: ${total}` : `${counted(differences.length, "difference")}.`;
  const hidden = flags.length === 0 ? "" : ` ${flags.length} marked ! need a closer look.`;
  const lines = [...differences.flat(), ...flags.flat(), `${summary}${hidden}${check ? "" : ` Written: ${total}`}`];
  return { same, all, text: `${lines.join("\n")}\n` };
}

const MARKS = { new: "+", gone: "-", changed: "~" } as const;

function told(upstream: string, { kind, own, what, differences }: Drift): string[] {
  const lines = differences.map(
    ({ place, before, after }) => `    ${oneLine(place)}: ${brief(before)} → ${brief(after)}`,
  );
  return [`${MARKS[what]} ${upstream} ${kind} ${oneLine(JSON.stringify(own))}`, ...lines];
}

function brief(value: unknown): string {
  if (value === undefined) return "(absent)";
  const json = oneLine(JSON.stringify(value));
  return json.length > 400 ? `${json.slice(0, 400)}…` : json;
}

/** What of an item a person would not see, or that it is too deep to be reviewed. */
function flagged(upstream: string, item: Item): string[] {
  const head = `! ${upstream} ${item.kind} ${oneLine(JSON.stringify(item.own))}`;
  if (lockItem(item) === undefined) return [`${head}: left out, because it is nested too deeply to review`];
  const found = hiddenIn(item.bytes);
  return found.length === 0
    ? []
    : [`${head}: contains text that people cannot see`, ...found.map((one) => `    ${hiddenLine(one)}`)];
}

function itemsOf(upstream: string, locked: LockedItems): Item[] {
  return Object.entries(locked).flatMap(([kind, side]) =>
    [...side].map(([own, { item }]) => ({
      kind: kind as Item["kind"],
      upstream,
      own,
      name: own,
      bytes: Buffer.from(JSON.stringify(item)),
    })),
  );
}
