import type { AccessControl } from "../access/control.js";
import { writtenOut } from "../base/hidden-text.js";
import type { Drift, LockedItems } from "../filter/lock.js";
import type { ItemKind } from "../model/access.js";
import type { Caller } from "../model/call.js";
import type { Item } from "../model/item.js";
import type { PageDrift } from "../model/page.js";
import { KINDS } from "../model/protocol.js";
import type { Assembly } from "./assemble.js";
import { membersOf } from "./assemble-view.js";
import { judge } from "./inventory.js";

/** Items told of one upstream, places of one item, characters of one text, and of those before the first difference. */
const LIMITS = { items: 100, places: 20, text: 4000, lead: 600 };

/**
 * Where upstreams offer something else than the lock file has, by upstream, as far as the caller may see it: an item the file or
 * the access rules hide from the caller is not told of. An upstream counts at the first endpoint that shows it.
 */
export async function driftSeenBy(
  caller: Caller,
  assembly: Assembly,
  control: Pick<AccessControl, "decide">,
): Promise<ReadonlyMap<string, readonly PageDrift[]>> {
  const { makings, config, views } = assembly;
  const { lock } = makings;
  const told = new Map<string, readonly PageDrift[]>();
  if (lock === undefined) return told;
  const done = new Set<string>();
  for (const [path, { behind }] of views) {
    const shown = config.expose.http?.endpoints[path];
    // As they would be shown if nothing were locked.
    const members = membersOf({ ...makings, lock: undefined }, behind.place, shown);
    const fresh = members.map(({ peer }) => peer.name).filter((name) => !done.has(name));
    if (fresh.length === 0) continue;
    const lists = new Map<ItemKind, ReadonlyMap<string, readonly Item[]>>();
    for (const { kind } of KINDS) {
      const offered = await behind.offered(caller, kind);
      // What could not be read to its end says nothing of what is gone.
      lists.set(kind, new Map(offered.flatMap((one) => (one.error === undefined ? [[one.upstream, one.items]] : []))));
    }
    const drift = new Map<string, readonly Drift[]>();
    for (const name of fresh) {
      done.add(name);
      const kinds = KINDS.map(({ kind }) => kind).filter((kind) => lists.get(kind)?.has(name) === true);
      const items = kinds.flatMap((kind) => lists.get(kind)?.get(name) ?? []);
      drift.set(name, lock.drift(name, items, kinds));
    }
    if ([...drift.values()].every((one) => one.length === 0)) continue;
    const { items } = await judge(config, control, caller.principal, async ({ kind }) =>
      members.map((member) => {
        const { name } = member.peer;
        const gone = (drift.get(name) ?? []).filter((one) => one.what === "gone" && one.kind === kind);
        const before = gone.map(({ own }) => reviewedItem(name, kind, own, lock.reviewed(name)));
        return { member, items: [...(lists.get(kind)?.get(name) ?? []), ...before] };
      }),
    );
    const seen = new Set(
      items.flatMap((one) => (one.name === undefined ? [] : [`${one.upstream}\n${one.kind}\n${one.own}`])),
    );
    for (const [name, all] of drift) {
      const mine = all.filter(({ kind, own }) => seen.has(`${name}\n${kind}\n${own}`)).slice(0, LIMITS.items);
      if (mine.length > 0)
        told.set(
          name,
          mine.map((one) => pageDrift(one, config.lock?.onDrift ?? "warn")),
        );
    }
  }
  return told;
}

function reviewedItem(upstream: string, kind: ItemKind, own: string, locked: LockedItems): Item {
  const reviewed = locked[kind].get(own)?.item ?? {};
  return { kind, upstream, own, name: own, bytes: Buffer.from(JSON.stringify(reviewed)) };
}

function pageDrift({ kind, own, what, differences }: Drift, onDrift: "warn" | "hide" | "block"): PageDrift {
  // What a person reads first comes first.
  const words = ({ place }: { place: string }): number => (/^(title|description)$/.test(place) ? 0 : 1);
  const sorted = [...differences].sort((a, b) => words(a) - words(b));
  const shown = sorted.slice(0, LIMITS.places).map(({ place, before, after }) => {
    const [was, is] = around(readable(before), readable(after));
    return {
      place: writtenOut(place).slice(0, 300),
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    };
  });
  return { kind, own: writtenOut(own), what, outcome: outcomeOf(what, onDrift), differences: shown };
}

function outcomeOf(what: Drift["what"], onDrift: "warn" | "hide" | "block"): PageDrift["outcome"] {
  if (what === "gone") return "hidden";
  if (onDrift === "warn") return "shown";
  return onDrift === "block" && what === "changed" ? "refused" : "hidden";
}

/** Text as it is, anything else as indented JSON. */
function readable(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return writtenOut(typeof value === "string" ? value : JSON.stringify(value, undefined, 2));
}

/** Two texts without the far parts they have in common, so that what differs is always there. */
function around(before: string | undefined, after: string | undefined): [string | undefined, string | undefined] {
  if (before === undefined || after === undefined) return [before && cut(before, 0), after && cut(after, 0)];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const start = same > LIMITS.lead ? same - LIMITS.lead / 2 : 0;
  return [cut(before, start), cut(after, start)];
}

function cut(text: string, start: number): string {
  const end = start + LIMITS.text;
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}
