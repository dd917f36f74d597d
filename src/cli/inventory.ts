import type { Endpoint, StdioExposure } from "../../generated/config.js";
import { compileRules } from "../access/rules.js";
import type { Assembly } from "../assemble.js";
import { membersOf, namingOf } from "../assemble-view.js";
import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { LOCAL, type Principal } from "../model/principal.js";
import type { World } from "../model/world.js";
import { KINDS } from "../proxy/kinds.js";
import { readListing } from "../proxy/listing.js";
import { assignNames } from "../proxy/naming/names.js";
import { assignUris } from "../proxy/naming/uris.js";
import { NOBODY } from "../upstream/whose.js";
import { accessRules } from "./users-file.js";

/** One item as a client sees it, or why it does not. */
export interface InventoryItem {
  readonly kind: ItemKind;
  readonly upstream: string;
  /** What the upstream calls it. */
  readonly own: string;
  /** What the client calls it; absent when it is hidden. */
  readonly name?: string;
  readonly hidden?: string;
  /** Shown, but refused when used. */
  readonly refused?: string;
  /** Characters it takes of a model's attention: of its name, its description, its schemas. */
  readonly weight: {
    readonly name: number;
    readonly description: number;
    readonly schema: number;
    readonly total: number;
  };
}

/** Everything one place shows one principal. */
export interface Inventory {
  readonly items: readonly InventoryItem[];
  /** Upstreams that did not answer. */
  readonly missing: readonly { readonly upstream: string; readonly reason: string }[];
  /** Rules that fit nothing. */
  readonly problems: readonly string[];
}

/** Reads the lists of every upstream a place shows, as the person at this machine, and judges them as `principal` would see them. */
export async function takeInventory(
  assembly: Assembly,
  world: World,
  place: string,
  shown: Endpoint | StdioExposure | undefined,
  principal: Principal | undefined,
): Promise<Inventory> {
  const { config, makings } = assembly;
  const rules = compileRules(accessRules(config.access, world));
  const members = membersOf(makings, place, shown);
  const problems: string[] = [];
  const missing = new Map<string, string>();
  const items: InventoryItem[] = [];
  const caller = { ...NOBODY, principal: LOCAL };
  for (const words of KINDS) {
    const lists = await Promise.all(
      members.map(async (member) => {
        const listing = await readListing(member.peer, words, caller, member.limits, world.log);
        if (listing.error !== undefined) missing.set(member.peer.name, listing.error.message);
        return { member, ...member.explain(words.kind, listing.items) };
      }),
    );
    const named = naming(words.kind, lists);
    for (const list of lists) {
      problems.push(...list.problems);
      for (const { item, why } of list.hidden) items.push({ ...entry(item), hidden: why });
      for (const item of list.shown) {
        const name = named(item);
        if (name === undefined)
          items.push({ ...entry(item), hidden: "naming.prefix is never, and an earlier upstream has the name" });
        else if (principal !== undefined && !rules.visible(principal, item.kind, item.upstream, item.own, name)) {
          const { because } = rules.decide(principal, item.kind, item.upstream, item.own, name);
          items.push({ ...entry(item), hidden: `access: ${because}` });
        } else {
          const refused = item.refused === undefined ? {} : { refused: item.refused.message };
          items.push({ ...entry(item, name), name, ...refused });
        }
      }
    }
  }
  const reasons = [...missing].map(([upstream, reason]) => ({ upstream, reason }));
  return { items: items.sort((a, b) => b.weight.total - a.weight.total), missing: reasons, problems };

  function naming(kind: ItemKind, lists: readonly { member: (typeof members)[number]; shown: readonly Item[] }[]) {
    if (kind === "tool" || kind === "prompt") {
      const names = assignNames(
        namingOf(config, members.length),
        lists.map(({ member, shown: own }) => ({
          upstream: member.peer.name,
          prefix: member.prefix,
          names: own.map((item) => item.name),
        })),
      );
      return (item: Item) => names.exposed(item.upstream, item.name);
    }
    const uris = assignUris(
      lists.map(({ member, shown: own }) => ({
        upstream: member.peer.name,
        uris: kind === "resource" ? own.map((item) => item.own) : [],
        templates: kind === "resource" ? [] : own.map((item) => item.own),
      })),
    );
    return (item: Item) =>
      kind === "resource" ? uris.exposed(item.upstream, item.own) : uris.exposedTemplate(item.upstream, item.own);
  }
}

function entry(item: Item, name = item.name): Pick<InventoryItem, "kind" | "upstream" | "own" | "weight"> {
  const value = JSON.parse(item.bytes.toString("utf8")) as Record<string, unknown>;
  const size = (part: unknown): number =>
    part === undefined ? 0 : typeof part === "string" ? part.length : JSON.stringify(part).length;
  const description = size(value.description) + size(value.title);
  const schema = size(value.inputSchema) + size(value.outputSchema) + size(value.arguments);
  return {
    kind: item.kind,
    upstream: item.upstream,
    own: item.own,
    weight: { name: name.length, description, schema, total: name.length + description + schema },
  };
}

/** The place a person means by `/mcp` or `stdio`; the first endpoint when nobody says. Throws CONFIG. */
export function placeOf(
  assembly: Assembly,
  asked: string | undefined,
): { place: string; shown: Endpoint | StdioExposure | undefined } {
  const { expose } = assembly.config;
  const endpoints = expose.http?.endpoints ?? {};
  const first = Object.keys(endpoints)[0];
  const name = asked ?? first ?? "stdio";
  if (name === "stdio") return { place: "expose.stdio", shown: expose.stdio };
  if (!Object.hasOwn(endpoints, name)) {
    const known = [...Object.keys(endpoints), "stdio"].join(", ");
    throw new ProxyError("CONFIG", `There is no endpoint ${name}; there are: ${known}`);
  }
  return { place: `expose.http.endpoints.${name}`, shown: endpoints[name] };
}
