import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message, Span } from "../model/message.js";
import { RPC } from "../model/protocol.js";
import { collected } from "../wire/collect-tail.js";
import { elements, members } from "../wire/scan.js";
import { setMembers, splice } from "../wire/splice.js";
import type { Catalogue } from "./catalogue.js";
import { currentHolders, type Holder, type HolderParts, mayRead, refusalOf } from "./holders.js";
import { askInTurn, NO_ITEM } from "./in-turn.js";
import type { ViewMember } from "./member.js";
import type { ItemPage } from "./page.js";
import { unknown } from "./targets.js";

/** The media type of a directory among the children of one (skills extension, "Directories"). */
const DIRECTORY = "inode/directory";

/** Whether a caller may read a URI of one upstream. */
type Readable = (uri: string) => boolean;

/**
 * The methods of the skills extension, under the rules of resources: a skill is shown if every URI in its entry may be read, since
 * an entry without some of its files is invalid, and a directory without the children that may not be read.
 */
export class Skills {
  readonly #reached: (caller: Call["caller"]) => readonly ViewMember[];
  readonly #parts: HolderParts;

  /** `reached` answers the upstreams somebody may use anything of, just now. */
  constructor(reached: (caller: Call["caller"]) => readonly ViewMember[], parts: HolderParts) {
    this.#reached = reached;
    this.#parts = parts;
  }

  /** `skills/list`: of the first upstream that has skills. */
  async list(call: Call, catalogue: Catalogue): Promise<Message> {
    const page = await catalogue.page("resource");
    const asked = await askInTurn(call, this.#reached(call.caller), [RPC.METHOD_NOT_FOUND], async (member) =>
      filtered(await answerOf(member, call), "skills", (entry, answer) =>
        skillUris(answer, entry)?.every(this.#readable(call, page, member)),
      ),
    );
    return said(asked, () => new ProxyError("METHOD_NOT_FOUND", "Method not found"));
  }

  /** `skills/get`: from the upstream that has the skill. Rejects with UNKNOWN_ITEM. */
  async get(call: Call, catalogue: Catalogue): Promise<Message> {
    const { asked, page, holders } = await this.#holders(call, catalogue, false);
    const found = await askInTurn(call, holders, [...NO_ITEM, RPC.METHOD_NOT_FOUND], async ({ member, uri }) => {
      const answer = await answerOf(member, withUri(call, uri));
      if (answer.kind === "error") return answer;
      const entry = answer.member("skill");
      const uris = entry === undefined ? undefined : skillUris(answer, entry);
      if (uris?.every(this.#readable(call, page, member)) !== true) throw unknown("resource", asked);
      return answer;
    });
    return said(found, () => unknown("resource", asked));
  }

  /** `resources/directory/read`: from the upstream that has the directory. Rejects with UNKNOWN_ITEM. */
  async directory(call: Call, catalogue: Catalogue): Promise<Message> {
    const { asked, page, holders } = await this.#holders(call, catalogue, true);
    const found = await askInTurn(call, holders, [...NO_ITEM, RPC.METHOD_NOT_FOUND], async ({ member, uri }) => {
      const readable = this.#readable(call, page, member);
      return filtered(await answerOf(member, withUri(call, uri)), "resources", (child, answer) => {
        const own = textOf(answer, child, "uri");
        if (own === undefined) return false;
        return readable(own) || (textOf(answer, child, "mimeType") === DIRECTORY && readable(within(own)));
      });
    });
    return said(found, () => unknown("resource", asked));
  }

  async #holders(
    call: Call,
    catalogue: Catalogue,
    directory: boolean,
  ): Promise<{ asked: string; page: ItemPage; holders: readonly Holder[] }> {
    const asked = call.message.text(call.message.member("uri"));
    if (asked === undefined) throw new ProxyError("INVALID_PARAMS", "params.uri is missing");
    const { page, holders } = await currentHolders(catalogue, this.#parts, asked);
    const usable = (some: readonly Holder[]): Holder[] => some.filter(({ refused }) => refused === undefined);
    if (holders.length > 0 || !directory) return { asked, page, holders: usable(holders) };
    // A pattern such as skill://team/* grants what a directory holds, which is enough to look into it.
    const inner = await currentHolders(catalogue, this.#parts, within(asked));
    const added = within(asked).length - asked.length;
    // The upstream's own URI of the directory, without what says which upstream is meant.
    const outer = (holder: Holder): Holder => ({ ...holder, uri: holder.uri.slice(0, holder.uri.length - added) });
    return { asked, page: inner.page, holders: usable(inner.holders).map(outer) };
  }

  #readable({ caller }: Call, page: ItemPage, member: ViewMember): Readable {
    const upstream = member.peer.name;
    return (uri) => {
      const shown = page.uris?.exposed(upstream, uri) ?? uri;
      const refused = page.items.get(shown)?.item.refused ?? refusalOf(page, upstream, uri);
      return refused === undefined && mayRead(this.#parts, page, caller, { member, uri }, shown);
    };
  }
}

/** A URI within a directory, as a pattern of all that is in it would match. */
const within = (directory: string): string => (directory.endsWith("/") ? directory : `${directory}/`);

async function answerOf(member: ViewMember, call: Call): Promise<Message> {
  return collected(await member.peer.handle(call), call);
}

function withUri(call: Call, uri: string): Call {
  const span = call.message.member("uri");
  if (span === undefined || call.message.text(span) === uri) return call;
  return call.with(splice(call.message, [{ ...span, bytes: Buffer.from(JSON.stringify(uri)) }]));
}

function said({ answer, refusal, failure }: Awaited<ReturnType<typeof askInTurn>>, none: () => ProxyError): Message {
  const one = answer ?? refusal;
  if (one === undefined) throw failure ?? none();
  return one;
}

/** A result with the entries of one list that `keeps` says yes to, byte for byte. */
function filtered(answer: Message, key: string, keeps: (entry: Span, answer: Message) => boolean | undefined): Message {
  const list = answer.kind === "result" ? answer.member(key) : undefined;
  if (list === undefined) return answer;
  const entries = answer.bytes[list.start] === 0x5b ? elements(answer.bytes, list) : [];
  const kept = entries.filter((entry) => keeps(entry, answer) === true);
  if (kept.length === entries.length && entries.length > 0) return answer;
  const text = kept.map((entry) => answer.raw(entry));
  return setMembers(answer, [[key, Buffer.from(`[${text.join(",")}]`)]]);
}

/** Every URI of a skill's entry; undefined for an entry that has none or a file without one. */
function skillUris(answer: Message, entry: Span): string[] | undefined {
  const uri = textOf(answer, entry, "uri");
  const files = memberOf(answer, entry, "resources");
  if (uri === undefined) return undefined;
  // "dynamic": the files are judged when they are read.
  if (files === undefined || answer.bytes[files.start] !== 0x5b) return [uri];
  const uris = elements(answer.bytes, files).map((file) => textOf(answer, file, "uri"));
  return uris.some((one) => one === undefined) ? undefined : [uri, ...(uris as string[])];
}

function memberOf(answer: Message, span: Span, key: string): Span | undefined {
  if (answer.bytes[span.start] !== 0x7b) return undefined;
  // What two readers may understand differently has no meaning here.
  const found = members(answer.bytes, span).filter((one) => one.key === key);
  return found.length === 1 ? found[0]?.value : undefined;
}

function textOf(answer: Message, span: Span, key: string): string | undefined {
  return answer.text(memberOf(answer, span, key));
}
