import type { Config, Endpoint, StdioExposure } from "../../generated/config.js";
import { compileRules, type Rules } from "../access/rules.js";
import { hiddenIn } from "../filter/hidden-text.js";
import { memberOf } from "../filter/json.js";
import type { ItemKind } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { HiddenText, Item } from "../model/item.js";
import { LOCAL, type Principal } from "../model/principal.js";
import { KINDS, type KindWords } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { readListing } from "../proxy/listing.js";
import type { MalformedItem } from "../proxy/malformed.js";
import { assignNames } from "../proxy/naming/names.js";
import { assignUris } from "../proxy/naming/uris.js";
import { NOBODY } from "../upstream/pool/link-keys.js";
import { depthOf } from "../wire/json-strings.js";
import type { Assembly } from "./assemble.js";
import { membersOf, namingOf, type RuledMember } from "./assemble-view.js";
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
  /** What others call it, when access rules hide it from this principal. */
  readonly exposed?: string;
  /** Which access rule shows it, by its place in the file; absent when nobody was asked about. */
  readonly because?: string;
  /** Shown, but refused when used. */
  readonly refused?: string;
  /** Members that its upstream wrote in another shape than the protocol demands; shown, repaired or without them. */
  readonly malformed?: readonly string[];
  /** What a model reads in it and a person does not see; absent when there is nothing. */
  readonly hiddenText?: readonly HiddenText[];
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

/** One upstream's items of a kind, as somebody got them. */
export interface Listed {
  readonly member: RuledMember;
  readonly items: readonly Item[];
  readonly error?: ProxyError | undefined;
  readonly malformed?: readonly MalformedItem[];
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
  const members = membersOf(makings, place, shown);
  const caller = { ...NOBODY, principal: LOCAL };
  const listed = (words: KindWords): Promise<Listed[]> =>
    Promise.all(
      members.map(async (member) => ({
        member,
        ...(await readListing(member.peer, words, caller, member.limits, world.log)),
      })),
    );
  return judge(config, compileRules(accessRules(config, world)), principal, listed);
}

/** Judges lists, wherever they come from, as `principal` would see them; undefined: without access rules. */
export async function judge(
  config: Config,
  rules: Pick<Rules, "decide">,
  principal: Principal | undefined,
  listed: (words: KindWords) => Promise<readonly Listed[]>,
): Promise<Inventory> {
  const problems: string[] = [];
  const missing = new Map<string, string>();
  const items: InventoryItem[] = [];
  for (const words of KINDS) {
    const lists = (await listed(words)).map(({ member, items: own, error, malformed = [] }) => {
      if (error !== undefined) missing.set(member.peer.name, error.message);
      return { member, malformed, ...member.explain(words.kind, own) };
    });
    if (missing.size === 0) problems.push(...unmatchedEverywhere(lists));
    const named = naming(config, words.kind, lists);
    for (const list of lists) {
      problems.push(...list.problems);
      const repaired = new Map<string, readonly string[]>();
      for (const { item, faults, shown } of list.malformed) {
        if (shown) repaired.set(item.own, faults);
        else items.push({ ...entry(item), hidden: `malformed: ${faults.join(", ")}` });
      }
      for (const { item, why } of list.hidden) items.push({ ...entry(item), hidden: why });
      for (const item of list.shown) {
        const name = named(item);
        if (name === undefined) {
          items.push({ ...entry(item), hidden: "naming.prefix is never, and an earlier upstream uses the name" });
          continue;
        }
        const decision = principal && rules.decide(principal, item.kind, item.upstream, item.own, name);
        if (decision?.allowed === false)
          items.push({ ...entry(item), exposed: name, hidden: `access: ${decision.because}` });
        else {
          const refused = item.refused === undefined ? {} : { refused: item.refused.message };
          const because = decision === undefined ? {} : { because: decision.because };
          const faults = repaired.get(item.own);
          const malformed = faults === undefined ? {} : { malformed: faults };
          items.push({ ...entry(item, name), name, ...refused, ...because, ...malformed });
        }
      }
    }
  }
  const reasons = [...missing].map(([upstream, reason]) => ({ upstream, reason }));
  return { items: items.sort((a, b) => b.weight.total - a.weight.total), missing: reasons, problems };
}

/** What the endpoint says and no upstream it shows bears out. */
function unmatchedEverywhere(lists: readonly { readonly unfit: readonly string[] | undefined }[]): string[] {
  const [first, ...rest] = lists.flatMap(({ unfit }) => (unfit === undefined ? [] : [unfit]));
  return (first ?? []).filter((problem) => rest.every((unfit) => unfit.includes(problem)));
}

/** What clients call the items of a kind. */
function naming(
  config: Config,
  kind: ItemKind,
  lists: readonly { readonly member: RuledMember; readonly shown: readonly Item[] }[],
): (item: Item) => string | undefined {
  if (kind === "tool" || kind === "prompt") {
    const names = assignNames(
      namingOf(config, lists.length),
      lists.map(({ member, shown: own }) => ({
        upstream: member.peer.name,
        prefix: member.prefix,
        names: own.map((item) => item.name),
      })),
    );
    return (item) => names.exposed(item.upstream, item.name);
  }
  const uris = assignUris(
    lists.map(({ member, shown: own }) => ({
      upstream: member.peer.name,
      uris: kind === "resource" ? own.map((item) => item.own) : [],
      templates: kind === "resource" ? [] : own.map((item) => item.own),
    })),
  );
  return (item) =>
    kind === "resource" ? uris.exposed(item.upstream, item.own) : uris.exposedTemplate(item.upstream, item.own);
}

function entry(
  item: Item,
  name = item.name,
): Pick<InventoryItem, "kind" | "upstream" | "own" | "weight" | "hiddenText"> {
  const value = JSON.parse(item.bytes.toString("utf8")) as Record<string, unknown>;
  // JSON.stringify recurses, and an upstream may nest as deeply as it likes.
  const flat = depthOf(item.bytes) <= MAX_SHOWN_CHARS;
  const size = (key: string): number => {
    const part = value[key];
    if (part === undefined || typeof part === "string") return part?.length ?? 0;
    return flat ? JSON.stringify(part).length : (memberOf(item.bytes, key)?.toString("utf8").length ?? 0);
  };
  const description = size("description") + size("title");
  const schema = size("inputSchema") + size("outputSchema") + size("arguments");
  const hiddenText = hiddenIn(item.bytes);
  return {
    kind: item.kind,
    upstream: item.upstream,
    own: item.own,
    ...(hiddenText.length === 0 ? {} : { hiddenText }),
    weight: { name: name.length, description, schema, total: name.length + description + schema },
  };
}

const MAX_SHOWN_CHARS = 500;

/** The place a person means by `/mcp` or `stdio`; the first endpoint when nobody says. Throws CONFIG. */
export function placeOf(
  { config }: { readonly config: Config },
  asked: string | undefined,
): { place: string; shown: Endpoint | StdioExposure | undefined } {
  const { expose } = config;
  const endpoints = expose.http?.endpoints ?? {};
  const first = Object.keys(endpoints)[0];
  const name = asked ?? first ?? "stdio";
  if (name === "stdio") return { place: "expose.stdio", shown: expose.stdio };
  if (!Object.hasOwn(endpoints, name)) {
    const known = [...Object.keys(endpoints), "stdio"].join(", ");
    throw new ProxyError("CONFIG", `Unknown endpoint ${name}. Available: ${known}`);
  }
  return { place: `expose.http.endpoints.${name}`, shown: endpoints[name] };
}
