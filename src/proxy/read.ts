import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { splice } from "../wire/splice.js";
import type { Catalogue, CatalogueParts, Page } from "./catalogue.js";
import { exposeUris } from "./expose-uris.js";
import { inTurn, NO_ITEM, NO_METHOD } from "./in-turn.js";
import type { Member } from "./member.js";
import { unknown } from "./targets.js";
import { unlisted } from "./unlisted.js";

/** Whose resources are read, and what a caller may see of them. */
type ReadParts = Pick<CatalogueParts, "members" | "visible">;

/** Answers `resources/read`: from the upstream that lists the URI, else from the first that has it. */
export async function readResource(call: Call, catalogue: Catalogue, parts: ReadParts): Promise<Message> {
  const span = call.message.member("uri");
  const asked = call.message.text(span);
  if (span === undefined || asked === undefined) throw new ProxyError("INVALID_PARAMS", "params.uri is missing");
  const page = catalogue.ready("resource") ?? (await catalogue.page("resource"));
  const owners = ownersOf(parts, page, call.caller, asked);
  const { answer, refusal, failure } = await inTurn(call, owners, [...NO_ITEM, NO_METHOD], async ({ member, uri }) => {
    const { uris } = page;
    const { name } = member.peer;
    const own = { ...span, bytes: Buffer.from(JSON.stringify(uri)) };
    const found = await member.peer.handle(uri === asked ? call : call.with(splice(call.message, [own])));
    if (uri === asked && uris?.changes(name) !== true) return found;
    const shown = (one: string): string => (one === uri ? asked : (uris?.exposed(name, one) ?? one));
    return exposeUris(found, call, shown);
  });
  if (answer !== undefined) return answer;
  // Who could not be asked may have it.
  if (failure !== undefined) throw failure;
  if (refusal === undefined || (owners.length > 1 && isNoMethod(refusal))) throw unknown("resource", asked);
  return refusal;
}

/** Who may hold a resource, best first; nobody the caller may not see it at. */
function ownersOf(
  { members, visible }: ReadParts,
  page: Page,
  caller: Caller,
  asked: string,
): { member: Member; uri: string }[] {
  const listed = page.items.get(asked);
  if (listed?.item.refused !== undefined) throw listed.item.refused;
  if (listed !== undefined) return [{ member: listed.member, uri: listed.item.own }];
  const found = page.uris?.find(asked) ?? [];
  const candidates = found.length > 0 ? found : members.map(({ peer }) => ({ upstream: peer.name, uri: asked }));
  return candidates.flatMap(({ upstream, uri }) => {
    const member = members.find(({ peer }) => peer.name === upstream);
    if (member === undefined) return [];
    const item = unlisted("resource", upstream, uri);
    return member.admits(item) && visible(caller, item, asked) ? [{ member, uri }] : [];
  });
}

function isNoMethod(refusal: Message): boolean {
  return (refusal.value as { code: number }).code === NO_METHOD;
}
