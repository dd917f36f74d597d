import { MAX_MATCHED_CHARS } from "../base/glob.js";
import type { UriSource } from "../model/access.js";
import type { Caller } from "../model/call.js";
import type { ProxyError } from "../model/errors.js";
import type { Catalogue } from "./catalogue.js";
import type { ViewMember } from "./member.js";
import type { CatalogueParts, ItemPage } from "./page.js";
import { unlisted } from "./targets.js";

/** Who may hold resources, and what a caller may see of them. */
export type HolderParts = Pick<CatalogueParts, "members" | "visible"> & {
  /** False: items are held to a lock file, so that an upstream whose list was not read may not be asked for any. */
  readonly routesByOldLists: boolean;
};

/** An upstream that may have a resource, and its own URI of it. */
export interface Holder {
  readonly member: ViewMember;
  readonly uri: string;
  /** It is shown, and may not be used. */
  readonly refused: ProxyError | undefined;
}

/**
 * As `holdersOf`, by the lists as they are now. Where items are held to a lock file, the upstreams that may be meant have told first what
 * they list; those that could not are refused.
 */
export async function currentHolders(
  catalogue: Catalogue,
  parts: HolderParts,
  asked: string,
): Promise<{ readonly page: ItemPage; readonly holders: readonly Holder[] }> {
  const { caller } = catalogue;
  const page = await catalogue.page("resource");
  const holders = holdersOf(parts, page, caller, asked);
  const unread = parts.routesByOldLists
    ? []
    : holders.map(({ member }) => member).filter((member) => catalogue.unread("resource", member) !== undefined);
  if (unread.length === 0) return { page, holders };
  const whole = await catalogue.settled("resource", unread);
  const known = holdersOf(parts, whole, caller, asked);
  const judged = known.map((holder) => ({
    ...holder,
    refused: holder.refused ?? catalogue.unread("resource", holder.member),
  }));
  return { page: whole, holders: judged };
}

/** Who may hold the resource a URI means, best first: who lists it, else whoever might have it; nobody the caller may not see it at. */
export function holdersOf(
  { members, visible }: Omit<HolderParts, "routesByOldLists">,
  page: ItemPage,
  caller: Caller,
  asked: string,
): Holder[] {
  if (asked.length > MAX_MATCHED_CHARS) return [];
  const listed = page.items.get(asked);
  if (listed !== undefined) {
    return [{ member: listed.member, uri: listed.item.own, refused: listed.item.refused }];
  }
  const found = page.uris?.find(asked) ?? [];
  const anybody = members.filter(({ peer }) => page.uris?.waits(peer.name) !== true);
  const candidates = found.length > 0 ? found : anybody.map(({ peer }) => ({ upstream: peer.name, uri: asked }));
  return candidates.flatMap(({ upstream, uri }) => {
    const member = members.find(({ peer }) => peer.name === upstream);
    if (member === undefined) return [];
    if (!mayRead({ visible }, page, caller, { member, uri }, asked)) return [];
    return [{ member, uri, refused: refusalOf(page, upstream, uri) }];
  });
}

/** Whether a caller may read an upstream's URI, listed or not; `asked` is what clients call it. */
export function mayRead(
  { visible }: Pick<HolderParts, "visible">,
  page: ItemPage,
  caller: Caller,
  { member, uri }: Pick<Holder, "member" | "uri">,
  asked: string,
): boolean {
  const upstream = member.peer.name;
  const listed = page.items.get(asked);
  if (listed?.member === member && listed.item.own === uri) return true;
  const source = sourceOf(page, upstream, uri);
  if (page.withheld?.hidden(upstream, uri, source) === true) return false;
  const item = unlisted("resource", upstream, uri, source);
  return member.admits(item) && visible(caller, item, asked);
}

/** Why the use of a URI that may be read is refused; undefined: it is not. */
export const refusalOf = ({ uris, withheld }: ItemPage, upstream: string, uri: string): ProxyError | undefined =>
  withheld?.refusal(upstream, uri, sourceOf({ uris }, upstream, uri));

const sourceOf = ({ uris }: Pick<ItemPage, "uris">, upstream: string, uri: string): UriSource =>
  uris?.lists(upstream, uri) === true ? "asked" : "foreign";
