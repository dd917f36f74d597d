import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { RPC } from "../model/protocol.js";
import { splice } from "../wire/splice.js";
import type { Catalogue } from "./catalogue.js";
import { exposeUris } from "./expose-uris.js";
import { currentHolders, type Holder, type HolderParts } from "./holders.js";
import { askInTurn, NO_ITEM } from "./in-turn.js";
import { isBare } from "./naming/names.js";
import type { CatalogueParts } from "./page.js";
import { unknown } from "./targets.js";

/** Answers `resources/read`: from the upstream that lists the URI, else from the first that has it. */
export async function readResource(
  call: Call,
  catalogue: Catalogue,
  parts: HolderParts & Pick<CatalogueParts, "naming">,
): Promise<Message> {
  const span = call.message.member("uri");
  const asked = call.message.text(span);
  if (span === undefined || asked === undefined) throw new ProxyError("INVALID_PARAMS", "params.uri is missing");
  const { page, holders } = await currentHolders(catalogue, parts, asked);
  const owners = holders.filter(({ refused }) => refused === undefined);
  if (owners.length === 0 && holders[0]?.refused !== undefined) throw holders[0].refused;
  const ask = async ({ member, uri }: Holder): Promise<Message> => {
    const { uris } = page;
    const { name } = member.peer;
    const own = { ...span, bytes: Buffer.from(JSON.stringify(uri)) };
    const found = await member.peer.handle(uri === asked ? call : call.with(splice(call.message, [own])));
    if (uri === asked && uris?.changes(name) !== true) return found;
    const shown = (one: string): string => (one === uri ? asked : (uris?.exposed(name, one) ?? one));
    return exposeUris(found, call, shown);
  };
  const declining = [...NO_ITEM, RPC.METHOD_NOT_FOUND];
  const { answer, refusal, failure } = await askInTurn(call, owners, declining, ask, isBare(parts.naming));
  if (answer !== undefined) return answer;
  // Who could not be asked may have it.
  if (failure !== undefined) throw failure;
  const untold = page.uris?.untold;
  if (untold !== undefined) throw catalogue.untold("resource", untold, asked);
  if (refusal === undefined || (owners.length > 1 && isNoMethod(refusal))) throw unknown("resource", asked);
  return refusal;
}

function isNoMethod(refusal: Message): boolean {
  return (refusal.value as { code: number }).code === RPC.METHOD_NOT_FOUND;
}
